"""Fill in what the record form lacked. Fields left empty stay as they are; receipt never changes (S5 7.1)."""

from datetime import datetime
from typing import Any

from django import forms

from suqing.apps.complaints.intake import BESIDE, Intake, Letter
from suqing.apps.complaints.models.choices import (
    ClaimState,
    DisputeType,
    LineOfBusiness,
    Method,
    PartyRole,
    PolicyKind,
    ServiceTier,
    Source,
)
from suqing.casework.claim_limits import DATES
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import (
    ANSWERS,
    TRUTH,
    ColleagueField,
    DayField,
    MomentField,
    MoneyField,
    WordsField,
    choice,
    pick,
)
from suqing.web.desk.forms.offers import colleagues_below, units

FLAGS = ("exposed_by_media", "in_litigation", "in_arbitration", "with_judicial_organs", "only_venting")
CARE = ("elderly", "disabled", "seriously_ill", "home_visit")
LETTER = ("letter_no", "bureau", "regulator_received_at", "forwarded_at", "return_by")
UNCHANGED = [("", "不变")]


def _short(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _to_the_minute(value: Any) -> Any:
    """As the field shows a moment: what nobody touched is no change."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


class CompleteForm(CaseForm):
    name = _short("姓名")
    phone = _short("电话")
    id_number = _short("证件号码")
    policy_no = _short("保单号")
    claim_no = _short("报案号")
    address = _short("地址")
    email = _short("邮箱")
    call_back = _short("回电时间")
    customer_manager = _short("客户经理")
    service_tier = forms.ChoiceField(label="服务等级", choices=[("", "普通"), *ServiceTier.choices], required=False)
    agent_role = forms.ChoiceField(label="由谁投诉", choices=[*UNCHANGED, (PartyRole.AGENT.value, "代理人"), (PartyRole.HEIR.value, "继承人")], required=False)
    agent_name = _short("受托人姓名")
    agent_phone = _short("受托人电话")
    proof_seen = forms.BooleanField(label="看过授权委托书或继承证明", required=False)
    elderly = forms.BooleanField(label="老年人", required=False)
    disabled = forms.BooleanField(label="残疾人", required=False)
    seriously_ill = forms.BooleanField(label="重病", required=False)
    home_visit = forms.BooleanField(label="上门办理", required=False)
    claim_state = forms.ChoiceField(label="案件状态", choices=[*UNCHANGED, *ClaimState.choices], required=False)
    dispute_type = forms.ChoiceField(label="纠纷类型", choices=[*UNCHANGED, *DisputeType.choices], required=False)
    line_of_business = forms.ChoiceField(label="险种", choices=[*UNCHANGED, *LineOfBusiness.choices], required=False)
    policy_kind = forms.ChoiceField(label="业务种类", choices=[*UNCHANGED, *PolicyKind.choices], required=False)
    conduct_day = DayField("行为发生日")
    claim_applied_on = DayField("提出索赔日期")
    claim_documents_on = DayField("资料齐全日期")
    claim_assessed_on = DayField("核定日期")
    claim_agreed_on = DayField("达成赔付协议日期")
    claim_paid_on = DayField("赔付日期")
    claim_refused_on = DayField("发出拒赔通知日期")
    respondent_text = _short("投诉谁或什么")
    respondent_unit_id = pick("被投诉机构", required=False)
    respondent_staff_id = pick("被投诉人员", required=False)
    sold_by_id = ColleagueField(BESIDE["sold_by_id"], help_text="姓名或用户名；本人须回避，手里的转给上一级。")
    surveyed_by_id = ColleagueField(BESIDE["surveyed_by_id"], help_text="姓名或用户名；本人须回避，手里的转给上一级。")
    facts = WordsField("事实经过", rows=3, required=False)
    demands = WordsField("投诉人要什么", rows=3, required=False)
    sum_claimed_fen = MoneyField("诉求金额（元）")
    possible_loss_fen = MoneyField("公司可能损失（元）", help_text="与诉求金额是两回事；满2万元为重大投诉件。")
    actual_loss_fen = MoneyField("公司实际损失（元）")
    exposed_by_media = choice("媒体曝光", ANSWERS, required=False)
    in_litigation = choice("已起诉", ANSWERS, required=False)
    in_arbitration = choice("已仲裁", ANSWERS, required=False)
    with_judicial_organs = choice("已移交司法机关", ANSWERS, required=False)
    only_venting = choice("只是倾诉，不要求处理", ANSWERS, required=False)
    bureau = _short("来函机关")
    letter_no = _short("来函文号")
    regulator_received_at = MomentField("监管收到", help_text="")
    forwarded_at = MomentField("正式转出", help_text="")
    return_by = MomentField("要求反馈", help_text="按来函所写；填了就按它计时。")
    method = forms.ChoiceField(label="投诉方式", choices=Method.choices, required=False)
    source = forms.ChoiceField(label="投诉来源", choices=Source.choices, required=False)
    reason = WordsField("更正理由", rows=2, required=False, help_text="更正方式或来源时必填。收到时间不改；更正前的内容都留着。")
    sizes = {
        **dict.fromkeys(("name", "phone", "id_number", "policy_no", "claim_no", "address", "email"), "c4 p6"),
        **dict.fromkeys(("call_back", "customer_manager", "service_tier", "agent_role", "agent_name", "agent_phone"), "c4 p6"),
        **dict.fromkeys((*CARE, "proof_seen"), "c3 p6"),
        **dict.fromkeys(("claim_state", "dispute_type", "line_of_business", "policy_kind", "conduct_day"), "c3 p6"),
        **dict.fromkeys(DATES, "c4 p6"),
        **dict.fromkeys(("respondent_text", "respondent_unit_id", "respondent_staff_id"), "c4"),
        **dict.fromkeys(BESIDE, "c6"),
        "facts": "c6", "demands": "c6",
        **dict.fromkeys(("sum_claimed_fen", "possible_loss_fen", "actual_loss_fen"), "c4"),
        **dict.fromkeys(FLAGS, "c4"),
        **dict.fromkeys(("bureau", "letter_no"), "c6"),
        **dict.fromkeys(("regulator_received_at", "forwarded_at", "return_by"), "c4"),
        "method": "c3 p6", "source": "c3 p6", "reason": "c6",
    }  # fmt: skip

    def offer(self) -> None:
        case = self.opened.complaint
        self.fields["respondent_unit_id"].choices = [*UNCHANGED, *units(case.root_id)]  # type: ignore[attr-defined]
        self.fields["respondent_staff_id"].choices = [*UNCHANGED, *colleagues_below(case.unit, self.desk)]  # type: ignore[attr-defined]
        for name in BESIDE:
            self.fields[name].root_id = case.root_id  # type: ignore[attr-defined]
        if self.record is None:
            return
        known = {name: getattr(self.record, name) for name in ("facts", "demands")} | {"respondent_text": self.record.respondent}
        known |= {name: getattr(case, name) for name in ("dispute_type", "line_of_business", "policy_kind", *DATES, "conduct_day", "claim_state", "sum_claimed_fen", "possible_loss_fen", "actual_loss_fen")}
        known |= {name: {True: "yes", False: "no", None: "unknown"}[getattr(case, name)] for name in FLAGS}
        known |= {name: str(getattr(case, name) or "") for name in ("respondent_unit_id", "respondent_staff_id")}
        known |= {name: person.username for name, person in (("sold_by_id", case.sold_by), ("surveyed_by_id", case.surveyed_by)) if person}
        known |= self._people_known() | {name: getattr(case, name) for name in ("method", "source")}
        known |= {name: _to_the_minute(getattr(self.record.letter, name)) for name in LETTER} if self.record.letter else {}
        self.initial = {name: value for name, value in known.items() if value not in ("", None)} | self.initial

    def _people_known(self) -> dict[str, Any]:
        own = self.record.parties[0] if self.record and self.record.parties else None
        agent = next((each for each in self.record.parties if each.proof is not None), None) if self.record else None
        found: dict[str, Any] = {name: own is not None and name in own.marks for name in CARE} | dict(own.service if own else {}) | {"service_tier": own.tier if own else ""}
        return found | ({"agent_role": agent.role, "proof_seen": agent.proof} if agent else {})

    def given(self) -> dict[str, Any]:
        """Only what differs from what stands in the record, and is not empty."""
        case = self.opened.complaint
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name != "seen_version" and name in self.data}
        reason = changed.pop("reason", "")
        typed = {name: value for name, value in changed.items() if value not in ("", None) or name in FLAGS}
        letter = {name: typed.pop(name) for name in LETTER if name in typed}
        typed |= {name: self.cleaned_data[name] for name in (*CARE, "proof_seen", "service_tier") if name in self.changed_data}
        typed |= {name: TRUTH.get(typed[name]) for name in FLAGS if name in typed}
        typed |= {name: int(typed[name]) for name in ("respondent_unit_id", "respondent_staff_id") if name in typed}
        typed |= {"letter": Letter(**letter)} if letter else {}
        additions = Intake(**{"method": case.method, "received_at": case.received_at, **typed})
        return {"additions": additions, "given": frozenset(typed), "reason": reason}
