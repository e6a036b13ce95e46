"""Penalty notices (罚单) proposed from confirmed findings (S4 第九条; A01). Issuing, objection and HR come after."""

from django.conf import settings
from django.db import models

from suqing.apps.organisations.models import Organisation
from suqing.kernel.ids import new_id


class PenaltyRole(models.TextChoices):
    DIRECT = "direct", "直接责任人"
    INDIRECT = "indirect", "间接责任人"
    CLAIMS_HEAD = "claims_head", "理赔负责人"


class PenaltyKind(models.TextChoices):
    REMIND = "remind", "提醒"
    FINE = "fine", "罚款"
    NOT_AN_EMPLOYEE = "not_an_employee", "不处罚"


class State(models.TextChoices):
    PROPOSED = "proposed", "已提出"
    WITHDRAWN = "withdrawn", "已撤回"


class PenaltyNotice(models.Model):
    """One consequence for one person in one role, as the schedule of the case's edition gives it. Never deleted.

    `complaint_id` and `finding_id` are no foreign keys: the capabilities are independent. `staff` is empty where the
    finding names nobody in the role: said, not lost.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)
    complaint_id = models.BigIntegerField()
    complaint_ref = models.CharField(max_length=24)
    finding_id = models.BigIntegerField()
    finding_version = models.PositiveSmallIntegerField()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    role = models.CharField(max_length=20, choices=PenaltyRole)
    kind = models.CharField(max_length=20, choices=PenaltyKind)
    amount_fen = models.BigIntegerField(default=0)
    clause = models.CharField(max_length=60)
    edition_hash = models.CharField(max_length=64)
    line = models.TextField(help_text="the explanation, canonical JSON of rulebook.Line")
    same_person = models.BooleanField(default=False, help_text="the same person stands in another role of this finding too")
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    month = models.CharField(max_length=7, help_text="2026-11, of the proposal, in the house time zone")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding_id", "staff", "role"],
                condition=~models.Q(state="withdrawn"),
                name="penalty_once_per_finding_person_role",
            ),
            models.UniqueConstraint(
                fields=["finding_id", "role"],
                condition=models.Q(staff=None) & ~models.Q(state="withdrawn"),
                name="penalty_nobody_once_per_role",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="fine", amount_fen__gt=0) | (~models.Q(kind="fine") & models.Q(amount_fen=0)),
                name="penalty_only_fines_have_sums",
            ),
        ]
        indexes = [
            models.Index(fields=["complaint_id"], name="penalty_complaint"),
            models.Index(fields=["root", "month", "staff"], name="penalty_root_month"),
        ]
