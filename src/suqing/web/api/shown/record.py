"""One case at the depth of the caller's door: full, sayable (what may be read out), heard (the respondent's view)."""

from typing import Any

from suqing.apps.complaints.access import MAY, CaseAccess
from suqing.apps.complaints.claim_checks import claim_checks
from suqing.apps.complaints.models import Complaint, Hearing
from suqing.apps.complaints.priority import priority_of
from suqing.apps.complaints.record import CaseRecord, case_record, load_rows
from suqing.apps.complaints.record.paused import pauses_shown
from suqing.apps.complaints.record.people import without_identity
from suqing.apps.complaints.record.sayable import promised_at, sayable_notes
from suqing.apps.complaints.record.untold import tries_of
from suqing.casework.claim_limits import DATES
from suqing.casework.lifecycle import may
from suqing.casework.stages import ACTS, STAGE_NAMES, Stage
from suqing.web.api.caller import Caller
from suqing.web.api.problems import clause_parts
from suqing.web.api.shown.clocks import clock
from suqing.web.api.shown.sections import sections
from suqing.web.api.shown.values import day, moment, person, unit, yuan

PLAIN = (
    "item_no", "kind", "origin", "open", "round", "method", "source", "line_of_business", "dispute_type", "exposed_by_media", "in_litigation",
    "in_arbitration", "with_judicial_organs", "only_venting", "in_scope", "established", "classification", "repeat_level", "found_valid", "claim_state", "persons", "policy_kind",
)  # fmt: skip
MONEY = ("sum_claimed", "actual_loss", "possible_loss")


def record(opened: CaseAccess, caller: Caller) -> dict[str, Any]:
    return DEPTHS[opened.depth](opened, caller)


def _head(opened: CaseAccess) -> dict[str, Any]:
    case = opened.complaint
    return {
        "ref": case.ref,
        "version": case.version,
        "depth": opened.depth,
        "stage": case.stage,
        "stage_words": STAGE_NAMES[Stage(case.stage)],
        "received_at": moment(case.received_at),
    }


def _priority(case: Complaint) -> dict[str, Any]:
    """The level on the case, and every reason that holds now."""
    reasons = priority_of(case).reasons
    return {"level": case.priority or "normal", "reasons": [{"words": each.words, "weight": each.weight, **clause_parts(each.clause)} for each in reasons]}


def _full(opened: CaseAccess, caller: Caller) -> dict[str, Any]:
    case, found = opened.complaint, case_record(opened, now=caller.now)
    return {
        **_head(opened),
        **{name: getattr(case, name) for name in PLAIN},
        **{f"{name}_yuan": yuan(getattr(case, f"{name}_fen")) for name in MONEY},
        "entered_at": moment(case.entered_at),
        "closed_at": moment(case.closed_at),
        "priority": _priority(case),
        "conduct_day": day(case.conduct_day),
        "claim_dates": {name: day(getattr(case, name)) for name in DATES},
        "claim_checks": [{"id": each.id, "words": each.label, "kept": each.kept, "limit_on": day(each.limit_on), "because": each.words, **clause_parts(each.clause)} for each in claim_checks(case, today=caller.today)],
        "unit": unit(case.unit),
        "department": unit(case.department),
        **{name: person(getattr(case, name)) for name in ("taken_by", "first_contact_owner", "officer", "handler", "leader")},
        "method_words": found.method.partition(" · ")[2],
        "title": found.title,
        "facts": found.facts,
        "demands": found.demands,
        "respondent": {"text": found.respondent, "unit": unit(case.respondent_unit), "staff": person(case.respondent_staff)},
        "sold_by": person(case.sold_by),
        "surveyed_by": person(case.surveyed_by),
        "policy_no": found.policy_no,
        "claim_no": found.claim_no,
        "revealed": sorted(found.revealed),
        "parties": [{"role": each.role, "role_words": each.role_words, **each.values, "flags": list(each.flags), "service_tier": each.tier, **each.service, "proof_seen": each.proof, "documents_to_see": [{"id": one.id, "label": one.label} for one in each.to_see]} for each in found.parties],
        "missing": [{"field": each.field, "words": each.words, "needed_for": each.needed_for, **clause_parts(each.clause)} for each in found.missing],
        "next": _next(found),
        "actions": _actions(opened, found),
        "steps": [
            {"number": each.number, "words": each.words, "state": each.state, "detail": each.detail, "at": moment(each.at), "missing": list(each.missing)}
            for each in found.steps
        ],
        "clocks": _clocks(found),
        "pauses": _pauses(found, caller),
        "tries": _tries(found),
        "editions": [{"rulebook": each.rulebook, "edition": each.edition_hash, "applies": each.applies, "because": each.because} for each in found.editions],
        "proposals": [_proposal(each) for each in found.proposals],
        "undertakings": [_undertaking(each) for each in found.undertakings],
        "findings": _findings(found),
        "timeline": [
            {"at": moment(each.at), "kind": each.kind, "head": each.head, "text": each.text, "quote": each.quote, "meta": each.meta, "clauses": list(each.clauses)}
            for each in found.timeline
        ],
        "papers": [
            {"id": str(each.id), "name": each.name, "size": each.size, "kind": each.kind, "added_by": each.added_by, "added_at": moment(each.added_at), "sha256": each.sha256}
            for each in found.papers
        ],
        "letter": _letter(found),
        "same_matter": [each.ref for each in found.same_matter],
        "withdrawn_again": [{"ref": each.ref, "withdrawn_at": moment(each.withdrawn_at), "within_days": each.days, "by": list(each.by)} for each in found.again],
        "merged_into": found.related.merged_into.ref if found.related.merged_into else None,
        "merged_here": [each.ref for each in found.related.merged_here],
        "links": [{"ref": each.complaint.ref, "reason": each.reason} for each in found.related.links],
        **sections(found.rows, found.revealed),
    }


