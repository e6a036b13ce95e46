"""What happened from the proposal to the archive (S5 7.5–7.8)."""

from collections.abc import Iterator

from suqing.apps.complaints.models import Termination
from suqing.apps.complaints.models.choices import (
    ClosingGround,
    DirectionKind,
    InstructionKind,
    MediationResult,
    MediationSide,
    ReplyMethod,
    ReviewForm,
    ReviewOutcome,
    TerminationKind,
    ToldHow,
)
from suqing.apps.complaints.models.told import Told
from suqing.apps.complaints.record.entry import ICONS, Entry, moment_words, who
from suqing.apps.complaints.record.people import mask_contact
from suqing.apps.complaints.record.rows import Rows
from suqing.kernel.money import yuan_short

SENT_TO = {"letter": "寄往", "sms": "发往", "email": "发往", "telephone": "拨打", "face_to_face": "递交："}
OWN_WILL = {None: "", True: "确认自愿撤回", False: "称撤回不是本人意愿"}


def proposals(rows: Rows) -> Iterator[Entry]:
    for each in rows.proposals:
        amount = f"，金额{yuan_short(each.amount_fen)}元" if each.amount_fen else ""
        yield Entry(each.at, "work", "pencil", f"{who(each.by)}提出处理方案第{each.version}版", f"{amount}。", rows.text(each, "text"), f"校验 {each.content_hash[:12]}", ("property/7.5",))
        if each.submitted_at:
            yield Entry(each.submitted_at, "work", "forward", f"方案第{each.version}版提交{who(each.submitted_to)}批示", "。", clauses=("property/7.6",))


def directions(rows: Rows) -> Iterator[Entry]:
    for each in rows.directions:
        if each.kind == DirectionKind.STEP_IN:
            took = f"，从{each.took_from.name}接手" if each.took_from else "，由其经办"
            yield Entry(each.at, "work", "person", f"{who(each.by)}直接过问", f"{took}。", rows.text(each, "text"), clauses=("claims/6.2.7",))
        else:
            yield Entry(each.at, "work", "pencil", f"{who(each.by)}批示意见", "。", rows.text(each, "text"), clauses=("claims/6.2.7",))


def instructions(rows: Rows) -> Iterator[Entry]:
    for each in rows.instructions:
        yield Entry(
            each.at, "work", "pencil", f"{who(each.by)}{InstructionKind(each.kind).label}方案第{each.proposal.version}版", "。", rows.text(each, "text"),
            f"批示针对第{each.proposal.version}版，校验 {each.proposal_hash[:12]}", ("property/7.6",),
        )  # fmt: skip


def settlements(rows: Rows) -> Iterator[Entry]:
    for each in rows.settlements:
        paid = f"，付给投诉人{yuan_short(each.amount_fen)}元" if each.amount_fen else ""
        drawn = "，抽到回访" if each.sampled else ""
        yield Entry(each.at, "work", "check", f"{who(each.by)}当场办结", f"{paid}{drawn}。", rows.text(each, "proof"), clauses=("property/4.10",))
        if each.seen_at:
            seen = "过目同意" if each.approved else "过目后认为应当重新办理"
            yield Entry(each.seen_at, "work", "eye", f"{who(each.seen_by)}{seen}", "。", rows.text(each, "words"), clauses=("property/4.10",))


def mediations(rows: Rows) -> Iterator[Entry]:
    for each in rows.mediations:
        yield Entry(each.at, "work", "scale", f"{MediationSide(each.proposed_by).label}提出调解", f"：{rows.text(each, 'organisation')}，{who(each.by)}登记。", rows.text(each, "words"), clauses=("cbirc2020/23",))
        if each.agreed_at:
            yield Entry(each.agreed_at, "work", "check", "双方同意调解", "。", rows.text(each, "proof"), clauses=("cbirc2020/23",))
        if each.ended_at and each.result:
            side = f"：{MediationSide(each.declined_by).label}不同意" if each.declined_by else ""
            yield Entry(each.ended_at, "work", "scale", MediationResult(each.result).label, f"{side}，{who(each.ended_by)}登记。", rows.text(each, "outcome"), clauses=("cbirc2020/23",))
        if each.ended_at and (each.performed_on or each.confirmed_on):
            done = "，".join(words for words in (f"{each.performed_on}履行" if each.performed_on else "", f"{each.confirmed_on}司法确认，{each.confirmation_no}" if each.confirmed_on else "") if words)
            yield Entry(each.ended_at, "work", "check", "调解协议", f"：{done}。", rows.text(each, "performance"), clauses=("cbirc2020/40",))


