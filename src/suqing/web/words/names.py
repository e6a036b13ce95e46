"""Codes and their Chinese names. A code outside its table is shown as it is: methods and sources may be data of the house."""

from collections.abc import Mapping

from suqing.apps.complaints.models.choices import Method
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.priority import LEVELS as PRIORITY_LEVELS
from suqing.casework.stages import STAGE_NAMES

CLASSES = CLASS_NAMES
LEVELS = {"first": "首次", "second": "第2次·紧急", "third_or_more": "第3次·当日办"}
PRIORITIES = {code or "normal": words for code, words in PRIORITY_LEVELS.items()}
LEVEL_PIPS = {"first": 1, "second": 2, "third_or_more": 3}
STAGES = {stage.value: words for stage, words in STAGE_NAMES.items()}
METHODS = {method.value: str(method.label) for method in Method}
CHANNELS = {  # 来路: the codes of property/channels.yaml, short
    "headquarters": "总公司",
    "regulator_local": "当地监管局",
    "regulator_national": "国家监管机构",
    "other_department": "其他部门",
    "association": "行业协会",
    "platform": "投诉平台",
    "hotline_12378": "12378热线",
    "hotline_12345": "12345热线",
    "media": "媒体",
    "internet": "互联网",
    "hotline": "客服热线",
    "direct_phone": "直接来电",
    "visit": "来访",
    "letter": "信函",
    "fax": "传真",
    "sms": "短信",
    "own_web": "公司网页",
}
BASES = {"quoted": "原", "derived": "推", "assumed": "设"}
BASIS_NOTES = {
    "quoted": "原文：规则写明",
    "derived": "推导：由原文推出",
    "assumed": "设定：原文未公布，本产品设定",
}
CARRIERS = {"rule": "规则", "permission": "权限", "screen": "页面", "report": "报告", "procedure": "步骤", "prose": "说明"}
RULEBOOKS = {"property": "管理细则", "claims": "理赔细则", "cbirc2020": "2020年第3号令", "sh2018": "考评细则", "life2010": "人身险服务规定", "insurancelaw": "保险法"}

FORWARDED = {True: "超过期限才转出", False: "在期限内转出", None: "没有写明何时转出"}  # the regulator's seven working days (law 33)

ICONS_OF_METHODS = {
    "telephone": "phone",
    "visit": "door",
    "letter": "mail",
    "forwarded": "forward",
    "fax": "fax",
    "web": "globe",
    "sms": "message",
    "email": "mail",
    "app": "globe",
    "wechat": "message",
    "counter": "door",
    "media": "news",
    "other": "talk",
}


def name_of(table: Mapping[str, str], code: str | None) -> str:
    """The name for a code; — when there is none; the code itself when the table does not know it."""
    return "—" if not code else table.get(str(code), str(code))


def method_icon(code: str | None) -> str:
    return ICONS_OF_METHODS.get(code or "", "talk")


def clause_words(clause_id: str, place: str = "") -> str:
    """管理细则 8.2 from "property/8.2"; `place` (as the rule counts: 第七条四) wins over the id's own tail."""
    rulebook, _, tail = clause_id.partition("/")
    return f"{name_of(RULEBOOKS, rulebook)} {place or tail}".rstrip()
