"""7.7–7.8: reply, response, carrying out, closing, ending otherwise, asking again, learning."""

from dataclasses import asdict
from typing import Any

from django import forms

from suqing.apps.complaints.access import MAY_CARRY_OUT
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.claim_checks import claim_checks, with_cites
from suqing.apps.complaints.codes import new_code
from suqing.apps.complaints.law import remedies_of
from suqing.apps.complaints.models.choices import (
    ClosingGround,
    ReplyMethod,
    TerminationKind,
    ToldHow,
)
from suqing.apps.complaints.record.outcome import UndertakingView
from suqing.casework.stages import Stage
from suqing.kernel.clock import house
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import (
    ANSWERS,
    TRUTH,
    DayField,
    MomentField,
    WordsField,
    choice,
    number_or_none,
    pick,
)
from suqing.web.desk.forms.offers import papers, units
from suqing.web.desk.forms.telling import SIZES, TellingForm
from suqing.web.templatetags.sq import url_or_none

TAKEN = [("yes", "接受"), ("no", "不接受")]
TOLD = [*((value, label) for value, label in ToldHow.choices if value != ToldHow.UNREACHABLE), ("none", "尚未告知")]
REACHED = [("yes", "接通"), ("no", "没有接通")]
SCORES = [("5", "很满意"), ("4", "满意"), ("3", "一般"), ("2", "不满意"), ("1", "很不满意"), ("none", "没有问到")]


class ReplyForm(TellingForm):
    method = choice("答复方式", ReplyMethod.choices, initial="letter")
    sent_at = MomentField("答复时间")
    received_at = MomentField("送达时间", help_text="投诉人收到的时间；电话、当面的不用填，还不知道的空着。")
    text = WordsField("答复内容", rows=4, help_text="处理结果，用投诉人看得懂的话。")
    facts_verified = WordsField("核实情况", rows=2, required=False, help_text="查实后的决定，这三栏都要写。")
    grounds = WordsField("依据和理由", rows=2, required=False)
    remedies = WordsField("救济途径", rows=2, required=False, help_text="总公司作出的决定不写申请核查。")
    cites = forms.MultipleChoiceField(label="引用的法律条款", required=False, widget=forms.CheckboxSelectMultiple, help_text="勾选的加在依据和理由之后。")
    proof = WordsField("送达凭证", rows=1, required=False, help_text="有什么回执或记录。")
    sizes = {"method": "c6", "sent_at": "c3", "received_at": "c3", "facts_verified": "c6", "grounds": "c6", "remedies": "c6", "proof": "c6", "cites": "c12", **SIZES}
    field_order = ["seen_version", "method", "sent_at", "received_at", "text", "facts_verified", "grounds", "cites", "remedies", "proof"]
    moment = "sent_at"

    def offer(self) -> None:
        super().offer()
        self.checks = claim_checks(self.opened.complaint, today=house(self.desk.now).date())
        self.fields["cites"].choices = [(each.id, each.cite) for each in self.checks]  # type: ignore[attr-defined]
        if not self.checks:
            del self.fields["cites"]
        latest = self.record.proposals[-1] if self.record and self.record.proposals else None
        start = {"remedies": remedies_of(self.opened.complaint)}
        if latest and latest.row.state in ("approved", "taken_over"):
            start |= {"grounds": latest.grounds}
        self.initial = start | self.initial

    def given(self) -> dict[str, Any]:
        words = super().given()
        words["grounds"] = with_cites(words["grounds"], words.pop("cites", ()), self.checks)
        return {"content": ReplyText(**words | asdict(words.pop("sent")))}


class ResponseForm(CaseForm):
    accepted = choice("投诉人", TAKEN)
    words = WordsField("投诉人意见", rows=3, help_text="投诉人的原话或大意。")

    def given(self) -> dict[str, Any]:
        return super().given() | {"accepted": self.cleaned_data["accepted"] == "yes"}


class CarryOutForm(CaseForm):
    undertaking_id = pick("承诺事项")
    proof = WordsField("完成凭证", rows=2, help_text="付款流水、签收或说明。")

    def offer(self) -> None:
        open_ones = [each for each in self.record.undertakings if each.in_force and not each.done_at and self._mine(each)] if self.record else []
        field = self.fields["undertaking_id"]
        field.choices = [(str(each.id), f"{each.what}（{each.due_day.month}月{each.due_day.day}日前，{each.owner or '未指定'}）") for each in open_ones]  # type: ignore[attr-defined]

    def _mine(self, each: UndertakingView) -> bool:
        return bool(self.opened.parts & MAY_CARRY_OUT) or each.owner_id == self.opened.standing.staff_id

    def given(self) -> dict[str, Any]:
        return super().given() | {"undertaking_id": int(self.cleaned_data["undertaking_id"])}


class ReportBackForm(CaseForm):
    document_no = forms.CharField(label="文号", required=False, max_length=80)
    reported_at = MomentField("反馈时间")
    summary = WordsField("反馈内容", rows=3)
    paper_id = pick("反馈文件", required=False, help_text="发出的文件，先在右侧上传。")
    sizes = {"document_no": "c6", "reported_at": "c6"}

    def offer(self) -> None:
        self.fields["paper_id"].choices = papers(self.record)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"paper_id": number_or_none(self.cleaned_data["paper_id"])}


