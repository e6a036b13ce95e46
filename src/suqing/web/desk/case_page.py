"""The case page at full depth: what stands around the one act that is open on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from suqing.apps.accountability.access import may_see_proposals
from suqing.apps.accountability.queries import concerned_ids, proposals_for
from suqing.apps.audit.disclosing import REASONS
from suqing.apps.complaints.access import MAY, WHO, CaseAccess, recusal_words
from suqing.apps.complaints.acknowledgement import acknowledgement_text
from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.complaints.record import CaseRecord, case_record
from suqing.apps.complaints.record.crisis import path_of
from suqing.apps.complaints.record.paused import pauses_shown
from suqing.apps.complaints.thresholds import thresholds_of
from suqing.apps.complaints.visits import most_at_once
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.crisis import DECIDED
from suqing.casework.emergency import CHECKLIST, reached
from suqing.casework.stages import ACTS as STAGE_ACTS
from suqing.casework.stages import STAGE_NAMES, Stage
from suqing.casework.verdict import Verdict
from suqing.web.desk.case_about import about
from suqing.web.desk.case_acts import ACTS, Offered, grouped, offered, rule_of, verdict_on
from suqing.web.desk.case_panels import panels
from suqing.web.desk.case_timeline import chips, entries, older
from suqing.web.desk.case_waiting import nothing_to_answer, waiting_for
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.visits import visit_now
from suqing.web.frame import Desk, show
from suqing.web.words.moments import day_words


@dataclass(frozen=True, slots=True)
class Problem:
    """What came back instead of a result: refused (with clause and explanation), stale, or something to mend."""

    kind: str
    words: str
    clause: str = ""
    line: Any = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)


IN_HEAD = 5
TAKEN_DOWN = {True: "已登记。", False: "已登记并当场办结。"}


def draft_key(desk: Desk, ref: str, action: str) -> str:
    return f"{desk.user.id}-{ref}-{action}"


def intake_drafts(desk: Desk) -> list[str]:
    """The record form keeps two: a new matter, and one more item of a known one."""
    return [f"{desk.user.id}-intake", f"{desk.user.id}-intake-same"]


def form_for(action: str, opened: CaseAccess, desk: Desk, record: CaseRecord | None, data: Any = None) -> CaseForm:
    return ACTS[action].form(data, opened=opened.acting(rule_of(action)), desk=desk, action=action, record=record)


def case_page(
    request: HttpRequest, desk: Desk, opened: CaseAccess, *, action: str = "", form: CaseForm | None = None,
    problem: Problem | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page with `action` open, or the next required act. `form` is a refused one, with what was typed."""
    record = case_record(opened, now=desk.now)
    following = record.following.action if record.following else ""
    wanted = action if action in ACTS else following
    refused = _refused(wanted, opened, record)
    if wanted in ACTS and form is None and opened.may(rule_of(wanted)) and refused is None:
        form = form_for(wanted, opened, desk, record)
    quick, more = offered(opened, record.facts_of_stage, leave_out=wanted)
    idle = nothing_to_answer(opened.answers_for, record) | (set() if record.related.links else {"unlink_items"})
    more = [each for each in more if each.name not in idle]
    ref = record.complaint.ref
    context: dict[str, Any] = {
        "record": record, "complaint": record.complaint, "opened": opened, "stage_words": STAGE_NAMES[Stage(record.complaint.stage)],
        "action": wanted, "act": ACTS.get(wanted), "form": form, "act_clause": _clause(wanted), "is_next": wanted == following, "verdict": refused if form is None else None,
        "about": about(wanted, opened.acting(rule_of(wanted)) if wanted in ACTS else opened, desk, record) if form is not None else {},
        "turn": _turn(opened, record, wanted), "problem": problem, "quick": quick, "more": more, "more_groups": grouped(more),
        "strip": _strip(record), "pauses": pauses_shown(record.rows, desk.now), "draft_key": draft_key(desk, ref, wanted), "done": _done(request, desk, record), "reasons": REASONS,
        "chips": chips(request, record), "entries": entries(request, record), "older": older(request, record),
        "steps": _steps(record, desk), "panels": panels(record, desk),
        "may_disclose": opened.may("disclose"), "may_complete": any(each.name == "complete_record" for each in more), "recusal": recusal_words(opened) if opened.interested else "", "may_explain": any(each.name == "explain_lateness" for each in more), "may_clear": any(each.name == "clear_blockage" for each in more), "consequences": _consequences(opened, record),
        "print_number": ref, "print_edition": "、".join(f"{each.rulebook} {each.edition_hash[:6]}" for each in record.editions if each.applies),
        "undertakings": [each for each in record.undertakings if each.in_force or each.done_at], "to_check": record.facts_of_stage.improvement_to_check and opened.may("check_improvement"), "print_title": "投诉案卷", "visit": visit_now(record), "waiting": waiting_for(opened.answers_for, record, leave_out=wanted),
"emergency": _emergency(record, opened), "crisis_path": path_of(record.rows), "crisis_next": _crisis_next(record, opened, wanted), "acknowledgement": _acknowledgement(record, opened, wanted), "other_class": _other_class(record, opened, wanted),     }  # fmt: skip
    return show(request, desk, "desk/case/page.html", context, status=status)


