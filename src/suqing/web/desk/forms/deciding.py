"""7.5–7.6: the proposal in versions, and the leader's word on one of them."""

from typing import Any

from django import forms

from suqing.apps.complaints.actions.proposing import WORDS, Promised, ProposalText, authority_words
from suqing.apps.complaints.models.choices import TELLING, InstructionKind
from suqing.kernel.money import yuan_short
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import (
    DayField,
    MomentField,
    MoneyField,
    WordsField,
    choice,
    number_or_none,
    pick,
    short,
)
from suqing.web.desk.forms.offers import NOBODY, colleagues_at, names_of, papers
from suqing.web.desk.forms.telling import SIZES, TellingForm

LEAST_ROWS, MOST_ROWS = 2, 12


class ProposalForm(CaseForm):
    text = WordsField("处理方案", rows=4, help_text="怎么处理，何时做到。")
    amount_fen = MoneyField("赔付金额（元）")
    company_loss_fen = MoneyField("公司损失（元）", help_text="没有损失填0。")
    grounds = WordsField("理由依据", rows=2, required=False, help_text="事实、条款、法律依据。")
    evidence = WordsField("关键证据", rows=2, required=False, help_text="一行一件。")
    policy_effect = WordsField("保单如何处理", rows=1, required=False, help_text="继续、变更、解除、恢复；不涉及就写不涉及。")
    brand_effect = WordsField("品牌影响如何减少", rows=1, required=False, help_text="有没有传开的可能，怎样说明；没有影响就写没有。")
    sizes = {
        "text": "c12", "amount_fen": "c6 p6", "company_loss_fen": "c6 p6", "grounds": "c6", "evidence": "c6", "policy_effect": "c6", "brand_effect": "c6",
    }  # fmt: skip

    def offer(self) -> None:
        self.fields["amount_fen"].help_text = f"您的授权{yuan_short(self.opened.standing.authority_fen)}元，超出的由主管领导批示。"
        latest = self.record.proposals[-1] if self.record and self.record.proposals else None
        if latest:
            start = {name: getattr(latest, name) for name in WORDS}
            start |= {"amount_fen": latest.row.amount_fen, "company_loss_fen": latest.row.company_loss_fen}
            for number, each in enumerate(latest.promised):
                start |= {f"what_{number}": each.what, f"day_{number}": each.due_day, f"owner_{number}": str(each.owner_id or "")}
            self.initial = start | self.initial
        self.row_count = self._rows(len(latest.promised) if latest else 0)
        owners = [NOBODY, *self._owners()]
        self.sizes = {**self.sizes}
        for number in range(self.row_count):
            self.fields[f"what_{number}"] = forms.CharField(label=f"承诺事项{number + 1}", required=False, max_length=400)
            self.fields[f"day_{number}"] = DayField("完成日")
            self.fields[f"owner_{number}"] = pick("负责人", required=False)
            self.fields[f"owner_{number}"].choices = owners  # type: ignore[attr-defined]
            self.sizes |= {f"what_{number}": "c6", f"day_{number}": "c3 p6", f"owner_{number}": "c3 p6"}

    def _rows(self, known: int) -> int:
        typed = sum(1 for number in range(MOST_ROWS) if self.is_bound and self.data.get(f"what_{number}"))
        return min(max(LEAST_ROWS, known + 1, typed + 1), MOST_ROWS)

    def _owners(self) -> list[tuple[str, str]]:
        case = self.opened.complaint
        at_work = colleagues_at(case.department_id, self.desk) if case.department_id else []
        more = names_of({each for each in (case.handler_id, case.officer_id, self.desk.user.id) if each})
        return list({value: (value, words) for value, words in [*more, *at_work]}.values())

    def warnings(self) -> dict[str, str]:
        amount = (self.cleaned_data.get("amount_fen") if self.is_bound and hasattr(self, "cleaned_data") else self.initial.get("amount_fen")) or 0
        return {"amount_fen": authority_words(self.opened.standing, amount)}

    def clean(self) -> None:
        for number in range(self.row_count):
            if self.cleaned_data.get(f"what_{number}") and not self.cleaned_data.get(f"day_{number}"):
                self.add_error(f"day_{number}", "写明哪一天做到。")
            if self.cleaned_data.get(f"day_{number}") and not self.cleaned_data.get(f"what_{number}"):
                self.add_error(f"what_{number}", "写明做什么，或清掉日期。")

    def given(self) -> dict[str, Any]:
        words = self.cleaned_data
        promised = tuple(
            Promised(words[f"what_{number}"], words[f"day_{number}"], number_or_none(words[f"owner_{number}"]))
            for number in range(self.row_count)
            if words[f"what_{number}"]
        )
        names = (*WORDS, "amount_fen", "company_loss_fen")
        return {"content": ProposalText(**{name: words[name] for name in names}, promised=promised)}


