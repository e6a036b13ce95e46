"""The one page: what follows from what. Event class → handlers in the publisher's transaction, or after its commit.

Capabilities do not import each other; whoever asks "what else happens when …?" reads TABLE at the end. Notices are rows:
they are written in the same transaction, so that an event and its notices come and go together, once.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from suqing.apps.accountability.actions import (
    ConfirmedFinding,
    Named,
    propose_consequences,
    withdraw_proposals,
)
from suqing.apps.audit.record import record
from suqing.apps.clocks import events as clocks
from suqing.apps.clocks.ladder import LADDER
from suqing.apps.clocks.queries import running_clocks
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints import events as cases
from suqing.apps.complaints.actions import register_complaint
from suqing.apps.complaints.actions.limits import keep_earliest_limit
from suqing.apps.complaints.actions.sight import follow_move
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import Method
from suqing.apps.complaints.priority import keep_priority
from suqing.apps.complaints.queries import promised_in_silence
from suqing.apps.notices.actions import notify
from suqing.apps.organisations.actors import system_actor
from suqing.apps.organisations.events import Configured, OrganisationMoved
from suqing.apps.organisations.models import Organisation
from suqing.apps.papers.keeping import keep_paper
from suqing.apps.sealed.actions import ReportTexts, note_split, receive_report
from suqing.apps.sealed.events import ClaimSplitOff, ReportReceived
from suqing.apps.sealed.models import Origin
from suqing.kernel.canonical import moment
from suqing.kernel.clock import house
from suqing.kernel.publish import Handler, Handlers
from suqing.recipients import (
    FULL,
    HEARD,
    for_clock,
    leader_in_charge,
    leaders_above,
    leading_group,
    the_case,
    who_see,
)


# ── penalties ────────────────────────────────────────────────────────────────
def propose_penalties(event: cases.FindingConfirmed) -> None:
    """S4 第九条: consequences rest on the confirmed finding alone."""
    received_on = Complaint.objects.filter(pk=event.complaint_id).values_list("received_day", flat=True).first()
    finding = ConfirmedFinding(
        root_id=event.root_id,
        complaint_id=event.complaint_id,
        complaint_ref=event.ref,
        finding_id=event.finding_id,
        version=event.version,
        valid=event.valid,
        came_via=event.came_via,
        times_complained=event.times_complained,
        persons=tuple(Named(each.staff_id, each.role, each.is_employee) for each in event.persons),
        claims_edition=event.claims_edition,
        received_on=received_on,
    )
    propose_consequences(finding, actor=event.actor, at=event.at)


def withdraw_penalties(event: cases.MisconductRevealed) -> None:
    """The findings go with the case; nothing may be asked of anyone on their strength."""
    withdraw_proposals(root_id=event.root_id, complaint_id=event.complaint_id, actor=event.actor, at=event.at)


# ── misconduct ───────────────────────────────────────────────────────────────
PARTICULARS = {
    "title": "标题",
    "policy_no": "保单号",
    "claim_no": "报案号",
    "id_number": "证件号",
    "address": "地址",
    "method_words": "收到方式",
    "reason": "转入理由",
}


def seal_report(event: cases.MisconductRevealed) -> None:
    """S5 5.2.4, 8.3: the words go from memory into the sealed room; the ordinary record is blanked by its own action."""
    plain = dict(event.plain or {})
    accused = Complaint.objects.filter(pk=event.complaint_id).values_list("respondent_staff_id", flat=True).first()
    report, _ = receive_report(
        root=Organisation.objects.get(pk=event.root_id),
        texts=ReportTexts(
            story=plain.get("facts") or plain.get("title") or plain.get("reason", ""),
            demands=plain.get("demands", ""),
            accused=plain.get("respondent_text", ""),
            reporter_name=plain.get("name", ""),
            reporter_phone=plain.get("phone", ""),
            reporter_email=plain.get("email", ""),
            particulars="\n".join(f"{words}：{plain[name]}" for name, words in PARTICULARS.items() if plain.get(name)),
            came_from=event.ref,
        ),
        received_at=event.received_at or event.at,
        method=event.method,
        taken_by=event.actor.staff_id,
        actor=event.actor,
        at=event.at,
        origin=Origin.RECLASSED,
        accused_staff=[accused] if accused else [],
    )
    papers = [
        keep_paper(
            root=event.root_id,
            subject=("report", report.id),
            data_key_wrapped=report.data_key,
            name=paper.name,
            content=paper.content,
            declared_type=paper.media_type,
            actor=event.actor,
            at=event.at,
            room="sealed",
        )
        for paper in event.papers
    ]
    if papers:
        record(root_id=event.root_id, subject=("report", report.id), verb="report.papers", actor=event.actor, at=event.at, records=papers)


def lodge_claim(event: ClaimSplitOff) -> None:
    """S5 5.2: the civil claim goes its ordinary way, its clocks from the receipt of the report; nothing in it says where it came from."""
    other = {"method_words": "书面"} if event.method == Method.OTHER else {}
    intake = Intake(method=event.method, received_at=event.received_at, unit_id=event.unit_id, **event.plain, **other)
    complaint = register_complaint(intake=intake, actor=event.actor, at=event.at)
    note_split(report_id=event.report_id, complaint_ref=complaint.ref, actor=event.actor, at=event.at)


def tell_the_office(event: ReportReceived) -> None:
    """That one arrived, and nothing of it."""
    notify(
        root_id=event.root_id,
        recipients=event.recipients,
        kind="report.received",
        subject=("report", event.report_id),
        ref=event.ref,
        params={},
        dedupe_key=f"report:{event.report_id}",
        at=event.at,
    )


# ── organisations ────────────────────────────────────────────────────────────
def record_configuration(event: Configured) -> None:
    """A change of organisation, staff, post or line is an event of the ledger too."""
    actor = event.actor or system_actor(event.root_id)
    record(root_id=event.root_id, subject=event.subject, verb=event.verb, actor=actor, at=event.at, records=event.records)


# ── the tree ─────────────────────────────────────────────────────────────────
def move_sight(event: OrganisationMoved) -> None:
    """Access uses today's tree, and lists read the involvement table: both change together."""
    follow_move(organisation_id=event.organisation_id, left=event.left, joined=event.joined)


