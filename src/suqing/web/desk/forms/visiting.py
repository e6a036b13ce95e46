"""Who came in person: how many, where, who speaks for them (C36)."""

from typing import Any

from django import forms

from suqing.apps.complaints.intake import Representative
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice, short

TOLD = [("yes", "已告知"), ("no", "没有告知")]


def persons_field() -> forms.IntegerField:
    return forms.IntegerField(label="来访人数", min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


def representatives_field() -> WordsField:
    return WordsField("代表", rows=3, required=False, help_text="一行一名，姓名后可以空一格写电话。多人共同投诉的，推选代表，不超过5名。")


def representatives_of(text: str) -> tuple[Representative, ...]:
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return tuple(Representative(each[0], each[1] if len(each) > 1 else "") for each in lines)


class ReceiveVisitForm(CaseForm):
    persons = persons_field()
    arrived_at = MomentField("到访时间")
    place = short("接待地点")
    recording_told = choice("录音录像", TOLD, initial="yes", help_text="接待区录音录像，要先告知。")
    representatives = representatives_field()
    step = WordsField("现场情况和措施", rows=3, required=False, help_text="情绪怎样，怎样安抚，要不要增派人手。")
    sizes = {"persons": "c3 p6", "arrived_at": "c4 p6", "place": "c5", "recording_told": "c12", "representatives": "c5", "step": "c7"}

    def given(self) -> dict[str, Any]:
        words = super().given()
        return words | {"recording_told": words["recording_told"] == "yes", "representatives": representatives_of(words["representatives"])}


class CountHeadsForm(CaseForm):
    persons = persons_field()
    step = WordsField("采取的措施", rows=2, required=False, help_text="安抚、换地方、请领导到场、请求增援。")
    sizes = {"persons": "c3", "step": "c9"}


class EndVisitForm(CaseForm):
    left_at = MomentField("离开时间")
    outcome = WordsField("接待结果", rows=3, help_text="谈了什么，答应了什么，怎样离开的。")
    sizes = {"left_at": "c4", "outcome": "c8"}
