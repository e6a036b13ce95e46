"""Who came in person (来访接待): when, where, how many, who speaks for them (2020 measures Art. 7, 12; C36)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Visit(models.Model):
    """One coming of one person or of a group; `left_at` is empty while they are here."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="visits")
    arrived_at = models.DateTimeField()
    place = CipherText()
    recording_told = models.BooleanField(help_text="they were told that sound and picture are recorded")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    outcome = CipherText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=models.Q(left_at=None), name="visit_one_at_a_time"),
            models.CheckConstraint(condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("arrived_at")), name="visit_left_after_arriving"),
        ]


class HeadCount(models.Model):
    """How many were there at a moment, and what was done to calm them or to call for help."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="head_counts")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="counts")
    persons = models.PositiveSmallIntegerField()
    step = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(persons__gte=1), name="head_count_somebody")]
