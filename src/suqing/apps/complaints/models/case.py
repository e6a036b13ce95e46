"""The case itself: the item, its matter, its parties, who may see it and which editions rule it."""

from datetime import UTC, datetime

from django.db import models

from suqing.apps.complaints.models.choices import (
    ClaimState,
    DisputeType,
    ItemKind,
    LineOfBusiness,
    Method,
    Origin,
    PartyRole,
    PolicyKind,
    ServiceTier,
    Source,
)
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText, WrappedKey

# A case without a running clock sorts after all others; a date, because NULL sorts differently on the two databases.
NO_LIMIT = datetime(9000, 1, 1, tzinfo=UTC)


class Matter(models.Model):
    """What the complaint is about (投诉事项). Holds one or more items; joined only by a person's word (C24)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()


class Complaint(models.Model):
    """One item (投诉件): its own method, source, time, words and taker; one file.

    Narrative and identity are ciphertext under the case's own key (`data_key`, wrapped by the master key);
    destroying that key erases them. Money is in fen. Unknown is NULL, never False or 0.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    ref = models.CharField(max_length=24, unique=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="items")
    item_no = models.PositiveSmallIntegerField(default=1, help_text="first, second, third item of the matter")
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.COMPLAINT)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.DESK)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    round_received_at = models.DateTimeField(help_text="from which this round's clocks run: receipt, or the new facts (law 18)")
    stage = models.CharField(max_length=20)
    open = models.BooleanField(default=True)

    # taken down (S5 7.1)
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, choices=Method)
    method_words = CipherText(default="", help_text="by which other way it came; empty for those that the rule names")
    source = models.CharField(max_length=20, choices=Source, default=Source.OWN)
    forwarded_later = models.CharField(max_length=20, choices=Source, blank=True, help_text="the regulator that forwarded it after it had come to us otherwise")
    received_at = models.DateTimeField()
    received_day = models.DateField()
    entered_at = models.DateTimeField()
    taken_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    first_contact_owner = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    title = CipherText()
    facts = CipherText()
    demands = CipherText()
    respondent_text = CipherText()
    policy_no = CipherText()
    claim_no = CipherText()
    line_of_business = models.CharField(max_length=20, choices=LineOfBusiness, default=LineOfBusiness.UNKNOWN)
    policy_kind = models.CharField(max_length=12, choices=PolicyKind, blank=True)
    dispute_type = models.CharField(max_length=20, choices=DisputeType, blank=True)
    claim_state = models.CharField(max_length=16, choices=ClaimState, blank=True)
    respondent_unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    respondent_staff = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    sold_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+", help_text="who sold the policy, where known (law 17)")
    surveyed_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+", help_text="who surveyed or assessed the loss, where known (law 17)")
    conduct_day = models.DateField(null=True)
    sum_claimed_fen = models.BigIntegerField(null=True)
    actual_loss_fen = models.BigIntegerField(null=True)
    possible_loss_fen = models.BigIntegerField(null=True)

    # the course of the claim, as recorded (insurancelaw 22-25)
    claim_applied_on = models.DateField(null=True)
    claim_documents_on = models.DateField(null=True)
    claim_assessed_on = models.DateField(null=True)
    claim_agreed_on = models.DateField(null=True)
    claim_paid_on = models.DateField(null=True)
    claim_refused_on = models.DateField(null=True)

    # facts that class and scope rest on (S5 3.2, 5.2)
    exposed_by_media = models.BooleanField(null=True)
    in_litigation = models.BooleanField(null=True)
    in_arbitration = models.BooleanField(null=True)
    with_judicial_organs = models.BooleanField(null=True)
    only_venting = models.BooleanField(null=True)
    persons = models.PositiveSmallIntegerField(null=True, help_text="how many complain together, as told; empty = not asked")

    # judgements
    in_scope = models.BooleanField(null=True)
    established = models.BooleanField(null=True)
    classification = models.CharField(max_length=20, blank=True)
    repeat_level = models.CharField(max_length=20, default="first")
    found_valid = models.BooleanField(null=True)
    crisis_item = models.BooleanField(default=False, help_text="once a crisis, always shown as one (S4 第八条)")

    # whose it is
    officer = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")

    # kept for lists: written by every action, derived from the records (queries.stage_facts)
    next_action = models.CharField(max_length=40, blank=True)
    next_holder_id = models.BigIntegerField(null=True, help_text="the person whose turn it is; empty = nobody yet")
    limit_at = models.DateTimeField(default=NO_LIMIT)
    limit_kind = models.CharField(max_length=30, blank=True)
    closed_at = models.DateTimeField(null=True)
    lacking = models.BooleanField(default=False, help_text="the record lacks what a step to come needs")
    unexplained_from = models.DateTimeField(null=True, help_text="the earliest limit that nobody has explained, missed or running: once it lies in the past, a lateness waits for its cause")
    redress_due = models.DateField(null=True, help_text="the earliest day of what was promised in force and is not done")
    priority = models.CharField(max_length=8, blank=True, help_text="casework.priority; empty = normal; narrows and marks lists, moves no limit")

    # kept for lists, re-made from the clocks when a calendar is published or a limit draws near, or from what was promised; the key is re-wrapped when the master changes
    ledger_omits = ("limit_at", "limit_kind", "lacking", "unexplained_from", "redress_due", "priority")

    data_key = WrappedKey(blank=True, help_text="wrapped; empty = destroyed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "item_no"], name="complaint_item_once_per_matter"),
            models.CheckConstraint(
                condition=models.Q(sum_claimed_fen=None) | models.Q(sum_claimed_fen__gte=0),
                name="complaint_sum_claimed_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(possible_loss_fen=None) | models.Q(possible_loss_fen__gte=0),
                name="complaint_possible_loss_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(actual_loss_fen=None) | models.Q(actual_loss_fen__gte=0),
                name="complaint_actual_loss_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(received_at__lte=models.F("entered_at")), name="complaint_received_before_entered"
            ),
            models.CheckConstraint(
                condition=~models.Q(classification="whistleblow"), name="complaint_never_a_whistleblow"
            ),
        ]
        indexes = [
            models.Index(fields=["root", "open", "limit_at", "id"], name="complaint_root_open_limit"),
            models.Index(fields=["root", "received_day", "id"], name="complaint_root_received"),
            models.Index(
                fields=["root", "received_day"],
                condition=models.Q(source__in=["regulator_local", "regulator_national"]),
                name="complaint_root_regulator",
            ),
            models.Index(fields=["root", "next_holder_id", "open", "limit_at", "id"], name="complaint_root_turn"),
            models.Index(fields=["root", "redress_due"], condition=models.Q(redress_due__isnull=False), name="complaint_root_redress"),
            models.Index(fields=["root", "unexplained_from"], condition=models.Q(unexplained_from__isnull=False), name="complaint_root_unexplained"),
        ]

    def __str__(self) -> str:
        return self.ref


