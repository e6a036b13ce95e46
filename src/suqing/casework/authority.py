"""Who may decide: within the sum a person may promise (S4 第四条（四）, law 24), and never in a matter of their own (law 17)."""

from collections.abc import Iterable

from suqing.casework.verdict import Missing, Verdict, decide
from suqing.casework.yuan import yuan
from suqing.rulebook.explain import Input

INTERESTS = {
    "respondent": "您是被投诉人",
    "superior_to_be_fined": "您是可能被处罚的上级",
    "responsible": "您是这一件的责任人",
    "handled_before": "您办理过这一件",
    "declared": "您声明过与这一件有利害关系",
}


def needs_leader(amount_fen: int | None, limit_fen: int | None) -> bool:
    """True above the limit. Nothing promised in money needs no leader; without any limit every promise does."""
    if not amount_fen:
        return False
    return limit_fen is None or amount_fen > limit_fen


def within_authority(*, amount_fen: int | None, limit_fen: int | None, leader: str = "主管领导") -> Verdict:
    """The same as a verdict with its words: 24,500元超出您的授权20,000元，提交后由赵总批示。"""
    inputs = {"amount_fen": Input(amount_fen, "方案"), "limit_fen": Input(limit_fen, "授权")}
    if not needs_leader(amount_fen, limit_fen):
        return decide("授权", "claims/4.4", (), refused="", inputs=inputs)
    limit = f"超出您的授权{yuan(limit_fen)}" if limit_fen is not None else "没有可用的授权"
    words = f"{yuan(amount_fen or 0)}{limit}"
    missing = Missing("authority", words, "claims/4.4", f"提交后由{leader}批示")
    return decide("授权", "claims/4.4", (missing,), refused="不能直接答应投诉人", inputs=inputs)


def recused(*, interests: Iterable[str], next_person: str | None = None) -> Verdict:
    """`interests` of this person in this matter, from INTERESTS; any of them bars handling, approving, closing, fining and ruling."""
    missing = []
    do = f"请{next_person}办理" if next_person else "请上一级办理"
    for each in interests:
        if each not in INTERESTS:
            raise LookupError(f"没有这种利害关系 {each}：只有{'、'.join(INTERESTS)}")
        missing.append(Missing(each, INTERESTS[each], "cbirc2020/17", do))
    return decide("回避", "cbirc2020/17", missing, refused="这一件您须回避")
