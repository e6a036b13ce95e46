"""The complainant is told that it was taken down: number, who deals with it, by when (受理回执)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import ReplyMethod
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Acknowledgement(models.Model):
    """`form` is how it was told, `address` to which number or address."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="acknowledgements")
    form = models.CharField(max_length=20, choices=ReplyMethod)
    address = CipherText()
    text = CipherText()
    proof = CipherText()
    at = models.DateTimeField(help_text="when it was told")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
