"""Short words for the columns of a list, where the full ones would be cut."""

from suqing.apps.complaints.models import Complaint
from suqing.web.words.names import method_icon

CLOCKS = {
    "progress": "进展", "contact": "联系", "resolve": "办结", "same_day": "当日办", "hq_same_day_action": "总部当日", "crisis_opinion": "危机意见",
    "decide": "法定", "decide_complex": "法定", "decide_extended": "法定", "review_apply": "申请核查", "review_decide": "核查",
    "regulator_forward": "转办", "promise": "承诺", "regulator_return": "反馈监管", "life_reply": "寿险答复",
}  # fmt: skip
SOURCES = {
    "headquarters": ("总公司转办", "forward"), "regulator_local": ("监管转办", "forward"), "regulator_national": ("总局转办", "forward"),
    "other_department": ("部门转办", "forward"), "association": ("协会转办", "forward"), "platform": ("投诉平台", "globe"),
    "hotline_12378": ("12378转接", "phone"), "hotline_12345": ("12345转接", "phone"),
    "media": ("媒体", "news"), "internet": ("公共网络", "globe"),
}  # fmt: skip
LINES = {
    "motor": "车险", "property_other": "其他财险", "guarantee": "保证险", "liability": "责任险", "accident": "意外险", "health_short": "短期健康险",
    "life": "寿险", "disease": "疾病险", "medical": "医疗险", "annuity": "年金险", "participating": "分红险", "unknown": "险种未明",
}  # fmt: skip
DISPUTES = {
    "claim": "理赔", "sales": "销售", "surrender": "退保", "underwriting": "承保", "policy_service": "保全", "renewal": "续保",
    "service": "服务", "other": "其他",
}  # fmt: skip
# Why this is the next act: what is on record and what is not. {leader} is filled from the case.
BECAUSE = {
    "triage": "已登记，尚未分类",
    "dispatch": "已定类，尚未派定",
    "accept_dispatch": "已派出，等接办",
    "note_contact": "已接办，尚无联系记录",
    "record_finding": "已接办，尚无调查结论",
    "confirm_finding": "调查结论待认定",
    "draft_proposal": "认定有效，方案待拟",
    "submit_proposal": "方案已拟，尚未提交",
    "instruct_proposal": "方案已提交，待{leader}批示",
    "send_reply": "尚无答复记录",
    "record_response": "已答复，未登记投诉人意见",
    "close": "投诉人意见已登记，可以结案",
    "report_back": "转办函要求的报告还没有交",
    "carry_out": "答应投诉人的事没有办完",
    "tell_termination": "终止办理还没有告知投诉人",
    "follow_up": "已结案，尚未回访",
    "reopen": "仍有不满，或领导过目认为不妥，待重新办理",
    "decide_review": "投诉人已申请核查，待决定",
    "tell_review": "核查已决定，待告知投诉人",
    "evaluate": "已结案，尚未总结评价",
    "review_settlement": "已当场办结，待{leader}过目",
    "archive": "已办完，尚未归档",
    "terminate": "不由本程序办理",
}
REPLY_BECAUSE = {
    "triaged": "无需方案，尚无答复记录",
    "approved": "方案已批示，尚无答复记录",
    "replied": "改过的方案已批示，尚未再答复",
}


def because_words(complaint: Complaint, ended: str) -> str:
    """One line under the next act, from the columns of the case alone; `ended` where nothing is owed any more."""
    if complaint.next_action == "send_reply":
        if complaint.stage == "investigating":
            return "认定无效，尚无答复记录" if complaint.found_valid is False else "方案可直接答复"
        return REPLY_BECAUSE.get(complaint.stage, BECAUSE["send_reply"])
    words = BECAUSE.get(complaint.next_action, ended)
    return words.format(leader=complaint.leader.name if complaint.leader else "主管领导")


def source_words(complaint: Complaint) -> tuple[str, str]:
    """(words, icon): how it came, or through whom where somebody sent it on."""
    if complaint.source in SOURCES:
        return SOURCES[complaint.source]
    return complaint.get_method_display(), method_icon(complaint.method)


def matter_words(complaint: Complaint) -> str:
    line = LINES.get(complaint.line_of_business, complaint.get_line_of_business_display())
    return f"{line}·{DISPUTES[complaint.dispute_type]}" if complaint.dispute_type in DISPUTES else line
