"""What happened from the first word to the finding (S5 7.1–7.4)."""

from collections.abc import Iterator

from suqing.apps.complaints.held_papers import kinds_words
from suqing.apps.complaints.models.choices import ClaimState, Method, PersonRole, ReplyMethod
from suqing.apps.complaints.record.answered import told_words
from suqing.apps.complaints.record.entry import ICONS, Entry, answerer, moment_words, who
from suqing.apps.complaints.record.paused import GROUNDS, end_words, pauses_once, start_words
from suqing.apps.complaints.record.rows import Rows
from suqing.casework.causes import cause_words
from suqing.casework.classes import CLASS_NAMES


def registered(rows: Rows) -> Iterator[Entry]:
    case = rows.complaint
    words = "首次" if case.item_no == 1 else f"同一事项第{case.item_no}件"
    method = Method(case.method).label
    for each in rows.register_entries:
        number = f"，登记编号{each.number}" if each.number else ""
        ended = "，原台账已办结" if case.closed_at and case.closed_at < case.entered_at else ""
        yield Entry(case.entered_at, "work", "upload", f"{who(case.taken_by)}从台账导入{method}投诉", f"{number}{ended}。", rows.text(each, "result"), clauses=("property/7.1",))
        return
    yield Entry(case.entered_at, "work", "file", f"{who(case.taken_by)}登记{method}投诉", f"，{words}。", clauses=("property/7.1",))


def urges(rows: Rows) -> Iterator[Entry]:
    for each in rows.urges:
        by = f"，{moment_words(each.answer_by)}前回复"
        yield Entry(each.at, "work", "bell", f"{who(each.by)}催办{each.to_staff.name}", f"{by}。", rows.text(each, "reason"), clauses=("claims/6.1.2",))
        if each.received_at and not each.answered_at:
            yield Entry(each.received_at, "work", "check", f"{answerer(each.to_staff, each.received_at, rows.stood_in)}签收催办", "。", clauses=("claims/6.1.2",))
        if each.answered_at:
            yield Entry(each.answered_at, "work", "talk", f"{answerer(each.to_staff, each.answered_at, rows.stood_in)}回复催办", "。", rows.text(each, "answer"), clauses=("claims/6.1.2",))
        if each.escalated_at:
            yield Entry(each.escalated_at, "work", "alert", "催办到期没有回复", "，报投诉管理领导小组。", clauses=("claims/6.1.2",))


def calls(rows: Rows) -> Iterator[Entry]:
    for each in rows.inquiries:
        asked = rows.text(each, "asked")
        yield Entry(each.at, "contact", ICONS.get(each.method, "talk"), f"有人问询进展，{who(each.by)}答复", "：", rows.text(each, "told"), f"问：{asked}" if asked else "", ("claims/7.3",))
    for through in rows.put_throughs:
        ended = "。" if through.reached else "，没有接通，请其回电。"
        yield Entry(through.at, "contact", "phone", f"{who(through.by)}把来电转接{through.to_staff.name}", ended, rows.text(through, "words"), clauses=("claims/6.2.7",))


def visits(rows: Rows) -> Iterator[Entry]:
    for each in rows.visits:
        place = rows.text(each, "place")
        first = next(count for count in rows.head_counts if count.visit_id == each.id)
        told = "已告知录音录像" if each.recording_told else "没有告知录音录像"
        yield Entry(each.arrived_at, "contact", "person", f"{first.persons}人来访，{who(each.by)}接待", f"{'，' + place if place else ''}，{told}。", rows.text(first, "step"), clauses=("cbirc2020/7.2",))
        for count in rows.head_counts:
            if count.visit_id == each.id and count.id != first.id:
                yield Entry(count.at, "contact", "person", f"现场{count.persons}人", f"，{who(count.by)}登记。", rows.text(count, "step"), clauses=("cbirc2020/29",))
        if each.left_at:
            yield Entry(each.left_at, "contact", "check", "来访人离开", "。", rows.text(each, "outcome"), clauses=("cbirc2020/7.2",))


def acknowledgements(rows: Rows) -> Iterator[Entry]:
    for each in rows.acknowledgements:
        to = rows.text(each, "address")
        yield Entry(each.at, "contact", ICONS.get(each.form, "mail"), f"{who(each.by)}发出受理回执", f"，{ReplyMethod(each.form).label}{f'，{to}' if to else ''}。", rows.text(each, "text"), rows.text(each, "proof"), ("property/7.1",))


def documents(rows: Rows) -> Iterator[Entry]:
    for asked in rows.document_requests:
        yield Entry(asked.at, "contact", "file", f"{who(asked.by)}要求补证明材料", f"，{asked.due_day.month}月{asked.due_day.day}日以前。", rows.text(asked, "words"), clauses=("cbirc2020/14",))
    for seen in rows.documents_seen:
        yield Entry(seen.at, "work", "check", f"{who(seen.by)}看过{seen.label}", f"，{seen.seen_on}。", clauses=("cbirc2020/14",))


def longer(rows: Rows) -> Iterator[Entry]:
    for each in rows.prolongations:
        yield Entry(each.at, "work", "clock", f"{who(each.by)}{'登记情况复杂' if each.kind == 'complex' else '批准再延长三十日'}", "。", rows.text(each, "reason"), clauses=("cbirc2020/18.1",))
        if each.told_at:
            yield Entry(each.told_at, "contact", "mail", "已将延长的期限和理由告知投诉人", f"，{ReplyMethod(each.told_how).label}。" if each.told_how else "。", rows.text(each, "proof"), told_words(rows, each, each.told_how), clauses=("cbirc2020/18.1",))
    for pause in pauses_once(rows):
        why = GROUNDS[pause.ground]
        yield Entry(pause.from_at, "work", "pause", f"{who(pause.by)}暂停法定期限", f"：{why}。", pause.reason, start_words(pause) if pause.document_no else "", (pause.clause,))
        if pause.until_at:
            yield Entry(pause.until_at, "work", "clock", "恢复法定期限", f"，{why}结束。", meta=end_words(pause), clauses=(pause.clause,))


