"""How urgent a case is, from its records; kept on the case so that lists show and narrow by it (C35)."""

from django.db.models import Exists, OuterRef, Subquery

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints.facts import way_in
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint, Crisis, HeadCount, Party
from suqing.apps.complaints.models.choices import ItemKind, PartyRole
from suqing.apps.complaints.thresholds import thresholds_of
from suqing.casework.priority import NORMAL, Priority, PriorityFacts, priority


def priority_of(complaint: Complaint) -> Priority:
    """As its records stand now (one statement; one more where persons were counted)."""
    return priority(_facts(complaint))


def kept_priority(complaint: Complaint) -> str:
    """The level for the case's row: of open complaints only, for what has ended nobody hurries."""
    return priority_of(complaint).level if complaint.open and complaint.kind == ItemKind.COMPLAINT else NORMAL


def priority_at_intake(complaint: Complaint, intake: Intake, *, near_limit: bool) -> str:
    """The same from what was told, before anything is written."""
    if not complaint.open or complaint.kind != ItemKind.COMPLAINT:
        return NORMAL
    return priority(_own(complaint, elderly=intake.elderly, disabled=intake.disabled, seriously_ill=intake.seriously_ill, near_limit=near_limit)).level


def keep_priority(complaint_id: int) -> None:
    """Where a limit drew near and no act was done. Leaves the version alone: nobody edited the case."""
    complaint = Complaint.objects.get(pk=complaint_id)
    Complaint.objects.filter(pk=complaint_id).update(priority=kept_priority(complaint))


def _facts(complaint: Complaint) -> PriorityFacts:
    own, since = {"complaint": OuterRef("pk")}, complaint.round_received_at
    party = Party.objects.filter(**own, role=PartyRole.COMPLAINANT)
    running = Clock.objects.filter(subject_id=OuterRef("pk"), subject_kind="complaint", state=ClockState.RUNNING)

    def most(model: type[HeadCount | Crisis]) -> Subquery:
        return Subquery(model._default_manager.filter(**own, at__gte=since, persons__isnull=False).order_by("-persons").values("persons")[:1])

    row = Complaint.objects.filter(pk=complaint.pk).values(
        elderly=Exists(party.filter(elderly=True)), disabled=Exists(party.filter(disabled=True)), seriously_ill=Exists(party.filter(seriously_ill=True)),
        counted=most(HeadCount), told=most(Crisis), near_limit=Exists(running.filter(warned_at__isnull=False)),
        crisis=Exists(Crisis.objects.filter(**own, round=complaint.round, fed_back_at=None)),
    ).get()  # fmt: skip
    persons = max((each for each in (row.pop("counted"), row.pop("told")) if each is not None), default=None)
    return _own(complaint, persons=persons, persons_from=thresholds_of(complaint).persons_from if persons else None, **row)


def _own(complaint: Complaint, **others: object) -> PriorityFacts:
    return PriorityFacts(
        classification=complaint.classification or None, repeat_level=complaint.repeat_level, sum_claimed_fen=complaint.sum_claimed_fen,
        exposed_by_media=complaint.exposed_by_media, came_via=way_in(complaint), in_litigation=complaint.in_litigation,
        in_arbitration=complaint.in_arbitration, with_judicial_organs=complaint.with_judicial_organs, **others,  # type: ignore[arg-type]
    )  # fmt: skip
