"""Editions of rulebooks and calendars by content, and who applies which of them from when (law may lapse, use is decided)."""

from django.conf import settings
from django.db import models

from suqing.apps.organisations.models import Organisation
from suqing.kernel.ids import new_id

CALENDAR = "calendar/cn"


class StoredEdition(models.Model):
    """The complete content of a rulebook or calendar that was ever used. Never changed, never deleted.

    Belongs to no root: a rule's text is the same for all.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    rulebook = models.CharField(max_length=40, help_text="property, claims, …; calendar/cn for the calendar")
    content_hash = models.CharField(max_length=64, unique=True)
    canonical = models.TextField(help_text="canonical JSON; content_hash is its SHA-256")
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["rulebook", "stored_at"], name="edition_rulebook_stored")]

    def __str__(self) -> str:
        return f"{self.rulebook} {self.content_hash[:8]}"


class Adoption(models.Model):
    """An organisation applies an edition from `from_day` until `until_day` (inclusive; empty = still), because …"""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=40)
    edition = models.ForeignKey(StoredEdition, models.PROTECT, related_name="adoptions")
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "rulebook", "from_day"], name="adoption_starts_once"),
            models.UniqueConstraint(
                fields=["root", "rulebook"], condition=models.Q(until_day=None), name="adoption_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="adoption_days_in_order",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="adoption_has_a_reason"),
        ]


class HandedIn(models.Model):
    """An edition of its own that an organisation handed in, to try it or to apply it. That it is here decides nothing."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=40)
    edition = models.ForeignKey(StoredEdition, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "edition"], name="handed_in_once")]