# ── notices about cases ──────────────────────────────────────────────────────
def _version(event: Any, complaint: Complaint) -> dict[str, Any]:
    return {"version": event.version}


def _contact_limit(event: Any, complaint: Complaint) -> dict[str, Any]:
    subject = ("complaint", complaint.id)
    return {"limit": next((clock.limit_at for clock in running_clocks([subject])[subject] if clock.kind == "contact"), None)}


def _tell(event: cases.CaseEvent, kind: str, params: Any = None, depths: frozenset[str] = FULL) -> None:
    if not event.recipients:
        return
    complaint = the_case(event.complaint_id, event.root_id)
    told = params(event, complaint) if params else {}
    seers = who_see(complaint, event.recipients, on=house(event.at).date(), depths=depths)
    notify(
        root_id=event.root_id,
        recipients=[each for each in seers if each != event.actor.staff_id or each in event.recipients],  # a stand-in need not hear of their own act
        kind=kind if all(value is not None for value in told.values()) else f"{kind}.plain",
        subject=("complaint", complaint.id),
        ref=event.ref,
        params={name: value for name, value in told.items() if value is not None},
        dedupe_key=f"{kind}:{complaint.id}:{moment(event.at)}",
        at=event.at,
    )


def told(kind: str, params: Any = None, depths: frozenset[str] = FULL) -> Handler:
    """A handler that sends the event's recipients a notice of this kind."""
    return lambda event: _tell(event, kind, params, depths)


SECOND, THIRD = "second", "third_or_more"
INSTRUCTED = {"approve": "proposal.approved", "return": "proposal.returned", "take_over": "proposal.taken_over"}


def _answer_by(event: Any, complaint: Complaint) -> dict[str, Any]:
    return {"limit": event.answer_by}


