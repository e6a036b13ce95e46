"""The property insurer's stories, in our own words after published summaries (number = the summary's). Sums and facts are theirs,
dates are moved to today; what the summaries leave open (names, units, who said what) is set for the demo."""

from datetime import timedelta

from suqing.demo.play import Story

REMEDIES = "对处理结果不服的，可自收到之日起30日内向上级机构申请核查，也可申请调解、仲裁或向人民法院起诉。"
SHANGHAI_REGULATOR = {"no": "沪消保转〔2026〕第0318号", "bureau": "上海监管局"}

# C21: a slight scratch, three weeks to a settlement. The customer calls a second time: the first item is late.
SCRATCH = Story(
    key="C21", unit="sh", by="zhang", received="6 09:12", entered="6 09:20",
    told={
        "method": "telephone", "facts": "轻微剐蹭报案，定损员两次改期，又反复要求补材料，二十多天才结案，问进度没人说得清。",
        "demands": "说明为什么拖这么久，赔偿代步费。", "respondent_text": "车险理赔部定损岗", "respondent_staff": "ding", "conduct": 20,
        "line_of_business": "motor", "dispute_type": "claim", "policy_no": "PDAA2026310000883417", "claim_no": "R2026310000000192",
        "name": "陈女士", "phone": "13800006621", "sum_claimed_fen": 120_000, "possible_loss_fen": 120_000,
        "exposed_by_media": False, "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False,
    },
    steps=(
        ("li", "6 09:50", "triage", {"classification": "general", "established": True}),
        ("li", "6 10:00", "dispatch", {"to": "sh.motor"}),
        ("wang", "6 11:10", "accept", {"handler": "sun"}),
        ("sun", "6 15:30", "contact", {"method": "telephone", "reached": True, "summary": "核实报案经过，投诉人要代步费。"}),
        ("sun", "6 15:40", "progress", {"sayable": "正在核实定损经过，三个工作日内答复您。", "internal": "排期表要向车险线索取"}),
        ("sun", "5 10:00", "ask", {"whom": "ding"}),
        ("ding", "4 14:10", "state", {"statement": "那两周外勤排满，改期两次，都打过电话。"}),
        ("sun", "4 16:30", "find", {"cause_kind": "claim", "cause": "定损排期没有预警，改期两次，超出公司约定时限9天。", "evidence": "排期表\n通话记录", "valid": True, "direct": "ding"}),
        ("li", "3 09:10", "confirm", {"valid": True}),
        ("sun", "3 10:20", "draft", {"text": "代步费按实际超期9天补偿900元，由浦东支公司当面致歉。", "grounds": "定损超出约定时限", "evidence": "排期表\n通话记录", "amount_fen": 90_000, "company_loss_fen": 90_000, "promised": (("支付代步费900元", 5), ("当面致歉", 3))}),
        ("sun", "3 10:30", "submit", {}),
        ("zhao", "2 09:05", "instruct", {"kind": "approve", "text": "同意，今天就答复。"}),
    ),
)  # fmt: skip
SCRATCH_AGAIN = Story(
    key="C21-2", unit="sh", by="zhang", received="75m", entered="70m",
    told={
        "method": "telephone", "facts": "再次来电，说上次定损的事至今没人答复。", "demands": "今天给准话。", "again": "C21",
        "respondent_text": "车险理赔部定损岗", "respondent_staff": "ding", "conduct": 20, "line_of_business": "motor", "dispute_type": "claim",
        "policy_no": "PDAA2026310000883417", "name": "陈女士", "phone": "13800006621", "promise": timedelta(hours=3), "promise_words": "三小时内由王经理回电说明",
    },
)  # fmt: skip

