from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "suqing.apps.accountability"
    label = "accountability"
    default_auto_field = "django.db.models.BigAutoField"
