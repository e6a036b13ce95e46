from django.apps import AppConfig


class SealedConfig(AppConfig):
    name = "suqing.apps.sealed"
    label = "sealed"
    default_auto_field = "django.db.models.BigAutoField"