class InstructForm(CaseForm):
    """Pinned to the version and hash that stand above it."""

    proposal_version = forms.IntegerField(widget=forms.HiddenInput)
    proposal_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    kind = choice("批示", InstructionKind.choices)
    text = WordsField("批示意见", rows=3, required=False, help_text="退回时必填：哪里要改。")

    def offer(self) -> None:
        latest = self.record.proposals[-1] if self.record and self.record.proposals else None
        if latest:
            self.initial |= {"proposal_version": latest.row.version, "proposal_hash": latest.row.content_hash}


class DirectionForm(CaseForm):
    text = WordsField("批示意见", rows=3, help_text="怎么办、几时办完。只是意见，不代替对方案的批示。")


class StepInForm(CaseForm):
    reason = WordsField("理由", rows=3, help_text="为什么直接过问。方案待批示的由您批示，其余由您经办。")


class ReasonForm(CaseForm):
    reason = WordsField("理由", rows=3, help_text="复杂在哪里、还要做什么、预计几时办完。")


class ToldForm(TellingForm):
    told_how = choice("告知方式", [(each.value, each.label) for each in TELLING], initial="sms")
    told_at = MomentField("告知时间", help_text="不填就是现在。须在原来的期限之内，否则期限不变。")
    proof = WordsField("告知凭证", rows=2, help_text="怎么告知的：短信、信函、录音，编号或地址。")
    sizes = {"told_how": "c8", "told_at": "c4", **SIZES}
    field_order = ["seen_version", "told_how", "told_at", "proof"]


class DocumentForm(CaseForm):
    """Number and day of a document, and its paper where it lies with the case."""

    paper_id = pick("文件附件", required=False, help_text="先在右侧上传。")

    def offer(self) -> None:
        self.fields["paper_id"].choices = papers(self.record)  # type: ignore[attr-defined]
        for name in self.fields.keys() & {"institution", "document_no", "document_on"}:
            self.fields[name].required = True

    def given(self) -> dict[str, Any]:
        return super().given() | {"paper_id": number_or_none(self.cleaned_data["paper_id"])}


class PauseForm(DocumentForm):
    """For an appraisal; a mediation pauses by its own record."""

    ground = forms.CharField(widget=forms.HiddenInput, initial="appraisal")
    proof_at = MomentField("告知投诉人的时间", required=True, help_text="告知投诉人外部鉴定、检测、评估的时间。")
    institution = short("鉴定、检测、评估机构")
    document_no = short("委托文件的文号", help_text="委托书、受理单的号码。")
    document_on = DayField("委托的日期")
    reason = WordsField("暂停的原因", rows=2, required=False, help_text="要鉴定什么，不写人名。调解的，在“提出调解”里登记，同意即暂停。")
    sizes = {"proof_at": "c4", "institution": "c8", "document_no": "c4", "document_on": "c4", "paper_id": "c4"}
    field_order = ["seen_version", "ground", "institution", "proof_at", "document_no", "document_on", "paper_id", "reason"]


class ResumeForm(DocumentForm):
    document_no = short("结束文件的文号", help_text="鉴定报告、检测报告或终止通知的号码。")
    document_on = DayField("结束文件的日期")
    sizes = {"document_no": "c4", "document_on": "c4", "paper_id": "c4"}
    field_order = ["seen_version", "document_no", "document_on", "paper_id"]