def tell_review(event: cases.ReviewApplied) -> None:
    """Law 20: the body above decides; who has the case gets the papers ready."""
    _tell(event, "review.applied", _answer_by)
    if event.below:
        _tell(replace(event, recipients=event.below), "review.noted")


def tell_leading_group(event: cases.UrgeUnanswered) -> None:
    """S4 第二条一: what stays unanswered goes to the leading group; where there is none, the officer is told."""
    complaint = the_case(event.complaint_id, event.root_id)
    notify(
        root_id=event.root_id, recipients=for_clock(complaint, "leading_group", on=house(event.at).date()), kind="urge.unanswered",
        subject=("complaint", complaint.id), ref=event.ref, params={"limit": event.answer_by}, dedupe_key=f"urge.unanswered:{event.urge_id}", at=event.at,
    )  # fmt: skip


def tell_support_unanswered(event: cases.SupportUnanswered) -> None:
    """S5 4.11: the leading group, or where there is none the officer, and whoever asked."""
    complaint = the_case(event.complaint_id, event.root_id)
    group = for_clock(complaint, "leading_group", on=house(event.at).date())
    notify(
        root_id=event.root_id, recipients=[*dict.fromkeys([*group, *event.recipients])], kind="support.unanswered", subject=("complaint", complaint.id),
        ref=event.ref, params={"limit": event.answer_by}, dedupe_key=f"support.unanswered:{event.support_id}", at=event.at,
    )  # fmt: skip


def tell_of_promised(kind: str) -> Handler:
    """Owner, handler and officer, once for each thing promised (C32)."""

    def tell(event: cases.UndertakingNear) -> None:
        complaint, day = the_case(event.complaint_id, event.root_id), event.due_day
        notify(
            root_id=event.root_id, recipients=who_see(complaint, event.recipients, on=house(event.at).date()), kind=kind, subject=("complaint", complaint.id),
            ref=event.ref, params={"limit": f"{day.month}月{day.day}日" if day else ""}, dedupe_key=f"{kind}:{event.undertaking_id}", at=event.at,
        )  # fmt: skip

    return tell


def tell_respondent(event: cases.RespondentTold) -> None:
    """The person complained of hears of it at once, by the view in which nobody else is named (whoever is complained of has it); each once a case (law 17, S5 9.1)."""
    notify(
        root_id=event.root_id, recipients=event.recipients, kind="respondent.told", subject=("complaint", event.complaint_id), ref=event.ref,
        params={"unit": event.unit}, dedupe_key=f"respondent.told:{event.complaint_id}", at=event.at,
    )  # fmt: skip


def tell_put_through(event: cases.CallPutThrough) -> None:
    _tell(event, "call.put_through" if event.reached else "call.call_back")


# ── leaders ──────────────────────────────────────────────────────────────────
def _brief(event: cases.CaseEvent, kind: str, complaint: Complaint) -> None:
    """S4 第六条二(七): every leader above the unit, level by level up to headquarters, but nobody interested."""
    leaders = leaders_above(complaint, on=house(event.at).date())
    notify(
        root_id=event.root_id, recipients=[each for each in leaders if each != event.actor.staff_id], kind=kind,
        subject=("complaint", complaint.id), ref=event.ref, params={}, dedupe_key=f"{kind}:{complaint.id}:{moment(event.at)}", at=event.at,
    )  # fmt: skip


def brief_third(event: cases.ComplaintRegistered | cases.LevelRaised) -> None:
    if event.repeat_level == THIRD:
        _brief(event, "leader.third", the_case(event.complaint_id, event.root_id))


def brief_urgent(event: cases.ComplaintRegistered | cases.LevelRaised) -> None:
    """S4 第九条一: the second call makes it urgent; the leader in charge hears of it (S3: repeated items go to a leader)."""
    if event.repeat_level != SECOND:
        return
    complaint = the_case(event.complaint_id, event.root_id)
    told = leader_in_charge(complaint, on=house(event.at).date())
    notify(
        root_id=event.root_id, recipients=[each for each in told if each != event.actor.staff_id], kind="leader.urgent",
        subject=("complaint", complaint.id), ref=event.ref, params={}, dedupe_key=f"leader.urgent:{complaint.id}:{moment(event.at)}", at=event.at,
    )  # fmt: skip