def _actions(opened: CaseAccess, found: CaseRecord) -> list[str]:
    """What this caller may do now, by part and by stage."""
    return [name for name in ACTS if name in MAY and opened.may(name) and may(name, found.facts_of_stage).allowed]


def _next(found: CaseRecord) -> dict[str, Any] | None:
    step = found.following
    if step is None:
        return None
    missing = [{"code": each.code, "words": each.words, "do": each.do, **clause_parts(each.clause)} for each in step.missing]
    return {"action": step.action, "words": step.words, "detail": step.detail, "holder": found.holder, "missing": missing}


def _clocks(found: CaseRecord) -> list[dict[str, Any]]:
    by_id = {each.id: each for each in found.rows.clocks}
    return [clock(each.view, by_id[each.view.clock_id], binding=each.binding) | {"missed": each.missed, "cause": each.cause or None} for each in found.clocks]


def _pauses(found: CaseRecord, caller: Caller) -> list[dict[str, Any]]:
    """Times that the law leaves out, with the days so far and the limit as it stands now."""
    return [
        {
            "ground": each.ground, "from": moment(each.from_at), "until": moment(each.until_at), "days_left_out": each.days, "document": each.document, "ended_by": each.ended,
            "limit_at": moment(each.limit_at), **clause_parts(each.clause),
        }
        for each in pauses_shown(found.rows, caller.now)
    ]  # fmt: skip


def _tries(found: CaseRecord) -> dict[str, Any] | None:
    """Tries since they were last spoken to, once there is one."""
    tries = tries_of(found.rows)
    return {"count": tries.count, "enough": tries.enough, "words": tries.words, **clause_parts(tries.clause)} if tries else None


def _findings(found: CaseRecord) -> list[dict[str, Any]]:
    rows = found.rows
    return [
        {
            "version": each.version, "cause_kind": each.cause_kind, "cause_detail": each.cause_detail or None, "cause": rows.text(each, "cause"), "evidence": rows.text(each, "evidence"),
            "valid": each.valid, "confirmed_valid": each.confirmed_valid, "confirmed_at": moment(each.confirmed_at),
            "persons": [
                {"staff": person(one.staff), "role": one.role, "unit": unit(one.unit), "as_of": day(one.as_of)}
                for one in rows.persons if one.finding_id == each.id
            ],
        }
        for each in rows.findings
    ]  # fmt: skip


def _proposal(each: Any) -> dict[str, Any]:
    row = each.row
    return {
        "version": row.version, "hash": row.content_hash, "state": row.state, "live": row.live, "text": each.text, "grounds": each.grounds,
        "evidence": each.evidence, "policy_effect": each.policy_effect, "brand_effect": each.brand_effect, "amount_yuan": yuan(row.amount_fen),
        "company_loss_yuan": yuan(row.company_loss_fen), "submitted_at": moment(row.submitted_at),
        "instruction": {"kind": each.instruction.kind, "text": each.instruction_text, "at": moment(each.instruction.at)} if each.instruction else None,
    }  # fmt: skip


def _undertaking(each: Any) -> dict[str, Any]:
    return {
        "id": str(each.id), "what": each.what, "owner": each.owner, "due_day": day(each.due_day), "done_at": moment(each.done_at),
        "proof": each.proof, "in_force": each.in_force,
    }  # fmt: skip


def _letter(found: CaseRecord) -> dict[str, Any] | None:
    given = found.letter
    if given is None:
        return None
    times = ("regulator_received_at", "forwarded_at", "return_by", "received_at")
    return {"letter_no": given.letter_no, "bureau": given.bureau, **{name: moment(getattr(given, name)) for name in times}}


def _sayable(opened: CaseAccess, caller: Caller) -> dict[str, Any]:
    """Nothing of the inside. Whoever reads it out first makes sure who is calling."""
    case = opened.complaint
    return {
        **_head(opened),
        "check_caller_first": True,
        "progress": [{"at": moment(each.at), "sayable": each.words} for each in sayable_notes(case, most=5)],
        "promised_at": moment(promised_at(case)),
    }


def _heard(opened: CaseAccess, caller: Caller) -> dict[str, Any]:
    """What the person complained of sees: the matter without who complained, and their own side."""
    case = opened.complaint
    found = load_rows(case)
    hearing: Hearing | None = next((each for each in found.hearings if each.staff_id == caller.staff.id), None)
    own = {"asked_at": moment(hearing.asked_at), "heard_at": moment(hearing.heard_at), "declined": hearing.declined, "statement": found.text(hearing, "statement")} if hearing else None
    return {
        **_head(opened),
        "line_of_business": case.line_of_business,
        "dispute_type": case.dispute_type or None,
        "conduct_day": day(case.conduct_day),
        "facts": without_identity(found.text(case, "facts"), found),
        "hearing": own,
    }


DEPTHS = {"full": _full, "sayable": _sayable, "heard": _heard}

