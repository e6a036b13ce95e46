"""The closed lists of the complaint record. The words are those of S5 5 and of the published bulletins."""

from django.db import models

from suqing.casework.crisis import BODIES
from suqing.casework.emergency import TRIGGERS


class Method(models.TextChoices):
    """How it reached us (投诉方式, S5 5.1)."""

    TELEPHONE = "telephone", "电话"
    VISIT = "visit", "来访"
    LETTER = "letter", "信函"
    FORWARDED = "forwarded", "转办"
    FAX = "fax", "传真"
    WEB = "web", "网络"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    APP = "app", "移动客户端"
    WECHAT = "wechat", "微信（公众号、小程序）"
    COUNTER = "counter", "柜面"
    MEDIA = "media", "媒体"
    OTHER = "other", "其他"  # a way that the rule does not name; `method_words` say which


NAMED_METHODS = tuple(each for each in Method if each != Method.OTHER)


class Source(models.TextChoices):
    """From whom it came (投诉来源, S1 五(一)1(7), S4 第九条二)."""

    OWN = "own", "自收"
    HEADQUARTERS = "headquarters", "总公司转办"
    REGULATOR_LOCAL = "regulator_local", "监管转办（本地）"
    REGULATOR_NATIONAL = "regulator_national", "监管转办（总局）"
    OTHER_DEPARTMENT = "other_department", "其他部门转办"
    ASSOCIATION = "association", "行业协会转办"
    PLATFORM = "platform", "金融消费者保护服务平台"
    HOTLINE_12378 = "hotline_12378", "12378热线转接"
    HOTLINE_12345 = "hotline_12345", "12345热线转接"
    MEDIA = "media", "媒体"
    INTERNET = "internet", "公共网络"


class LineOfBusiness(models.TextChoices):
    MOTOR = "motor", "机动车辆保险"
    PROPERTY_OTHER = "property_other", "财产险其他保险"
    GUARANTEE = "guarantee", "保证保险"
    LIABILITY = "liability", "责任保险"
    ACCIDENT = "accident", "意外伤害保险"
    HEALTH_SHORT = "health_short", "短期健康保险"
    LIFE = "life", "普通人寿保险"
    DISEASE = "disease", "疾病保险"
    MEDICAL = "medical", "医疗保险"
    ANNUITY = "annuity", "年金保险"
    PARTICIPATING = "participating", "分红保险"
    UNKNOWN = "unknown", "未明"


class ServiceTier(models.TextChoices):
    """How the company serves this customer (S3): changes service, never class, validity, authority or limit."""

    KEY = "key", "重点客户"
    GROUP = "group", "团体客户"


class PolicyKind(models.TextChoices):
    """Whose business it is (life2010 Art. 32)."""

    INDIVIDUAL = "individual", "个人"
    GROUP = "group", "团体"


class DisputeType(models.TextChoices):
    CLAIM = "claim", "理赔纠纷"
    SALES = "sales", "销售纠纷"
    SURRENDER = "surrender", "退保纠纷"
    UNDERWRITING = "underwriting", "承保纠纷"
    POLICY_SERVICE = "policy_service", "保全纠纷"
    RENEWAL = "renewal", "续期续保纠纷"
    SERVICE = "service", "服务纠纷"
    OTHER = "other", "其他"


class ItemKind(models.TextChoices):
    """A complaint proper, or one of the two neighbours that the register keeps apart."""

    COMPLAINT = "complaint", "投诉件"
    IMPROVEMENT = "improvement", "改进记录"
    ADVICE = "advice", "咨询建议"


class PartyRole(models.TextChoices):
    COMPLAINANT = "complainant", "投诉人"
    AGENT = "agent_of_complainant", "受托人"
    HEIR = "heir", "继承人"
    REPRESENTATIVE = "representative", "代表"


class Origin(models.TextChoices):
    DESK = "desk", "柜台登记"
    API = "api", "接口登记"
    IMPORT = "import", "台账导入"


