"""Mediation by an organisation outside (调解): proposed, agreed or declined, ended with a result (2020 measures Art. 23; S1 四(二)5; C23)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import MediationResult, MediationSide
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Mediation(models.Model):
    """`result` is empty while it is proposed or goes on; `declined` ends it before it began."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="mediations")
    organisation = CipherText()
    proposed_by = models.CharField(max_length=12, choices=MediationSide)
    words = CipherText(help_text="why, or what is proposed")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    proof = CipherText(help_text="how both sides agreed")
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, choices=MediationResult, blank=True)
    declined_by = models.CharField(max_length=12, choices=MediationSide, blank=True)
    outcome = CipherText(help_text="the agreement, or why there is none")
    decline_ground = models.CharField(max_length=20, blank=True, default="", help_text="the company's good reason, a row of mediation_refusals (Art. 40)")
    mediator = CipherText(help_text="who mediates")
    performed_on = models.DateField(null=True, help_text="the agreement was carried out")
    performance = CipherText(help_text="what proves it")
    confirmed_on = models.DateField(null=True, help_text="a court confirmed the agreement (司法确认)")
    confirmation_no = models.CharField(max_length=80, blank=True, default="")
    ended_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=models.Q(result=""), name="mediation_one_at_a_time"),
            models.CheckConstraint(condition=models.Q(result="") | models.Q(ended_at__isnull=False), name="mediation_ended_with_result"),
        ]


class MediationOpinion(models.Model):
    """What the mediator proposed to both sides, the unit's limit on that day, and what the complainant said to it (law 24)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="mediation_opinions")
    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="opinions")
    amount_fen = models.BigIntegerField()
    limit_fen = models.BigIntegerField(null=True, help_text="of the unit on the day of the opinion; NULL = none set")
    binds = models.BooleanField(help_text="the insurer, once the complainant accepts")
    words = CipherText()
    given_at = models.DateTimeField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    answer = CipherText(help_text="what the complainant said, and its proof")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mediation"], condition=models.Q(accepted=None), name="mediation_opinion_one_open"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="mediation_opinion_not_negative"),
            models.CheckConstraint(
                condition=models.Q(accepted=None, answered_at=None) | models.Q(accepted__isnull=False, answered_at__isnull=False),
                name="mediation_opinion_answered_has_its_time",
            ),
        ]
