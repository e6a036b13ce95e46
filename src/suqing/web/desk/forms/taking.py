"""客户投诉记录表: the record form. Nothing but method and receipt is needed to register; what is missing is chased (S5 7.1)."""

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse

from suqing.apps.complaints.actions.settling import SettlementText
from suqing.apps.complaints.intake import BESIDE, Intake, Letter
from suqing.apps.complaints.models.choices import (
    BlockageCause,
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
from suqing.apps.organisations.models import Organisation, OrganisationKind
from suqing.apps.organisations.queries import unit_of
from suqing.casework.ways_in import REGULATOR
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput
from suqing.kernel.money import yuan_short
from suqing.web.desk.forms.blocking import stuck
from suqing.web.desk.forms.calling import SPOT_PARTS, SPOT_PROOF
from suqing.web.desk.forms.fields import (
    ANSWERS,
    TRUTH,
    ColleagueField,
    DayField,
    MomentField,
    MoneyField,
    WordsField,
    choice,
    number,
    number_or_none,
    pick,
    short,
)
from suqing.web.desk.forms.offers import NOBODY, people_of, registering_units, units
from suqing.web.desk.forms.visiting import representatives_field, representatives_of
from suqing.web.frame import Desk
from suqing.web.paging import row_id

MISCONDUCT = [("no", "否，继续登记"), ("yes", "是，转举报专用通道")]
BY_WHOM = [("self", "本人"), (PartyRole.AGENT.value, "代理人"), (PartyRole.HEIR.value, "继承人")]
FLAGS = ("exposed_by_media", "in_litigation", "in_arbitration", "with_judicial_organs", "only_venting")
ON_THE_SPOT = [("no", "不能，约时间"), ("yes", "能，当场办结")]
SPOT = ("on_the_spot", "spot_answer", "spot_words", "spot_accepted", "spot_amount_fen", "spot_proof", "spot_facts_verified", "spot_grounds", "spot_told_proof")
LETTER = ("letter_no", "bureau", "regulator_received_at", "forwarded_at", "return_by")
# Its people follow a unit; hx-sync of its own, or the look of the whole form would end it.
PEOPLE_OF_UNIT = {"hx-trigger": "change", "hx-target": "#in-respondent_staff_id", "hx-swap": "innerHTML", "hx-sync": "this:replace", "hx-params": "respondent_unit_id"}
NUMBERS = ("unit_id", "respondent_unit_id", "respondent_staff_id")
NEEDED: Mapping[str, str] = {"respondent": "respondent_text", "contact": "phone", "proof": "proof_seen", "letter": "letter_no"}  # a needed fact → the field to go to


class IntakeForm(forms.Form):
    entry = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    misconduct = choice("是否反映公司人员舞弊、内外勾结或以权谋私？", MISCONDUCT, initial="no")
    kind = choice("登记为", ItemKind.choices, required=False, initial=ItemKind.COMPLAINT.value)
    method = choice("投诉方式", Method.choices, initial=Method.TELEPHONE.value)
    method_words = short("哪种方式", help_text="选“其他”的写明，如社区网格员代交。")
    source = forms.ChoiceField(label="投诉来源", choices=Source.choices, initial=Source.OWN)
    received_at = MomentField("收到时间", required=True, help_text="听到、到达或盖章的时间。")
    unit_id = pick("受理机构", required=False)
    phone = short("电话", mode="tel")
    name = short("姓名")
    agent_role = choice("由谁投诉", BY_WHOM, required=False, initial="self")
    agent_name = short("受托人姓名")
    agent_phone = short("受托人电话", mode="tel")
    id_number = short("证件号码", private=True, help_text="不存进草稿。")
    address = short("地址")
    email = short("邮箱")
    elderly = forms.BooleanField(label="老年人", required=False)
    disabled = forms.BooleanField(label="残疾人", required=False)
    seriously_ill = forms.BooleanField(label="重病", required=False)
    home_visit = forms.BooleanField(label="上门办理", required=False)
    call_back = short("回电时间", help_text="投诉人要求的，如工作日晚7点后。")
    customer_manager = short("客户经理", help_text="由专人服务的写姓名。")
    service_tier = forms.ChoiceField(label="服务等级", choices=[("", "普通"), *ServiceTier.choices], required=False, help_text="只影响服务，不影响类别和时限。")
    proof_seen = forms.BooleanField(label="看过授权委托书或继承证明", required=False)
    persons = number("共同投诉人数")
    representatives = representatives_field()
    letter_no = short("来函文号")
    bureau = short("来函机关")
    regulator_received_at = MomentField("监管收到", help_text="")
    forwarded_at = MomentField("正式转出", help_text="")
    return_by = MomentField("要求反馈", help_text="按来函所写。")
    policy_no = short("保单号")
    claim_no = short("报案号")
    line_of_business = forms.ChoiceField(label="险种", choices=LineOfBusiness.choices, initial=LineOfBusiness.UNKNOWN, required=False)
    policy_kind = forms.ChoiceField(label="业务种类", choices=[("", "未定"), *PolicyKind.choices], required=False)
    claim_state = forms.ChoiceField(label="案件状态", choices=[("", "还没有查"), *ClaimState.choices], required=False)
    dispute_type = forms.ChoiceField(label="纠纷类型", choices=[("", "未定"), *DisputeType.choices], required=False)
    stuck_on = forms.ChoiceField(label="阻滞原因", choices=[("", "没有卡住"), *BlockageCause.choices], required=False)
    since = DayField("从哪天起")
    with_whom = short("卡在谁那里", help_text="部门、机构或人。")
    way_out = short("解决办法")
    respondent_text = short("投诉谁或什么", help_text="机构、岗位、人员或产品，按投诉人的说法。")
    respondent_unit_id = pick("被投诉机构", required=False)
    respondent_staff_id = pick("被投诉人员", required=False, help_text="先选机构。")
    sold_by_id = ColleagueField(BESIDE["sold_by_id"], help_text="姓名或用户名，知道的填；本人须回避。")
    surveyed_by_id = ColleagueField(BESIDE["surveyed_by_id"], help_text="姓名或用户名，知道的填；本人须回避。")
    conduct_day = DayField("行为发生日", help_text="责任按这一天的岗位认定。")
    facts = WordsField("事实经过", required=False, help_text="何时、何事、谁说了什么。")
    demands = WordsField("投诉人要什么", required=False, placeholder="用投诉人的话写")
    sum_claimed_fen = MoneyField("诉求金额（元）")
    possible_loss_fen = MoneyField("公司可能损失（元）", help_text="与诉求金额是两回事；满2万元为重大投诉件。")
    actual_loss_fen = MoneyField("公司实际损失（元）", help_text="已经发生的。")
    on_the_spot = choice("当场能答复吗", ON_THE_SPOT, required=False, initial="no")
    spot_answer = WordsField("当场答复", rows=2, required=False, help_text="您怎样说明、怎样解决的。")
    spot_words = WordsField("投诉人怎么说", rows=2, required=False, help_text="原话或大意。")
    spot_accepted = choice("投诉人是否接受", [("yes", "接受"), ("no", "不接受")], required=False, initial="yes")
    spot_amount_fen = MoneyField("付给投诉人（元）")
    spot_facts_verified = WordsField("核实情况", rows=1, required=False, help_text=SPOT_PARTS)
    spot_grounds = WordsField("依据和理由", rows=1, required=False, help_text="条款、法律依据或为什么这样办。")
    spot_told_proof = WordsField("告知凭证", rows=1, required=False, help_text=SPOT_PROOF)
    spot_proof = short("付款凭证", help_text="已经付清的才算当场办结。")
    promise_at = MomentField("承诺答复时间", help_text="当场不能答复的，约一个时间。")
    promise_words = short("承诺内容")
    exposed_by_media = choice("媒体曝光", ANSWERS, required=False, initial="unknown")
    in_litigation = choice("已起诉", ANSWERS, required=False, initial="unknown")
    in_arbitration = choice("已仲裁", ANSWERS, required=False, initial="unknown")
    with_judicial_organs = choice("已移交司法", ANSWERS, required=False, initial="unknown")
    only_venting = choice("只是倾诉", ANSWERS, required=False, initial="unknown")
    same_matter_as = short("同一事项", help_text="填已登记的编号；空着就是新事项。")

    def __init__(self, *args: Any, desk: Desk, **more: Any) -> None:
        self.desk = desk
        super().__init__(*args, auto_id="in-%s", **more)
        self.initial.setdefault("received_at", desk.now.replace(second=0, microsecond=0))
        self.initial.setdefault("entry", secrets.token_urlsafe(16))
        self.mine = registering_units(desk)
        names = [(str(each.id), each.short_name) for each in self.mine]
        self.fields["unit_id"].choices = names if len(names) == 1 else [("", "按被投诉机构"), *names]  # type: ignore[attr-defined]
        self.fields["respondent_unit_id"].choices = [NOBODY, *units(desk.user.root_id)]  # type: ignore[attr-defined]
        self.fields["respondent_unit_id"].widget.attrs |= PEOPLE_OF_UNIT | {"hx-get": reverse("desk:intake_people")}
        self.fields["respondent_staff_id"].choices = [NOBODY, *self._people()]  # type: ignore[attr-defined]
        for name in BESIDE:
            self.fields[name].root_id = desk.user.root_id  # type: ignore[attr-defined]

        self.fields["spot_amount_fen"].help_text = f"您的授权{yuan_short(desk.standing.authority_fen)}元。没有付钱的空着。"

    def _people(self) -> list[tuple[str, str]]:
        unit = row_id(str(self.data.get("respondent_unit_id", ""))) if self.is_bound else None
        return people_of(unit, self.desk)

    @property
    def from_regulator(self) -> bool:
        return str(self["source"].value()) in REGULATOR

    @property
    def is_complaint(self) -> bool:
        return str(self["kind"].value() or ItemKind.COMPLAINT.value) == ItemKind.COMPLAINT

    @property
    def other_way(self) -> bool:
        return str(self["method"].value()) == Method.OTHER.value or bool(self["method_words"].value())

    @property
    def settles(self) -> bool:
        return str(self["on_the_spot"].value()) == "yes"

    def settlement(self) -> SettlementText:
        words = self.cleaned_data
        return SettlementText(
            answer=words["spot_answer"], words=words["spot_words"], accepted=words["spot_accepted"] != "no",
            amount_fen=words["spot_amount_fen"], proof=words["spot_proof"],
            facts_verified=words["spot_facts_verified"], grounds=words["spot_grounds"], told_proof=words["spot_told_proof"],
        )  # fmt: skip

    @property
    def care(self) -> list[forms.BoundField]:
        return [self[name] for name in ("elderly", "disabled", "seriously_ill", "home_visit")]

    def unit(self) -> Organisation | None:
        """The unit that deals with it: the chosen one, else the branch of the respondent, else one's own."""
        chosen = self.cleaned_data.get("unit_id")
        if chosen:
            return next(each for each in self.mine if each.id == int(chosen))
        respondent = self.cleaned_data.get("respondent_unit_id")
        above = unit_of(self.desk.user.root_id, int(respondent) if respondent else None)
        ids = above.ancestor_ids if above else ()
        mine = {each.id: each for each in self.mine if each.kind != OrganisationKind.HEADQUARTERS}
        return next((mine[each] for each in reversed(ids) if each in mine), None) or (self.mine[0] if self.mine else None)

    def intake(self) -> Intake:
        """What was typed as one value; fields with errors stay out."""
        words = dict(self.cleaned_data)
        for name in ("entry", *SPOT):
            words.pop(name, None)
        if self.settles:
            words |= {"promise_at": None, "promise_words": ""}
        misconduct = words.pop("misconduct", "no") == "yes"
        letter = Letter(**{name: words.pop(name, None) or ("" if name in LETTER[:2] else None) for name in LETTER})
        words["blockage"] = stuck(words)
        words["representatives"] = representatives_of(words.get("representatives", ""))
        words["kind"] = words.get("kind") or ItemKind.COMPLAINT.value
        words |= {name: number_or_none(words[name]) for name in NUMBERS if name in words}
        words |= {name: TRUTH.get(words.get(name, "")) for name in FLAGS}
        unit = self.unit()
        words["unit_id"] = unit.id if unit else None
        words.setdefault("received_at", self.desk.now)
        words.setdefault("method", Method.TELEPHONE.value)
        words["agent_role"] = "" if words.get("agent_role") == "self" else words.get("agent_role", "")
        words["line_of_business"] = words.get("line_of_business") or LineOfBusiness.UNKNOWN
        forwarded = words.get("source", "") in REGULATOR
        return Intake(**words, misconduct=misconduct, letter=letter if forwarded else None)

    def tell(self, problem: BadInput) -> None:
        """A refusal of the action at its field."""
        name = next((name for name, field in self.fields.items() if field.label == problem.field), None)
        if name == "received_at" and "不晚于现在" in problem.expected:
            self.add_error(name, f"收到时间晚于现在（{house(self.desk.now):%H:%M}）。请填实际收到的时间。")
            return
        self.add_error(name, f"应为{problem.expected}。{problem.do}".rstrip("。") + "。" if name else problem.sentence)
