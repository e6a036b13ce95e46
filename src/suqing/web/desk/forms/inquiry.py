"""7.4: contact, progress, promises, the respondent's side, what was found."""

from typing import Any

from django import forms

from suqing.apps.complaints.access import interested_staff
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.models.choices import BlockageCause, CauseKind, ClaimState
from suqing.apps.complaints.queries import promise_open
from suqing.casework.causes import KINDS, TREE
from suqing.kernel.clock import house
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.blocking import stuck
from suqing.web.desk.forms.fields import (
    DayField,
    MomentField,
    WordsField,
    choice,
    pick,
    short,
)
from suqing.web.desk.forms.offers import colleagues_below, concerned_with

WAYS = [("telephone", "电话"), ("visit", "面谈"), ("sms", "短信"), ("email", "电子邮件"), ("letter", "信函")]
DIRECTIONS = [("out", "我方联系，联系上了"), ("tried", "我方联系，没有联系上"), ("in", "投诉人来电来访")]
TWO = [("yes", "有效"), ("no", "无效")]


class ContactForm(CaseForm):
    method = choice("联系方式", WAYS, initial="telephone")
    direction = choice("结果", DIRECTIONS, initial="out", help_text="我方联系上了，联系时限才停。")
    contacted_at = MomentField("联系时间")
    summary = WordsField("联系情况", rows=3, help_text="谈了什么，投诉人怎么说；没有联系上也写明。")
    gives_answer = forms.BooleanField(label="这次给了承诺的答复", required=False, help_text="约好的时间到了，办到哪一步就答复到哪一步；勾选后承诺回复的时限停下。")
    sizes = {"method": "c6", "contacted_at": "c6", "direction": "c12"}
    field_order = ["seen_version", "method", "contacted_at", "direction", "summary", "gives_answer"]

    def offer(self) -> None:
        if not promise_open(self.opened.complaint):
            del self.fields["gives_answer"]

    def given(self) -> dict[str, Any]:
        words = self.cleaned_data
        way = words["direction"]
        return {
            "method": words["method"], "reached": way != "tried", "incoming": way == "in", "summary": words["summary"],
            "contacted_at": words["contacted_at"], "gives_answer": words.get("gives_answer", False),
        }  # fmt: skip


class ProgressForm(CaseForm):
    sayable = WordsField("可对投诉人说", rows=2, help_text="坐席会照此告诉来电人：办到哪一步，何时再答复。不写内部意见。")
    internal = WordsField("内部说明", rows=2, required=False, help_text="只有经办的人能看。")
    claim_state = forms.ChoiceField(label="案件状态", choices=[("", "和以前一样"), *ClaimState.choices], required=False)
    stuck_on = forms.ChoiceField(label="阻滞原因", choices=[("", "没有卡住，或和以前一样"), *BlockageCause.choices], required=False)
    since = DayField("从哪天起")
    with_whom = short("卡在谁那里", help_text="部门、机构或人。")
    way_out = short("解决办法", help_text="写了就登记为现在的阻滞，以前登记的不再算。")
    sizes = {
        "sayable": "c12", "internal": "c8", "claim_state": "c4", "stuck_on": "c4 p6", "since": "c4 p6", "with_whom": "c4", "way_out": "c12",
    }  # fmt: skip

    def given(self) -> dict[str, Any]:
        words = super().given()
        return words | {"blockage": stuck(words)}


class PromiseForm(CaseForm):
    due_at = MomentField("承诺答复时间", required=True, help_text="到时无论办到哪一步，都要给答复。")
    words = WordsField("承诺内容", rows=2, required=False)
    sizes = {"due_at": "c4", "words": "c8"}


class UrgeForm(CaseForm):
    to_staff_id = pick("催办谁")
    answer_by = MomentField("回复期限", required=True, help_text="过了期限没有回复的，报投诉管理领导小组。")
    reason = WordsField("催办事由", rows=3, help_text="要对方做什么、为什么急。")
    sizes = {"to_staff_id": "c6", "answer_by": "c6"}
    field_order = ["seen_version", "to_staff_id", "answer_by", "reason"]

    def offer(self) -> None:
        case = self.opened.complaint
        barred = interested_staff(case) | {self.desk.user.id}
        self.fields["to_staff_id"].choices = concerned_with(case, self.desk, not_staff=barred)  # type: ignore[attr-defined]
        self.initial.setdefault("to_staff_id", str(case.handler_id or case.officer_id or ""))

    def given(self) -> dict[str, Any]:
        return super().given() | {"to_staff_id": int(self.cleaned_data["to_staff_id"])}


