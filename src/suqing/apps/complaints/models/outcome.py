"""Told, answered, closed, asked again, learnt from, filed (S5 7.7–7.8, S4 第七条四—六)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import ClosingGround, ReplyMethod, TerminationKind
from suqing.apps.complaints.models.inquiry import Proposal
from suqing.apps.complaints.models.told import Told
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Reply(Told):
    """What the customer was told (答复), pinned to the approved version; the letter is a paper."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="replies")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="replies")
    round = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(max_length=20, choices=ReplyMethod)
    text = CipherText()
    facts_verified = CipherText(help_text="核实情况, 2020 measures Art. 19")
    grounds = CipherText(help_text="依据和理由, 2020 measures Art. 19")
    remedies = CipherText(help_text="救济途径, 2020 measures Art. 19")
    proof = CipherText(help_text="with what receipt (Art. 21)")
    paper_id = models.BigIntegerField(null=True, help_text="the letter or receipt on file")
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, help_text="by the complainant, where known: from then they may ask for a review (Art. 20)")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()


class Response(models.Model):
    """What the customer said to it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="responses")
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="responses")
    accepted = models.BooleanField()
    words = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class ReportBack(models.Model):
    """The answer to the regulator (反馈), with its own clock (C25)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="report_backs")
    at = models.DateTimeField()
    document_no = models.CharField(max_length=80, blank=True)
    summary = CipherText()
    paper_id = models.BigIntegerField(null=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()


class Closure(models.Model):
    """Closed by the complaint post on one of three grounds (结案, S4 第七条四)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="closures")
    round = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=20, choices=ClosingGround)
    clause = models.CharField(max_length=40)
    law_cited = CipherText()
    line = CipherText(help_text="the check list as it stood, canonical JSON")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "round"], name="closure_once_a_round")]


class Termination(Told):
    """Ended without closure (终止): withdrawn, out of scope, in court, merged, transferred."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="terminations")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=TerminationKind)
    clause = models.CharField(max_length=40)
    reason = CipherText()
    told_customer_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=20, blank=True, help_text="empty = the customer has not been told yet")
    told_proof = CipherText(help_text="how it can be shown (Art. 21)")
    told_paper_id = models.BigIntegerField(null=True)
    told_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, help_text="when the signed or recorded withdrawal reached us (Art. 15)")
    sampled = models.BooleanField(default=False, help_text="a withdrawal drawn for a call back: was it of their own will")
    merged_into = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="+", help_text="empty for those that an older register tells of")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="termination_once_a_round"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(kind=TerminationKind.MERGED) & ~models.Q(merged_into=models.F("complaint")),
                name="termination_merged_into_another",
            ),
        ]


class Reopening(models.Model):
    """Taken up again as the next round, on new facts, remaining discontent or a review (law 18, 20, C15). `received_at`: of the new facts, else empty."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="reopenings")
    round = models.PositiveSmallIntegerField(help_text="the round that it opens")
    received_at = models.DateTimeField(null=True)
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "round"], name="reopening_once_a_round")]


class FollowUp(models.Model):
    """Asked again after closing (回访, S3, S5 4.1)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="follow_ups")
    round = models.PositiveSmallIntegerField()
    reached = models.BooleanField()
    satisfaction = models.PositiveSmallIntegerField(null=True, help_text="1 very dissatisfied … 5 very satisfied")
    words = CipherText()
    discontent_remains = models.BooleanField(default=False)
    own_will = models.BooleanField(null=True, help_text="of a withdrawn case: they say that it was of their own will")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(satisfaction=None) | models.Q(satisfaction__range=(1, 5)),
                name="follow_up_satisfaction_1_to_5",
            )
        ]


class Improvement(models.Model):
    """A written suggestion to a department and the leading group (S4 第七条六). What became of it stands in its steps."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="improvements")
    to_unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    problem = CipherText()
    suggestion = CipherText()
    due_day = models.DateField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = CipherText()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["root", "to_unit"], name="improvement_root_to_unit"),
            models.Index(fields=["due_day"], condition=models.Q(answered_at=None), name="improvement_waiting"),
        ]


class Evaluation(models.Model):
    """Summary and evaluation of the handling (总结评价, S5 7.8)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="evaluations")
    round = models.PositiveSmallIntegerField()
    lessons = CipherText()
    avoidance = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "round"], name="evaluation_once_a_round")]


class ArchiveVolume(models.Model):
    """One volume of the file (卷宗): PDF and ZIP with a manifest of hashes. A later round adds a volume."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="volumes")
    number = models.PositiveSmallIntegerField()
    zip_paper_id = models.BigIntegerField(null=True)
    pdf_paper_id = models.BigIntegerField(null=True)
    manifest_hash = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="archive_volume_numbered")]
