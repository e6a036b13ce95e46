"""What became of a suggestion: answered, done, its effect checked (改进意见, S4 第七条六; C18)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import ImprovementStepKind
from suqing.apps.complaints.models.outcome import Improvement
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class ImprovementStep(models.Model):
    """One of each kind. `good`: accepted (answered), effective (checked). `day`: done by (answered), not checked before (done)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="improvement_steps")
    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=ImprovementStepKind)
    good = models.BooleanField(null=True)
    words = CipherText(help_text="the answer, the proof, or what the check found")
    plan = CipherText(help_text="what will be done")
    day = models.DateField(null=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["improvement", "kind"], name="improvement_step_once"),
            models.CheckConstraint(condition=~models.Q(kind__in=["answered", "checked"]) | models.Q(good__isnull=False), name="improvement_step_decided"),
            models.CheckConstraint(condition=~models.Q(kind="done") | models.Q(day__isnull=False), name="improvement_step_check_day"),
        ]
