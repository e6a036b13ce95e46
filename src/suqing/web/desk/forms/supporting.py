"""What one cannot do alone: an obstacle reported and judged, guidance or help asked and given."""

from typing import Any

from suqing.apps.complaints.models.choices import SupportKind, SupportOutcome
from suqing.kernel.clock import house
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice, pick
from suqing.web.desk.forms.offers import higher_up

JUDGED = [("yes", "属客观原因"), ("no", "不属客观原因")]


class ReportObstacleForm(CaseForm):
    reason = WordsField("障碍", rows=3, help_text="什么办不了、客观原因是什么、预计几时能办。报告只说明本人情况，时限照走。")


class AnswerObstacleForm(CaseForm):
    obstacle_id = pick("哪一次报告")
    objective = choice("认定", JUDGED, help_text="属客观原因的免除报告人本人责任，时限照走。")
    answer = WordsField("认定说明", rows=2, help_text="依据什么认定，接下来怎么办。")

    def offer(self) -> None:
        rows = self.record.rows.obstacles if self.record else []
        waiting = [each for each in rows if not each.answered_at and each.by_id != self.desk.user.id]
        self.fields["obstacle_id"].choices = [(str(each.id), f"{each.by} {house(each.at):%m-%d %H:%M}") for each in waiting]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        words = self.cleaned_data
        return super().given() | {"obstacle_id": int(words["obstacle_id"]), "objective": words["objective"] == "yes"}


class AskSupportForm(CaseForm):
    kind = choice("请示什么", SupportKind.choices, initial=SupportKind.GUIDANCE)
    to_staff_id = pick("请谁", help_text="看得见本件、与本件无关的上级。")
    answer_by = MomentField("答复期限", required=True, help_text="希望对方几时前答复。")
    reason = WordsField("请示事由", rows=3, help_text="难在哪里，要什么指导或协助。")
    sizes = {"to_staff_id": "c6", "answer_by": "c6"}

    def offer(self) -> None:
        self.fields["to_staff_id"].choices = higher_up(self.opened, self.desk)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"to_staff_id": int(self.cleaned_data["to_staff_id"])}


class AnswerSupportForm(CaseForm):
    support_id = pick("哪一次请示")
    outcome = choice("结果", SupportOutcome.choices)
    answer = WordsField("答复", rows=3, help_text="怎么办、由谁办；转相关部门的写明转给谁，由投诉专员分派。")

    def offer(self) -> None:
        rows = self.record.rows.supports if self.record else []
        mine = [each for each in rows if each.to_staff_id in self.opened.answers_for and not each.answered_at]
        self.fields["support_id"].choices = [(str(each.id), f"{each.by} {house(each.at):%m-%d %H:%M} {each.get_kind_display()}") for each in mine]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"support_id": int(self.cleaned_data["support_id"])}
