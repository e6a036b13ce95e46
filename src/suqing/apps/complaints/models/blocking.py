"""Where the claim or policy is stuck (阻滞原因, S4 第六条二(二), 第七条一; C30)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import BlockageCause, ClaimState
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Blockage(models.Model):
    """State of the claim or policy, cause, with whom it lies, since which day, the way out. The current one is neither superseded nor cleared."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="blockages")
    state = models.CharField(max_length=16, choices=ClaimState)
    stuck_on = models.CharField(max_length=20, choices=BlockageCause)
    with_whom = CipherText()
    since = models.DateField()
    way_out = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    solved = CipherText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=models.Q(superseded_at=None, cleared_at=None), name="blockage_one_current"),
            models.CheckConstraint(condition=models.Q(superseded_at=None) | models.Q(cleared_at=None), name="blockage_superseded_or_cleared"),
        ]
        indexes = [models.Index(fields=["root", "stuck_on", "since"], condition=models.Q(superseded_at=None, cleared_at=None), name="blockage_current")]
