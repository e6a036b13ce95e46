"""The documents of an agent or heir: asked for, seen one by one (law 14)."""

from typing import Any

from django import forms

from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import DayField, WordsField, number_or_none, pick
from suqing.web.desk.forms.offers import papers


class AskDocumentsForm(CaseForm):
    words = WordsField("要求补充的话", rows=2, help_text="要补哪些、怎样告知的。")
    due_day = DayField("补充的期限", required=True, help_text="过了这一天仍没有补的，可以终止办理并告知；以后补来，重新办理。")
    sizes = {"words": "c8", "due_day": "c4"}

    def offer(self) -> None:
        lacking = "、".join(each.label for party in (self.record.parties if self.record else ()) for each in party.to_see)
        if lacking:
            self.initial.setdefault("words", f"请补充{lacking}。")


class SeeDocumentsForm(CaseForm):
    documents = forms.MultipleChoiceField(label="看过的材料", widget=forms.CheckboxSelectMultiple, help_text="须看原件；看齐了，答复就不再等材料。")
    seen_on = DayField("看过的日期", help_text="不填就是今天。")
    paper_id = pick("材料附件", required=False, help_text="扫描件，先在右侧上传。")
    sizes = {"documents": "c12", "seen_on": "c4", "paper_id": "c8"}

    def offer(self) -> None:
        self.fields["documents"].choices = [(each.id, each.label) for party in (self.record.parties if self.record else ()) for each in party.to_see]  # type: ignore[attr-defined]
        self.fields["paper_id"].choices = papers(self.record)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"paper_id": number_or_none(self.cleaned_data["paper_id"])}
