"""What becomes of a suggestion: the answer of the unit, that it is done, whether it helped."""

from typing import Any

from django import forms

from suqing.web.desk.forms.fields import DayField, WordsField, choice

ACCEPTED = [("yes", "采纳"), ("no", "不采纳")]
EFFECTIVE = [("yes", "有效果"), ("no", "没有效果")]


class StepForm(forms.Form):
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """The keywords of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}


class AnswerForm(StepForm):
    accepted = choice("是否采纳", ACCEPTED)
    words = WordsField("答复意见", rows=3, help_text="采纳的理由，或不采纳的理由。")
    plan = WordsField("要做什么", rows=3, required=False, help_text="采纳的必填：做什么、谁来做。")
    plan_day = DayField("完成期限", help_text="采纳的必填。")

    def given(self) -> dict[str, Any]:
        return super().given() | {"accepted": self.cleaned_data["accepted"] == "yes"}


class DoneForm(StepForm):
    proof = WordsField("完成凭证", rows=3, help_text="文件、文号或做法，能让别人核对。")
    check_day = DayField("检查效果的日期", help_text="不填就是三十天后；不能更早。")


class CheckForm(StepForm):
    effective = choice("效果", EFFECTIVE)
    words = WordsField("检查情况", rows=3, help_text="看了什么、效果怎样。没有效果的，另提一条改进意见。")

    def given(self) -> dict[str, Any]:
        return super().given() | {"effective": self.cleaned_data["effective"] == "yes"}
