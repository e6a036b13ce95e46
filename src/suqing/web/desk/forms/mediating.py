"""Mediation: proposed, agreed, declined, ended (C23)."""

from suqing.apps.complaints.models.choices import MediationResult, MediationSide
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice, short


class ProposeForm(CaseForm):
    organisation = short("调解组织", help_text="写全称。")
    proposed_by = choice("由谁提出", MediationSide.choices, initial=MediationSide.COMPANY.value)
    words = WordsField("说明", rows=2, required=False)
    sizes = {"organisation": "c6", "proposed_by": "c6"}


class AgreeForm(CaseForm):
    agreed_at = MomentField("同意时间")
    proof = WordsField("双方同意的凭证", rows=2, help_text="申请书、短信或录音。登记后法定期限暂停，公司的时限照走。")
    sizes = {"agreed_at": "c4", "proof": "c8"}


class DeclineForm(CaseForm):
    declined_by = choice("谁不同意", MediationSide.choices, initial=MediationSide.COMPLAINANT.value)
    outcome = WordsField("不同意的理由", rows=2, help_text="我方无正当理由不得拒绝调解，也不得不履行调解协议。")


class EndForm(CaseForm):
    result = choice("调解结果", [each for each in MediationResult.choices if each[0] != MediationResult.DECLINED])
    ended_at = MomentField("结束时间")
    outcome = WordsField("调解情况", rows=3, help_text="成功的写协议要点和履行期限，不成的写原因。")
    sizes = {"result": "c8", "ended_at": "c4"}
