"""Words that files and pages share: flags and origins."""

from collections.abc import Iterable

FLAGS = {
    "small_base": ("小基数", "一件之差影响较大"),
    "not_written": ("不适用", "没有这类业务，按满分"),
    "zero_exposure": ("业务量为零", "有投诉而没有业务量，按零分，须人工核对"),
    "zero_complaints": ("零投诉", "没有投诉，按满分"),
    "first_period": ("首次考评", "没有上年同期可比"),
    "capped": ("到上限", "扣分到了上限"),
    "small_group": ("组内不足三家", "用上年同期或同期数据作行业水平"),
    "outside_validity": ("不在有效期", "这一期不在规则的有效期内，按采用计算"),
    "floored": ("按零分显示", "得分低于零，显示为零，排名按实际"),
}  # fmt: skip
BASES = {"quoted": ("原", "原文写明"), "derived": ("推", "由原文推出"), "assumed": ("设", "原文未公布，本产品设定")}


def flag_names(flags: Iterable[str]) -> str:
    return "、".join(FLAGS[flag][0] if flag in FLAGS else flag for flag in flags)
