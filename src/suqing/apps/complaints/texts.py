"""Reading and writing the sealed texts of a case. Every record of a case is sealed under the case's own key."""

import re
from collections.abc import Mapping

from django.db import models

from suqing.apps.complaints.models import Complaint
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import BadInput
from suqing.kernel.sealedfields import key_of, reveal, seal_into

MAX_TEXT = 100_000
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MACHINE = frozenset({"line"})  # canonical JSON of an explanation: written by us, kept to the byte
LABELS: Mapping[str, str] = {
    "summary": "联系情况", "sayable": "可对投诉人说", "internal": "内部说明", "statement": "本人陈述", "cause": "原因",
    "evidence": "关键证据", "grounds": "理由依据", "policy_effect": "保单处理", "brand_effect": "品牌影响", "what": "承诺事项", "proof": "凭证",
    "facts_verified": "核实情况", "remedies": "救济途径", "words": "原话或大意", "law_cited": "法律依据", "problem": "发现的问题",
    "suggestion": "改进建议", "plan": "要做什么", "lessons": "总结评价", "avoidance": "今后怎样避免", "reason": "理由", "return_reason": "退回理由",
    "confirmed_reason": "认定理由", "judged_reason": "认定理由", "told_proof": "告知凭证", "told_address": "发到哪里", "told_agreement": "约定的内容", "asked": "问了什么", "place": "地点", "step": "采取的措施", "outcome": "结果", "organisation": "调解组织", "mediator": "调解员", "performance": "履行凭证", "told": "告知内容", "answer": "答复", "with_whom": "卡在谁那里", "way_out": "解决办法", "solved": "怎么解决的", "result": "处置结果", "opinion": "意见", "decision": "结论", "final_opinion": "最终意见", "process": "处理过程", "time_limits": "处理时限", "facts": "事实经过", "demands": "投诉人要什么", "earlier": "更正前",
}  # fmt: skip


def cleaned(text: str) -> str:
    """As typed, without characters that no database or letter can hold, and without blanks around it."""
    return _UNWRITABLE.sub("", text).strip()


def case_key(complaint: Complaint) -> DataKey:
    """The opened data key of the case. KeyDestroyed when it was erased or moved to the sealed room."""
    return key_of(complaint)


def read(obj: models.Model, key: DataKey, name: str) -> str:
    """The text of a sealed column; empty when nothing was ever written there."""
    return reveal(obj, key, name) if getattr(obj, name) else ""


def write(obj: models.Model, key: DataKey, **plain: str) -> None:
    """Seal the texts into the object, cleaned; an empty text stays an empty column. BadInput for one that is too long."""
    for name, given in plain.items():
        text = given if name in _MACHINE else _writable(name, given)
        if text:
            seal_into(obj, key, **{name: text})
        else:
            setattr(obj, name, "")


def _writable(name: str, given: str) -> str:
    text = cleaned(given)
    if len(text) > MAX_TEXT:
        raise BadInput(LABELS.get(name, "文字"), f"{len(text):,}个字", f"不超过{MAX_TEXT:,}个字的文字", "长材料请作为附件上传")
    return text
