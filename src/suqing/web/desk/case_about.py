"""What stands above the form of an act: the facts a person needs to decide on it."""

from collections.abc import Callable, Mapping
from typing import Any

from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.apps.complaints.closing_facts import closing_facts, ruling_editions
from suqing.apps.complaints.models.choices import ClosingGround
from suqing.apps.complaints.record import CaseRecord
from suqing.apps.complaints.same_matter import likely_same
from suqing.casework.closing import may_close
from suqing.kernel.errors import Refused
from suqing.web.frame import Desk

Told = dict[str, Any]


def about(action: str, opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    """`kind` names the part of desk/case/about.html that shows it; empty for acts that need nothing."""
    told = ABOUT.get(action)
    return {"kind": action} | told(opened, desk, record) if told else {}


def _class(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    proposed = proposed_class(record.complaint)
    return {"proposed": proposed.classification if proposed else None}


def _finding(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    last = record.rows.findings[-1] if record.rows.findings else None
    if last is None:
        return {}
    persons = [each for each in record.rows.persons if each.finding_id == last.id]
    return {"finding": last, "cause": record.rows.text(last, "cause"), "evidence": record.rows.text(last, "evidence"), "persons": persons}


def _settled(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    rows = record.rows
    settled = rows.settlements[-1] if rows.settlements else None
    if settled is None:
        return {}
    said = {"answer": rows.text(rows.replies[-1], "text"), "words": rows.text(rows.responses[-1], "words"), "proof": rows.text(settled, "proof")}
    return {"settled": settled, **said}


def _earlier_proposal(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    """The returned version with the leader's words, for the one that follows it."""
    said = [each for each in record.proposals if each.instruction]
    latest = record.proposals[-1] if record.proposals else None
    number = (latest.row.version if latest.row.state == "draft" else latest.row.version + 1) if latest else 1
    return {"returned": said[-1] if said and said[-1].row.state == "returned" else None, "number": number, "latest": latest}


def _proposal(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    latest = record.proposals[-1] if record.proposals else None
    beyond = bool(latest and (latest.row.amount_fen or 0) > opened.standing.authority_fen)
    return {"latest": latest, "beyond": beyond, "authority_fen": opened.standing.authority_fen}


def _approved(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    latest = record.proposals[-1] if record.proposals else None
    return {"latest": latest if latest and latest.row.state in ("approved", "taken_over") else None}


def _grounds(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    """Each ground with what it still lacks, as if the article were already cited."""
    try:
        editions = ruling_editions(record.complaint)
    except Refused as refused:
        return {"refused": refused}
    facts = closing_facts(record.complaint, record.rows.key, law_cited="", closer=opened)
    verdicts = [(ground, may_close(editions=editions, ground=ground.value, facts=facts)) for ground in ClosingGround]
    return {"grounds": [{"words": ground.label, "allowed": verdict.allowed, "missing": verdict.missing, "clause": verdict.clause} for ground, verdict in verdicts]}


def _heard(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    waiting = [each.staff.name for each in record.rows.hearings if not each.heard_at]
    return {"nobody_heard": not any(each.heard_at for each in record.rows.hearings), "waiting": "、".join(waiting)}


def _nothing(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    return {}


def _archive(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    return {"papers": len(record.papers), "volumes": record.rows.volumes}


def _likely(opened: CaseAccess, desk: Desk, record: CaseRecord) -> Told:
    return {"likely": likely_same(record.complaint, opened.standing, now=desk.now)}


ABOUT: Mapping[str, Callable[[CaseAccess, Desk, CaseRecord], Told]] = {
    "triage": _class,
    "reclassify": _class,
    "complete_record": _nothing,
    "record_finding": _heard,
    "confirm_finding": _finding,
    "review_settlement": _settled,
    "draft_proposal": _earlier_proposal,
    "submit_proposal": _earlier_proposal,
    "instruct_proposal": _proposal,
    "send_reply": _approved,
    "close": _grounds,
    "archive": _archive,
    "join_matter": _likely,
}
