from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "suqing.web"
    label = "web"
    verbose_name = "诉清"
