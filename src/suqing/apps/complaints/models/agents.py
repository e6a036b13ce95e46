"""By what somebody speaks for another: each document seen, and what was asked for (2020 measures Art. 14, 18)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint, Party
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class DocumentSeen(models.Model):
    """One document of an agent or heir; `document` is a row of the law's table `agents`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="documents_seen")
    party = models.ForeignKey(Party, models.CASCADE, related_name="documents_seen")
    document = models.CharField(max_length=40)
    label = models.CharField(max_length=80, help_text="in the words of the table")
    seen_on = models.DateField()
    paper_id = models.BigIntegerField(null=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "document"], name="document_seen_once")]


class DocumentRequest(models.Model):
    """What is missing was asked for, to be brought by a day."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="document_requests")
    round = models.PositiveSmallIntegerField()
    words = CipherText(help_text="what was asked for, how it was said")
    due_day = models.DateField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
