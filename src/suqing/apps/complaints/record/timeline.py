"""What happened, merged from the records, newest first. `kind` filters: contact, work, sys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.models.choices import (
    ClosingGround,
    InstructionKind,
    Method,
    PersonRole,
    ReplyMethod,
    TerminationKind,
)
from suqing.apps.complaints.record.rows import Rows
from suqing.apps.complaints.record.steps import CLASS_WORDS
from suqing.kernel.clock import house
from suqing.kernel.money import yuan_short

ICONS = {"telephone": "phone", "visit": "door", "letter": "mail", "email": "mail", "sms": "message", "face_to_face": "people", "web": "globe", "fax": "fax"}
LEDGER_WORDS = {
    "record_completed": ("补填了记录", "pencil"), "reopened": ("重新办理", "undo"),
    "disclose": ("查看了隐去的内容", "eye"), "escalated": ("提醒已逐级上报", "bell"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `head` is strong, `text` follows it, `quote` are words as said or written, `meta` the small print."""

    at: datetime
    kind: str
    icon: str
    head: str
    text: str = ""
    quote: str = ""
    meta: str = ""
    clauses: tuple[str, ...] = ()


def _who(person: Any) -> str:
    return person.name if person else "系统"


def _registered(rows: Rows) -> Iterator[Entry]:
    case = rows.complaint
    words = "首次" if case.item_no == 1 else f"同一事项第{case.item_no}件"
    method = Method(case.method).label
    yield Entry(case.entered_at, "work", "file", f"{_who(case.taken_by)}登记{method}投诉", f"，{words}。", clauses=("property/7.1",))


def _triages(rows: Rows) -> Iterator[Entry]:
    for each in rows.triages:
        name = CLASS_WORDS.get(each.classification, "范围外")
        same = each.proposed_class == each.classification
        how = "确认系统建议" if same else f"系统建议{CLASS_WORDS.get(each.proposed_class, '未定')}"
        verb = "定为" if each.number == 1 else "改为"
        yield Entry(each.at, "work", "flag", f"{verb}{name}", f"，{_who(each.by)}{how}。", rows.text(each, "reason"), clauses=(each.clause or "property/5.2",))


def _dispatches(rows: Rows) -> Iterator[Entry]:
    for each in rows.dispatches:
        unit = each.department.short_name
        yield Entry(each.at, "work", "forward", f"{_who(each.by)}分派到{unit}", f"，由{each.to_staff.name}接办。", rows.text(each, "reason"), clauses=("property/7.3",))
        if each.accepted_at:
            yield Entry(each.accepted_at, "work", "check", f"{unit}接办", f"，受理负责人{_who(each.handler)}。", clauses=("property/7.3",))
        if each.returned_at:
            yield Entry(each.returned_at, "work", "undo", f"{unit}退回分派", "。", rows.text(each, "return_reason"), clauses=("property/7.3",))


def _contacts(rows: Rows) -> Iterator[Entry]:
    for each in rows.contacts:
        head = "投诉人来电" if each.incoming else "已与投诉人取得联系" if each.reached else "联系投诉人，没有联系上"
        yield Entry(each.at, "contact", ICONS.get(each.method, "talk"), head, f"，{_who(each.by)}登记。", rows.text(each, "summary"), clauses=("property/8",))


def _progress(rows: Rows) -> Iterator[Entry]:
    for each in rows.progress:
        inner = rows.text(each, "internal")
        yield Entry(each.at, "contact", "talk", f"{_who(each.by)}备案进展", "，可以对投诉人这样说：", rows.text(each, "sayable"), f"内部：{inner}" if inner else "", ("claims/7.3",))


def _promises(rows: Rows) -> Iterator[Entry]:
    for each in rows.promises:
        yield Entry(each.at, "contact", "clock", f"{_who(each.by)}承诺{_moment(each.due_at)}前答复", "。", rows.text(each, "words"), clauses=("claims/4.4",))
        if each.answered_at:
            kept = "如约" if each.answered_at <= each.due_at else "晚于承诺"
            yield Entry(each.answered_at, "sys", "clock", f"承诺已{kept}答复", "。", clauses=("claims/4.4",))


def _hearings(rows: Rows) -> Iterator[Entry]:
    for each in rows.hearings:
        yield Entry(each.asked_at, "work", "person", f"{_who(each.asked_by)}请{each.staff.name}陈述", "。", clauses=("claims/9",))
        if each.heard_at:
            words = "不作陈述" if each.declined else "陈述"
            yield Entry(each.heard_at, "work", "talk", f"{each.staff.name}{words}", "。", rows.text(each, "statement"), clauses=("claims/9",))


def _findings(rows: Rows) -> Iterator[Entry]:
    for each in rows.findings:
        persons = [f"{PersonRole(p.role).label}：{p.staff.name}" for p in rows.persons if p.finding_id == each.id]
        yield Entry(
            each.at, "work", "search", f"{_who(each.by)}查明原因（第{each.version}版）", f"：{each.get_cause_kind_display()}。{'；'.join(persons)}",
            rows.text(each, "cause"), clauses=("property/7.4", "claims/9"),
        )  # fmt: skip
        if each.confirmed_at:
            word = "有效" if each.confirmed_valid else "无效"
            yield Entry(each.confirmed_at, "work", "scale", f"{_who(each.confirmed_by)}认定{word}", f"，针对结论第{each.version}版。", rows.text(each, "confirmed_reason"), clauses=("claims/7.4.3",))


