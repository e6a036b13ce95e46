"""The life insurer's stories, in our own words after published summaries (number = the summary's). This insurer has no rule of
four classes; its clocks are those of the law and, for claims, of the claims rule."""

from datetime import timedelta

from suqing.demo.play import Story
from suqing.demo.property_stories import REMEDIES

KNOWN = {"exposed_by_media": False, "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False}

# C01: full refund asked through a "surrender agent"; the record shows no misleading. Found invalid, closed on that ground.
SURRENDER_AGENT = Story(
    key="C01", unit="fj", by="lin", received="12 09:30", entered="12 09:50",
    told={
        "method": "forwarded", "source": "regulator_local", "facts": "称投保终身寿险时业务员承诺住院都能赔、交满可退本金，与条款不符，要求全额退保。基本保额7万元，年交2,677元，交19年。",
        "demands": "全额退还已交保费。", "respondent_text": "销售管理部", "respondent_unit": "fj.sales", "line_of_business": "life", "dispute_type": "surrender",
        "policy_no": "LWLA2020350000006315", "name": "曾先生", "phone": "13100006315", "sum_claimed_fen": 1_338_500, "possible_loss_fen": 1_338_500,
        "letter": {"no": "闽消保转〔2026〕第0087号", "bureau": "福建监管局", "received": "15 09:00", "forwarded": "13 10:00", "return_in": timedelta(days=3)}, **KNOWN,
    },
    steps=(
        ("lin", "12 10:10", "triage", {"classification": "general", "established": True}),
        ("lin", "12 10:20", "dispatch", {"to": "fj.sales"}),
        ("you", "12 11:00", "accept", {}),
        ("you", "12 15:00", "contact", {"method": "telephone", "reached": True, "summary": "电话由他人代接，称已付费委托“代理退保”。"}),
        ("you", "9 10:00", "find", {"cause_kind": "none", "cause": "投保签名和新单回访均为本人，回访录音中确认知悉退保损失；未发现误导。", "evidence": "投保单\n回访录音\n委托记录", "valid": False}),
        ("lin", "8 09:30", "confirm", {"valid": False}),
        ("lin", "7 10:00", "reply", {"method": "letter", "text": "经核实，投保签名与回访均为您本人，回访中已确认保险责任与退保损失，全额退保的请求不予支持。提示：请勿向他人提供证件和银行卡信息。", "facts_verified": "签名、回访录音属实，未见误导销售", "grounds": "保险法第四十七条；保险合同解除条款", "remedies": REMEDIES, "proof": "EMS签收", "address": "福州市鼓楼区五四路108号"}),
        ("lin", "6 14:00", "response", {"accepted": False, "words": "不同意，会再想办法。"}),
        ("lin", "5 10:00", "close", {"ground": "found_invalid"}),
        ("lin", "5 10:30", "report_back", {"summary": "核查未发现误导，已书面答复并告知救济途径。", "document_no": "安闽函〔2026〕31号"}),
    ),
)  # fmt: skip

# C03: an elderly person sold five per cent by word of mouth. Waiting for the leader.
FIVE_PER_CENT = Story(
    key="C03", unit="fj", by="lin", received="6 10:00", entered="6 10:10",
    told={
        "method": "visit", "facts": "买年金险时口头说交5年保终身、年化5%，合同保底只有2%，前5年退保亏本金，已提前退保亏损数万元。",
        "demands": "按本金退还差额。", "respondent_text": "代理人老贺", "respondent_staff": "heagent", "conduct": 60, "line_of_business": "annuity", "dispute_type": "sales",
        "policy_no": "LANN2022350000002093", "name": "林阿婆", "phone": "13000002093", "elderly": True, "sum_claimed_fen": 3_800_000, "possible_loss_fen": 3_800_000, **KNOWN,
    },
    steps=(
        ("lin", "6 10:30", "triage", {"classification": "major", "established": True}),
        ("lin", "6 10:40", "dispatch", {"to": "fj.sales"}),
        ("you", "6 11:20", "accept", {}),
        ("you", "6 15:00", "contact", {"method": "telephone", "reached": True, "summary": "家属在场，愿意协商。"}),
        ("you", "5 09:30", "ask", {"whom": "heagent"}),
        ("heagent", "4 10:00", "state", {"statement": "说过历史收益，没有写下来，承认没讲清保底。"}),
        ("you", "4 15:00", "find", {"cause_kind": "sale", "cause": "代理人把演示收益说成确定收益，未说明提前退保损失。", "evidence": "双录回看\n代理人说明", "valid": True, "direct": "heagent"}),
        ("lin", "3 10:00", "confirm", {"valid": True}),
        ("you", "2 10:00", "draft", {"text": "退还本金差额38,000元，代理人按代理合同处理。", "grounds": "销售误导成立", "evidence": "双录回看\n代理人说明", "policy_effect": "原合同已解除，不恢复", "amount_fen": 3_800_000, "company_loss_fen": 3_800_000, "promised": (("退还差额38,000元", 7),)}),
        ("you", "2 10:10", "submit", {}),
    ),
)  # fmt: skip

# C05: surrendered against advice, ill afterwards. Answered; the customer does not accept and speaks of going to law.
ILL_AFTER_SURRENDER = Story(
    key="C05", unit="fj", by="lin", received="9 14:00", entered="9 14:20",
    told={
        "method": "visit", "facts": "电话投保重大疾病保险，2024年因急性胰腺炎申请理赔未获赔付，经劝阻仍退保；2025年确诊胰腺癌再次要求赔付，因保单已终止被拒。",
        "demands": "按重大疾病赔付。", "respondent_text": "理赔部", "respondent_unit": "fj.claims", "line_of_business": "disease", "dispute_type": "claim",
        "policy_no": "LDIS2021350000008806", "name": "蒋先生", "phone": "13800018806", "seriously_ill": True, "sum_claimed_fen": 20_000_000, "possible_loss_fen": 0, **KNOWN,
    },
    steps=(
        ("lin", "9 14:40", "triage", {"classification": "general", "established": True}),
        ("lin", "9 14:50", "dispatch", {"to": "fj.claims"}),
        ("liang", "9 16:00", "accept", {}),
        ("liang", "8 10:00", "contact", {"method": "visit", "reached": True, "summary": "家属陪同来访，复核两次病历。"}),
        ("liang", "7 10:00", "find", {"cause_kind": "none", "cause": "首次疾病不在保障病种内；合同解除后确诊的不在保险期间。", "evidence": "病历两份\n退保申请书\n劝阻录音", "valid": True}),
        ("lin", "7 14:00", "confirm", {"valid": True}),
        ("liang", "6 10:00", "draft", {"text": "维持不予赔付，协助申请重病救助，派专人上门说明。", "grounds": "合同已于2025年1月解除，出险在后", "evidence": "病历两份\n退保申请书\n劝阻录音", "amount_fen": 0, "company_loss_fen": 0}),
        ("liang", "6 10:10", "submit", {}),
        ("huang", "6 16:00", "instruct", {"kind": "approve", "text": "同意，注意安抚。"}),
        ("liang", "5 10:00", "reply", {"method": "face_to_face", "text": "您确诊在合同解除之后，依法不予赔付；我们可协助申请重病救助。", "facts_verified": "两次诊断日期与退保日期核对无误", "grounds": "保险法第十条、第二十四条；合同保险期间条款", "remedies": REMEDIES, "proof": "送达回执", "address": "本人，客服中心柜面"}),
        ("liang", "4 10:00", "response", {"accepted": False, "words": "不接受，准备走法律途径。"}),
    ),
)  # fmt: skip

# C07: lapsed for want of reminders; reinstated. Closed, to be called back.
LAPSED = Story(
    key="C07", unit="fj", by="lin", received="5 11:00", entered="5 11:10",
    told={
        "method": "telephone", "facts": "多年没有收到缴费提醒，不知道保单状态；查得保单2022年已失效，留存电话地址都不对。", "demands": "更新信息并恢复保单。",
        "respondent_text": "保全部", "respondent_unit": "fj.policy", "line_of_business": "life", "dispute_type": "renewal", "policy_no": "LWLA2015350000001741", "name": "苏先生", "phone": "13800021741",
        "sum_claimed_fen": 0, "possible_loss_fen": 0, **KNOWN,
    },
    steps=(
        ("lin", "5 11:20", "triage", {"classification": "general", "established": True}),
        ("lin", "5 11:30", "dispatch", {"to": "fj.policy"}),
        ("song", "5 14:00", "accept", {}),
        ("song", "5 14:30", "contact", {"method": "telephone", "reached": True, "summary": "核对新的电话和地址。"}),
        ("song", "4 09:30", "find", {"cause_kind": "service", "cause": "提醒短信发往停用号码，退信后没有再查找。", "evidence": "发送日志\n退信记录", "valid": True}),
        ("lin", "4 10:30", "confirm", {"valid": True}),
        ("song", "4 11:00", "draft", {"text": "更新联系方式，免收复效利息，办理复效。", "grounds": "提醒没有送达", "evidence": "发送日志\n退信记录", "amount_fen": 36_000, "company_loss_fen": 36_000, "promised": (("办理复效并寄送批单", 5),)}),
        ("song", "4 11:10", "submit", {}),
        ("huang", "4 16:00", "instruct", {"kind": "approve", "text": "同意。"}),
        ("song", "3 10:00", "reply", {"method": "telephone", "text": "已更新联系方式，免收复效利息，今天即可复效。", "facts_verified": "提醒未送达属实", "grounds": "合同效力恢复条款", "remedies": REMEDIES, "proof": "通话录音"}),
        ("song", "3 10:20", "response", {"accepted": True, "words": "可以，谢谢。"}),
        ("lin", "2 09:30", "close", {"ground": "accepted"}),
    ),
)  # fmt: skip

# C09: cheated by outsiders who promised surrender. Nobody of ours is complained of: advice, and a word to the police.
OUTSIDERS = Story(
    key="C09", unit="fj", by="lin", received="3 15:00", entered="3 15:10",
    told={
        "kind": "advice", "method": "telephone", "facts": "轻信代理退保人员，交3,000元押金并提供证件信息后被拉黑，对方以其个人信息相威胁。", "demands": "问怎么办。",
        "respondent_text": "公司外人员", "line_of_business": "life", "dispute_type": "surrender", "name": "洪女士", "phone": "13800033000",
    },
)  # fmt: skip

# C11: "twenty years and the principal is back", the contract says at sixty. Through the press; just dispatched.
AT_SIXTY = Story(
    key="C11", unit="fj", by="lin", received="1 15:00", entered="1 15:20",
    told={
        "method": "media", "source": "media", "facts": "代理人口头承诺交满20年可取回本金，合同写60岁领取；已交约2.8万元，退保只退约3,000元。", "demands": "退还全部保费。",
        "respondent_text": "代理人", "respondent_unit": "fj.sales", "conduct": 70, "line_of_business": "life", "dispute_type": "sales", "policy_no": "LWLA2016350000009028", "name": "方女士", "phone": "13800042800",
        "sum_claimed_fen": 2_800_000, "possible_loss_fen": 2_500_000, **KNOWN, "exposed_by_media": True,
    },
    steps=(
        ("lin", "1 15:40", "triage", {"classification": "major", "established": True}),
        ("lin", "1 15:50", "dispatch", {"to": "fj.sales"}),
        ("you", "1 16:30", "accept", {}),
    ),
)  # fmt: skip

# C25, C27: regulators' findings on banks that sell for us; no complainant: improvements.
BANK_PROMISE = Story(
    key="C25", unit="anning", by="bai", received="7 10:00", entered="7 10:20",
    told={
        "kind": "improvement", "method": "letter", "source": "regulator_national", "facts": "通报：某银行网点代销分红险时把收益说成保证的3.2%至3.4%，可回溯录像缺投保提示书和签字过程。",
        "demands": "抽查合作网点录像，重训销售话术。", "respondent_text": "银行代销渠道", "line_of_business": "participating", "dispute_type": "sales",
    },
)  # fmt: skip
BANK_TYING = Story(
    key="C27", unit="anning", by="bai", received="7 11:00", entered="7 11:15",
    told={
        "kind": "improvement", "method": "letter", "source": "regulator_national", "facts": "通报：某银行向房贷客户搭售意外险，代销时隐瞒与合同有关的重要情况。",
        "demands": "停止以贷款为条件的代销安排，清理存量。", "respondent_text": "银行代销渠道", "line_of_business": "accident", "dispute_type": "sales",
    },
)  # fmt: skip

LIFE = (SURRENDER_AGENT, ILL_AFTER_SURRENDER, BANK_PROMISE, BANK_TYING, FIVE_PER_CENT, LAPSED, OUTSIDERS, AT_SIXTY)
