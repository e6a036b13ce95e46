"""Mediation: proposed, agreed, declined, ended (C23)."""

from typing import Any

from suqing.apps.complaints.actions.mediating import refusal_grounds
from suqing.apps.complaints.models.choices import MediationResult, MediationSide
from suqing.apps.organisations.queries import small_claim_limit
from suqing.kernel.clock import house
from suqing.kernel.money import yuan_short
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import (
    DayField,
    MomentField,
    MoneyField,
    WordsField,
    choice,
    pick,
    short,
)
from suqing.web.desk.forms.offers import NOBODY


class ProposeForm(CaseForm):
    organisation = short("调解组织", help_text="写全称。")
    proposed_by = choice("由谁提出", MediationSide.choices, initial=MediationSide.COMPANY.value)
    words = WordsField("说明", rows=2, required=False)
    sizes = {"organisation": "c6", "proposed_by": "c6"}


class AgreeForm(CaseForm):
    agreed_at = MomentField("同意时间")
    proof = WordsField("双方同意的凭证", rows=2, help_text="申请书、短信或录音。登记后法定期限暂停，公司的时限照走。")
    mediator = short("调解员", help_text="还没有指定的空着，登记结果时再填。", private=True)
    sizes = {"agreed_at": "c4", "proof": "c8", "mediator": "c6"}


class DeclineForm(CaseForm):
    declined_by = choice("谁不同意", MediationSide.choices, initial=MediationSide.COMPLAINANT.value)
    ground = pick("我方的理由", required=False, help_text="只在我方不同意时选，由主管领导登记。")
    outcome = WordsField("不同意的理由", rows=2, help_text="我方无正当理由不得拒绝调解，也不得不履行调解协议。")


    def offer(self) -> None:
        self.fields["ground"].choices = [NOBODY, *refusal_grounds(self.opened.complaint)]  # type: ignore[attr-defined]


class OpinionForm(CaseForm):
    amount_fen = MoneyField("意见金额（元）", required=True, help_text="调解员建议我方给付的数，不用给付的填0。")
    given_at = MomentField("意见时间")
    words = WordsField("调解意见", rows=3, help_text="意见的要点。")
    sizes = {"amount_fen": "c6 p6", "given_at": "c6 p6"}

    def offer(self) -> None:
        limit = small_claim_limit(self.opened.complaint.unit, on=house(self.desk.now).date())
        told = f"小额限额{yuan_short(limit)}元：不超过的，投诉人接受即约束我方，不再批示。" if limit else "没有小额限额：投诉人接受的，仍要提出方案并批示。"
        self.fields["amount_fen"].help_text = f"调解员建议我方给付的数，不用给付的填0。{told}"


class OpinionAnswerForm(CaseForm):
    accepted = choice("投诉人", [("yes", "接受"), ("no", "不接受")])
    answered_at = MomentField("答复时间")
    due_day = DayField("给付日", help_text="接受小额限额以内的意见时必填：约定哪一天付清。")
    answer = WordsField("投诉人怎么说", rows=2, help_text="原话或大意，有什么凭证。")
    sizes = {"accepted": "c4", "answered_at": "c4", "due_day": "c4"}

    def given(self) -> dict[str, Any]:
        return super().given() | {"accepted": self.cleaned_data["accepted"] == "yes"}


class EndForm(CaseForm):
    result = choice("调解结果", [each for each in MediationResult.choices if each[0] != MediationResult.DECLINED])
    ended_at = MomentField("结束时间")
    outcome = WordsField("调解情况", rows=3, help_text="成功的写协议要点和履行期限，不成的写原因。")
    mediator = short("调解员", private=True)
    sizes = {"result": "c8", "ended_at": "c4", "mediator": "c6"}


class PerformForm(CaseForm):
    performed_on = DayField("履行日", help_text="协议约定的事做到的那一天。")
    performance = WordsField("履行凭证", rows=2, required=False, help_text="付款流水、签收或说明。")
    confirmed_on = DayField("司法确认日", help_text="法院裁定确认协议的，填裁定的日期。")
    confirmation_no = short("司法确认文号")
    sizes = {"performed_on": "c4", "performance": "c8", "confirmed_on": "c4", "confirmation_no": "c8"}
