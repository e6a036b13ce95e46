"""An emergency plan on a case: started, what was done, ended (应急预案, law 29; C17)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import EmergencyTrigger
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class EmergencyPlan(models.Model):
    """By whom, on what ground, for how many persons face to face (NULL = not counted); the result ends it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="emergency_plans")
    trigger = models.CharField(max_length=12, choices=EmergencyTrigger)
    persons = models.PositiveIntegerField(null=True)
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    result = CipherText()
    ended_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint"], condition=models.Q(ended_at=None), name="emergency_one_open_plan")]


class EmergencyEntry(models.Model):
    """One line of the log; with `item` it says that this point of the checklist is done."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="emergency_entries")
    plan = models.ForeignKey(EmergencyPlan, models.CASCADE, related_name="entries")
    item = models.CharField(max_length=20, blank=True)
    words = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "item"], condition=~models.Q(item=""), name="emergency_item_done_once")]
