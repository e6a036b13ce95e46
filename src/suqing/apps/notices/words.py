"""What a notice says: what is the case, then what to do. `{…}` are filled from the notice's own params."""

from suqing.apps.notices.params import Params, moment_of
from suqing.kernel.clock import house

WEEKDAYS = "一二三四五六日"

# A kind without words is a mistake of whoever sends it: `notify` refuses it.
WORDS = {
    "clock.warned": "{ref}：{clock}时限{limit}，时间已用去大半。{do}",
    "clock.overdue": "{ref}：{clock}过了时限{limit}，仍未完成。请过问，或改派。",
    "clock.escalated": "{ref}：{clock}过了时限{limit}已有{late}个工作日。请决定由谁接手、何时办完。",
    "case.registered": "{ref}：新登记一件，等待定类。",
    "case.renumbered": "{ref}：同一事项有改动，本件的序次或级别已重算。看时限和级别有没有变。",
    "dispatch.received": "{ref}：分派到您。先签收，再联系投诉人。联系时限{limit}。",
    "dispatch.received.plain": "{ref}：分派到您。先签收，再联系投诉人。",
    "dispatch.returned": "{ref}：被退回，需要重新分派。看退回理由，再改派。",
    "handler.named": "{ref}：由您承办。先联系投诉人。",
    "case.handed_up": "{ref}：有人回避，本件由您接着办。看经过，再办下一步。",
    "hearing.asked": "{ref}：请说明情况。打开后填写您的陈述。",
    "finding.recorded": "{ref}：调查结论已提交，等待认定有效或无效。",
    "proposal.submitted": "{ref}：处理方案第{version}版待您批示。",
    "proposal.approved": "{ref}：处理方案第{version}版已获批。下一步：答复投诉人。",
    "proposal.returned": "{ref}：处理方案第{version}版被退回。看批示意见，再修改。",
    "proposal.taken_over": "{ref}：处理方案第{version}版由领导接办。",
    "reply.due": "{ref}：承诺今日{limit}前答复投诉人。",
    "review.applied": "{ref}：投诉人不服处理结果，申请核查，由您核查，{limit}前决定并告知。",
    "review.applied.plain": "{ref}：投诉人不服处理结果，申请核查，由您核查。",
    "review.noted": "{ref}：投诉人已向上级机构申请核查。请备齐材料。",
    "review.decided": "{ref}：核查决定已作出。看决定，再办下一步。",
    "letter.recorded": "{ref}：监管已转办，按来函的日期反馈。请核对类别。",
    "settlement.waiting": "{ref}：已当场办结，请过目。",
    "settlement.objected": "{ref}：领导过目后认为不应当场办结。看过目意见，再重新办理。",
    "call.put_through": "{ref}：来电转接给您。打开可以看到来龙去脉。",
    "call.call_back": "{ref}：投诉人要与您通话，没有接通。请回电，再登记联系。",
    "urge.received": "{ref}：收到督办，{limit}前回复。",
    "urge.answered": "{ref}：您的催办已有回复。",
    "support.unanswered": "{ref}：请示到{limit}仍无答复。",
    "urge.unanswered": "{ref}：督办到{limit}仍无回复。",
    "obstacle.reported": "{ref}：经办人报告办不了的客观原因。请认定是否属客观障碍。",
    "obstacle.answered": "{ref}：您报告的障碍已有认定。时限照走，看认定说明。",
    "support.asked": "{ref}：有同事向您请示，{limit}前答复。",
    "support.answered": "{ref}：您的请示已有答复。",
    "crisis.opened": "{ref}：转入危机处理，今日须反馈最终意见。",
    "crisis.sent_up": "{ref}：危机处理报到您这里。请今日定夺，登记意见。",
    "crisis.decided": "{ref}：危机处理已有最终意见。请按意见办理。",
    "emergency.started": "{ref}：已启动应急预案。打开应急清单，立即报告、安排接待。",
    "emergency.ended": "{ref}：应急预案已结束。看处置结果，续办本件。",
    "follow_up.due": "{ref}：到回访时间。",
    "case.closed": "{ref}：已结案。到期回访，资料齐全后归档。",
    "case.reopened": "{ref}：重新调查，第{round}轮。",
    "case.reopened.plain": "{ref}：已重新办理。看重新办理的理由。",
    "leader.major": "{ref}：定为重大投诉件，请知悉。需要过问的，打开后批示。",
    "leader.urgent": "{ref}：第二次投诉，为紧急件，请知悉。需要过问的，打开后批示。",
    "leader.third": "{ref}：第三次及以上投诉，当日须办完，请知悉。",
    "leader.closed": "{ref}：重大或第三次及以上投诉已结案。请看处理结果。",
    "leader.direction": "{ref}：领导有批示意见。请看经过，按意见办理。",
    "leader.stepped_in": "{ref}：领导直接过问，本件由其接手。请移交材料。",
    "penalty.proposed": "{ref}：有一份罚单建议待您确认。",
    "penalty.issued": "您有一份罚单，{limit}前可提出异议。",
    "penalty.ruled": "您的异议已有裁定。",
    "improvement.suggested": "{ref}：收到一条改进建议。请书面答复。",
    "improvement.noted": "{ref}：提出一条改进意见，请领导小组知悉。",
    "improvement.answered": "{ref}：改进意见已有答复。看是否采纳、几时做完。",
    "improvement.unanswered": "{ref}：改进意见到期没有答复。请过问。",
    "improvement.done": "{ref}：改进已完成。到日期检查效果。",
    "improvement.checked": "{ref}：改进的效果已检查。",
    "survey.answered": "{ref}：投诉人填了满意度调查。",
    "report.received": "{ref}：收到一件，请打开专办页面办理。",
    "undertaking.near": "{ref}：答应投诉人的事项{limit}到期，还没有兑现。按期兑现，再登记证明。",
    "respondent.told": "{ref}：收到一件与您有关的投诉，已交{unit}办理。您可以打开本件，写下您的说明。",
    "undertaking.overdue": "{ref}：答应投诉人的事项到{limit}仍未兑现。先兑现，再登记证明。",
    "filing.near": "{name}（{period}）：{day}前报送，还没有报送。取数、请领导签报、报送后登记文号。",
    "filing.late": "{name}（{period}）：到{day}没有报送。尽快报送；已报送的登记日期和文号。",
    "assessment.counts_asked": "{period}考评：请核对贵公司的数据，无异议或有异议都请答复。",
    "assessment.counts_disputed": "{ref}：有公司对数据提出异议。请核对后书面答复。",
    "assessment.counts_settled": "{ref}：贵公司的数据异议已有答复。",
    "assessment.objected": "{ref}：有公司对已发布的结果提出异议。请核查后书面答复。",
    "assessment.objection_answered": "{ref}：贵公司的异议已有答复。",
    "deadline.recomputed": "{ref}：{clock}时限由{before}改为{limit}，因为当年放假安排已公布。",
}

