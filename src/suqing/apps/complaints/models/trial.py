"""What another edition would have given on the register, as far as one person sees it: asked once, read in pages."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.editions.models import StoredEdition
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class TrialState(models.TextChoices):
    GOING = "going", "正在试算"
    DONE = "done", "已算完"
    DROPPED = "dropped", "已清除"


class RuleTrial(models.Model):
    """One question of one person. It changes no case."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=40)
    edition = models.ForeignKey(StoredEdition, models.PROTECT, related_name="+")
    open_only = models.BooleanField(default=False)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=TrialState, default=TrialState.GOING)
    cases = models.PositiveIntegerField(default=0, help_text="how many were asked again")
    done_at = models.DateTimeField(null=True)
    ledger_omits = ("state", "cases", "done_at")  # the worker writes them

    class Meta:
        indexes = [models.Index(fields=["root", "by", "at"], name="rule_trial_by")]


class RuleTrialRow(models.Model):
    """One difference of one case, in the order of receipt. `words` repeats facts of the case: sealed under its key."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    trial = models.ForeignKey(RuleTrial, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="+")
    what = models.CharField(max_length=12)
    words = CipherText(help_text="name, clause, both answers, reason, what is assumed: JSON")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "number"], name="rule_trial_numbered")]
        indexes = [models.Index(fields=["root", "trial", "what", "number"], name="rule_trial_what")]