def opinions(rows: Rows) -> Iterator[Entry]:
    for each in rows.mediation_opinions:
        binds = f"，在小额限额{yuan_short(each.limit_fen or 0)}元以内，接受即约束我方" if each.binds else ""
        yield Entry(each.given_at, "work", "scale", f"调解员建议给付{yuan_short(each.amount_fen)}元", f"{binds}；{who(each.by)}登记。", rows.text(each, "words"), clauses=("cbirc2020/24",))
        if each.answered_at:
            said = "接受" if each.accepted else "不接受"
            decided = "，即为处理决定" if each.accepted and each.binds else ""
            yield Entry(each.answered_at, "contact", "talk", f"投诉人{said}调解意见", f"{decided}；{who(each.answered_by)}登记。", rows.text(each, "answer"), clauses=("cbirc2020/24",))


def told_words(rows: Rows, each: Told, how: str, proof: str = "") -> str:
    """Where it went (masked), what had been agreed, the proof."""
    to, agreed = mask_contact(how, rows.text(each, "told_address")), rows.text(each, "told_agreement")
    day = f"{each.told_agreed_on:%Y-%m-%d}约定" if each.told_agreed_on else "约定"
    parts = (f"{SENT_TO.get(how, '送达')}{to}" if to else "", f"{day}：{agreed}" if agreed else "", f"凭证：{proof}" if proof else "")
    return "；".join(part for part in parts if part)


def reviews(rows: Rows) -> Iterator[Entry]:
    for each in rows.reviews:
        body = each.to_unit.short_name
        whose = f"，由{each.handler.name}核查" if each.handler else ""
        yield Entry(each.applied_at, "contact", "scale", f"投诉人向{body}申请核查", f"，{who(each.by)}登记{whose}。", rows.text(each, "reason"), f"{ReviewForm(each.form).label}；{moment_words(each.decision_received_at)}收到处理决定", ("cbirc2020/20",))
        if each.decided_at:
            checked = "；".join(f"{words}：{rows.text(each, name)}" for name, words in (("process", "过程"), ("time_limits", "时限"), ("result", "结果")))
            yield Entry(each.decided_at, "work", "scale", f"{body}{who(each.decided_by)}作出核查决定", f"：{ReviewOutcome(each.outcome).label}。", rows.text(each, "decision"), checked, ("cbirc2020/20",))
        if each.told_at:
            yield Entry(each.told_at, "contact", ICONS.get(each.told_how, "mail"), f"{who(each.told_by)}告知核查决定", f"，{ReplyMethod(each.told_how).label}。", rows.text(each, "told"), told_words(rows, each, each.told_how, rows.text(each, "proof")), ("cbirc2020/20",))


def new_facts(rows: Rows) -> Iterator[Entry]:
    for each in rows.new_facts:
        yield Entry(each.received_at, "contact", "pencil", "投诉人提出新的事实和理由", f"，{who(each.by)}登记，法定期限自此重新计算。", rows.text(each, "words"), clauses=("cbirc2020/18.3",))


def replies(rows: Rows) -> Iterator[Entry]:
    for each in rows.replies:
        pinned = f"依方案第{each.proposal.version}版" if each.proposal else ""
        told = told_words(rows, each, each.method, rows.text(each, "proof"))
        untold = each.method == ReplyMethod.UNREACHABLE
        head = f"{who(each.by)}作出处理决定，投诉人无法联系" if untold else f"{who(each.by)}{ReplyMethod(each.method).label}答复投诉人"
        clauses = ("property/7.7", "cbirc2020/21.1") if untold or told else ("property/7.7",)
        yield Entry(each.sent_at, "contact", ICONS.get(each.method, "mail"), head, "。", rows.text(each, "text"), "；".join(part for part in (pinned, told) if part), clauses)
    for each in rows.responses:
        word = "接受" if each.accepted else "不接受"
        yield Entry(each.at, "contact", "talk", f"投诉人{word}", f"，{who(each.by)}登记。", rows.text(each, "words"), clauses=("property/7.7",))
    for each in rows.report_backs:
        number = f"，文号{each.document_no}" if each.document_no else ""
        yield Entry(each.at, "work", "forward", f"{who(each.by)}反馈监管", f"{number}。", rows.text(each, "summary"), clauses=("property/5.1",))