# C13: quarantine allowance refused twice, paid in the end after the press wrote. Closed and archived.
QUARANTINE = Story(
    key="C13", unit="sh", by="li", received="15 10:05", entered="15 10:20",
    told={
        "method": "media", "source": "media", "facts": "59元投保的一年期保险含隔离津贴每天200元，小区封控居家隔离18天，申请两次被拒。",
        "demands": "按18天赔付隔离津贴，说明两次拒赔的依据。", "respondent_text": "健康险部理赔审核岗", "respondent_staff": "xin", "conduct": 18,
        "line_of_business": "property_other", "dispute_type": "claim", "policy_no": "PHGL2026310000007780", "name": "郭先生", "phone": "13900007780",
        "sum_claimed_fen": 360_000, "possible_loss_fen": 360_000, "exposed_by_media": True,
        "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False,
    },
    steps=(
        ("li", "15 10:40", "triage", {"classification": "major", "established": True}),
        ("li", "15 10:50", "dispatch", {"to": "sh.health"}),
        ("feng", "15 11:20", "accept", {"handler": "cai"}),
        ("cai", "15 14:00", "contact", {"method": "telephone", "reached": True, "summary": "核对隔离起止日期和社区证明。"}),
        ("cai", "15 14:20", "progress", {"sayable": "正在重新核定隔离天数，本周内答复您。"}),
        ("cai", "14 09:30", "ask", {"whom": "xin"}),
        ("xin", "14 11:00", "state", {"statement": "当时按只认定中风险地区理解条款，未看其间的等级调整公告。"}),
        ("cai", "14 15:00", "find", {"cause_kind": "claim", "cause": "审核漏看隔离期间划为中风险地区的公告，两次拒赔理由不成立。", "evidence": "防疫公告\n社区证明", "valid": True, "direct": "xin"}),
        ("li", "14 16:00", "confirm", {"valid": True}),
        ("cai", "13 09:20", "draft", {"text": "按18天赔付隔离津贴3,600元，书面说明并致歉。", "grounds": "保险期间、隔离事实均符合约定", "evidence": "防疫公告\n社区证明", "amount_fen": 360_000, "company_loss_fen": 360_000, "promised": (("支付隔离津贴3,600元", 1),)}),
        ("cai", "13 09:30", "submit", {}),
        ("zhao", "13 11:00", "instruct", {"kind": "approve", "text": "同意。"}),
        ("cai", "13 15:00", "reply", {"method": "letter", "text": "经核实，您的隔离符合合同约定，赔付18天津贴3,600元。对两次误拒向您致歉。", "facts_verified": "隔离18天属实，其间所在小区划为中风险地区", "grounds": "保险合同隔离津贴条款；保险法第二十三条", "remedies": REMEDIES, "proof": "EMS签收", "address": "上海市静安区南京西路66号"}),
        ("cai", "12 10:00", "response", {"accepted": True, "words": "接受，款到就行。"}),
        ("cai", "12 15:00", "carry_out", {"proof": "网银付款回单"}),
        ("li", "11 09:30", "close", {"ground": "accepted"}),
        ("li", "8 10:00", "follow_up", {"reached": True, "satisfaction": 4, "words": "款收到了，希望下次快一点。"}),
        ("li", "8 10:30", "suggest", {"to": "sh.health", "within": 30, "problem": "审核只看投保时的风险等级", "suggestion": "隔离类理赔核对全程公告，拒赔前复核一次"}),
        ("li", "8 10:40", "evaluate", {"lessons": "拒赔前没有复核，媒体报道后才重看。", "avoidance": "拒赔件双人复核。"}),
        ("li", "8 11:00", "archive", {}),
    ),
)  # fmt: skip

