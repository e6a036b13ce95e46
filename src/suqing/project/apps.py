from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "suqing.project"
    label = "project"

    def ready(self) -> None:
        """From here on no published event is lost for want of a listener."""
        from suqing import consequences
        from suqing.kernel import publish

        publish.register(consequences.TABLE)
