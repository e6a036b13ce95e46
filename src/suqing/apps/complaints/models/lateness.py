"""Why a limit was missed, said by who handles the case or answers for it (2020 measures Art. 18, 43)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import LatenessCause
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Lateness(models.Model):
    """Of one missed limit, known by the kind of its clock and its moment; explained again, the former is superseded."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="latenesses")
    clock_kind = models.CharField(max_length=40)
    limit_at = models.DateTimeField()
    cause = models.CharField(max_length=20, choices=LatenessCause)
    words = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "clock_kind", "limit_at"], condition=models.Q(superseded_at=None), name="lateness_one_current")]
