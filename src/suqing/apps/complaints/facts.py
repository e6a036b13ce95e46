"""From records to the facts that the decisions ask for. One statement for the state of a case, none for its class."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.queries import pauses_of
from suqing.apps.complaints.discontent import calling
from suqing.apps.complaints.models import (
    ArchiveVolume,
    Blockage,
    Complaint,
    ContactNote,
    Crisis,
    Dispatch,
    EmergencyPlan,
    Evaluation,
    Finding,
    FollowUp,
    ForwardedLetter,
    HeadCount,
    Hearing,
    HqReceipt,
    Improvement,
    ImprovementStep,
    Mediation,
    MediationOpinion,
    NewFacts,
    Obstacle,
    Party,
    ProgressNote,
    Prolongation,
    Promise,
    Proposal,
    Reply,
    ReportBack,
    Response,
    Review,
    Settlement,
    Support,
    Survey,
    Termination,
    Undertaking,
    Urge,
    Visit,
)
from suqing.apps.complaints.models.choices import TELLS_CUSTOMER, PartyRole, ReplyMethod
from suqing.apps.organisations.models import OrganisationKind
from suqing.casework.facts import ClockFacts, Pause, StageFacts, TriageFacts
from suqing.casework.facts import Promise as PromiseFact
from suqing.casework.lifecycle import Stage
from suqing.casework.ways_in import REGULATOR, came_via
from suqing.kernel.prepared import STAND_IN, rows_of

SEEN = {None: "waiting", True: "approved", False: "objected"}


def way_in(complaint: Complaint) -> str:
    """How it came in; once the regulator has forwarded it, it counts as the regulator's whoever brought it first (S5 5.2.3)."""
    return came_via(method=complaint.method, source=complaint.forwarded_later or complaint.source)


def has_letter(complaint: Complaint) -> bool:
    """Whether it came from the regulator, at first or later."""
    return way_in(complaint) in REGULATOR


def _loss_yuan(complaint: Complaint) -> Decimal | None:
    """The greater of actual and possible loss of the company, in yuan (S5 5.2.3: suffered or may suffer)."""
    known = [fen for fen in (complaint.actual_loss_fen, complaint.possible_loss_fen) if fen is not None]
    return Decimal(max(known)) / 100 if known else None


def triage_facts(complaint: Complaint) -> TriageFacts:
    """What class and scope rest on. Misconduct was asked first at the record form, so here it is a known no."""
    return TriageFacts(
        company_loss_yuan=_loss_yuan(complaint),
        came_via=way_in(complaint),
        exposed_by_media=complaint.exposed_by_media,
        concerns_insider_misconduct=False,
        only_venting=complaint.only_venting,
        in_litigation=complaint.in_litigation,
        in_arbitration=complaint.in_arbitration,
        with_judicial_organs=complaint.with_judicial_organs,
    )


def clock_facts(complaint: Complaint, *, promises: Iterable[datetime] = ()) -> ClockFacts:
    """What the clocks start from: the company's receipt, of the complaint or of the new facts that opened a later round.

    The regulator's own seven days (law 33) are over when its letter is here: they are no clock of ours.
    """
    letter = getattr(complaint, "letter", None) if has_letter(complaint) else None
    return ClockFacts(
        received_at=complaint.round_received_at,
        classification=complaint.classification or None,
        repeat_level=complaint.repeat_level,
        came_via=way_in(complaint),
        regulator_return_at=letter.return_by if letter else None,
        promises=tuple(PromiseFact(due_at=each) for each in promises),
    )


def has_reported(complaint: Complaint) -> bool:
    """Whether the regulator was told since its letter came; an earlier report answers no later letter."""
    letter = getattr(complaint, "letter", None)
    reports = ReportBack.objects.filter(complaint=complaint)
    return (reports.filter(at__gte=letter.received_at) if letter and letter.received_at else reports).exists()