def _emergency(record: CaseRecord, opened: CaseAccess) -> dict[str, Any]:
    """A running plan, one that ended, or that the head count on record proposes one: a person starts it."""
    since = record.complaint.round_received_at
    plans = [each for each in record.rows.emergency_plans if each.at >= since or each.ended_at is None]
    if plans:
        running = plans[-1].ended_at is None and record.complaint.open
        done = {each.item for each in record.rows.emergency_entries if each.plan_id == plans[-1].id and each.item}
        return {"running": running, "ended": not running, "left": len(CHECKLIST) - len(done)}
    persons = most_at_once(record.complaint, record.rows.head_counts, record.rows.crises)
    proposed = persons is not None and record.complaint.open and reached(persons, thresholds_of(record.complaint))
    return {"proposed": proposed, "persons": persons, "may_start": opened.may("start_emergency_plan")}


def _crisis_next(record: CaseRecord, opened: CaseAccess, wanted: str) -> str:
    """The act that an open crisis waits for, where this person may do it and it is not the open one."""
    at = record.facts_of_stage.crisis_at
    act = "" if at is None or not record.complaint.open else "decide_crisis" if at == DECIDED else "record_crisis_opinion"
    return act if act and act != wanted and opened.may(act) else ""


def _acknowledgement(record: CaseRecord, opened: CaseAccess, wanted: str) -> str:
    """The words to send, while none is on record; empty for whoever does not send them."""
    case = record.complaint
    if not case.open or case.kind != ItemKind.COMPLAINT or record.rows.acknowledgements or wanted == "acknowledge" or not opened.may("acknowledge"):
        return ""
    return acknowledgement_text(case)


def _other_class(record: CaseRecord, opened: CaseAccess, wanted: str) -> str:
    """What the rule proposes now that the regulator has forwarded it, where the class is another (S5 5.2.3); a person decides."""
    case = record.complaint
    if not (case.forwarded_later and case.classification and case.open) or wanted == "reclassify" or not opened.may("reclassify"):
        return ""
    found = proposed_class(case)
    proposed = found.classification.classification if found else None
    return CLASS_NAMES[proposed] if proposed and proposed != case.classification else ""


def _clause(action: str) -> str:
    """The clause of the open act, in brackets beside its title."""
    known = STAGE_ACTS.get(rule_of(action)) if action in ACTS else None
    return known.clause if known else ""


def _refused(action: str, opened: CaseAccess, record: CaseRecord) -> Verdict | None:
    """Why the open act cannot be done now; None where it can, or where another person does it."""
    if action not in ACTS or not opened.may(rule_of(action)):
        return None
    verdict = verdict_on(action, record.facts_of_stage)
    return None if verdict.allowed else verdict


def _turn(opened: CaseAccess, record: CaseRecord, action: str) -> dict[str, str]:
    """Who owes the open act, where it is not this person's."""
    whose = "、".join(words for part, words in WHO.items() if part in MAY.get(rule_of(action) if action in ACTS else action, ()))
    name = record.holder if record.following and record.following.action == action else ""
    mine = record.complaint.next_holder_id in opened.answers_for
    return {"who": name or whose, "mine": "yes" if mine else "", "role": whose}


def _steps(record: CaseRecord, desk: Desk) -> list[Mapping[str, Any]]:
    found = []
    for step in record.steps:
        moment = day_words(step.at, desk.now, weekday=False) if step.at else ""
        detail = f"{moment} {step.detail}" if step.number == 1 else step.detail
        found.append({"words": step.words, "state": step.state, "detail": detail.strip(), "missing": step.missing})
    return found


def _consequences(opened: CaseAccess, record: CaseRecord) -> list[Any]:
    found = proposals_for(record.complaint.id)
    allowed = may_see_proposals(opened.standing, leader_id=record.complaint.leader_id, concerned_ids=concerned_ids(found))
    return found if allowed else []


def _strip(record: CaseRecord) -> dict[str, list[Any]]:
    """Five clocks for the head; of those that were met, the last of each kind and rule (progress is met many times)."""
    last = {(each.view.kind, each.rulebook): each for each in record.clocks if each.view.state == "met"}
    worth = [each for each in record.clocks if each.view.state != "met" or last[(each.view.kind, each.rulebook)] is each][:IN_HEAD]
    return {"shown": worth, "rest": [each for each in record.clocks if not any(each is one for one in worth)], "others": [each for each in record.clocks if each is not worth[0]]}


def _done(request: HttpRequest, desk: Desk, record: CaseRecord) -> dict[str, Any] | None:
    """The green line after an act: number, next clock, next step."""
    name = request.GET.get("done", "")
    words = TAKEN_DOWN[record.complaint.open] if name == "registered" else "附件已加密保存。" if name == "papers" else ACTS[name].done if name in ACTS else ""
    if not words:
        return None
    binding = next((each for each in record.clocks if each.binding), None)
    asked = record.rows.follow_ups[-1] if name == "follow_up" and record.rows.follow_ups else None
    return {
        "words": words,
        "clock": f"{binding.view.kind_words}时限{day_words(binding.view.limit_at, desk.now)}。" if binding else "",
        "next": record.following.words if record.following else "",
        "discontent": bool(asked and asked.discontent_remains),
        "mine": record.complaint.next_holder_id == desk.user.id,
        "holder": record.holder,
        "draft_keys": [draft_key(desk, record.complaint.ref, each) for each in _sister(name)] + (intake_drafts(desk) if name == "registered" else []),
        "url": reverse("desk:case", args=[record.complaint.ref]),
    }


def _sister(name: str) -> list[str]:
    """Draft and submission share one form."""
    return ["draft_proposal", "submit_proposal"] if name in ("draft_proposal", "submit_proposal") else [name]


__all__ = ["Offered", "Problem", "case_page", "draft_key", "form_for", "intake_drafts"]