# What to do about each clock; the rest has no advice of its own.
DO = {
    "contact": "联系到投诉人后登记。",
    "resolve": "答复投诉人后登记。",
    "progress": "写一条进展。",
    "same_day": "今日办结。",
    "promise": "到时给出答复，即使还没有结论。",
    "regulator_return": "向监管反馈后登记。",
    "life_reply": "答复投诉人；有特殊原因的，登记可对投诉人说的进展。",
    "crisis_opinion": "今日反馈最终意见。",
    "decide": "作出决定并告知投诉人。",
}


def words_of(kind: str, ref: str, params: Params) -> str:
    """The sentence of a notice. KeyError when its params lack what the sentence names."""
    return WORDS[kind].format(
        **{name: _spoken(value) for name, value in params.items()},
        ref=ref,
        do=("约定以来还没有记过进展，先把进展告诉投诉人。" if params.get("silent") else "") + DO.get(str(params.get("clock_kind", "")), ""),
    ).rstrip()


def _spoken(value: str | int) -> str:
    """Times as people write them: 11月30日 周一 17:30."""
    moment = moment_of(value)
    if moment is not None:
        local = house(moment)
        return f"{local.month}月{local.day}日 周{WEEKDAYS[local.weekday()]} {local:%H:%M}"
    return str(value)