class Party(models.Model):
    """Who complains, for themselves or for another (C02, law 14)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=24, choices=PartyRole, default=PartyRole.COMPLAINANT)
    name = CipherText()
    phone = CipherText()
    id_number = CipherText()
    address = CipherText()
    email = CipherText()
    elderly = models.BooleanField(default=False)
    disabled = models.BooleanField(default=False)
    seriously_ill = models.BooleanField(default=False)
    home_visit = models.BooleanField(default=False)
    call_back = CipherText()
    customer_manager = CipherText()
    service_tier = models.CharField(max_length=8, choices=ServiceTier, blank=True, default="")
    proof_seen = models.BooleanField(default=False, help_text="of an agent or heir: the document by which they speak for another was seen")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=models.Q(role="complainant"),
                name="party_one_complainant_per_item",
            )
        ]


class IdentityToken(models.Model):
    """A keyed token by which the same person, policy or claim is found again without being readable."""

    id = models.BigAutoField(primary_key=True)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="tokens")
    purpose = models.CharField(max_length=12, help_text="phone, id_number, policy_no, claim_no, name")
    key_id = models.CharField(max_length=32)
    token = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["root", "purpose", "token", "complaint"], name="identity_token_once_per_item"
            )
        ]


class Sight(models.Model):
    """One holder (a person, or a unit that someone oversees) who may see one case: the involvement table.

    Lists read it by index range: (holder, open, limit_at, complaint). `open` and `limit_at` follow the case.
    """

    id = models.BigAutoField(primary_key=True)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="sights")
    holder_id = models.BigIntegerField()
    open = models.BooleanField(default=True)
    limit_at = models.DateTimeField(default=NO_LIMIT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "holder_id"], name="sight_once")]
        indexes = [
            models.Index(fields=["root", "holder_id", "open", "limit_at", "complaint"], name="sight_list"),
            models.Index(fields=["root", "holder_id", "complaint"], name="sight_register"),
        ]


class CaseEdition(models.Model):
    """Which edition of which rulebook rules the case, or why it does not (C26). Fixed on the day of receipt."""

    id = models.BigAutoField(primary_key=True)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="editions")
    rulebook = models.CharField(max_length=40)
    edition_hash = models.CharField(max_length=64)
    applies = models.BooleanField()
    because = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "rulebook"], name="case_edition_once")]


class ForwardedLetter(models.Model):
    """The regulator's letter with its dates (C25). The report-back is an act of its own."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.OneToOneField(Complaint, models.CASCADE, related_name="letter")
    letter_no = models.CharField(max_length=80, blank=True)
    bureau = models.CharField(max_length=80, blank=True)
    regulator_received_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    return_by = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True, help_text="by us, where the letter came after the item")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, help_text="entered, where that was not with the item")