# C15: refused for want of hospital papers nobody could get then. The leader sent the first proposal back.
PAPERS_WANTED = Story(
    key="C15", unit="sh", by="li", received="4 09:30", entered="4 09:40",
    told={
        "method": "media", "source": "media", "facts": "网上买的疫情险，居家痊愈后申请理赔，因没有诊断证明和出院小结被拒；当时未能转运就医，只有阳性报告和防疫部门证明。",
        "demands": "认可阳性报告和防疫证明，按约定赔付。", "respondent_text": "健康险部理赔审核岗", "respondent_unit": "sh.health", "conduct": 10,
        "line_of_business": "property_other", "dispute_type": "claim", "policy_no": "PHYQ2026310000004471", "name": "唐女士", "phone": "13700004471",
        "sum_claimed_fen": 2_000_000, "possible_loss_fen": 2_000_000, "exposed_by_media": True,
        "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False,
    },
    steps=(
        ("li", "4 10:00", "triage", {"classification": "major", "established": True}),
        ("li", "4 10:10", "dispatch", {"to": "sh.health"}),
        ("feng", "4 10:40", "accept", {"handler": "cai"}),
        ("cai", "4 14:00", "contact", {"method": "telephone", "reached": True, "summary": "投诉人愿补交防疫证明原件。"}),
        ("cai", "4 14:10", "progress", {"sayable": "单证要求正在复核，两个工作日内给您答复。"}),
        ("cai", "3 10:00", "find", {"cause_kind": "product", "cause": "条款所列单证在封控期间客观上无法取得，理赔指引没有替代单证的规定。", "evidence": "阳性报告\n防疫部门证明", "valid": True}),
        ("li", "3 14:00", "confirm", {"valid": True}),
        ("cai", "2 09:00", "draft", {"text": "以阳性报告和防疫证明替代，赔付20,000元。", "grounds": "单证客观上无法取得，不应由投保人承担", "evidence": "阳性报告\n防疫部门证明", "amount_fen": 2_000_000, "company_loss_fen": 2_000_000, "promised": (("支付保险金20,000元", 3),)}),
        ("cai", "2 09:10", "submit", {}),
        ("zhao", "2 15:30", "instruct", {"kind": "return", "text": "请附总公司对替代单证的答复，并写明同类件怎么办。"}),
        ("cai", "1 16:00", "draft", {"text": "以阳性报告和防疫证明替代，赔付20,000元；同类件按总公司答复口径办理。", "grounds": "单证客观上无法取得；总公司理赔部已书面答复可替代", "evidence": "阳性报告\n防疫部门证明\n总公司答复", "amount_fen": 2_000_000, "company_loss_fen": 2_000_000, "promised": (("支付保险金20,000元", 3),)}),
        ("cai", "1 16:10", "submit", {}),
        ("cai", "95m", "progress", {"sayable": "新方案已报领导，批示后当天答复您。"}),
    ),
)  # fmt: skip

# C17: the owner drove passengers; the court has spoken. Not a complaint under the rule (S5 3.2).
AFTER_JUDGEMENT = Story(
    key="C17", unit="sh", by="ni", received="5 14:00", entered="5 14:15",
    told={
        "method": "visit", "facts": "家用车做网约车，接单途中碰撞负全责，要求赔车损54,700元和施救费300元，公司以改变使用性质拒赔，法院已判决驳回。",
        "demands": "重新赔付。", "respondent_text": "车险理赔部", "respondent_unit": "sh.motor", "line_of_business": "motor", "dispute_type": "claim",
        "policy_no": "PDAA2025310000031170", "name": "车主程先生", "phone": "13600004471", "sum_claimed_fen": 5_500_000, "possible_loss_fen": 0,
        "in_litigation": True, "only_venting": False,
    },
    steps=(
        ("li", "5 15:00", "terminate", {"kind": "in_court", "reason": "法院已判决，按管理细则不属于投诉；已电话说明可依法申诉。", "told_how": "telephone", "proof": "通话录音"}),
    ),
)  # fmt: skip

# C19: the same kind of dispute, taken to court while we were looking into it: terminated midway.
SUIT_LATER = Story(
    key="C19", unit="sh", by="zhang", received="9 10:00", entered="9 10:10",
    told={
        "method": "telephone", "facts": "电话投保车险，凌晨顺风车单方事故，维修估价131,005元，公司以营业用途拒赔；本人称没收费，事故后才拿到保险单。",
        "demands": "按车损险赔付。", "respondent_text": "车险理赔部", "respondent_unit": "sh.motor", "conduct": 12, "line_of_business": "motor", "dispute_type": "claim",
        "policy_no": "PDAA2026310000013309", "name": "车主祁先生", "phone": "13500003309", "sum_claimed_fen": 13_100_500, "possible_loss_fen": 13_100_500,
        "exposed_by_media": False, "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False,
    },
    steps=(
        ("li", "9 10:30", "triage", {"classification": "major", "established": True}),
        ("li", "9 10:40", "dispatch", {"to": "sh.motor"}),
        ("wang", "9 11:00", "accept", {"handler": "gu"}),
        ("gu", "9 14:30", "contact", {"method": "telephone", "reached": True, "summary": "投诉人称已委托律师。"}),
        ("li", "7 10:00", "terminate", {"kind": "in_court", "reason": "法院送达应诉通知书，办理终止并电话告知投诉人。", "told_how": "telephone", "proof": "通话录音"}),
    ),
)  # fmt: skip