def recorded_facts(complaint: Complaint, *, pauses: tuple[Pause, ...] | None = None, **known: Any) -> ClockFacts:
    """All that the clocks of this round rest on, as it is on record (three statements). `pauses` and `known`: as they are about to be."""
    own = {"complaint": complaint, "round": complaint.round}
    promised = Promise.objects.filter(complaint=complaint, answered_at=None).values_list("due_at", Value("promise"))
    dated = list(promised.union(NewFacts.objects.filter(**own).values_list("received_at", Value("new")), all=True))
    facts = clock_facts(complaint, promises=[moment for moment, what in dated if what == "promise"])
    if complaint.round > 1 and facts.regulator_return_at and has_reported(complaint):
        facts = replace(facts, regulator_return_at=None)  # one letter asks for one report
    moments = _moments(complaint)
    if not is_reviewable(complaint):
        moments |= {"decision_received_at": None, "review_applied_at": None}
    new = tuple(sorted(moment for moment, what in dated if what == "new"))
    return replace(
        facts, **({"new_material_received_at": new or None} | moments | known), pauses=pauses_of(("complaint", complaint.id)) if pauses is None else pauses,
    )  # fmt: skip


def _moments(complaint: Complaint) -> dict[str, Any]:
    """What was recorded once in this round since receipt, by the name of the fact (one statement)."""
    own = {"complaint": complaint, "round": complaint.round}
    longer, extended = (Prolongation.objects.filter(**own, kind=kind) for kind in ("complex", "extended"))
    asked = {
        "complexity_recorded_at": longer.values("at"), "extension_approved_at": extended.values("at"), "extension_notified_at": extended.values("told_at"),
        "crisis_opened_at": Crisis.objects.filter(**own).order_by("-at").values("at"), "hq_received_at": HqReceipt.objects.filter(**own).values("received_at"),
        "decision_received_at": Reply.objects.filter(**own).order_by("-sent_at", "-id").values("received_at"),  # law 20
        "review_applied_at": Review.objects.filter(complaint=complaint, told_at=None).values("applied_at"),
    }  # fmt: skip
    row = Complaint.objects.filter(pk=complaint.pk).annotate(**{f"of_{name}": Subquery(rows[:1]) for name, rows in asked.items()}).values(*(f"of_{name}" for name in asked)).get()
    return {name: row[f"of_{name}"] for name in asked}


def is_reviewable(complaint: Complaint) -> bool:
    """Only what a branch decides has a body above that can look at it again (law 20)."""
    return complaint.unit.kind != OrganisationKind.HEADQUARTERS


# What stands in for the three values of a case while its statement is made; no case has them.
_PK, _ROUND, _SINCE = STAND_IN, 32_117, datetime(1903, 2, 27, 4, 5, 6, 789, tzinfo=UTC)


def _stands_for_a_case() -> "QuerySet[Complaint, Any]":
    rows = _of_case(Complaint(pk=_PK, round=_ROUND, round_received_at=_SINCE))
    return rows.values(*rows.query.annotations)


@cache
def _names() -> tuple[str, ...]:
    return tuple(_stands_for_a_case().query.annotations)


def state_of(complaint: Complaint) -> dict[str, Any]:
    """The annotations of `_of_case` for this case, in one statement; flags are 0 and 1 on SQLite."""
    moment = connection.ops.adapt_datetimefield_value
    found = rows_of(_stands_for_a_case, {_PK: complaint.pk, _ROUND: complaint.round, moment(_SINCE): moment(complaint.round_received_at)})
    if not found:
        raise Complaint.DoesNotExist(f"complaint {complaint.pk} has no row")
    return {name: bool(value) if name not in _NO_FLAGS and value is not None else value for name, value in zip(_names(), found[0], strict=True)}


_NO_FLAGS = frozenset({"finding_version", "proposal_version", "proposal_state", "reply_at", "reply_method", "undertakings_open", "crisis_at", "last_volume", "counted", "told_persons"})


