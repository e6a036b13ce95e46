"""Small disputes: within a sum set beforehand, a mediator's opinion binds the insurer as soon as the complainant accepts it (2020 measures Art. 24)."""

from suqing.casework.verdict import Missing, Verdict, decide
from suqing.casework.yuan import yuan
from suqing.rulebook.explain import Input

CLAUSE = "cbirc2020/24"


def opinion_binds(amount_fen: int, limit_fen: int | None) -> Verdict:
    """Allowed where the opinion lies within the unit's limit; no limit, or 0, means that a leader decides on each (gap small_claims)."""
    inputs = {"amount_fen": Input(amount_fen, "调解意见"), "limit_fen": Input(limit_fen, "机构的小额限额")}
    return decide("小额快速处理", CLAUSE, _missing(amount_fen, limit_fen), refused="意见不直接约束我方", inputs=inputs)


def _missing(amount_fen: int, limit_fen: int | None) -> list[Missing]:
    todo = "接受意见的，提出处理方案，由主管领导批示"
    if not limit_fen:
        return [Missing("limit", "本机构和上级都没有小额限额", CLAUSE, todo)]
    if amount_fen > limit_fen:
        return [Missing("limit", f"意见{yuan(amount_fen)}，超出小额限额{yuan(limit_fen)}，多{yuan(amount_fen - limit_fen)}", CLAUSE, todo)]
    return []
