"""The crisis path: opened, the minutes of each body, the final opinion."""

from django import forms

from suqing.apps.complaints.access import interested_staff
from suqing.apps.complaints.crisis_bodies import members_of
from suqing.apps.complaints.models.choices import CrisisTrigger
from suqing.apps.complaints.visits import most_at_once
from suqing.casework.crisis import BODIES, DECIDED, after
from suqing.kernel.clock import house
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import WordsField, choice
from suqing.web.desk.forms.offers import concerned_with, leading_posts


class OpenCrisisForm(CaseForm):
    trigger = choice("情形", CrisisTrigger.choices)
    persons = forms.IntegerField(label="面谈人数", required=False, min_value=1, max_value=100_000, help_text="当面共同投诉的人数；没有来人不填。")
    reason = WordsField("理由", rows=3, help_text="出了什么事、会有什么影响。转入后当日须反馈最终意见。")

    def offer(self) -> None:
        counted = most_at_once(self.opened.complaint, self.record.rows.head_counts, []) if self.record else None
        if counted is not None:
            self.initial.setdefault("persons", counted)


class CrisisOpinionForm(CaseForm):
    present_ids = forms.TypedMultipleChoiceField(label="参加人", coerce=int, widget=forms.CheckboxSelectMultiple)
    opinion = WordsField("意见", rows=3, help_text="怎么处理，有没有分歧。")
    then = choice("其后", [])
    decision = WordsField("结论", rows=2, required=False, help_text="定夺时必填：怎么办、谁去办。")

    def offer(self) -> None:
        case = self.opened.complaint
        crisis = self.record.rows.crises[-1] if self.record and self.record.rows.crises else None
        if crisis is None or crisis.body not in BODIES:
            return
        barred = interested_staff(case)
        members = members_of(crisis.body, case, on=house(self.desk.now).date(), barred=barred)
        first = [(str(each.staff_id), f"{each.staff.name}（{each.title or each.get_role_display()}）") for each in members]
        more = [*concerned_with(case, self.desk, not_staff=barred), *leading_posts(case, self.desk, not_staff=barred)]
        self.fields["present_ids"].choices = list({value: (value, words) for value, words in [*reversed(more), *reversed(first)]}.values())[::-1]  # type: ignore[attr-defined]
        self.fields["present_ids"].help_text = f"至少一位{BODIES[crisis.body]}的成员。"
        self.fields["then"].choices = [(each, "定夺" if each == DECIDED else f"报{BODIES[each]}") for each in after(crisis.body)]  # type: ignore[attr-defined]


class FinalOpinionForm(CaseForm):
    opinion = WordsField("最终意见", rows=3, help_text="怎么处理、由谁办、几时办完；当日反馈给经办人。")

    def offer(self) -> None:
        spoken = self.record.rows.crisis_opinions if self.record else []
        if self.record and spoken:
            self.initial.setdefault("opinion", self.record.rows.text(spoken[-1], "decision"))

