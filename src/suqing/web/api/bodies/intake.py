"""The record form (S5 7.1): what may be taken down, and what may be filled in later."""

from dataclasses import fields
from typing import Annotated, Any

from pydantic import Field

from suqing.apps.complaints.intake import BESIDE, Intake, Letter, Representative
from suqing.apps.complaints.models.choices import (
    ClaimState,
    DisputeType,
    ItemKind,
    LineOfBusiness,
    Method,
    PartyRole,
    PolicyKind,
    ServiceTier,
    Source,
)
from suqing.web.api.bodies.acts import BlockageBody, RepresentativeBody
from suqing.web.api.bodies.base import (
    Body,
    Day,
    Flag,
    Moment,
    Money,
    StaffKey,
    UnitKey,
    staff_id,
    unit_id,
)
from suqing.web.api.caller import Caller

CODES = ("dispute_type", "policy_kind", "claim_state", "agent_role", "service_tier")  # not said is an empty word
MONEY = {"sum_claimed_yuan": "sum_claimed_fen", "actual_loss_yuan": "actual_loss_fen", "possible_loss_yuan": "possible_loss_fen"}


class LetterBody(Body):
    """监管来函 / the regulator's letter."""

    letter_no: str = ""
    bureau: str = ""
    regulator_received_at: Moment | None = None
    forwarded_at: Moment | None = None
    return_by: Moment | None = None


class Additions(Body):
    """可补填的各项 / what may be filled in or corrected later."""

    facts: str = Field("", title="事实经过")
    demands: str = Field("", title="投诉人要什么")
    respondent_text: str = Field("", title="投诉谁或什么")
    respondent_unit_id: UnitKey | None = Field(None, title="被投诉机构")
    respondent_staff_id: StaffKey | None = Field(None, title="被投诉人")
    sold_by_id: StaffKey | None = Field(None, title="保单由谁销售；须回避")
    surveyed_by_id: StaffKey | None = Field(None, title="由谁查勘定损；须回避")
    conduct_day: Day | None = Field(None, title="行为发生日")
    line_of_business: LineOfBusiness = Field(LineOfBusiness.UNKNOWN.value, title="险种")
    dispute_type: DisputeType | None = Field(None, title="纠纷类型")
    policy_no: str = Field("", title="保单号")
    claim_no: str = Field("", title="报案号")
    policy_kind: PolicyKind | None = Field(None, title="业务种类：个人或团体")
    claim_applied_on: Day | None = Field(None, title="提出索赔日期")
    claim_documents_on: Day | None = Field(None, title="资料齐全日期")
    claim_assessed_on: Day | None = Field(None, title="核定日期")
    claim_agreed_on: Day | None = Field(None, title="达成赔付协议日期")
    claim_paid_on: Day | None = Field(None, title="赔付日期")
    claim_refused_on: Day | None = Field(None, title="发出拒赔通知日期")
    claim_state: ClaimState | None = Field(None, title="案件状态")
    sum_claimed_yuan: Money | None = Field(None, title="投诉人主张金额")
    actual_loss_yuan: Money | None = Field(None, title="公司实际损失")
    possible_loss_yuan: Money | None = Field(None, title="公司可能损失")
    exposed_by_media: Flag | None = Field(None, title="媒体曝光")
    in_litigation: Flag | None = Field(None, title="已诉讼")
    in_arbitration: Flag | None = Field(None, title="已仲裁")
    with_judicial_organs: Flag | None = Field(None, title="司法机关已介入")
    only_venting: Flag | None = Field(None, title="只为倾诉")
    name: str = Field("", title="投诉人姓名")
    phone: str = Field("", title="电话")
    id_number: str = Field("", title="证件号码")
    address: str = Field("", title="地址")
    email: str = Field("", title="邮箱")
    elderly: Flag = Field(False, title="老年人")
    disabled: Flag = Field(False, title="残疾人")
    seriously_ill: Flag = Field(False, title="重病")
    home_visit: Flag = Field(False, title="上门办理")
    call_back: str = Field("", title="回电时间")
    customer_manager: str = Field("", title="客户经理")
    service_tier: ServiceTier | None = Field(None, title="服务等级；不影响类别、授权和时限")
    agent_role: PartyRole | None = Field(None, title="由谁投诉")
    agent_name: str = Field("", title="受托人姓名")
    agent_phone: str = Field("", title="受托人电话")
    proof_seen: Flag = Field(False, title="看过授权委托书或继承证明")
    letter: LetterBody | None = Field(None, title="监管来函")

    def _values(self, caller: Caller) -> dict[str, Any]:
        """What was given, under the names of `Intake`."""
        found = {MONEY.get(name, name): getattr(self, name) for name in self.model_fields_set}
        found |= {name: found[name] or "" for name in CODES if name in found}
        if self.letter is not None:
            found["letter"] = Letter(**self.letter.model_dump())
        if "respondent_unit_id" in found:
            found["respondent_unit_id"] = unit_id(caller, "respondent_unit_id", self.respondent_unit_id)
        if "respondent_staff_id" in found:
            found["respondent_staff_id"] = staff_id(caller, "respondent_staff_id", self.respondent_staff_id)
        found |= {name: staff_id(caller, name, getattr(self, name)) for name in BESIDE if name in found}
        return found


class CompleteRecord(Additions):
    """补填或更正记录 / fill in or correct the record. What is overwritten stays readable."""

    method: Method | None = Field(None, title="投诉方式登记错了的，更正为")
    source: Source | None = Field(None, title="投诉来源登记错了的，更正为")
    reason: str = Field("", title="更正理由；更正方式或来源时必填")

    def given(self, caller: Caller) -> dict[str, Any]:
        # Receipt never changes; where method is not given it only lets the same check run over the additions.
        values = self._values(caller)
        reason = values.pop("reason", "")
        return {"additions": Intake(**{"method": Method.TELEPHONE, "received_at": caller.now, **values}), "given": frozenset(values), "reason": reason}


class Register(Additions):
    """一件投诉 / one complaint as told. Only `method` and `received_at` are required; the rest is named and chased."""

    method: Method = Field(title="投诉方式")
    method_words: str = Field("", title="哪种方式", description="method 为 other 时必填：怎样收到的 / required with other")
    received_at: Moment = Field(title="公司收到的时刻")
    source: Source = Field(Source.OWN.value, title="投诉来源")
    unit_id: UnitKey | None = Field(None, title="受理机构")
    title: str = Field("", title="标题")
    same_matter_as: str = Field("", title="同一事项的编号")
    promise_at: Moment | None = Field(None, title="承诺答复时间")
    promise_words: str = Field("", title="承诺内容")
    persons: int | None = Field(None, title="共同投诉人数")
    representatives: Annotated[list[RepresentativeBody], Field(max_length=50)] = Field(default_factory=list, title="代表，不超过五名")
    blockage: BlockageBody | None = Field(None, title="卡在哪里；同时写案件状态")
    kind: ItemKind = Field(ItemKind.COMPLAINT.value, title="投诉件、改进记录或咨询建议")
    misconduct: Flag = Field(False, title="反映人员舞弊", description="true：只交总裁办公室，只回执编号 / sealed, a receipt only")

    def intake(self, caller: Caller) -> Intake:
        values = self._values(caller) | {"unit_id": unit_id(caller, "unit_id", self.unit_id)}
        values["representatives"] = tuple(Representative(each.name, each.phone) for each in self.representatives)
        values["blockage"] = self.blockage.told() if self.blockage else None
        return Intake(**values)


KNOWN = frozenset(each.name for each in fields(Intake))
