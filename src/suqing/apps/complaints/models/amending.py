"""What stood in the record before it was corrected (更正): the first words stay readable (C01, S5 7.1)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class AmendedField(models.TextChoices):
    """What of the record form may be corrected."""

    METHOD = "method", "投诉方式"
    SOURCE = "source", "投诉来源"
    FACTS = "facts", "事实经过"
    DEMANDS = "demands", "投诉人要什么"
    RESPONDENT_TEXT = "respondent_text", "投诉谁或什么"
    RESPONDENT_UNIT = "respondent_unit", "被投诉机构"
    RESPONDENT_STAFF = "respondent_staff", "被投诉人员"
    SOLD_BY = "sold_by", "保单由谁销售"
    SURVEYED_BY = "surveyed_by", "由谁查勘定损"
    CONDUCT_DAY = "conduct_day", "行为发生日"
    POLICY_NO = "policy_no", "保单号"
    CLAIM_NO = "claim_no", "报案号"
    LINE_OF_BUSINESS = "line_of_business", "险种"
    DISPUTE_TYPE = "dispute_type", "纠纷类型"
    CLAIM_STATE = "claim_state", "案件状态"
    SUM_CLAIMED = "sum_claimed_fen", "诉求金额"
    ACTUAL_LOSS = "actual_loss_fen", "公司实际损失"
    POSSIBLE_LOSS = "possible_loss_fen", "公司可能损失"
    EXPOSED_BY_MEDIA = "exposed_by_media", "媒体曝光"
    IN_LITIGATION = "in_litigation", "已起诉"
    IN_ARBITRATION = "in_arbitration", "已仲裁"
    WITH_JUDICIAL_ORGANS = "with_judicial_organs", "已移交司法"
    ONLY_VENTING = "only_venting", "只是倾诉"
    NAME = "name", "姓名"
    PHONE = "phone", "电话"
    ID_NUMBER = "id_number", "证件号码"
    ADDRESS = "address", "地址"
    EMAIL = "email", "邮箱"
    ELDERLY = "elderly", "老年人"
    DISABLED = "disabled", "残疾人"
    SERIOUSLY_ILL = "seriously_ill", "重病"
    HOME_VISIT = "home_visit", "上门办理"
    CALL_BACK = "call_back", "回电时间"
    CUSTOMER_MANAGER = "customer_manager", "客户经理"
    SERVICE_TIER = "service_tier", "服务等级"
    AGENT_ROLE = "agent_role", "由谁投诉"
    AGENT_NAME = "agent_name", "受托人姓名"
    AGENT_PHONE = "agent_phone", "受托人电话"
    PROOF_SEEN = "proof_seen", "看过证明材料"
    LETTER_NO = "letter_no", "来函文号"
    BUREAU = "bureau", "来函机关"
    REGULATOR_RECEIVED = "regulator_received_at", "监管收到"
    FORWARDED = "forwarded_at", "正式转出"
    RETURN_BY = "return_by", "要求反馈"


class Amendment(models.Model):
    """One field that was corrected, and what it said until then. What was empty and is filled in leaves none."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="amendments")
    field = models.CharField(max_length=24, choices=AmendedField)
    earlier = CipherText()
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