def carried_out(rows: Rows) -> Iterator[Entry]:
    for each in rows.undertakings:
        if each.done_at:
            yield Entry(each.done_at, "work", "check", f"已兑现：{rows.text(each, 'what')}", "。", rows.text(each, "proof"), clauses=("property/7.7",))


def ended(rows: Rows) -> Iterator[Entry]:
    told = "台账记载" if rows.register_entries else who(None)
    for each in rows.closures:
        yield Entry(each.at, "work", "check", f"{who(each.by) if each.by else told}结案", f"：{ClosingGround(each.ground).label}。", rows.text(each, "law_cited"), clauses=(each.clause,))
    for each in rows.terminations:
        yield Entry(each.at, "work", "cross", f"{who(each.by) if each.by else told}终止办理", f"：{TerminationKind(each.kind).label}{_withdrawn(each)}。", rows.text(each, "reason"), clauses=(each.clause,))
        if each.told_how and each.told_customer_at:
            how = ToldHow(each.told_how).label if each.told_how in ToldHow.values else each.told_how
            yield Entry(each.told_customer_at, "contact", "talk", f"{who(each.told_by or each.by)}告知投诉人终止办理", f"：{how}。", rows.text(each, "told_proof"), told_words(rows, each, each.told_how), clauses=("property/3.2",))
    for each in rows.reopenings:
        yield Entry(each.at, "work", "undo", f"{who(each.by)}重新办理", f"，进入第{each.round}轮。", rows.text(each, "reason"), clauses=("cbirc2020/18.3",))
    for each in rows.follow_ups:
        said = f"，满意度{each.satisfaction}分" if each.satisfaction else "" if each.reached else "，没有接通"
        yield Entry(each.at, "contact", "phone", f"{who(each.by)}回访", f"{said}。", rows.text(each, "words"), OWN_WILL[each.own_will] or ("仍有不满" if each.discontent_remains else ""), ("property/4.1",))
    for each in rows.surveys:
        yield Entry(each.at, "contact", "mail", f"{who(each.by)}发出满意度调查", f"，{moment_words(each.expires_at)}前有效。", clauses=("property/4.1",))
        if each.answered_at:
            wish = "希望再联系" if each.contact_wanted else ""
            yield Entry(each.answered_at, "contact", "star", "投诉人填了满意度调查", f"，满意度{each.satisfaction}分。", rows.text(each, "words"), wish, ("property/4.1",))
    for each in rows.improvements:
        yield Entry(each.at, "work", "star", f"{who(each.by)}向{each.to_unit.short_name}提改进意见", f"，{each.due_day.month}月{each.due_day.day}日前答复。", rows.text(each, "suggestion"), clauses=("claims/7.6",))
    yield from _improving(rows)
    for each in rows.evaluations:
        yield Entry(each.at, "work", "book", f"{who(each.by)}总结评价", "。", rows.text(each, "lessons"), clauses=("property/7.8",))
    for each in rows.volumes:
        yield Entry(each.at, "work", "archive", f"{who(each.by)}归档第{each.number}卷", "。", clauses=("property/9.2",))


def _withdrawn(each: Termination) -> str:
    """When the withdrawal reached us, where that was before it was entered; and that it is to be called back."""
    earlier = f"，{moment_words(each.withdrawn_at)}收到" if each.withdrawn_at and each.withdrawn_at != each.at else ""
    return f"{earlier}{'，抽到回访' if each.sampled else ''}"


def _improving(rows: Rows) -> Iterator[Entry]:
    for each in rows.improvement_steps:
        unit, day = each.improvement.to_unit.short_name, f"{each.day.month}月{each.day.day}日" if each.day else ""
        words = rows.text(each, "words")
        if each.kind == "answered":
            plan = rows.text(each, "plan")
            yield Entry(each.at, "work", "talk", f"{who(each.by)}代{unit}答复改进意见", f"，{f'采纳，{day}前做完' if each.good else '没有采纳'}。", words, f"要做的：{plan}" if plan else "", ("claims/7.6",))
        elif each.kind == "escalated":
            yield Entry(each.at, "work", "alert", f"{unit}到期没有答复改进意见", "，报投诉管理领导小组。", clauses=("claims/7.6",))
        elif each.kind == "done":
            yield Entry(each.at, "work", "check", f"{who(each.by)}登记{unit}的改进完成", f"，{day}起检查效果。", words, clauses=("claims/7.6",))
        else:
            yield Entry(each.at, "work", "search", f"{who(each.by)}检查{unit}的改进效果", f"：{'有效果' if each.good else '没有效果'}。", words, clauses=("claims/7.6",))
