"""What a call brings besides an item: how things stand was asked, or the caller was put through (C24, C27)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import Method
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Inquiry(models.Model):
    """Somebody only asked how things stand (问询): counted as that, never as an item."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="inquiries")
    method = models.CharField(max_length=20, choices=Method)
    asked = CipherText()
    told = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class PutThrough(models.Model):
    """The caller was put through to a leader (转接领导); not `reached` = the leader is asked to call back."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="put_throughs")
    to_staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    reached = models.BooleanField()
    words = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
