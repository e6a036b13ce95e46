from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "suqing.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The one signal in the house: a migration on SQLite drops the ledger's triggers without a word (docs/adr)."""
        post_migrate.connect(_remake, sender=self, dispatch_uid="audit.triggers")


def _remake(*, using: str, **_: Any) -> None:
    from django.db import connections

    from suqing.apps.audit.triggers import remake

    remake(connections[using])
