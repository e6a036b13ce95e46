"""The tree of root causes (原因树; 2020 measures Art. 9, 26): where it went wrong, and what there. Not what is disputed.

No rule lists the branches; they are ours (assumed). A branch or leaf never changes its code: findings on record name it.
"""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "product": "产品设计", "sale": "销售", "underwriting": "承保", "service": "服务", "claim": "理赔",
    "system": "系统", "third_party": "合作机构", "handling": "投诉处理", "none": "未发现差错",
}  # fmt: skip
TREE: Mapping[str, Mapping[str, str]] = {
    "product": {"product_terms": "条款难懂或有歧义", "product_cover": "保障与需要不符", "product_price": "定价或费用", "product_documents": "所需单证不合理"},
    "sale": {"sale_misleading": "误导或夸大", "sale_not_explained": "没有说明免责或退保损失", "sale_suitability": "产品不适合投保人", "sale_signature": "代签名或代录音", "sale_harassment": "营销扰民"},
    "underwriting": {"underwriting_slow": "承保延误", "underwriting_data": "投保资料录入有误", "underwriting_decision": "核保决定不当", "underwriting_policy": "保单没有送达"},
    "service": {"service_attitude": "态度", "service_unreachable": "联系不上", "service_slow": "保全或续期延误", "service_wrong": "答复有误", "service_reminder": "没有通知或提醒"},
    "claim": {"claim_slow": "时效", "claim_survey": "查勘定损", "claim_liability": "责任认定", "claim_sum": "赔付金额", "claim_documents": "索要单证", "claim_explained": "没有说明理由"},
    "system": {"system_down": "故障或不能用", "system_wrong": "计算或数据有误", "system_design": "流程设计不便"},
    "third_party": {"third_party_sale": "代理或中介销售", "third_party_repair": "修理单位", "third_party_assessor": "公估或鉴定", "third_party_service": "救援、医疗等服务商"},
    "handling": {"handling_slow": "处理延误", "handling_promise": "承诺没有兑现", "handling_attitude": "处理态度", "handling_wrong": "处理结论有误"},
    "none": {},
}  # fmt: skip
DETAILS: Mapping[str, str] = {code: words for leaves in TREE.values() for code, words in leaves.items()}
KIND_OF: Mapping[str, str] = {code: kind for kind, leaves in TREE.items() for code in leaves}
NAMES: Mapping[str, str] = {**KINDS, **{code: f"{KINDS[KIND_OF[code]]}：{words}" for code, words in DETAILS.items()}}


def cause_words(kind: str, detail: str) -> str:
    """理赔：查勘定损, or the branch alone."""
    return NAMES[detail or kind]
