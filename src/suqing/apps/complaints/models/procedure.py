"""Taken down to taken up: class, dispatch, contact, progress, promise, hearing (S5 7.1–7.4)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import ClaimState
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Triage(models.Model):
    """A decision on scope, grounds and class (S5 7.2). The newest one counts; earlier ones stay."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="triages")
    number = models.PositiveSmallIntegerField()
    in_scope = models.BooleanField()
    established = models.BooleanField(null=True)
    proposed_class = models.CharField(max_length=20, blank=True)
    classification = models.CharField(max_length=20, blank=True)
    clause = models.CharField(max_length=40)
    reason = CipherText()
    line = CipherText(help_text="the explanation, canonical JSON; it repeats facts of the case")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="triage_numbered")]


class Dispatch(models.Model):
    """Sent to a department and its head; accepted or returned (S5 7.3). Passing on stays on record."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="dispatches")
    department = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    to_staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    handler = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    return_reason = CipherText()
    passing_on = models.BooleanField(default=False, help_text="推诿: the officer judged the return to be one")
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    judged_reason = CipherText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=models.Q(accepted_at=None, returned_at=None),
                name="dispatch_one_open_per_item",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(returned_at=None), name="dispatch_one_outcome"
            ),
            models.CheckConstraint(condition=models.Q(judged_at=None) | models.Q(returned_at__isnull=False), name="dispatch_judged_was_returned"),
        ]


class ContactNote(models.Model):
    """A contact, or a try, with the complainant (C08). Only `reached` stops the contact clock."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="contacts")
    at = models.DateTimeField()
    method = models.CharField(max_length=20)
    incoming = models.BooleanField(default=False)
    reached = models.BooleanField()
    summary = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()


class ProgressNote(models.Model):
    """How far it is (S4 第七条三). `sayable` is what the hotline may read out; `internal` it never sees."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="progress_notes")
    at = models.DateTimeField()
    claim_state = models.CharField(max_length=16, choices=ClaimState, blank=True)
    sayable = CipherText()
    internal = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")


class Promise(models.Model):
    """A time promised to the customer (C14). Kept when an answer is given by then, whatever the state."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="promises")
    due_at = models.DateTimeField()
    words = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(answered_at=None), name="promise_one_open_per_item"
            )
        ]


class Hearing(models.Model):
    """The person complained of is heard before anything is found against them (C31)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="hearings")
    staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField(null=True)
    statement = CipherText()
    declined = models.BooleanField(default=False, help_text="asked and chose to say nothing")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "staff"], name="hearing_once_per_person")]
