"""Papers asked of the complainant: what is held and what was asked before stands under the list."""

from typing import Any

from django import forms

from suqing.apps.complaints.actions.asking import kinds_of_papers
from suqing.apps.complaints.held_papers import held_papers, kinds_words
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import WordsField
from suqing.web.words.moments import past_words


class AskPapersForm(CaseForm):
    kinds = forms.MultipleChoiceField(label="要哪些材料", widget=forms.CheckboxSelectMultiple, help_text="一次说全。我方已有或可以查到的不得再要。")
    words = WordsField("说明", rows=2, help_text="要什么、为什么要、怎样交。")
    reason = WordsField("仍要提供的理由", rows=2, required=False, help_text="选了已有的材料才填。")

    def offer(self) -> None:
        self.fields["kinds"].choices = kinds_of_papers(self.opened.complaint)  # type: ignore[attr-defined]

    def warnings(self) -> dict[str, str]:
        held = "；".join(each.words for each in held_papers(self.opened.complaint, self.opened.standing, now=self.desk.now))
        rows = self.record.rows.paper_requests if self.record else []
        before = "；".join(f"{kinds_words(each.kinds)}（{each.by.name if each.by else '系统'}，{past_words(each.at, self.desk.now)}）" for each in rows if each.round == self.opened.complaint.round)
        said = [f"{label}：{words}。" for label, words in (("已有", held), ("本轮要过", before)) if words]
        return {"kinds": " ".join(said)} if said else {}

    def given(self) -> dict[str, Any]:
        return super().given() | {"kinds": tuple(self.cleaned_data["kinds"])}
