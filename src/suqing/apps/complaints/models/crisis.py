"""A crisis and the opinions on it, body by body (危机处理, S4 第六条一(一), 第八条; C17)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import CrisisBody, CrisisTrigger
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Crisis(models.Model):
    """Opened by whom and why; `body` is where it lies now, "decided" once a body has decided; `fed_back_at` ends it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="crises")
    round = models.PositiveSmallIntegerField()
    trigger = models.CharField(max_length=12, choices=CrisisTrigger)
    persons = models.PositiveIntegerField(null=True, help_text="face to face; empty = not counted")
    reason = CipherText()
    body = models.CharField(max_length=12)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    final_opinion = CipherText()
    fed_back_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    fed_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], condition=models.Q(fed_back_at=None), name="crisis_one_open_a_round"),
            models.CheckConstraint(condition=models.Q(fed_back_at=None) | models.Q(body="decided"), name="crisis_decided_before_fed_back"),
        ]


class CrisisOpinion(models.Model):
    """The minutes of one body: who took part, what was said, what follows (a body above, or a decision)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="crisis_opinions")
    crisis = models.ForeignKey(Crisis, models.CASCADE, related_name="opinions")
    body = models.CharField(max_length=12, choices=CrisisBody)
    present = CipherText()
    opinion = CipherText()
    decision = CipherText()
    then = models.CharField(max_length=12)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["crisis", "body"], name="crisis_opinion_once_a_body")]