class CloseForm(CaseForm):
    ground = choice("结案依据", ClosingGround.choices)
    law_cited = WordsField("引用的法律法规", rows=2, required=False, help_text="选“法律法规支持我司意见”时必填，写到条；只引合同条款不够。")

    def offer(self) -> None:
        """What the complainant last said settles the first ground; the other two are chosen."""
        last = self.record.rows.responses[-1] if self.record and self.record.rows.responses else None
        if last and last.accepted and last.reply.round == self.opened.complaint.round:
            self.initial.setdefault("ground", ClosingGround.ACCEPTED.value)


class TerminateForm(TellingForm):
    kind = choice("终止事由", TerminationKind.choices)
    merged_into = forms.CharField(label="并入哪一件", max_length=60, required=False, help_text="并入其他投诉件的，填还在办理的那一件的编号；本件仍算一件。", widget=forms.TextInput(attrs={"class": "sq-code", "autocomplete": "off"}))
    reason = WordsField("终止说明", rows=2, help_text="依据和经过。")
    told_how = choice("怎样告知投诉人", TOLD, required=False, help_text="撤回的，选书面签名或录音；并入别件的，先告知再登记；其余还没有告知的，终止之后仍要告知。")
    told_at = MomentField("告知时间")
    proof = WordsField("告知凭证", rows=2, required=False, help_text="已经告知的，写录音编号、寄件回执、签收或说明。")
    withdrawn_at = MomentField("撤回时间", help_text="投诉人撤回的，填收到签名或录音撤回的时间；不填就是现在。")
    sizes = {"told_how": "c8", "told_at": "c4", "withdrawn_at": "c6", **SIZES}
    field_order = ["seen_version", "kind", "merged_into", "reason", "withdrawn_at", "told_how", "told_at", "proof"]

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data["told_how"]
        return super().given() | {"told_how": "" if told == "none" else told}


class TellTerminationForm(TellingForm):
    told_how = choice("怎样告知投诉人", ToldHow.choices)
    told_at = MomentField("告知时间")
    proof = WordsField("告知凭证", rows=2, help_text="录音编号、寄件回执、签收或说明；联系不上的，写明几时怎样联系过。")
    sizes = {"told_how": "c8", "told_at": "c4", **SIZES}
    field_order = ["seen_version", "told_how", "told_at", "proof"]


class ReopenForm(CaseForm):
    reason = WordsField("重启理由", rows=2, help_text="新的事实，或投诉人仍有的不满。回到调查，作为新的一轮。")
    received_at = MomentField("收到新材料的时间", help_text="办结以后收到的；时限从这时起算，不填就是现在。")
    sizes = {"reason": "c8", "received_at": "c4"}


class FollowUpForm(CaseForm):
    reached = choice("回访", REACHED, initial="yes")
    satisfaction = choice("满意度", SCORES, required=False)
    words = WordsField("回访情况", rows=3, help_text="投诉人的原话或大意；没有接通也写明。")
    own_will = choice("撤回是否自愿", ANSWERS, required=False, initial="unknown")
    discontent_remains = forms.BooleanField(label="投诉人仍有不满", required=False)
    sizes = {"reached": "c4", "satisfaction": "c8"}

    def offer(self) -> None:
        if self.opened.complaint.stage != Stage.WITHDRAWN:
            del self.fields["own_will"]

    def given(self) -> dict[str, Any]:
        score = self.cleaned_data["satisfaction"]
        own_will = {"own_will": TRUTH.get(self.cleaned_data["own_will"])} if "own_will" in self.fields else {}
        return super().given() | own_will | {"reached": self.cleaned_data["reached"] == "yes", "satisfaction": int(score) if score.isdecimal() else None}


class SurveyForm(CaseForm):
    """Nothing to fill in; the code is made anew each time and shown once."""

    code = ""

    def clean(self) -> None:
        if url_or_none("portal:survey_done") is None:
            raise forms.ValidationError("公开页没有开启，链接打不开。请管理员开启公开页，或用电话回访。")

    def given(self) -> dict[str, Any]:
        self.code = new_code()
        return {"code": self.code}


class ImprovementForm(CaseForm):
    to_unit_id = pick("建议对象")
    due_day = DayField("答复期限", required=True)
    problem = WordsField("发现的问题", rows=2, help_text="部门负责人只看到这两项，看不到投诉人是谁；不要写姓名和号码。")
    suggestion = WordsField("改进建议", rows=2)
    sizes = {"to_unit_id": "c8", "due_day": "c4", "problem": "c6", "suggestion": "c6"}

    def offer(self) -> None:
        self.fields["to_unit_id"].choices = units(self.opened.complaint.root_id)  # type: ignore[attr-defined]
        self.initial.setdefault("to_unit_id", str(self.opened.complaint.department_id or ""))

    def given(self) -> dict[str, Any]:
        return super().given() | {"to_unit_id": int(self.cleaned_data["to_unit_id"])}


class EvaluateForm(CaseForm):
    lessons = WordsField("总结评价", rows=3, help_text="这件投诉说明了什么。")
    avoidance = WordsField("怎样避免再发生", rows=2, required=False)
