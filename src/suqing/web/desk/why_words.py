"""Names of facts in explanations, for people: the engine writes codes, the panel shows words."""

from collections.abc import Mapping
from dataclasses import replace

from suqing.rulebook.explain import Input, Line, Value
from suqing.web.words.names import CHANNELS, CLASSES, LEVELS, STAGES

FACTS: Mapping[str, str] = {
    "received_at": "收到时间", "classification": "类别", "repeat_level": "重复级别", "came_via": "来源", "stage": "阶段",
    "regulator_received_at": "监管收到时间", "regulator_return_at": "监管要求反馈时间", "promise": "承诺内容", "promises": "承诺",
    "complexity_recorded_at": "登记情况复杂", "extension_approved_at": "批准延期", "extension_notified_at": "告知延期",
    "hq_received_at": "总公司签收", "crisis_opened_at": "启动危机处置", "decision_received_at": "收到处理决定", "review_applied_at": "申请核查",
    "company_loss_fen": "公司实际或可能损失", "exposed_by_media": "媒体曝光", "concerns_insider_misconduct": "反映人员舞弊或以权谋私",
    "only_venting": "只是倾诉", "in_litigation": "已起诉", "in_arbitration": "已仲裁", "with_judicial_organs": "已移交司法机关",
    "reply_on_record": "有答复记录", "response_on_record": "有投诉人意见", "response_accepted": "投诉人接受", "law_cited": "引了法律法规",
    "facts_stated": "答复写明核实情况", "grounds_stated": "答复写明依据", "remedies_stated": "答复写明救济途径",
    "finding_invalid": "认定无效", "found_by_complaint_unit": "由投诉管理部门认定", "explanation_given": "已阐明解释",
    "last_word_recorded": "记下投诉人意见", "actor_in_complaint_post": "由投诉管理岗结案", "actor_is_handler": "结案人是承办人",
    "times_complained": "第几次投诉", "valid": "认定有效", "verified": "已核实", "pr_cost_fen": "公关费用", "grave_influence": "造成恶劣影响",
    "amount_fen": "金额", "limit_fen": "授权", "persons": "责任人",
}  # fmt: skip
CODES: Mapping[str, Mapping[str, str]] = {
    "classification": CLASSES, "repeat_level": LEVELS, "came_via": CHANNELS, "stage": STAGES,
}  # fmt: skip


def readable(line: Line) -> Line:
    """The same explanation with names and codes in words, money in yuan."""
    inputs = {FACTS.get(name, name): Input(_value(name, each.value), each.source) for name, each in line.inputs.items()}
    value = line.value
    if isinstance(value, str):
        value = {**CLASSES, **LEVELS}.get(value, value)
    return replace(line, inputs=inputs, value=value, children=tuple(readable(each) for each in line.children))


def _value(name: str, value: Value) -> Value:
    if isinstance(value, int) and not isinstance(value, bool) and name.endswith("_fen"):
        return f"{value // 100:,}.{value % 100:02d}元"
    if isinstance(value, str):
        return CODES.get(name, {}).get(value, value)
    return value
