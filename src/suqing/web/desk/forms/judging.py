"""What the complaint post says to a return, and what a line of headquarters does with a case (S5 10.2, S4 第六条三(一))."""

from typing import Any

from suqing.kernel.clock import house
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice, pick

JUDGED = [("no", "不是推诿，退回有理"), ("yes", "属推诿")]


class JudgeReturnForm(CaseForm):
    dispatch_id = pick("哪一次退回")
    passing_on = choice("认定", JUDGED)
    reason = WordsField("认定理由", rows=2, help_text="对照分派和退回的理由，写明为什么。推诿是应受处理的行为，只认定，不定金额。")

    def offer(self) -> None:
        """The returns that wait, the oldest first."""
        waiting = [each for each in self.record.rows.dispatches if each.returned_at and not each.judged_at] if self.record else []
        words = [(each.id, house(each.returned_at), each.department.short_name) for each in waiting if each.returned_at]
        self.fields["dispatch_id"].choices = [(str(pk), f"{unit}，{at.month}月{at.day}日 {at:%H:%M}退回") for pk, at, unit in words]  # type: ignore[attr-defined]
        if words:
            self.initial.setdefault("dispatch_id", str(words[0][0]))

    def given(self) -> dict[str, Any]:
        return super().given() | {"dispatch_id": int(self.cleaned_data["dispatch_id"]), "passing_on": self.cleaned_data["passing_on"] == "yes"}


class HqReceiveForm(CaseForm):
    received_at = MomentField("总公司收到时间")


class HqActForm(CaseForm):
    words = WordsField("当日处置", rows=3, help_text="派谁去核实、怎样处理；不要求当日办完。")