def _of_case(complaint: Complaint) -> "QuerySet[Complaint]":
    """Round and its start come from the object in hand: an act may just have changed them."""
    own = {"complaint": OuterRef("pk")}
    since = complaint.round_received_at
    this_round = {**own, "round": complaint.round}
    newest_reply = Reply.objects.filter(**this_round).order_by("-sent_at", "-id")
    newest_response = Response.objects.filter(**own, reply__round=complaint.round).order_by("-at", "-id")
    settled = Settlement.objects.filter(complaint=OuterRef("pk"), at__gte=since)
    reviewing = Review.objects.filter(**own, told_at=None)
    mediating = Mediation.objects.filter(**own, result="")
    newest_call = FollowUp.objects.filter(**this_round, reached=True).order_by("-at", "-id")
    improvements = Improvement.objects.filter(**own)
    steps = ImprovementStep.objects.filter(**own)
    checked = ImprovementStep.objects.filter(improvement=OuterRef("improvement"), kind="checked")
    surveys = Survey.objects.filter(**this_round, answered_at__isnull=False)
    complainant = Party.objects.filter(**own, role=PartyRole.COMPLAINANT)
    letter = ForwardedLetter.objects.filter(**own)
    running = Clock.objects.filter(subject_id=OuterRef("pk"), subject_kind="complaint", state=ClockState.RUNNING)
    heads = HeadCount.objects.filter(**own, at__gte=since).order_by("-persons")
    crowd = Crisis.objects.filter(**own, at__gte=since, persons__isnull=False).order_by("-persons")
    live = Proposal.objects.filter(**own, live=True)
    undertaken = Undertaking.objects.filter(**own, done_at=None, proposal__state__in=["approved", "taken_over"])
    return Complaint.objects.filter(pk=complaint.pk).annotate(
        dispatch_open=Exists(Dispatch.objects.filter(**own, accepted_at=None, returned_at=None)),
        unheard=Exists(_unheard().filter(**own)),
        contacted=Exists(ContactNote.objects.filter(**own, reached=True, incoming=False, at__gte=since)),
        progress_noted=Exists(ProgressNote.objects.filter(**own)),
        finding_version=Subquery(Finding.objects.filter(**own, at__gte=since).order_by("-version").values("version")[:1]),
        proposal_version=Subquery(live.values("version")[:1]),
        proposal_state=Subquery(live.values("state")[:1]),
        reply_at=Subquery(newest_reply.values("sent_at")[:1]),
        reply_method=Subquery(newest_reply.values("method")[:1]),
        response_accepted=Subquery(newest_response.values("accepted")[:1]),
        undertakings_open=Subquery(undertaken.values("complaint").annotate(n=Count("id")).values("n")[:1]),
        telling_owed=Exists(Termination.objects.filter(**this_round, kind__in=sorted(TELLS_CUSTOMER), told_how="")),
        return_unjudged=Exists(Dispatch.objects.filter(**own, returned_at__isnull=False, judged_at=None)),
        hq_received=Exists(HqReceipt.objects.filter(**this_round)),
        hq_waiting=Exists(HqReceipt.objects.filter(**this_round, acted_at=None)),
        promise_open=Exists(Promise.objects.filter(**own, answered_at=None)),
        complexity_recorded=Exists(Prolongation.objects.filter(**this_round, kind="complex")),
        extension_approved=Exists(Prolongation.objects.filter(**this_round, kind="extended")),
        extension_told=Exists(Prolongation.objects.filter(**this_round, kind="extended", told_at__isnull=False)),
        paused=Exists(Clock.objects.filter(subject_id=OuterRef("pk"), subject_kind="complaint", state=ClockState.PAUSED)),
        settled=Exists(settled),
        settlement_approved=Subquery(settled.values("approved")[:1]),
        sampled=Exists(settled.filter(sampled=True)),
        withdrawal_sampled=Exists(Termination.objects.filter(**this_round, sampled=True)),
        report_due=Exists(Clock.objects.filter(subject_id=OuterRef("pk"), subject_kind="complaint", kind="regulator_return", state=ClockState.RUNNING)),
        mediating=Exists(mediating),
        mediation_agreed=Exists(mediating.filter(agreed_at__isnull=False)),
        opinion_open=Exists(MediationOpinion.objects.filter(**own, accepted=None, mediation__result="")),
        mediated=Exists(Mediation.objects.filter(Q(performed_on=None) | Q(confirmed_on=None), **own, result="success")),
        review_open=Exists(reviewing),
        review_decided=Exists(reviewing.filter(decided_at__isnull=False)),
        reviewed=Exists(Review.objects.filter(**this_round)),
        has_letter=Exists(ForwardedLetter.objects.filter(**own)),
        visiting=Exists(Visit.objects.filter(**own, left_at=None)),
        crisis_at=Subquery(Crisis.objects.filter(**this_round, fed_back_at=None).values("body")[:1]),
        emergency_open=Exists(EmergencyPlan.objects.filter(**own, ended_at=None)),
        shares_matter=Exists(Complaint.objects.filter(matter_id=OuterRef("matter_id")).exclude(pk=OuterRef("pk"))),
        urged=Exists(Urge.objects.filter(**own, answered_at=None)),
        obstacle_reported=Exists(Obstacle.objects.filter(**own, answered_at=None)),
        support_asked=Exists(Support.objects.filter(**own, answered_at=None)),
        blocked=Exists(Blockage.objects.filter(**own, superseded_at=None, cleared_at=None)),
        followed_up=Exists(newest_call),
        discontent_remains=Subquery(newest_call.values("discontent_remains")[:1]),
        surveyed=Exists(surveys),
        survey_calls=Exists(calling(surveys)),
        improvement_waiting=Exists(improvements.filter(answered_at=None)),
        improvement_doing=Exists(steps.filter(kind="answered", good=True, improvement__done_at=None)),
        improvement_to_check=Exists(steps.filter(~Exists(checked), kind="done")),
        evaluated=Exists(Evaluation.objects.filter(**this_round)),
        named=Exists(complainant.exclude(name="")),
        reachable=Exists(complainant.exclude(phone="", address="", email="")),
        letter_known=Exists(letter.exclude(letter_no="").exclude(bureau="")),
        return_known=Exists(letter.filter(return_by__isnull=False)),
        reported=Exists(ReportBack.objects.filter(**own)),
        unproven=Exists(Party.objects.filter(**own, role__in=[PartyRole.AGENT, PartyRole.HEIR], proof_seen=False)),
        elderly=Exists(complainant.filter(elderly=True)),
        disabled=Exists(complainant.filter(disabled=True)),
        seriously_ill=Exists(complainant.filter(seriously_ill=True)),
        near_limit=Exists(running.filter(warned_at__isnull=False)),
        counted=Subquery(heads.values("persons")[:1]),
        told_persons=Subquery(crowd.values("persons")[:1]),
        last_volume=Subquery(ArchiveVolume.objects.filter(**own).values("complaint").annotate(n=Max("number")).values("n")[:1]),
    )