# C23: a regulator's finding on advertising; nobody complains, so it is an improvement to be made, not a case.
FIRST_MONTH_FREE = Story(
    key="C23", unit="donghai", by="han", received="6 15:00", entered="6 15:20",
    told={
        "kind": "improvement", "method": "letter", "source": "regulator_national",
        "facts": "通报：短期健康险网页以首月0元、限时特惠宣传，实为把全年保费摊到后11个月，涉及保单16,879笔、保费396.34万元。",
        "demands": "核查本公司网页宣传，凡有同类表述一律下架。", "respondent_text": "网上销售页面", "line_of_business": "health_short", "dispute_type": "sales",
    },
)  # fmt: skip

# The same scratch told to the bureau, forwarded with a return date: the regulator's own clock.
FORWARDED = Story(
    key="C21-R", unit="js", by="jiang", received="2 11:00", entered="2 11:20",
    told={
        "method": "forwarded", "source": "regulator_local", "facts": "监管转来：车损报案后二十余日未结，其间未得到明确答复。", "demands": "尽快结案并说明。",
        "respondent_text": "江苏车险理赔部", "respondent_unit": "js.motor", "conduct": 25, "line_of_business": "motor", "dispute_type": "claim",
        "policy_no": "PDAA2026320000065515", "name": "贺女士", "phone": "13400005518", "sum_claimed_fen": 860_000, "possible_loss_fen": 860_000,
        "letter": {**SHANGHAI_REGULATOR, "no": "苏消保转〔2026〕第0112号", "bureau": "江苏监管局", "received": "5 09:00", "forwarded": "3 10:00", "return_in": timedelta(days=9)},
        "exposed_by_media": False, "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False,
    },
    steps=(
        ("jiang", "2 11:40", "triage", {"classification": "major", "established": True}),
        ("jiang", "2 11:50", "dispatch", {"to": "js.motor"}),
        ("luo", "2 14:00", "accept", {"handler": "wei"}),
        ("wei", "2 15:00", "contact", {"method": "telephone", "reached": True, "summary": "已联系，核对报案时间和材料往来。"}),
        ("wei", "85m", "progress", {"sayable": "材料往来已核对完，正在查定损环节。", "internal": "等省公司系统导出日志"}),
    ),
)  # fmt: skip

# Fresh from this morning: taken down, not yet sorted out; and one sent to a department that has not answered.
RUDE = Story(
    key="C21-V", unit="sh", by="qi", received="55m", entered="50m",
    told={"method": "visit", "facts": "柜面办理批改时被要求重复提交证明，窗口说话不耐烦。", "demands": "说清要哪些材料，一次办好。", "respondent_text": "静安支公司柜面", "respondent_unit": "sh.jingan", "line_of_business": "motor", "dispute_type": "policy_service", "name": "姚先生", "phone": "13300005518"},
)  # fmt: skip
WAITING = Story(
    key="C15-W", unit="sh", by="li", received="1 16:20", entered="1 16:30",
    told={
        "method": "letter", "facts": "隔离津贴少算三天，来信要求说明依据并重新核定。", "demands": "重新核定天数。", "respondent_text": "健康险部", "respondent_unit": "sh.health",
        "line_of_business": "property_other", "dispute_type": "claim", "policy_no": "PHGL2026310000001162", "name": "罗女士", "phone": "13200001162", "sum_claimed_fen": 60_000, "possible_loss_fen": 60_000,
        "exposed_by_media": False, "in_litigation": False, "in_arbitration": False, "with_judicial_organs": False, "only_venting": False,
    },
    steps=(
        ("li", "1 16:40", "triage", {"classification": "general", "established": True}),
        ("li", "1 16:50", "dispatch", {"to": "sh.health"}),
        ("li", "65m", "progress", {"sayable": "已转健康险部重新核定天数，今天有人联系您。"}),
    ),
)  # fmt: skip

PROPERTY = (QUARANTINE, SUIT_LATER, SCRATCH, FIRST_MONTH_FREE, AFTER_JUDGEMENT, PAPERS_WANTED, FORWARDED, WAITING, SCRATCH_AGAIN, RUDE)
