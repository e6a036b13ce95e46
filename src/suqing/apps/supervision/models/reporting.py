"""Reports to the regulator (2020 measures Art. 36): when they are owed, and each version of what was reported."""

from django.db import models

from suqing.kernel.ids import new_id


class Cycle(models.TextChoices):
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    HALF = "half", "每半年"
    YEAR = "year", "每年"


class FilingState(models.TextChoices):
    DRAFT = "draft", "待签"
    SIGNED = "signed", "已签，待报"
    FILED = "filed", "已报送"
    DROPPED = "dropped", "已作废"


class ReportDuty(models.Model):
    """One line of the report calendar: what a unit reports, how often, how many days after the period, to whom, on what ground."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    cycle = models.CharField(max_length=8, choices=Cycle)
    due_days = models.PositiveSmallIntegerField(help_text="natural days after the last day of the period")
    addressee = models.CharField(max_length=80)
    ground = models.CharField(max_length=200, help_text="the notice that asks for it")
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], condition=models.Q(until_day=None), name="report_duty_once"),
            models.CheckConstraint(condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")), name="report_duty_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Filing(models.Model):
    """One version of the figures of one period. `body` is canonical JSON of counts and never changes; its hash is pinned by the signature."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    duty = models.ForeignKey(ReportDuty, models.PROTECT, related_name="filings")
    period = models.CharField(max_length=8)
    first_day = models.DateField()
    last_day = models.DateField()
    number = models.PositiveSmallIntegerField(help_text="1, and more where figures already reported were corrected")
    reason = models.CharField(max_length=400, blank=True, help_text="why it is reported again")
    body = models.TextField()
    content_hash = models.CharField(max_length=64)
    edition_hash = models.CharField(max_length=64, help_text="of the law's edition whose tables were used")
    state = models.CharField(max_length=8, choices=FilingState, default=FilingState.DRAFT)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    signed_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    filed_on = models.DateField(null=True)
    document_no = models.CharField(max_length=80, blank=True)
    filed_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "period", "number"], name="filing_numbered"),
            models.UniqueConstraint(fields=["duty", "period"], condition=models.Q(state__in=["draft", "signed"]), name="filing_one_on_its_way"),
            models.CheckConstraint(condition=models.Q(signed_at=None, signed_by=None) | models.Q(signed_at__isnull=False, signed_by__isnull=False), name="filing_signed_by_somebody"),
            models.CheckConstraint(condition=~models.Q(state="filed") | models.Q(filed_on__isnull=False), name="filing_filed_has_its_day"),
        ]
        indexes = [models.Index(fields=["root", "period"], name="filing_root_period")]
