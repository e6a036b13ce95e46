"""The office's standing records: insurers under assessment, who speaks for them, the daily work record, receipts of filings."""

from django.db import models

from suqing.apps.assessment.models.choices import MeasureKind, Proposed
from suqing.kernel.ids import new_id


class AssessedInsurer(models.Model):
    """An insurer as the office knows it (机构名录). Not an Organisation: its people do not work here."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=20, help_text="财产险 or 人身险, as the directory says")
    type = models.CharField(max_length=20, help_text="机构类型, as the directory says")
    rolls_into = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "code"], name="insurer_code_once")]

    def __str__(self) -> str:
        return self.name


class InsurerContact(models.Model):
    """Who may speak for an insurer: sees that insurer's own figures and published results, and nothing else of the office."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    insurer_code = models.CharField(max_length=40)
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff"], condition=models.Q(until_day=None), name="contact_of_one_insurer"),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")), name="contact_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["root", "insurer_code"], name="contact_root_insurer")]


class RecordEntry(models.Model):
    """An event that may cost points, logged when it happens (日常工作记录, S13); counts once a second person has confirmed it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    insurer_code = models.CharField(max_length=40)
    day = models.DateField()
    indicator = models.CharField(max_length=40)
    situation = models.CharField(max_length=60)
    times = models.PositiveIntegerField(default=1)
    persons = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=600, help_text="evidence; no consumer's name")
    source = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=Proposed, default=Proposed.PROPOSED)
    entered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True, help_text="of the rejection or the cancellation")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(times__gte=1), name="record_entry_happened"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("entered_by")), name="record_entry_four_eyes"
            ),
        ]
        indexes = [models.Index(fields=["root", "day", "insurer_code"], name="record_entry_root_day")]


class FilingReceipt(models.Model):
    """A filing that reached the office (S1 五(一)1): when, by which document. A late or missing one is proposed as an event."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    insurer_code = models.CharField(max_length=40)
    duty = models.CharField(max_length=40, help_text="id of the duty in the rulebook")
    period = models.CharField(max_length=8)
    due_on = models.DateField()
    received_on = models.DateField(null=True)
    document_no = models.CharField(max_length=80, blank=True)
    missing_items = models.CharField(max_length=400, blank=True, help_text="ids of required sections that it lacks")
    entered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    proposed_entry = models.ForeignKey(RecordEntry, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "insurer_code", "duty", "period"], name="filing_once")]


class Measure(models.Model):
    """What is done about a poor result, and whether it was (S1 五(三)4; S14)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    round = models.ForeignKey("assessment.Round", models.PROTECT, related_name="measures")
    insurer_code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=MeasureKind)
    words = models.CharField(max_length=600)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_words = models.CharField(max_length=600, blank=True)
    entered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["root", "insurer_code", "due_on"], name="measure_root_insurer")]