class AnswerUrgeForm(CaseForm):
    urge_id = pick("哪一次催办")
    answer = WordsField("回复", rows=3, required=False, help_text="办到哪一步、几时办完。空着只签收，稍后再回复。")

    def offer(self) -> None:
        mine = [each for each in (self.record.rows.urges if self.record else []) if each.to_staff_id in self.opened.answers_for and not each.answered_at]
        self.fields["urge_id"].choices = [(str(each.id), f"{each.by or '系统'} {house(each.at):%m-%d %H:%M}") for each in mine]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"urge_id": int(self.cleaned_data["urge_id"])}


class InterestForm(CaseForm):
    reason = WordsField("回避事由", rows=3, help_text="与本件有什么利害关系。登记后您不再看到这一件，手上的事转给上一级。")


class AskHearingForm(CaseForm):
    staff_id = pick("人员", help_text="对方看到投诉的事，看不到是谁投诉。")

    def offer(self) -> None:
        case = self.opened.complaint
        barred = interested_staff(case) - {case.respondent_staff_id or 0} | {self.desk.user.id, case.handler_id or 0}
        asked = {each.staff_id for each in self.record.rows.hearings} if self.record else set()
        self.fields["staff_id"].choices = colleagues_below(case.unit, self.desk, not_staff=frozenset(barred | asked))  # type: ignore[attr-defined]
        self.initial.setdefault("staff_id", str(case.respondent_staff_id or ""))

    def given(self) -> dict[str, Any]:
        return {"staff_id": int(self.cleaned_data["staff_id"])}


class RecordHearingForm(CaseForm):
    staff_id = pick("陈述人")
    statement = WordsField("本人陈述", rows=4, required=False)
    declined = forms.BooleanField(label="本人不作陈述", required=False)
    sizes = {"staff_id": "c5"}

    def offer(self) -> None:
        waiting = [each for each in self.record.rows.hearings if not each.heard_at] if self.record else []
        self.fields["staff_id"].choices = [(str(each.staff_id), each.staff.name) for each in waiting]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"staff_id": int(self.cleaned_data["staff_id"])}


class StateSideForm(CaseForm):
    statement = WordsField("本人陈述", rows=6, help_text="写明经过和理由。提交后不能改写。")


class FindingForm(CaseForm):
    cause_kind = forms.ChoiceField(label="原因环节", choices=[("", "请选择"), *CauseKind.choices])
    cause_detail = forms.ChoiceField(label="原因细项", choices=[("", "不细分"), *((KINDS[kind], list(leaves.items())) for kind, leaves in TREE.items() if leaves)], required=False)
    valid = choice("您的意见", TWO, help_text="由投诉管理部门最后认定。")
    cause = WordsField("原因", rows=5, help_text="查明的经过和原因：发生了什么，为什么。")
    evidence = WordsField("证据", rows=2, required=False, help_text="一行一件。")
    direct = forms.MultipleChoiceField(label="直接责任人", required=False, widget=forms.CheckboxSelectMultiple)
    principal = forms.MultipleChoiceField(label="主要责任人", required=False, widget=forms.CheckboxSelectMultiple)
    sizes = {"cause_kind": "c4", "cause_detail": "c4", "valid": "c4", "direct": "c6", "principal": "c6"}

    def offer(self) -> None:
        heard = [(str(each.staff_id), each.staff.name) for each in self.record.rows.hearings if each.heard_at] if self.record else []
        for name in ("direct", "principal"):
            if heard:
                self.fields[name].choices = heard  # type: ignore[attr-defined]
                self.fields[name].help_text = "其直接上级和理赔负责人由系统按行为当日的汇报关系补上。" if name == "direct" else ""
            else:
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        words = self.cleaned_data
        direct = [Responsible(int(each), "direct") for each in words.get("direct", [])]
        principal = [Responsible(int(each), "principal_responsible") for each in words.get("principal", [])]
        return {
            "cause_kind": words["cause_kind"], "cause_detail": words["cause_detail"], "cause": words["cause"], "evidence": words["evidence"],
            "valid": words["valid"] == "yes", "persons": [*direct, *principal],
        }  # fmt: skip


class ConfirmForm(CaseForm):
    valid = choice("认定", TWO, help_text="后果只依此认定提出。")
    reason = WordsField("认定理由", rows=2, required=False, help_text="与承办人意见不同时必填。")

    def given(self) -> dict[str, Any]:
        return super().given() | {"valid": self.cleaned_data["valid"] == "yes"}