def _unheard() -> "QuerySet[Hearing]":
    return Hearing.objects.filter(heard_at=None, declined=False)


def of_record(complaint: Complaint) -> dict[str, bool]:
    """Which of the needed fields of the record form are there, of those in the case's own row (casework.intake)."""
    return {
        "facts": bool(complaint.facts),
        "demands": bool(complaint.demands),
        "dispute_type": bool(complaint.dispute_type),
        "respondent": bool(complaint.respondent_text or complaint.respondent_unit_id or complaint.respondent_staff_id),
    }


def of_letter(complaint: Complaint, *, letter: bool, return_by: bool, reported: bool) -> dict[str, bool]:
    """The same of the regulator's letter: asked of what the regulator forwarded, until it has its report."""
    asked = complaint.source in REGULATOR and not reported
    return {"letter": letter or not asked, "return_by": return_by or not asked}


def _present(complaint: Complaint, row: dict[str, Any]) -> dict[str, bool]:
    return {
        **of_record(complaint),
        **of_letter(complaint, letter=row["letter_known"], return_by=row["return_known"], reported=row["reported"]),
        "name": row["named"], "contact": row["reachable"], "proof": not row["unproven"],
    }  # fmt: skip


def stage_facts(complaint: Complaint, row: dict[str, Any] | None = None) -> StageFacts:
    """Where the case stands, from its records (one statement, none where `state_of` was asked before; one more while somebody is unheard). Judgements and stage are taken from the object in hand."""
    row = state_of(complaint) if row is None else row
    unheard = _unheard().filter(complaint=complaint).values_list("staff__name", flat=True) if row["unheard"] else ()
    ended_elsewhere = complaint.closed_at is not None and complaint.closed_at < complaint.entered_at
    return StageFacts(
        stage=Stage(complaint.stage),
        classification=complaint.classification or None,
        in_scope=complaint.in_scope,
        established=complaint.established,
        dispatch_open=row["dispatch_open"],
        accepted=complaint.handler_id is not None,
        contacted=row["contacted"],
        progress_noted=row["progress_noted"],
        hearing_missing=tuple(unheard),
        finding_version=row["finding_version"] or 0,
        found_valid=complaint.found_valid,
        proposal_version=row["proposal_version"] or 0,
        proposal_state=row["proposal_state"],
        needs_leader=True,  # S5 7.6: the leader in charge looks at every proposal, whatever the sum
        reply_sent=row["reply_at"] is not None,
        unreached=row["reply_method"] == ReplyMethod.UNREACHABLE,
        response_recorded=row["response_accepted"] is not None,
        response_accepted=row["response_accepted"],
        undertakings_open=row["undertakings_open"] or 0,
        telling_owed=row["telling_owed"] and not ended_elsewhere,
        return_unjudged=row["return_unjudged"],
        hq_received=row["hq_received"],
        hq_waiting=row["hq_waiting"],
        promise_open=row["promise_open"],
        complexity_recorded=row["complexity_recorded"],
        extension_approved=row["extension_approved"],
        extension_told=row["extension_told"],
        paused=row["paused"],
        settlement=SEEN[row["settlement_approved"]] if row["settled"] else None,
        sampled=row["sampled"] or row["withdrawal_sampled"],
        report_due=row["report_due"],
        mediation=("opinion" if row["opinion_open"] else "agreed" if row["mediation_agreed"] else "proposed") if row["mediating"] else None,
        mediated=row["mediated"],
        reviewable=is_reviewable(complaint),
        review=("decided" if row["review_decided"] else "applied") if row["review_open"] else None,
        reviewed=row["reviewed"],
        letter=row["has_letter"],
        visiting=row["visiting"],
        crisis_at=row["crisis_at"],
        emergency_open=row["emergency_open"],
        urged=row["urged"],
        shares_matter=row["shares_matter"],
        obstacle_reported=row["obstacle_reported"],
        support_asked=row["support_asked"],
        blocked=row["blocked"],
        followed_up=row["followed_up"],
        discontent_remains=row["discontent_remains"] or False,
        surveyed=row["surveyed"],
        survey_calls=row["survey_calls"],
        improvement_waiting=row["improvement_waiting"],
        improvement_doing=row["improvement_doing"],
        improvement_to_check=row["improvement_to_check"],
        evaluated=row["evaluated"],
        archived=(row["last_volume"] or 0) >= complaint.round,
        lacking=frozenset(name for name, there in _present(complaint, row).items() if not there),
        ended_elsewhere=ended_elsewhere,
    )