def brief_major(event: cases.MajorClassed) -> None:
    _brief(event, "leader.major", the_case(event.complaint_id, event.root_id))


def brief_closed(event: cases.ComplaintClosed) -> None:
    complaint = the_case(event.complaint_id, event.root_id)
    if complaint.classification == "major" or complaint.repeat_level == THIRD:
        _brief(event, "leader.closed", complaint)


def told_of_improvement(kind: str, *, heads: bool = False) -> Handler:
    """A notice to the event's recipients that leads to the suggestion. `heads`: they answer for the unit addressed and need not see the case."""

    def tell(event: cases.ImprovementEvent) -> None:
        on = house(event.at).date()
        _improvement(event, kind, event.recipients if heads else who_see(the_case(event.complaint_id, event.root_id), event.recipients, on=on))

    return tell


def _improvement(event: cases.ImprovementEvent, kind: str, recipients: Collection[int]) -> None:
    notify(
        root_id=event.root_id, recipients=recipients, kind=kind, subject=("improvement", event.improvement_id), ref=event.ref, params={},
        dedupe_key=f"{kind}:{event.improvement_id}", at=event.at,
    )  # fmt: skip


def tell_group_of_suggestion(event: cases.ImprovementSuggested) -> None:
    """S4 第七条六: to the department and the leading group."""
    _improvement(event, "improvement.noted", leading_group(the_case(event.complaint_id, event.root_id), on=house(event.at).date()))


def tell_group_of_silence(event: cases.ImprovementUnanswered) -> None:
    """Where there is no group, the officer is told."""
    complaint, on = the_case(event.complaint_id, event.root_id), house(event.at).date()
    _improvement(event, "improvement.unanswered", for_clock(complaint, "leading_group", on=on))


def tell_instruction(event: cases.ProposalInstructed) -> None:
    _tell(event, INSTRUCTED[event.kind], _version)


# ── notices about clocks ─────────────────────────────────────────────────────
LATE = {step.number: step.working_days for step in LADDER}


def tell_clock(event: clocks.ClockWarned | clocks.ClockOverdue | clocks.ClockEscalated) -> None:
    """One notice a step of the ladder and person, however often the worker comes by."""
    kind, subject_id = event.subject
    if kind != "complaint":
        return
    complaint = the_case(subject_id, event.root_id)
    notify(
        root_id=event.root_id,
        recipients=for_clock(complaint, event.to, on=house(event.recorded_at).date(), kind=event.clock.kind),
        kind=event.name,
        subject=event.subject,
        ref=complaint.ref,
        params={
            "clock_kind": event.clock.kind,
            "clock": kind_words(event.clock.kind),
            "limit": event.clock.limit_at,
            "late": LATE[event.step] or 0,
            **({"silent": 1} if event.clock.kind == "promise" and event.name == "clock.warned" and promised_in_silence(complaint) else {}),
        },
        dedupe_key=event.dedupe_key,
        at=event.told_at,
    )


def hurry(event: clocks.ClockWarned) -> None:
    """A limit drew near: the case may come before others (C35). The limit itself is left alone."""
    if event.subject[0] == "complaint":
        keep_priority(event.subject[1])


def tell_recomputed(event: clocks.ClocksRecomputed) -> None:
    """A year's calendar was published: the list sorts by the new limit, and whoever has the case is told of each change."""
    kind, subject_id = event.subject
    if kind != "complaint":
        return
    complaint = the_case(subject_id, event.root_id)
    keep_earliest_limit(complaint)
    for each in event.differences:
        notify(
            root_id=event.root_id,
            recipients=for_clock(complaint, "handler", on=house(event.at).date()),
            kind="deadline.recomputed",
            subject=event.subject,
            ref=complaint.ref,
            params={"clock": kind_words(each.kind), "before": each.before, "limit": each.after},
            dedupe_key=f"deadline.recomputed:{each.clock_id}",
            at=event.at,
        )


