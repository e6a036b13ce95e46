"""7.1–7.3: complete the record, class, dispatch."""

from typing import Any

from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.casework.classes import CLASS_NAMES, ORDINARY
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import WordsField, choice, pick
from suqing.web.desk.forms.offers import colleagues_at, departments

HELD = [("yes", "成立"), ("no", "不成立"), ("later", "先查明再说")]
KINDS = [(code, CLASS_NAMES[code]) for code in ORDINARY]


class TriageForm(CaseForm):
    classification = choice("类别", KINDS)
    established = choice("是否成立", HELD, required=False, help_text="成立：理由充分、要求合理。有效与否，查明后再认定。")
    reason = WordsField("改类理由", rows=2, required=False, help_text="与系统建议不同时必填。")
    sizes = {"classification": "c6", "established": "c6"}

    def offer(self) -> None:
        self.proposed = proposed_class(self.opened.complaint)
        if self.proposed and self.proposed.classification.classification in ORDINARY:
            self.initial.setdefault("classification", self.proposed.classification.classification)

    def given(self) -> dict[str, Any]:
        answer = {"yes": True, "no": False}.get(self.cleaned_data["established"])
        return super().given() | {"established": answer}


class ReclassifyForm(CaseForm):
    classification = choice("改为", KINDS)
    reason = WordsField("改类理由", rows=2, help_text="时限从收到之时按新类别重算，原来的仍可查。")

    def offer(self) -> None:
        self.proposed = proposed_class(self.opened.complaint)


class RevealForm(CaseForm):
    reason = WordsField("理由", rows=2, help_text="移交后本件内容从登记簿清除，只有总裁办公室能看。不能撤回。")


class DispatchForm(CaseForm):
    department_id = pick("责任部门")
    reason = WordsField("改派理由", rows=2, required=False, help_text="第一次分派可不填；改派要写明为什么。")
    sizes = {"department_id": "c5", "reason": "c7"}

    def offer(self) -> None:
        self.fields["department_id"].choices = departments(self.opened.complaint.unit, self.desk)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {"department_id": int(self.cleaned_data["department_id"]), "reason": self.cleaned_data["reason"]}


class AcceptForm(CaseForm):
    handler_id = pick("承办人", help_text="接办后由他负责到底，首问责任随之移交。")

    def offer(self) -> None:
        waiting = [each for each in self.record.rows.dispatches if not each.accepted_at and not each.returned_at] if self.record else []
        field = self.fields["handler_id"]
        field.choices = colleagues_at(waiting[-1].department_id, self.desk) if waiting else []  # type: ignore[attr-defined]
        self.initial.setdefault("handler_id", str(self.desk.user.id))

    def given(self) -> dict[str, Any]:
        return {"handler_id": int(self.cleaned_data["handler_id"])}


class ReturnForm(CaseForm):
    reason = WordsField("退回理由", rows=2, help_text="写明为什么不属于本部门。时限照走，退回记入本件。")


class PlainForm(CaseForm):
    """An act that needs no words, only the decision."""
