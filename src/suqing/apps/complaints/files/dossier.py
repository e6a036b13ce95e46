"""The whole file of a case in reading order: every record, opened, with who, when and by which clause (C19, S4 第六条二(八)).

A table says what of each record is told; a record that is not in the table would be missing from the archive, so a test
compares it with the models.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from suqing.apps.audit.models import Event
from suqing.apps.clocks.models import Clock, Pause
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.held_papers import kinds_words
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.models import Staff
from suqing.casework.claim_limits import DATES
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.crisis import BODIES, DECIDED
from suqing.casework.emergency import Thresholds, item_words
from suqing.casework.repeat import LEVEL_NAMES
from suqing.kernel.clock import house
from suqing.kernel.crypto import DataKey
from suqing.kernel.money import yuan
from suqing.kernel.sealedfields import CipherText

# related name -> (title of the section, what is told of each record: field -> words)
SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "parties": ("投诉人与受托人", {"role": "身份", "name": "姓名", "phone": "电话", "id_number": "证件号码", "address": "地址", "email": "邮箱", "elderly": "老年人", "disabled": "残疾人", "seriously_ill": "重病", "home_visit": "上门办理", "call_back": "回电时间", "customer_manager": "客户经理", "service_tier": "服务等级", "proof_seen": "看过证明材料"}),
    "amendments": ("更正记录", {"field": "更正了什么", "earlier": "更正前", "reason": "理由", "by": "经办", "at": "时间"}),
    "register_entries": ("原台账", {"number": "登记编号", "result": "台账记载的处理结果"}),
    "editions": ("适用的规则", {"rulebook": "规则", "applies": "适用", "because": "理由", "edition_hash": "版本"}),
    "matter_moves": ("同一事项", {"kind": "做了什么", "same_person": "同一人", "same_thing": "同一事", "item_no": "在事项中的次序", "level_before": "原重复级别", "level_after": "现重复级别", "reason": "理由", "by": "经办", "at": "时间"}),
    "triages": ("成立与类别", {"number": "次序", "in_scope": "属于投诉", "established": "成立", "proposed_class": "系统建议", "classification": "定为", "clause": "条款", "reason": "理由", "by": "经办", "at": "时间"}),
    "dispatches": ("分派与接办", {"department": "责任部门", "to_staff": "派给", "reason": "理由", "by": "经办", "at": "时间", "accepted_at": "接办时间", "handler": "承办人", "returned_at": "退回时间", "return_reason": "退回理由", "judged_at": "认定时间", "passing_on": "认定推诿", "judged_reason": "认定理由", "judged_by": "认定人"}),
    "documents_seen": ("证明材料", {"label": "材料", "seen_on": "看过日期", "by": "看的人", "at": "登记时间"}),
    "document_requests": ("要求补证明材料", {"words": "要求", "due_day": "期限", "by": "经办", "at": "时间"}),
    "acknowledgements": ("受理回执", {"form": "方式", "address": "发到", "text": "内容", "proof": "凭证", "at": "告知时间", "by": "经办", "entered_at": "录入时间"}),
    "contacts": ("联系记录", {"at": "时间", "method": "方式", "incoming": "来电", "reached": "联系上", "summary": "情况", "by": "经办", "entered_at": "录入时间"}),
    "progress_notes": ("进展记录", {"at": "时间", "sayable": "可对投诉人说", "internal": "内部", "claim_state": "案件状态", "by": "经办"}),
    "promises": ("承诺答复", {"due_at": "承诺时间", "words": "承诺内容", "by": "经办", "at": "登记时间", "answered_at": "答复时间"}),
    "prolongations": ("延长", {"round": "轮次", "kind": "种类", "reason": "理由", "by": "经办", "at": "时间", "told_at": "告知时间", "told_how": "告知方式", "told_address": "发到哪里", "told_agreement": "约定的内容", "told_agreed_on": "约定日期", "proof": "告知凭证"}),
    "paper_requests": ("请投诉人提供材料", {"round": "轮次", "kinds": "材料", "words": "说明", "held": "其中已有", "reason": "仍要提供的理由", "by": "经办", "at": "时间"}),
    "latenesses": ("超期说明", {"clock_kind": "时限", "limit_at": "期限", "cause": "原因", "words": "说明", "by": "经办", "at": "时间", "superseded_at": "更新时间"}),
    "inquiries": ("问询", {"method": "方式", "asked": "问什么", "told": "怎样答复", "by": "答复人", "at": "时间"}),
    "put_throughs": ("转接领导", {"to_staff": "转接给", "reached": "接通", "words": "说明", "by": "经办", "at": "时间"}),
    "settlements": ("当场办结", {"amount_fen": "付给投诉人", "proof": "付款凭证", "sampled": "抽到回访", "by": "办结人", "at": "时间", "approved": "领导同意", "words": "过目意见", "seen_by": "过目人", "seen_at": "过目时间"}),
    "mediations": ("调解", {"organisation": "调解组织", "proposed_by": "由谁提出", "words": "说明", "by": "经办", "at": "提出时间", "agreed_at": "双方同意", "proof": "同意的凭证", "ended_at": "结束时间", "result": "结果", "declined_by": "谁不同意", "decline_ground": "我方的理由", "outcome": "情况", "mediator": "调解员", "performed_on": "履行日", "performance": "履行凭证", "confirmed_on": "司法确认日", "confirmation_no": "司法确认文号", "ended_by": "登记人"}),
    "mediation_opinions": ("调解意见", {"amount_fen": "意见金额", "limit_fen": "小额限额", "binds": "接受即约束我方", "words": "意见", "by": "登记人", "given_at": "意见时间", "accepted": "投诉人接受", "answer": "投诉人怎么说", "answered_by": "登记人", "answered_at": "答复时间"}),
    "reviews": ("核查", {"round": "轮次", "decision_received_at": "收到处理决定", "applied_at": "收到申请", "form": "申请形式", "reason": "申请理由", "to_unit": "核查机构", "handler": "核查人", "by": "登记", "at": "登记时间", "process": "处理过程", "time_limits": "处理时限", "result": "处理结果", "outcome": "核查结论", "decision": "核查决定", "decided_by": "决定人", "decided_at": "决定时间", "told_at": "告知时间", "told_how": "告知方式", "told": "告知内容", "told_address": "发到哪里", "told_agreement": "约定的内容", "told_agreed_on": "约定日期", "proof": "告知凭证", "told_by": "告知人"}),
    "new_facts": ("新的事实和理由", {"round": "轮次", "received_at": "收到时间", "words": "内容", "by": "经办", "at": "登记时间"}),
    "visits": ("来访接待", {"arrived_at": "到访时间", "place": "地点", "recording_told": "告知录音录像", "by": "接待人", "at": "登记时间", "left_at": "离开时间", "outcome": "接待结果"}),
    "head_counts": ("现场人数", {"at": "时间", "persons": "人数", "step": "采取的措施", "by": "登记人"}),
    "urges": ("催办", {"to_staff": "催办谁", "reason": "事由", "answer_by": "回复期限", "by": "催办人", "at": "时间", "received_at": "签收时间", "answer": "回复", "answered_at": "回复时间", "escalated_at": "上报时间"}),
    "obstacles": ("客观障碍", {"reason": "原因", "by": "报告人", "at": "时间", "to_staff": "报给", "objective": "属客观原因", "answer": "认定说明", "answered_by": "认定人", "answered_at": "认定时间"}),
    "supports": ("请示与协助", {"kind": "种类", "to_staff": "请谁", "reason": "事由", "answer_by": "答复期限", "by": "请示人", "at": "时间", "outcome": "结果", "answer": "答复", "answered_at": "答复时间", "escalated_at": "上报时间"}),
    "blockages": ("阻滞", {"state": "案件状态", "stuck_on": "阻滞原因", "with_whom": "卡在谁那里", "since": "从哪天起", "way_out": "解决办法", "by": "登记人", "at": "时间", "superseded_at": "更新时间", "cleared_at": "解除时间", "cleared_by": "解除人", "solved": "怎么解决的"}),
    "crises": ("危机处理", {"round": "轮次", "trigger": "情形", "persons": "面谈人数", "reason": "理由", "by": "转入", "at": "时间", "body": "所在环节", "final_opinion": "最终意见", "fed_back_by": "反馈", "fed_back_at": "反馈时间"}),
    "crisis_opinions": ("危机处理意见", {"body": "环节", "present": "参加人", "opinion": "意见", "decision": "结论", "then": "其后", "by": "记录", "at": "时间"}),
    "hq_receipts": ("总公司条线处置", {"round": "轮次", "received_at": "总公司收到", "by": "签收人", "at": "登记时间", "acted_at": "处置时间", "words": "当日处置", "acted_by": "处置人"}),
    "recusals": ("回避", {"staff": "回避人", "reason": "事由", "passed_to": "接办", "at": "时间"}),
    "emergency_plans": ("应急预案", {"trigger": "依据", "persons": "面谈人数", "reason": "理由", "by": "启动", "at": "启动时间", "result": "处置结果", "ended_by": "结束", "ended_at": "结束时间"}),
    "emergency_entries": ("应急处置", {"item": "清单项", "words": "情况", "by": "登记", "at": "发生时间", "entered_at": "登记时间"}),
    "hearings": ("被投诉人陈述", {"staff": "陈述人", "asked_at": "请陈述时间", "asked_by": "经办", "heard_at": "陈述时间", "declined": "不作陈述", "statement": "陈述"}),
    "findings": ("调查结论", {"version": "版次", "cause_kind": "环节", "cause_detail": "细项", "cause": "原因", "evidence": "关键证据", "valid": "承办人意见有效", "by": "经办", "at": "时间", "confirmed_valid": "认定有效", "confirmed_by": "认定人", "confirmed_at": "认定时间", "confirmed_reason": "认定理由"}),
    "proposals": ("处理方案", {"version": "版次", "state": "状态", "text": "方案", "grounds": "理由依据", "evidence": "关键证据", "policy_effect": "合同处理", "brand_effect": "品牌影响", "amount_fen": "金额", "company_loss_fen": "公司损失", "by": "起草", "at": "时间", "submitted_at": "提交时间", "submitted_to": "提交给", "content_hash": "内容校验值"}),
    "instructions": ("领导批示", {"kind": "批示", "text": "意见", "by": "批示人", "on_behalf_of": "代", "at": "时间", "proposal_hash": "所批方案校验值"}),
    "directions": ("领导过问", {"kind": "种类", "text": "意见", "took_from": "原经办或批示人", "by": "领导", "at": "时间"}),
    "undertakings": ("承诺事项", {"what": "事项", "owner": "负责人", "due_day": "期限", "done_at": "完成时间", "proof": "凭证", "warned_at": "到期前提醒", "overdue_at": "逾期提醒"}),
    "replies": ("答复", {"method": "方式", "text": "内容", "facts_verified": "核实情况", "grounds": "依据和理由", "remedies": "救济途径", "told_address": "发到哪里", "told_agreement": "约定的内容", "told_agreed_on": "约定日期", "proof": "送达凭证", "sent_at": "答复时间", "received_at": "送达时间", "by": "经办", "entered_at": "录入时间"}),
    "responses": ("投诉人意见", {"accepted": "接受", "words": "原话", "by": "经办", "at": "时间"}),
    "report_backs": ("向监管反馈", {"at": "反馈时间", "document_no": "文号", "summary": "要点", "by": "经办", "entered_at": "录入时间"}),
    "closures": ("结案", {"round": "轮次", "ground": "依据", "clause": "条款", "law_cited": "引用法律法规", "by": "经办", "at": "时间"}),
    "terminations": ("终止", {"round": "轮次", "kind": "事由", "clause": "条款", "reason": "说明", "told_customer_at": "告知时间", "told_how": "告知方式", "told_address": "发到哪里", "told_agreement": "约定的内容", "told_agreed_on": "约定日期", "told_proof": "告知凭证", "told_by": "告知人", "withdrawn_at": "收到撤回", "sampled": "抽到回访", "by": "经办", "at": "时间"}),
    "reopenings": ("重新办理", {"round": "轮次", "received_at": "收到新材料", "reason": "理由", "by": "经办", "at": "时间"}),
    "follow_ups": ("回访", {"round": "轮次", "reached": "接通", "satisfaction": "满意度", "words": "情况", "discontent_remains": "仍有不满", "own_will": "自愿撤回", "by": "经办", "at": "时间"}),
    "surveys": ("满意度调查", {"round": "轮次", "by": "发出", "at": "发出时间", "expires_at": "有效到", "answered_at": "答复时间", "satisfaction": "满意度", "words": "投诉人的话", "contact_wanted": "希望再联系"}),
    "improvements": ("改进建议", {"to_unit": "对象", "problem": "问题", "suggestion": "建议", "due_day": "答复期限", "by": "提出", "at": "时间", "answered_at": "答复时间", "answer": "答复", "done_at": "完成时间"}),
    "improvement_steps": ("改进的落实", {"kind": "步骤", "good": "采纳或有效", "words": "说明", "plan": "要做什么", "day": "完成期限或检查日", "by": "经办", "at": "时间"}),
    "evaluations": ("总结评价", {"round": "轮次", "lessons": "经验教训", "avoidance": "避免再发", "by": "经办", "at": "时间"}),
}  # fmt: skip
CASE = {
    "ref": "编号", "stage": "阶段", "unit": "受理机构", "method": "方式", "method_words": "哪种方式", "source": "来源", "forwarded_later": "后经转办", "received_at": "收到时间", "entered_at": "登记时间",
    "taken_by": "首问责任人", "title": "标题", "facts": "事实经过", "demands": "投诉人要求", "respondent_text": "投诉对象", "respondent_unit": "被投诉机构",
    "respondent_staff": "被投诉人", "sold_by": "保单由谁销售", "surveyed_by": "由谁查勘定损", "policy_no": "保单号", "claim_no": "报案号", "line_of_business": "险种", "dispute_type": "纠纷类型", "policy_kind": "业务种类", **{name: f"{words}日期" for name, words in DATES.items()}, "conduct_day": "行为发生日",
    "sum_claimed_fen": "诉求金额", "actual_loss_fen": "公司实际损失", "possible_loss_fen": "公司可能损失", "classification": "类别", "repeat_level": "重复级别",
    "persons": "共同投诉人数", "found_valid": "认定有效", "crisis_item": "危机投诉", "department": "责任部门", "handler": "承办人", "officer": "投诉专员", "leader": "主管领导", "closed_at": "结案时间",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    records: list[list[tuple[str, str]]]


def sections_of(complaint: Complaint) -> list[Section]:
    """The record form, then every other record, then the clocks and the chain of events."""
    key = case_key(complaint)
    found = [Section("客户投诉记录表", [_told(complaint, key, CASE)])]
    for name, (title, fields) in SECTIONS.items():
        rows = [_told(row, key, fields) for row in getattr(complaint, name).order_by("pk")]
        if rows:
            found.append(Section(title, rows))
    found.append(Section("时限", list(_clocks(complaint))))
    if pauses := list(_pauses(complaint)):
        found.append(Section("不计入法定期限的期间", pauses))
    found.append(Section("痕迹（账本）", list(_events(complaint))))
    return found


def _told(row: models.Model, key: DataKey, fields: dict[str, str]) -> list[tuple[str, str]]:
    told = ((words, _words(row, key, name)) for name, words in fields.items())
    return [(words, value) for words, value in told if value]


def _words(row: models.Model, key: DataKey, name: str) -> str:
    field = row._meta.get_field(name)
    if isinstance(field, CipherText):
        return read(row, key, name)
    if name in ("classification", "proposed_class"):
        return CLASS_NAMES.get(getattr(row, name), "")
    if name in ("repeat_level", "level_before", "level_after"):
        return LEVEL_NAMES.get(getattr(row, name), "")
    if name in ("body", "then"):
        return {**BODIES, DECIDED: "定夺"}.get(getattr(row, name), "")
    if name in ("kinds", "held"):
        return kinds_words(getattr(row, name))
    if name == "clock_kind":
        return kind_words(getattr(row, name))
    if name == "item":
        return item_words(getattr(row, name), Thresholds()) if getattr(row, name) else ""
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{name}_display")() or "")
    value = getattr(row, name)
    if name.endswith("_fen") and value is not None:
        return f"{yuan(value)}元"
    return words_of(value)


def words_of(value: Any) -> str:
    """A value as the file prints it; nothing for what is not known."""
    forms: list[tuple[type, Callable[[Any], str]]] = [
        (bool, lambda each: "是" if each else "否"),
        (datetime, lambda each: f"{house(each):%Y-%m-%d %H:%M:%S}"),
        (date, lambda each: f"{each:%Y-%m-%d}"),
    ]
    for kind, form in forms:
        if isinstance(value, kind):
            return form(value)
    return "" if value is None else str(value)


def _clocks(complaint: Complaint) -> Iterator[list[tuple[str, str]]]:
    for clock in Clock.objects.filter(subject_kind="complaint", subject_id=complaint.id).order_by("limit_at", "id"):
        yield [
            ("时限", kind_words(clock.kind)), ("条款", clock.clause), ("起算", words_of(clock.started_at)), ("期限", words_of(clock.limit_at)),
            ("状态", clock.get_state_display()), ("停止", words_of(clock.stopped_at)),
        ]  # fmt: skip


def _pauses(complaint: Complaint) -> Iterator[list[tuple[str, str]]]:
    for pause in Pause.objects.filter(clock__subject_kind="complaint", clock__subject_id=complaint.id).order_by("from_at", "id"):
        told = [
            ("条款", pause.clause), ("原因", pause.reason), ("起", words_of(pause.from_at)), ("止", words_of(pause.until_at)), ("机构", pause.institution),
            ("委托文件", pause.document_no), ("委托日期", words_of(pause.document_on)), ("结束文件", pause.ended_no), ("结束文件日期", words_of(pause.ended_on)),
            ("告知或同意", words_of(pause.proof_at)),
        ]  # fmt: skip
        yield [(words, value) for words, value in told if value]


def _acted(event: Event, names: Mapping[int, str]) -> str:
    """Both names where one stood in for the other."""
    own = names[event.actor_id] if event.actor_id else "系统"
    return f"{own}（代{names[event.on_behalf_of_id]}）" if event.on_behalf_of_id else own


def _events(complaint: Complaint) -> Iterator[list[tuple[str, str]]]:
    events = list(Event.objects.filter(subject_kind="complaint", subject_id=complaint.id).order_by("seq"))
    people = {pk for each in events for pk in (each.actor_id, each.on_behalf_of_id) if pk}
    names = dict(Staff.objects.filter(pk__in=people).values_list("pk", "name"))
    for event in events:
        yield [
            ("序号", str(event.seq)), ("事项", event.verb), ("时间", words_of(event.occurred_at)), ("何人", _acted(event, names)),
            ("条款", event.clause), ("校验值", event.hash),
        ]  # fmt: skip
