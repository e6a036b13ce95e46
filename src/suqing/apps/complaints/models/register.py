"""What an older register said of an item that was brought in from it (C22)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class RegisterEntry(models.Model):
    """The row that an item came from: its number there, or without one the keyed digest of the whole row.

    By it the same row is known again; `result` is what the register said of the outcome, in its own words.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="register_entries")
    number = models.CharField(max_length=60, blank=True, help_text="登记编号")
    key_id = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    result = CipherText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], name="register_entry_once_per_item"),
            models.UniqueConstraint(fields=["root", "number"], condition=~models.Q(number=""), name="register_number_once"),
            models.UniqueConstraint(fields=["root", "digest"], condition=models.Q(number=""), name="register_row_once"),
        ]
        indexes = [models.Index(fields=["root", "digest"], name="register_root_digest")]