class ProposalState(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待批示"
    APPROVED = "approved", "已同意"
    RETURNED = "returned", "已退回"
    TAKEN_OVER = "taken_over", "领导接办"


class InstructionKind(models.TextChoices):
    APPROVE = "approve", "同意"
    RETURN = "return", "退回"
    TAKE_OVER = "take_over", "接办"


class ReplyMethod(models.TextChoices):
    LETTER = "letter", "书面"
    TELEPHONE = "telephone", "电话"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    FACE_TO_FACE = "face_to_face", "当面"
    AGREED = "agreed", "按约定的方式"
    UNREACHABLE = "unreachable", "无法联系"  # told to nobody: the tries are on record (2020 measures Art. 21)


TELLING = tuple(each for each in ReplyMethod if each != ReplyMethod.UNREACHABLE)  # somebody was told



class ClosingGround(models.TextChoices):
    """The three grounds of closure (结案标准, S4 第七条四)."""

    ACCEPTED = "accepted", "投诉人接受处理方案"
    LAWFUL = "lawful", "投诉人不接受，法律法规支持我司意见"
    FOUND_INVALID = "found_invalid", "投诉管理部门认定无效"


class TerminationKind(models.TextChoices):
    WITHDRAWN = "withdrawn", "投诉人撤回"
    OUT_OF_SCOPE = "out_of_scope", "不属于受理范围"
    IN_COURT = "in_court", "已诉讼、仲裁或移交司法"
    MERGED = "merged", "并入其他投诉件"
    TRANSFERRED = "transferred", "已转送"
    NOT_ENTITLED = "not_entitled", "非本人提出，证明材料未补"


# Endings of which the customer must still be told; a withdrawal is their own word, a merging is told before it is recorded.
TELLS_CUSTOMER = frozenset({TerminationKind.OUT_OF_SCOPE, TerminationKind.IN_COURT, TerminationKind.TRANSFERRED, TerminationKind.NOT_ENTITLED})


class ToldHow(models.TextChoices):
    """How the customer was told that the handling has ended."""

    SIGNED = "signed", "书面签名"
    RECORDED = "recorded", "录音"
    TELEPHONE = "telephone", "电话告知"
    LETTER = "letter", "书面告知"
    FACE_TO_FACE = "face_to_face", "当面告知"
    SMS = "sms", "短信告知"
    EMAIL = "email", "邮件告知"
    AGREED = "agreed", "按约定的方式告知"
    UNREACHABLE = "unreachable", "多方联系不上"


class MoveKind(models.TextChoices):
    JOINED = "joined", "归入同一事项"
    MERGED = "merged", "并入其他投诉件"
    LEFT = "left", "移出事项"


class SamePerson(models.TextChoices):
    COMPLAINANT = "complainant", "同一投诉人"
    AGENT = "agent", "同一受托人"


class SameThing(models.TextChoices):
    POLICY = "policy", "同一保单"
    CLAIM = "claim", "同一赔案"
    EVENT = "event", "同一事件"


class MediationSide(models.TextChoices):
    COMPANY = "company", "我方"
    COMPLAINANT = "complainant", "投诉人"
    REGULATOR = "regulator", "监管或法院"


class MediationResult(models.TextChoices):
    SUCCESS = "success", "调解成功"
    FAILED = "failed", "调解不成"
    DECLINED = "declined", "没有同意调解"


class ReviewForm(models.TextChoices):
    """How an application for review was made: in writing (2020 measures Art. 20)."""

    HANDED_IN = "handed_in", "当面递交"
    LETTER = "letter", "信函"
    FAX = "fax", "传真"
    EMAIL = "email", "电子邮件"
    WEB = "web", "网上提交"


class ReviewOutcome(models.TextChoices):
    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更处理结果"
    REDO = "redo", "重新处理"


class ImprovementStepKind(models.TextChoices):
    ANSWERED = "answered", "答复"
    ESCALATED = "escalated", "上报领导小组"
    DONE = "done", "完成"
    CHECKED = "checked", "效果检查"


class ProlongationKind(models.TextChoices):
    """Why the law's fifteen days are not the limit (2020 measures Art. 18)."""

    COMPLEX = "complex", "情况复杂"
    EXTENDED = "extended", "批准再延长"


class SupportKind(models.TextChoices):
    """What a difficult case is sent up for (S5 4.6, 4.11)."""

    GUIDANCE = "guidance", "请求指导"
    HELP = "help", "请求协助"


class SupportOutcome(models.TextChoices):
    GUIDED = "guided", "已指导"
    HELPED = "helped", "已协助"
    PASSED_ON = "passed_on", "已转相关部门"


class ClaimState(models.TextChoices):
    """How far the claim or the policy is (案件状态, S4 第六条二(二))."""

    REPORTED = "reported", "已报案"
    SURVEYED = "surveyed", "已查勘"
    ASSESSED = "assessed", "已定损"
    DOCUMENTS = "documents", "收集单证"
    CALCULATED = "calculated", "理算核赔"
    PAID = "paid", "已付款"
    UNDERWRITING = "underwriting", "承保"
    SERVICING = "servicing", "保全"
    OTHER = "other", "其他"


class BlockageCause(models.TextChoices):
    """Where it is stuck (阻滞原因, S4 第六条二(二))."""

    DOCUMENTS = "documents", "单证不齐"
    CUSTOMER = "customer", "联系不上客户"
    ASSESSMENT = "assessment", "定损未完成"
    THIRD_PARTY = "third_party", "等第三方或鉴定"
    APPROVAL = "approval", "等内部审批"
    SYSTEM = "system", "系统问题"
    LIABILITY = "liability", "责任有争议"
    PAYMENT = "payment", "支付未完成"
    OTHER = "other", "其他"


class CrisisTrigger(models.TextChoices):
    """What makes it a crisis: sudden, with grave influence to be expected (S4 第六条一(一), 第八条)."""

    INFLUENCE = "influence", "预计造成重大负面影响"
    MEDIA = "media", "媒体或网络关注"
    VISIT = "visit", "群体来访或现场冲突"
    OTHER = "other", "其他突发情况"


class CrisisBody(models.TextChoices):
    """Who is asked, one after the other (S4 第八条)."""

    COMMITTEE = "committee", BODIES["committee"]
    HQ_POST = "hq_post", BODIES["hq_post"]
    LEADER = "leader", BODIES["leader"]
    HQ_COMMITTEE = "hq_committee", BODIES["hq_committee"]


class EmergencyTrigger(models.TextChoices):
    """On what ground an emergency plan is started (2020 measures Art. 29, S4 第六条一(一))."""

    PERSONS = "persons", TRIGGERS["persons"]
    DISASTER = "disaster", TRIGGERS["disaster"]
    REGULATOR = "regulator", TRIGGERS["regulator"]
    LEADER = "leader", TRIGGERS["leader"]


class DirectionKind(models.TextChoices):
    """A leader's word outside a proposal (S4 第六条二(七), S5 7.7)."""

    DIRECTION = "direction", "批示意见"
    STEP_IN = "step_in", "直接过问"


class CauseKind(models.TextChoices):
    """Where it went wrong (S1 五(一)1(7))."""

    PRODUCT = "product", "产品设计"
    SALE = "sale", "销售"
    UNDERWRITING = "underwriting", "承保"
    SERVICE = "service", "服务"
    CLAIM = "claim", "理赔"
    SYSTEM = "system", "系统"
    THIRD_PARTY = "third_party", "合作机构"
    HANDLING = "handling", "投诉处理"
    NONE = "none", "未发现差错"


class LatenessCause(models.TextChoices):
    """Why a limit was missed: words for the codes of the rulebook's table lateness_causes (Art. 18; gap lateness_causes)."""

    COMPLAINANT = "complainant", "等待投诉人补充"
    APPRAISAL = "appraisal", "等待第三方鉴定"
    DEPARTMENT = "department", "责任部门未回复"
    SYSTEM = "system", "系统或数据问题"
    STAFF = "staff", "人手不足"
    COMPLEX = "complex", "案情复杂"
    OTHER = "other", "其他"


class PaperKind(models.TextChoices):
    """What a paper is: words for the codes of the rulebook's table paper_kinds (Art. 13; gap paper_kinds)."""

    IDENTITY = "identity", "身份证明"
    AUTHORITY = "authority", "委托书或继承关系证明"
    POLICY = "policy", "保单"
    ACCIDENT = "accident", "事故证明"
    MEDICAL = "medical", "医疗资料"
    INVOICE = "invoice", "费用票据"
    BANK = "bank", "银行卡信息"
    EXCHANGE = "exchange", "录音录像或往来记录"
    OTHER = "other", "其他"


class PersonRole(models.TextChoices):
    """Responsibility for what is complained of (S4 第六条五, 第九条)."""

    PRINCIPAL = "principal_responsible", "主要责任人"
    DIRECT = "direct", "直接责任人"
    INDIRECT = "indirect", "间接责任人"
    CLAIMS_HEAD = "claims_head", "理赔负责人"
