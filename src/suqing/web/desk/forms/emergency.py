"""The emergency plan: started on a ground, points done and entries of the log, its result."""

from typing import Any

from django import forms

from suqing.apps.complaints.thresholds import thresholds_of
from suqing.apps.complaints.visits import most_at_once
from suqing.casework.emergency import CHECKLIST, TRIGGERS, item_words, reached
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice


class StartEmergencyForm(CaseForm):
    trigger = choice("启动依据", list(TRIGGERS.items()))
    persons = forms.IntegerField(label="面谈人数", required=False, min_value=1, max_value=100_000)
    reason = WordsField("理由", rows=3, help_text="出了什么事、现场怎样。启动后通知理赔执委会、总公司投诉管理室和领导小组。")
    sizes = {"persons": "c4"}

    def offer(self) -> None:
        numbers = thresholds_of(self.opened.complaint)
        if numbers.persons_from:
            self.fields["persons"].help_text = f"当面共同投诉的人数；{numbers.persons_from}人起为法定重大消费投诉。"
        if "leader" not in self.opened.parts:
            self.fields["trigger"].choices = [each for each in TRIGGERS.items() if each[0] != "leader"]  # type: ignore[attr-defined]
        counted = most_at_once(self.opened.complaint, self.record.rows.head_counts, self.record.rows.crises) if self.record else None
        if counted is not None:
            self.initial.setdefault("persons", counted)
        if reached(counted, numbers):
            self.initial.setdefault("trigger", "persons")


class LogEmergencyForm(CaseForm):
    items = forms.MultipleChoiceField(label="办好的清单项", required=False, widget=forms.CheckboxSelectMultiple, help_text="只记情况的不选。")
    words = WordsField("情况", rows=3, help_text="做了什么、找了谁；不适用的写明原因。")
    happened_at = MomentField("发生时间")
    sizes = {"happened_at": "c5"}

    def offer(self) -> None:
        numbers = thresholds_of(self.opened.complaint)
        done = {each.item for each in self.record.rows.emergency_entries} if self.record else set()
        self.fields["items"].choices = [(code, item_words(code, numbers)) for code in CHECKLIST if code not in done]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"items": tuple(self.cleaned_data["items"])}


class EndEmergencyForm(CaseForm):
    result = WordsField("处置结果", rows=3, help_text="怎样平息，还有什么没有办完。清单每一项都登记过才能结束。")