def together(*handlers: Handler) -> Handlers:
    return Handlers(together=handlers)


TABLE: Mapping[type, Handlers] = {
    # organisations
    Configured: together(record_configuration),
    OrganisationMoved: together(move_sight),
    # sealed room
    cases.MisconductRevealed: together(seal_report, withdraw_penalties),
    ReportReceived: together(tell_the_office),
    ClaimSplitOff: together(lodge_claim),
    # penalties
    cases.FindingConfirmed: together(propose_penalties),
    # the case goes its way (S5 7.1–7.8)
    cases.ComplaintRegistered: together(told("case.registered"), brief_urgent, brief_third),
    cases.LevelRaised: together(brief_urgent, brief_third),
    cases.MatterRenumbered: together(told("case.renumbered")),
    cases.MajorClassed: together(brief_major),
    cases.DispatchSent: together(told("dispatch.received", _contact_limit)),
    cases.DispatchReturned: together(told("dispatch.returned")),
    cases.HandlerNamed: together(told("handler.named")),
    cases.HearingAsked: together(told("hearing.asked", depths=HEARD)),
    cases.FindingRecorded: together(told("finding.recorded")),
    cases.ProposalSubmitted: together(told("proposal.submitted", _version)),
    cases.ProposalInstructed: together(tell_instruction),
    cases.DirectionGiven: together(told("leader.direction")),
    cases.LeaderSteppedIn: together(told("leader.stepped_in")),
    cases.ComplaintClosed: together(told("case.closed"), brief_closed),
    cases.ComplaintReopened: together(told("case.reopened.plain")),
    cases.ReviewApplied: together(tell_review),
    cases.ReviewDecided: together(told("review.decided")),
    cases.LetterRecorded: together(told("letter.recorded")),
    cases.SettledOnTheSpot: together(told("settlement.waiting")),
    cases.SettlementReviewed: together(told("settlement.objected")),
    cases.CallPutThrough: together(tell_put_through),
    cases.UrgeSent: together(told("urge.received", _answer_by)),
    cases.UrgeAnswered: together(told("urge.answered")),
    cases.UrgeUnanswered: together(tell_leading_group),
    cases.SupportUnanswered: together(tell_support_unanswered),
    cases.UndertakingNear: together(tell_of_promised("undertaking.near")),
    cases.UndertakingOverdue: together(tell_of_promised("undertaking.overdue")),
    cases.RespondentTold: together(tell_respondent),
    cases.ObstacleReported: together(told("obstacle.reported")),
    cases.ObstacleAnswered: together(told("obstacle.answered")),
    cases.SupportAsked: together(told("support.asked", _answer_by)),
    cases.SupportAnswered: together(told("support.answered")),
    cases.CrisisOpened: together(told("crisis.opened")),
    cases.CrisisSentUp: together(told("crisis.sent_up")),
    cases.CrisisDecided: together(told("crisis.decided")),
    cases.HandedUp: together(told("case.handed_up")),
    cases.EmergencyStarted: together(told("emergency.started")),
    cases.EmergencyEnded: together(told("emergency.ended")),
    cases.ImprovementSuggested: together(told_of_improvement("improvement.suggested", heads=True), tell_group_of_suggestion),
    cases.ImprovementAnswered: together(told_of_improvement("improvement.answered")),
    cases.ImprovementUnanswered: together(tell_group_of_silence),
    cases.ImprovementDone: together(told_of_improvement("improvement.done")),
    cases.ImprovementChecked: together(told_of_improvement("improvement.checked", heads=True)),
    cases.SurveyAnswered: together(told("survey.answered")),
    # clocks (S4 第六条一(二), 第七条一)
    clocks.ClockWarned: together(tell_clock, hurry),
    clocks.ClockOverdue: together(tell_clock),
    clocks.ClockEscalated: together(tell_clock),
    clocks.ClocksRecomputed: together(tell_recomputed),
}
