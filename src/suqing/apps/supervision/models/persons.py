"""Art. 7, 35: who is responsible for complaints at a unit, from day to day, and what was reported of its changes."""

from django.db import models

from suqing.kernel.ids import new_id


class ResponsiblePerson(models.Model):
    """Of one kind at one unit there is one person at a time."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40, help_text="a row of the rulebook's table")
    staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "from_day"], name="responsible_starts_once"),
            models.UniqueConstraint(fields=["unit", "kind"], condition=models.Q(until_day=None), name="responsible_one_open"),
            models.CheckConstraint(condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")), name="responsible_days_in_order"),
        ]
        indexes = [models.Index(fields=["root", "unit", "kind", "from_day"], name="responsible_root_unit")]


class ChangeReport(models.Model):
    """One change of the list, reported to the regulator by a document."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    responsible = models.ForeignKey(ResponsiblePerson, models.PROTECT, related_name="reports")
    what = models.CharField(max_length=10, help_text="named, ended, left (casework.responsible.CHANGES)")
    reported_on = models.DateField()
    report_no = models.CharField(max_length=80)
    addressee = models.CharField(max_length=120)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["responsible", "what"], name="change_reported_once")]
