"""Longer limits and pauses of the law, each with its reason and proof (2020 measures Art. 18, 23; C12). The companies' own clocks know neither."""

from collections.abc import Mapping
from datetime import date, datetime

from suqing.apps.clocks.actions import pause_clocks, resume_clocks
from suqing.apps.clocks.actions.pausing import GROUNDS, Document
from suqing.apps.clocks.models import Pause
from suqing.apps.clocks.queries import pauses_of
from suqing.apps.complaints.access import higher_up
from suqing.apps.complaints.actions.attached import check_paper
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import deadlines_now, recompute_for
from suqing.apps.complaints.actions.proving import SENT_COLUMNS, Sent, proven, seal_sent
from suqing.apps.complaints.models import Complaint, Prolongation
from suqing.apps.complaints.models.choices import TELLING, ProlongationKind
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.editions.queries import current_calendar
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, Refused

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


def tell_extension(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, told_how: str, proof: str, told_at: datetime | None = None, sent: Sent | None = None
) -> Complaint:
    """The complainant was told of the extension; told after the old limit it changes nothing (gap notice_of_extension)."""
    moment = told_at or at
    if told_how not in TELLING:
        raise BadInput("告知方式", told_how[:40], "、".join(str(each.label) for each in TELLING) + "之一", "从列表里选；没有告知到的，期限不变")
    if not proof.strip():
        raise BadInput("告知凭证", "", "怎么告知的、有什么凭证", "写明短信、信函、录音等")
    with changing(ref=ref, action="tell_extension", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = Prolongation.objects.get(complaint=complaint, round=complaint.round, kind=ProlongationKind.EXTENDED)
        if not row.at <= moment <= at:
            raise BadInput("告知时间", f"{house(moment):%Y-%m-%d %H:%M}", f"批准（{house(row.at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        sent = proven(change, told_how, sent or Sent(), proof)
        row.told_at, row.told_how, row.told_paper_id = moment, told_how, sent.paper_id
        write(row, change.key, proof=proof.strip())
        seal_sent(change, row, sent)
        row.save(update_fields=["told_at", "told_how", "proof", "told_paper_id", *SENT_COLUMNS])
        recompute_for(complaint, at=at)
        return change.finish(verb="extension_told", clause=CLAUSE, refs={"told_at": moment}, records=[row], occurred_at=moment)


def pause_limit(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, ground: str, proof_at: datetime | None, reason: str = "", institution: str = "",
    document_no: str = "", document_on: date | None = None, paper_id: int | None = None,
) -> Complaint:  # fmt: skip
    """The law's limits stand still for an appraisal, from the document that commissions it; the companies' own run on.

    For a mediation they stand still by its own record: `agree_mediation`.
    """
    why = cleaned(reason)
    if len(why) > 400:
        raise BadInput("暂停的原因", f"{len(why):,}个字", "不超过400个字", "写机构和文件的名称")
    if proof_at is not None and proof_at > at:
        raise BadInput("告知投诉人的时间", f"{house(proof_at):%Y-%m-%d %H:%M}", "不晚于现在的时间", "核对时间")
    if ground == "mediation":
        raise Refused("调解期间的暂停随调解记录而来：提出调解，双方同意后登记，期限即暂停。", clause=GROUNDS[ground].clause)
    document = _document(document_no, document_on, paper_id, at, WORDS_OF_START, institution=institution) if ground in GROUNDS else None
    with changing(ref=ref, action="pause_limit", actor=actor, at=at, seen_version=seen_version) as change:
        check_paper(change.complaint, paper_id)
        pause_clocks(
            subject=change.subject, kinds=LAW, ground=ground, reason=why or f"{cleaned(institution)}，{cleaned(document_no)}", proof_at=proof_at, actor=actor, at=at,
            document=document,
        )  # fmt: skip
        return change.finish(verb="limit_paused", clause=GROUNDS[ground].clause, refs={"ground": ground})


def resume_limit(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, document_no: str, document_on: date | None, paper_id: int | None = None
) -> Complaint:
    """The report or notice is here: the paused limits run on, later by the days left out. A mediation ends by its own record."""
    document = _document(document_no, document_on, paper_id, at, WORDS_OF_END)
    with changing(ref=ref, action="resume_limit", actor=actor, at=at, seen_version=seen_version) as change:
        _check_resumable(change, document)
        check_paper(change.complaint, paper_id)
        calendar = current_calendar()
        deadlines, hashes = deadlines_now(change.complaint, calendar, pauses=pauses_of(change.subject, resumed_at=at))
        resume_clocks(subject=change.subject, deadlines=deadlines, edition_hashes=hashes, calendar_hash=calendar.content_hash, at=at, ended_by=document)
        return change.finish(verb="limit_resumed", clause="cbirc2020/18.2")


def _check_resumable(change: Change, document: Document) -> None:
    """Only an appraisal is ended here, and not by a document older than the one that commissioned it."""
    for ground, since in Pause.objects.filter(clock__subject_id=change.complaint.id, clock__subject_kind="complaint", until_at=None).values_list("ground", "document_on"):
        if ground == "mediation":
            raise Refused("期限因调解暂停，随调解结果恢复。先登记调解结果。", clause=GROUNDS[ground].clause)
        if since is not None and document.on is not None and document.on < since:
            raise BadInput(WORDS_OF_END["on"], str(document.on), f"委托（{since}）以后的一天", "照报告或通知填")


WORDS_OF_START = {"institution": "鉴定、检测、评估机构", "number": "委托文件的文号", "on": "委托的日期"}
WORDS_OF_END = {"number": "结束文件的文号", "on": "结束文件的日期"}
MOST_OF = {"institution": 200, "number": 80}


def _document(number: str, on: date | None, paper_id: int | None, at: datetime, labels: Mapping[str, str], institution: str = "") -> Document:
    """BadInputs for what is not named (2020 measures Art. 18)."""
    texts = {"institution": cleaned(institution), "number": cleaned(number)}
    problems = [BadInput(label, "", "文件上写的", f"照{'委托书、受理单' if 'institution' in labels else '报告、通知'}填，凭它核对不计入的期间") for name, label in labels.items() if not (texts.get(name) if name != "on" else on)]
    problems += [BadInput(labels[name], f"{len(text):,}个字", f"不超过{MOST_OF[name]}个字", "写简短些") for name, text in texts.items() if len(text) > MOST_OF[name]]
    if on is not None and on > house(at).date():
        problems.append(BadInput(labels["on"], str(on), "今天或以前的一天", "核对日期"))
    if problems:
        raise BadInputs(problems)
    return Document(texts["number"], on, texts["institution"], paper_id)
