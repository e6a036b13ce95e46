"""What is common to several cases that are dispatched or urged at once."""

from typing import Any

from django import forms

from suqing.apps.complaints.models import Complaint
from suqing.web.desk.forms.base import LaidForm
from suqing.web.desk.forms.fields import MomentField, WordsField, pick
from suqing.web.desk.forms.offers import departments
from suqing.web.frame import Desk

TO = [("handler", "经办的人（还没有接办的，轮到谁就是谁）"), ("officer", "投诉专员"), ("leader", "主管领导")]


class TogetherForm(LaidForm):
    def __init__(self, *args: Any, desk: Desk, first: Complaint | None, **more: Any) -> None:
        self.desk = desk
        super().__init__(*args, auto_id="together-%s", **more)
        self.offer(first)

    def offer(self, first: Complaint | None) -> None:
        """Choices that depend on the cases."""

    def given(self, complaint: Complaint) -> dict[str, Any]:
        """The keywords of the action for one of the cases."""
        raise NotImplementedError


class DispatchTogetherForm(TogetherForm):
    department_id = pick("责任部门")
    reason = WordsField("改派理由", rows=2, required=False, help_text="以前派过的，改派要写明为什么。")
    sizes = {"department_id": "c5", "reason": "c7"}

    def offer(self, first: Complaint | None) -> None:
        self.fields["department_id"].choices = departments(first.unit, self.desk) if first else []  # type: ignore[attr-defined]

    def given(self, complaint: Complaint) -> dict[str, Any]:
        return {"department_id": int(self.cleaned_data["department_id"]), "reason": self.cleaned_data["reason"]}


class UrgeTogetherForm(TogetherForm):
    to = forms.ChoiceField(label="催办谁", choices=TO)
    answer_by = MomentField("回复期限", required=True, help_text="过了期限没有回复的，报投诉管理领导小组。")
    reason = WordsField("催办事由", rows=3, help_text="要对方做什么、为什么急；每一件都写这几句。")
    sizes = {"to": "c6", "answer_by": "c6"}

    def given(self, complaint: Complaint) -> dict[str, Any]:
        to = addressee(complaint, self.cleaned_data["to"])
        return {"to_staff_id": to or 0, "answer_by": self.cleaned_data["answer_by"], "reason": self.cleaned_data["reason"]}


def addressee(complaint: Complaint, to: str) -> int | None:
    """Who is urged in this case; None where nobody is."""
    if to == "handler":
        return complaint.handler_id or complaint.next_holder_id or complaint.officer_id
    return complaint.officer_id if to == "officer" else complaint.leader_id
