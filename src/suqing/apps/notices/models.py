"""Notices: what the product tells a member of staff, once (X04, C13). References and times only, never a story or a name."""

from django.conf import settings
from django.db import models

from suqing.apps.organisations.models import Organisation
from suqing.kernel.ids import new_id


class Notice(models.Model):
    """One message to one person. `dedupe_key` makes the same cause twice one message."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    subject_ref = models.CharField(max_length=40, help_text="the reference that stands in addresses")
    params = models.TextField(default="{}", help_text="canonical JSON: clock kind, limit, counts; no narrative, no identity")
    dedupe_key = models.CharField(max_length=160, unique=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["root", "recipient", "-id"], name="notice_root_recipient"),
            models.Index(
                fields=["root", "recipient"], condition=models.Q(read_at=None), name="notice_root_unread"
            ),
            models.Index(fields=["root", "subject_id"], name="notice_root_subject"),
        ]
