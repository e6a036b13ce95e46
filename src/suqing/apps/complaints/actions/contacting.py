"""Contact with the complainant, progress for the hotline, promised times (S5 8, S4 第七条三, C08, C14)."""

from datetime import datetime

from suqing.apps.clocks.actions import restart_progress, stop_clocks
from suqing.apps.complaints.actions.blocking import check_blockage, keep_blockage
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.intake import StuckOn, promise_problem
from suqing.apps.complaints.models import Complaint, ContactNote, ProgressNote, Promise
from suqing.apps.complaints.models.choices import NAMED_METHODS, ClaimState
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused


def note_contact(
    *,
    ref: str,
    seen_version: int,
    actor: Actor,
    at: datetime,
    method: str,
    reached: bool,
    summary: str,
    contacted_at: datetime | None = None,
    incoming: bool = False,
    gives_answer: bool = False,
) -> Complaint:
    """A contact or a try. Reached by us stops the contact clock at the moment of contact; a try does not, nor does their own call.

    `gives_answer`: it was the answer that had been promised by a time, whatever the state (S3, C14).
    """
    moment = contacted_at or at
    if method not in NAMED_METHODS:
        raise BadInput("联系方式", method[:40], "、".join(str(label) for label in (each.label for each in NAMED_METHODS)) + "之一", "从列表里选")
    if not summary.strip():
        raise BadInput("联系情况", "", "一两句话", "写明谈了什么，或为什么没联系上")
    if gives_answer and not reached:
        raise BadInput("承诺的答复", "没有联系上", "联系上了才算答复", "没有联系上的不选，再联系")
    with changing(ref=ref, action="note_contact", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        _check_moment("联系时间", moment, complaint.received_at, at)
        note = ContactNote(
            root_id=complaint.root_id,
            complaint=complaint,
            at=moment,
            method=method,
            incoming=incoming,
            reached=reached,
            by_id=actor.staff_id,
            entered_at=at,
        )
        write(note, change.key, summary=summary.strip())
        note.save(force_insert=True)
        if reached and not incoming:
            stop_clocks(subject=change.subject, kinds=["contact"], at=moment)
        promises = answer_promise(change, moment) if gives_answer else []
        if gives_answer and not promises:
            raise Refused("没有等着兑现的承诺。", clause="claims/4.4")
        return change.finish(
            verb="contact_noted" if reached else "contact_tried",
            clause="property/8",
            refs={"method": method, "incoming": incoming} | ({"promises": len(promises)} if promises else {}),
            records=[note, *promises],
            occurred_at=moment,
        )


def _check_moment(field: str, moment: datetime, earliest: datetime, latest: datetime) -> None:
    if not earliest <= moment <= latest:
        raise BadInput(
            field,
            f"{house(moment):%Y-%m-%d %H:%M}",
            f"收到投诉（{house(earliest):%Y-%m-%d %H:%M}）之后、现在（{house(latest):%Y-%m-%d %H:%M}）之前的时间",
            "核对日期和时间",
        )


def note_progress(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, sayable: str, internal: str = "", claim_state: str = "", blockage: StuckOn | None = None
) -> Complaint:
    """How far it is. `sayable` may be read out to the caller; `internal` never leaves the unit. The next note is due again.

    `claim_state`: how far the claim or policy is (S4 第六条二(二)); empty where it is as before. `blockage`: where it is stuck by now (C30).
    """
    if claim_state and claim_state not in ClaimState.values:
        raise BadInput("案件状态", claim_state[:40], "、".join(str(label) for label in ClaimState.labels) + "之一", "从列表里选")
    if not sayable.strip():
        raise BadInput("可对投诉人说", "", "一句能说给投诉人听的进展", "写明办到哪一步、何时再答复")
    with changing(ref=ref, action="note_progress", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        state = claim_state or complaint.claim_state
        if blockage is not None:
            check_blockage(state, blockage, today=house(at).date())
        note = ProgressNote(root_id=complaint.root_id, complaint=complaint, claim_state=claim_state, by_id=actor.staff_id, at=at)
        write(note, change.key, sayable=sayable.strip(), internal=internal.strip())
        note.save(force_insert=True)
        restart_progress(subject=change.subject, at=at)
        stuck = keep_blockage(change, state, blockage) if blockage is not None else []
        refs = {"stuck_on": blockage.stuck_on} if blockage is not None else {}
        stop_clocks(subject=change.subject, kinds=["life_reply"], at=at)  # an answer or word of progress (life2010/29)
        changed = {"claim_state": claim_state} if claim_state else {}
        return change.finish(verb="progress_noted", clause="claims/7.3", refs=refs, records=[note, *stuck], **changed)


def make_promise(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, due_at: datetime, words: str = ""
) -> Complaint:
    """Promise the customer an answer by a time; its clock runs whatever the state (S3)."""
    problem = promise_problem(due_at, at)
    if problem:
        raise problem
    with changing(ref=ref, action="promise", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if Promise.objects.filter(complaint=complaint, answered_at=None).exists():
            raise Refused("还有一个承诺没有兑现。先给答复，再约新的时间；联系时勾选“这次给了承诺的答复”即可。", clause="claims/4.4")
        promise = Promise(root_id=complaint.root_id, complaint=complaint, due_at=due_at, by_id=actor.staff_id, at=at)
        write(promise, change.key, words=words.strip() or "约定时间给投诉人答复")
        promise.save(force_insert=True)
        recompute_for(complaint, at=at)
        return change.finish(verb="promised", clause="claims/4.4", refs={"due_at": due_at}, records=[promise])


def answer_promise(change: Change, moment: datetime) -> list[Promise]:
    """An answer was given at `moment`: the open promise is kept or broken by that."""
    open_promises = list(Promise.objects.filter(complaint=change.complaint, answered_at=None))
    for promise in open_promises:
        promise.answered_at = moment
        promise.save(update_fields=["answered_at"])
    if open_promises:
        stop_clocks(subject=change.subject, kinds=["promise"], at=moment)
    return open_promises