def triages(rows: Rows) -> Iterator[Entry]:
    for each in rows.triages:
        name = CLASS_NAMES.get(each.classification, "范围外")
        same = each.proposed_class == each.classification
        how = "确认系统建议" if same else f"系统建议{CLASS_NAMES.get(each.proposed_class, '未定')}"
        verb = "定为" if each.number == 1 else "改为"
        yield Entry(each.at, "work", "flag", f"{verb}{name}", f"，{who(each.by)}{how}。", rows.text(each, "reason"), clauses=(each.clause or "property/5.2",))


def dispatches(rows: Rows) -> Iterator[Entry]:
    for each in rows.dispatches:
        unit = each.department.short_name
        yield Entry(each.at, "work", "forward", f"{who(each.by)}分派到{unit}", f"，由{each.to_staff.name}接办。", rows.text(each, "reason"), clauses=("property/7.3",))
        if each.accepted_at:
            yield Entry(each.accepted_at, "work", "check", f"{unit}接办", f"，受理负责人{who(each.handler)}。", clauses=("property/7.3",))
        if each.returned_at:
            yield Entry(each.returned_at, "work", "undo", f"{unit}退回分派", "。", rows.text(each, "return_reason"), clauses=("property/7.3",))
        if each.judged_at:
            word = "属推诿" if each.passing_on else "不是推诿"
            yield Entry(each.judged_at, "work", "scale", f"{who(each.judged_by)}认定{unit}的退回{word}", "。", rows.text(each, "judged_reason"), clauses=("property/10.2",))


def contacts(rows: Rows) -> Iterator[Entry]:
    for each in rows.contacts:
        head = "投诉人来电" if each.incoming else "已与投诉人取得联系" if each.reached else "联系投诉人，没有联系上"
        yield Entry(each.at, "contact", ICONS.get(each.method, "talk"), head, f"，{who(each.by)}登记。", rows.text(each, "summary"), clauses=("property/8",))


def progress(rows: Rows) -> Iterator[Entry]:
    for each in rows.progress:
        state = f"案件状态：{ClaimState(each.claim_state).label}。" if each.claim_state else ""
        inner = rows.text(each, "internal")
        yield Entry(each.at, "contact", "talk", f"{who(each.by)}备案进展", "，可以对投诉人这样说：", rows.text(each, "sayable"), state + (f"内部：{inner}" if inner else ""), ("claims/7.3",))


def promises(rows: Rows) -> Iterator[Entry]:
    for each in rows.promises:
        yield Entry(each.at, "contact", "clock", f"{who(each.by)}承诺{moment_words(each.due_at)}前答复", "。", rows.text(each, "words"), clauses=("claims/4.4",))
        if each.answered_at:
            kept = "如约" if each.answered_at <= each.due_at else "晚于承诺"
            yield Entry(each.answered_at, "sys", "clock", f"承诺已{kept}答复", "。", clauses=("claims/4.4",))


def recusals(rows: Rows) -> Iterator[Entry]:
    for each in rows.recusals:
        then = f"，由{each.passed_to.name}接着办" if each.passed_to else ""
        yield Entry(each.at, "work", "person", f"{each.staff.name}声明回避", f"{then}。", rows.text(each, "reason"), clauses=("cbirc2020/17",))


def papers_asked(rows: Rows) -> Iterator[Entry]:
    for each in rows.paper_requests:
        held = f"；其中{kinds_words(each.held)}已有，理由：{rows.text(each, 'reason')}" if each.held else ""
        yield Entry(each.at, "contact", "clip", f"{who(each.by)}请投诉人提供材料", f"：{kinds_words(each.kinds)}{held}。", rows.text(each, "words"), clauses=("cbirc2020/13",))


def hearings(rows: Rows) -> Iterator[Entry]:
    for each in rows.hearings:
        yield Entry(each.asked_at, "work", "person", f"{who(each.asked_by)}请{each.staff.name}陈述", "。", clauses=("claims/9",))
        if each.heard_at:
            words = "不作陈述" if each.declined else "陈述"
            yield Entry(each.heard_at, "work", "talk", f"{each.staff.name}{words}", "。", rows.text(each, "statement"), clauses=("claims/9",))


def findings(rows: Rows) -> Iterator[Entry]:
    for each in rows.findings:
        persons = [f"{PersonRole(p.role).label}：{p.staff.name}" for p in rows.persons if p.finding_id == each.id]
        yield Entry(
            each.at, "work", "search", f"{who(each.by)}查明原因（第{each.version}版）", f"：{cause_words(each.cause_kind, each.cause_detail)}。{'；'.join(persons)}",
            rows.text(each, "cause"), clauses=("property/7.4", "claims/9"),
        )  # fmt: skip
        if each.confirmed_at:
            word = "有效" if each.confirmed_valid else "无效"
            yield Entry(each.confirmed_at, "work", "scale", f"{who(each.confirmed_by)}认定{word}", f"，针对结论第{each.version}版。", rows.text(each, "confirmed_reason"), clauses=("claims/7.4.3",))
