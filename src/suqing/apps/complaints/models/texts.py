"""What a case's texts are found by (C21)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint


class TextToken(models.Model):
    """A keyed token of one character or one pair of neighbours in a text of the case: six bytes of an HMAC, as a number.

    No index of its own for `root`: a million cases have some hundred million rows.
    """

    id = models.BigAutoField(primary_key=True)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="text_tokens")
    key_id = models.CharField(max_length=32)
    token = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "token", "complaint"], name="text_token_once_per_item")]
