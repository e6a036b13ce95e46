"""What an insurer enters to score itself (S11), and the quarterly bulletins (S12)."""

from django.db import models

from suqing.kernel.ids import new_id


class OwnAssessment(models.Model):
    """An insurer's own inputs for one period: exposure, what it knows of counts, marks, events, and the industry's values."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    period = models.CharField(max_length=8)
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    inputs = models.TextField(help_text="canonical JSON of apps.assessment.own_inputs")
    entered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "unit", "period"], name="own_assessment_once_a_period")]


class QuarterlyBulletin(models.Model):
    """A bulletin made from a workbook (S12): its result and the workbook's hash. Made again, it is a further row."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    period = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    workbook = models.BinaryField(help_text="the workbook as it came, from which the files are made again")
    result = models.TextField(help_text="bulletin.json")
    made_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["root", "period", "made_at"], name="bulletin_root_period")]
