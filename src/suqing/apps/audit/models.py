"""The ledger: one hash chain per subject, signed checkpoints over all of them, and who looked at what.

Event, Checkpoint and Disclosure take no UPDATE, DELETE or TRUNCATE (see triggers.py). They hold references, stages and
clauses, never narrative or identity: they cannot be erased.
"""

from django.conf import settings
from django.db import models

from suqing.kernel.ids import new_id


class Event(models.Model):
    """One thing that happened to one subject. `body` is the canonical text of all of it; `hash` its keyed HMAC."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    seq = models.IntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    verb = models.CharField(max_length=40)
    clause = models.CharField(max_length=80, blank=True)
    edition = models.CharField(max_length=64, blank=True)
    body = models.TextField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    schema = models.SmallIntegerField()
    algorithm = models.CharField(max_length=40, help_text="hmac-<hash id>:<key id>")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="event_seq_once_per_subject"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="event_seq_from_one"),
        ]
        indexes = [models.Index(fields=["root", "actor", "recorded_at"], name="event_root_actor_time")]


class Unanchored(models.Model):
    """An event that no checkpoint holds yet; written with the event, deleted with the checkpoint."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="+")


class Checkpoint(models.Model):
    """A signed Merkle root over events; a copy of it goes to the anchors file outside the database."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    number = models.IntegerField(unique=True)
    at = models.DateTimeField()
    count = models.IntegerField()
    leaves = models.TextField(help_text="canonical list of [event id, subject kind, subject id, seq, hash]")
    merkle_root = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=40, help_text="<hash id>+ed25519")
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)


class ReadTrace(models.Model):
    """Who looked at a subject: one row per person, subject and ten minutes."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    window_start = models.DateTimeField()
    purpose = models.CharField(max_length=40)
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root", "subject_kind", "subject_id", "staff", "window_start"], name="read_trace_once_per_window"
            )
        ]
        indexes = [models.Index(fields=["root", "staff", "window_start"], name="read_trace_root_staff")]


class Disclosure(models.Model):
    """Masked data shown to one person, for a reason, for a time (S4 第四条一, S5 9)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    fields = models.CharField(max_length=200, help_text="column names, comma between")
    reason = models.CharField(max_length=40, help_text="code of the reason; words of free text belong to the case")
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["root", "subject_kind", "subject_id", "staff"], name="disclosure_root_subject"),
            models.Index(fields=["root", "staff", "at"], name="disclosure_root_staff"),
        ]
