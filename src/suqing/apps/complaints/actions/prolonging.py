"""Longer limits and pauses of the law, each with its reason and proof (2020 measures Art. 18, 23; C12). The companies' own clocks know neither."""

from datetime import datetime

from suqing.apps.clocks.actions import pause_clocks, resume_clocks
from suqing.apps.clocks.actions.pausing import GROUNDS
from suqing.apps.clocks.queries import pauses_of
from suqing.apps.complaints.access import higher_up
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import deadlines_now, recompute_for
from suqing.apps.complaints.models import Complaint, Prolongation
from suqing.apps.complaints.models.choices import ProlongationKind
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.editions.queries import current_calendar
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused

LAW = ("decide", "decide_complex", "decide_extended")  # the limits that may stand still
CLAUSE = "cbirc2020/18.1"


def record_complexity(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """Found complex: thirty days from receipt in place of fifteen."""
    return _prolong(ref, seen_version, actor, at, ProlongationKind.COMPLEX, reason, "record_complexity", "complexity_recorded")


def approve_extension(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """The body above, or a leader of headquarters, allows thirty days more; they count once the complainant has been told.

    Whoever handles the case or found it complex asks for it and does not allow it.
    """
    return _prolong(ref, seen_version, actor, at, ProlongationKind.EXTENDED, reason, "approve_extension", "extension_approved")


def _prolong(ref: str, seen_version: int, actor: Actor, at: datetime, kind: ProlongationKind, reason: str, action: str, verb: str) -> Complaint:
    if not reason.strip():
        raise BadInput("理由", "", "为什么要这么久", "写明复杂在哪里、还要做什么")
    with changing(ref=ref, action=action, actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if kind == ProlongationKind.EXTENDED:
            _check_other(change)
        row = Prolongation(root_id=complaint.root_id, complaint=complaint, round=complaint.round, kind=kind, by_id=actor.staff_id, at=at)
        write(row, change.key, reason=reason.strip())
        row.save(force_insert=True)
        recompute_for(complaint, at=at)
        return change.finish(verb=verb, clause=CLAUSE, records=[row])


def _check_other(change: Change) -> None:
    complaint, me = change.complaint, change.actor.staff_id
    asked = Prolongation.objects.filter(complaint=complaint, round=complaint.round, kind=ProlongationKind.COMPLEX).values_list("by_id", flat=True)
    if me not in {complaint.handler_id, *asked}:
        return
    others = "、".join(dict.fromkeys(post.staff.name for post in higher_up(complaint, on=house(change.at).date()) if post.staff_id != me))
    raise Refused(f"经办或登记情况复杂的人不能自己批准延长。{f'请{others}批准。' if others else '请总公司另外指定人批准。'}", clause=CLAUSE)


def tell_extension(*, ref: str, seen_version: int, actor: Actor, at: datetime, proof: str, told_at: datetime | None = None) -> Complaint:
    """The complainant was told of the extension; told after the old limit it changes nothing (gap notice_of_extension)."""
    moment = told_at or at
    if not proof.strip():
        raise BadInput("告知凭证", "", "怎么告知的、有什么凭证", "写明短信、信函、录音等")
    with changing(ref=ref, action="tell_extension", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = Prolongation.objects.get(complaint=complaint, round=complaint.round, kind=ProlongationKind.EXTENDED)
        if not row.at <= moment <= at:
            raise BadInput("告知时间", f"{house(moment):%Y-%m-%d %H:%M}", f"批准（{house(row.at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        row.told_at = moment
        write(row, change.key, proof=proof.strip())
        row.save(update_fields=["told_at", "proof"])
        recompute_for(complaint, at=at)
        return change.finish(verb="extension_told", clause=CLAUSE, refs={"told_at": moment}, records=[row], occurred_at=moment)


def pause_limit(*, ref: str, seen_version: int, actor: Actor, at: datetime, ground: str, reason: str, proof_at: datetime | None) -> Complaint:
    """The law's limits stand still for an appraisal or a mediation; the companies' own run on."""
    why = cleaned(reason)
    if len(why) > 400:
        raise BadInput("暂停的原因", f"{len(why):,}个字", "不超过400个字", "写机构和文件的名称")
    if proof_at is not None and proof_at > at:
        raise BadInput("告知或同意的时间", f"{house(proof_at):%Y-%m-%d %H:%M}", "不晚于现在的时间", "核对时间")
    with changing(ref=ref, action="pause_limit", actor=actor, at=at, seen_version=seen_version) as change:
        pause_clocks(subject=change.subject, kinds=LAW, ground=ground, reason=why, proof_at=proof_at, actor=actor, at=at)
        return change.finish(verb="limit_paused", clause=GROUNDS[ground].clause, refs={"ground": ground})


def resume_limit(*, ref: str, seen_version: int, actor: Actor, at: datetime) -> Complaint:
    """It is over: the paused limits run on, later by the days left out."""
    with changing(ref=ref, action="resume_limit", actor=actor, at=at, seen_version=seen_version) as change:
        calendar = current_calendar()
        deadlines, hashes = deadlines_now(change.complaint, calendar, pauses=pauses_of(change.subject, resumed_at=at))
        resume_clocks(subject=change.subject, deadlines=deadlines, edition_hashes=hashes, calendar_hash=calendar.content_hash, at=at)
        return change.finish(verb="limit_resumed", clause="cbirc2020/18.2")