def _proposals(rows: Rows) -> Iterator[Entry]:
    for each in rows.proposals:
        amount = f"，金额{yuan_short(each.amount_fen)}元" if each.amount_fen else ""
        yield Entry(each.at, "work", "pencil", f"{_who(each.by)}提出处理方案第{each.version}版", f"{amount}。", rows.text(each, "text"), f"校验 {each.content_hash[:12]}", ("property/7.5",))
        if each.submitted_at:
            yield Entry(each.submitted_at, "work", "forward", f"方案第{each.version}版提交{_who(each.submitted_to)}批示", "。", clauses=("property/7.6",))


def _instructions(rows: Rows) -> Iterator[Entry]:
    for each in rows.instructions:
        whose = f"{_who(each.by)}代{each.on_behalf_of.name}" if each.on_behalf_of else _who(each.by)
        yield Entry(
            each.at, "work", "pencil", f"{whose}{InstructionKind(each.kind).label}方案第{each.proposal.version}版", "。", rows.text(each, "text"),
            f"批示针对第{each.proposal.version}版，校验 {each.proposal_hash[:12]}", ("property/7.6",),
        )  # fmt: skip


def _replies(rows: Rows) -> Iterator[Entry]:
    for each in rows.replies:
        pinned = f"依方案第{each.proposal.version}版" if each.proposal else ""
        yield Entry(each.sent_at, "contact", ICONS.get(each.method, "mail"), f"{_who(each.by)}{ReplyMethod(each.method).label}答复投诉人", "。", rows.text(each, "text"), pinned, ("property/7.7",))
    for each in rows.responses:
        word = "接受" if each.accepted else "不接受"
        yield Entry(each.at, "contact", "talk", f"投诉人{word}", f"，{_who(each.by)}登记。", rows.text(each, "words"), clauses=("property/7.7",))
    for each in rows.report_backs:
        number = f"，文号{each.document_no}" if each.document_no else ""
        yield Entry(each.at, "work", "forward", f"{_who(each.by)}反馈监管", f"{number}。", rows.text(each, "summary"), clauses=("property/5.1",))


def _carried_out(rows: Rows) -> Iterator[Entry]:
    for each in rows.undertakings:
        if each.done_at:
            yield Entry(each.done_at, "work", "check", f"已兑现：{rows.text(each, 'what')}", "。", rows.text(each, "proof"), clauses=("property/7.7",))


def _ended(rows: Rows) -> Iterator[Entry]:
    for each in rows.closures:
        yield Entry(each.at, "work", "check", f"{_who(each.by)}结案", f"：{ClosingGround(each.ground).label}。", rows.text(each, "law_cited"), clauses=(each.clause,))
    for each in rows.terminations:
        yield Entry(each.at, "work", "cross", f"{_who(each.by)}终止办理", f"：{TerminationKind(each.kind).label}。", rows.text(each, "reason"), clauses=(each.clause,))
    for each in rows.follow_ups:
        said = f"，满意度{each.satisfaction}分" if each.satisfaction else "" if each.reached else "，没有接通"
        yield Entry(each.at, "contact", "phone", f"{_who(each.by)}回访", f"{said}。", rows.text(each, "words"), "仍有不满" if each.discontent_remains else "", ("property/4.1",))
    for each in rows.improvements:
        yield Entry(each.at, "work", "star", f"{_who(each.by)}向{each.to_unit.short_name}提改进意见", f"，{each.due_day.month}月{each.due_day.day}日前答复。", rows.text(each, "suggestion"), clauses=("claims/7.6",))
    for each in rows.evaluations:
        yield Entry(each.at, "work", "book", f"{_who(each.by)}总结评价", "。", rows.text(each, "lessons"), clauses=("property/7.8",))
    for each in rows.volumes:
        yield Entry(each.at, "work", "archive", f"{_who(each.by)}归档第{each.number}卷", "。", clauses=("property/9.2",))


def _system(rows: Rows) -> Iterator[Entry]:
    for clock in rows.clocks:
        yield Entry(clock.started_at, "sys", "clock", f"{kind_words(clock.kind)}时限起算", f"，{_moment(clock.limit_at)}到期。", clauses=(clock.clause,))
        if clock.state == ClockState.SUPERSEDED and clock.stopped_at:
            yield Entry(clock.stopped_at, "sys", "clock", f"{kind_words(clock.kind)}时限改期", "，事实有变，已重算。", clauses=(clock.clause,))
    for event in rows.events:
        words, icon = LEDGER_WORDS[event.verb]
        yield Entry(event.occurred_at, "sys", icon, f"{_who(event.actor)}{words}", "。", clauses=(event.clause,) if event.clause else ())
    for paper in rows.papers:
        yield Entry(paper.added_at, "sys", "clip", f"{_who(paper.added_by)}添加了附件", "。")


def _moment(at: datetime) -> str:
    here = house(at)
    return f"{here.month}月{here.day}日 {here:%H:%M}"


PARTS: tuple[Callable[[Rows], Iterator[Entry]], ...] = (
    _registered, _triages, _dispatches, _contacts, _progress, _promises, _hearings, _findings, _proposals, _instructions,
    _replies, _carried_out, _ended, _system,
)  # fmt: skip


def timeline_of(rows: Rows) -> tuple[Entry, ...]:
    """Newest first; what happened in one moment stays in the order of the procedure."""
    found = [entry for part in PARTS for entry in part(rows)]
    order = {id(entry): number for number, entry in enumerate(found)}
    return tuple(sorted(found, key=lambda each: (each.at, order[id(each)]), reverse=True))
