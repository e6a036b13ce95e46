"""Which items belong together: into a matter, out of it, and plain links."""

from typing import Any

from django import forms

from suqing.apps.complaints.models.choices import SamePerson, SameThing
from suqing.apps.complaints.same_matter import compared_with
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import WordsField, choice, pick


def _reference(label: str, *, help_text: str, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, required=required, help_text=help_text, widget=forms.TextInput(attrs={"class": "sq-code", "autocomplete": "off"}))


class JoinForm(CaseForm):
    """What agrees and what differs is shown before it counts: the tick says that it was read."""

    other = _reference("同一事项的另一件", help_text="编号。本件归到那一件的事项里，各件仍各算一件。")
    same_person = choice("同一人", SamePerson.choices)
    same_thing = choice("同一事", SameThing.choices)
    reason = WordsField("确认理由", rows=2, help_text="为什么是同一事项。")
    checked = forms.BooleanField(label="已核对相同和不同之处", required=False)
    sizes = {"same_person": "c5", "same_thing": "c7"}

    def clean(self) -> None:
        if self.cleaned_data.get("checked") or not self.cleaned_data.get("other"):
            return
        found = compared_with(self.opened.complaint, self.cleaned_data["other"], self.opened.standing, now=self.desk.now)
        self.add_error("other", f"{found.words}。核对无误，勾选“已核对”再提交。" if found else "没有这样一件您能看到全部内容的投诉。核对编号。")

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given().items() if name != "checked"}


class LeaveForm(CaseForm):
    reason = WordsField("移出理由", rows=2, help_text="为什么不是同一事项。已经作出的决定不变；已经起算的当日办结时限、已经认定的级别不降。")


class LinkForm(CaseForm):
    other = _reference("相关的另一件", help_text="编号。只作关联，件数、级别、时限都不变。")
    reason = WordsField("关联理由", rows=2, help_text="两件有什么关系，例如同一次事故的另一位客户。看得到两件的人都会看到这一句。")


class UnlinkForm(CaseForm):
    other = pick("相关的另一件")
    reason = WordsField("取消理由", rows=2)

    def offer(self) -> None:
        links = self.record.related.links if self.record else ()
        self.fields["other"].choices = [(each.complaint.ref, each.complaint.ref) for each in links]  # type: ignore[attr-defined]
