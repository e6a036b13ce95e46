"""A person's own word that they are interested in a case (回避, law 17; C31)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Recusal(models.Model):
    """Who stands back and why; `passed_to` took over what was theirs, empty where nothing was."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="recusals")
    staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    reason = CipherText()
    passed_to = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "staff"], name="recusal_once_a_person")]
