from django.apps import AppConfig


class IntegrationConfig(AppConfig):
    name = "suqing.apps.integration"
    label = "integration"
    default_auto_field = "django.db.models.BigAutoField"
