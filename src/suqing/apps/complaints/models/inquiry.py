"""Why, by whom, what to do, and the leader's word (S5 7.4–7.6)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import (
    CauseKind,
    InstructionKind,
    PersonRole,
    ProposalState,
)
from suqing.casework.causes import DETAILS
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Finding(models.Model):
    """What was found (调查结论), in versions; validity is confirmed by the complaint unit only (C04b)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="findings")
    version = models.PositiveSmallIntegerField()
    cause_kind = models.CharField(max_length=20, choices=CauseKind)
    cause_detail = models.CharField(max_length=40, choices=list(DETAILS.items()), blank=True, help_text="a leaf of casework.causes.TREE under cause_kind")
    cause = CipherText()
    evidence = CipherText(help_text="key evidence, one a line")
    valid = models.BooleanField(help_text="the investigator's view")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    confirmed_valid = models.BooleanField(null=True)
    confirmed_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_reason = CipherText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "version"], name="finding_numbered")]


class FindingPerson(models.Model):
    """A responsible person, with post and unit as of the day of the conduct (C07)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="persons")
    staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=PersonRole)
    as_of = models.DateField()
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    post_title = models.CharField(max_length=120, blank=True)
    is_employee = models.BooleanField(default=True)
    barred = models.BooleanField(default=False, help_text="responsible or to be fined: may not handle or decide (C31)")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "staff", "role"], name="finding_person_once_per_role")
        ]


class Proposal(models.Model):
    """What to do (处理方案), in versions. `content_hash` is over the plain text, so an approval pins the words."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="proposals")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=ProposalState, default=ProposalState.DRAFT)
    content_hash = models.CharField(max_length=64)
    text = CipherText()
    grounds = CipherText()
    evidence = CipherText()
    policy_effect = CipherText(help_text="what becomes of the policy itself")
    brand_effect = CipherText(default="", help_text="how loss to the company's name is kept small")
    amount_fen = models.BigIntegerField(null=True)
    company_loss_fen = models.BigIntegerField(null=True)
    beyond_authority = models.BooleanField(default=False)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_to = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "version"], name="proposal_numbered"),
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(live=True), name="proposal_one_live_per_item"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_fen=None) | models.Q(amount_fen__gte=0), name="proposal_amount_not_negative"
            ),
        ]


class Instruction(models.Model):
    """The leader's word (批示), pinned to one version of the proposal and its hash."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="instructions")
    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="instruction")
    proposal_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=InstructionKind)
    text = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Undertaking(models.Model):
    """What was promised in the approved proposal, with owner, day and proof (C32)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="undertakings")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="undertakings")
    what = CipherText()
    owner = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    due_day = models.DateField()
    done_at = models.DateTimeField(null=True)
    proof = CipherText()
    warned_at = models.DateTimeField(null=True, help_text="told that the day is near, once")
    overdue_at = models.DateTimeField(null=True, help_text="told that the day has passed, once")

    class Meta:
        indexes = [models.Index(fields=["due_day"], condition=models.Q(done_at=None), name="undertaking_owed")]
