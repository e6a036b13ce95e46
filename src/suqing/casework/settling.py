"""May it be settled on the spot (当场办结)? Within one's own authority, accepted, and nothing left to do (S5 4.5, 4.10, 6.4; C28)."""

from dataclasses import dataclass
from hashlib import sha256

from suqing.casework.authority import needs_leader
from suqing.casework.verdict import Missing, Verdict, decide
from suqing.casework.yuan import yuan
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input

CLAUSE = "property/4.10"


@dataclass(frozen=True, slots=True)
class SettlingFacts:
    """`classification` is the proposed one; sums in fen, `authority_fen` is what the person may promise, None or 0 where nothing."""

    classification: str | None
    repeat_level: str
    asked: bool
    answered: bool
    accepted: bool
    amount_fen: int | None = None
    authority_fen: int | None = None
    paid: bool = False
    promised: bool = False

    def value(self, fact: str) -> str | None:
        found: str | None = getattr(self, fact)
        return found


def may_settle(*, edition: Edition, facts: SettlingFacts) -> Verdict:
    """`edition` is of `property`, the rule that knows direct settlement; its table says which class and level may be."""
    rows = [row for row in edition.table("spot_settlement") if row["fact"]]
    missing = [Missing(row.id, row["words"], row.clause, row["do"]) for row in rows if facts.value(row["fact"]) not in row["allowed"]]
    missing += [each for each, stands_in_the_way in _own(facts) if stands_in_the_way]
    inputs = {row["fact"]: Input(facts.value(row["fact"]), "登记") for row in rows}
    inputs |= {"amount_fen": Input(facts.amount_fen, "登记"), "authority_fen": Input(facts.authority_fen, "授权")}
    return decide("当场办结", CLAUSE, missing, refused="还不能当场办结", inputs=inputs)


def _own(facts: SettlingFacts) -> list[tuple[Missing, bool]]:
    amount, limit = facts.amount_fen, facts.authority_fen
    beyond = f"付给投诉人{yuan(amount or 0)}，超过您的授权{yuan(limit or 0)}"
    return [
        (Missing("asked", "没有写事实经过和投诉人要什么", "property/7.1", "先写清楚"), not facts.asked),
        (Missing("answer", "没有写怎样答复", "property/7.7", "写下对投诉人说的话"), not facts.answered),
        (Missing("acceptance", "投诉人没有表示接受", "claims/7.4.1", "投诉人不接受的，登记后按步骤办"), not facts.accepted),
        (Missing("authority", beyond, "claims/4.4", "登记后按方案报主管领导"), needs_leader(amount, limit)),
        (Missing("paid", "钱还没有付清", "property/7.7", "写明付款凭证；还没有付的，登记后按方案办"), bool(amount) and not facts.paid),
        (Missing("promised", "还约了时间答复", "property/6.4", "去掉约定的时间，或登记后按步骤办"), facts.promised),
    ]


def is_sampled(*, edition: Edition, ref: str) -> bool:
    """Drawn for a call back: one in `sample_every`, by the digest of the reference, which nobody knows beforehand."""
    every: int = next(row["sample_every"] for row in edition.table("spot_settlement") if row["sample_every"])
    return int.from_bytes(sha256(ref.encode()).digest()[:8]) % every == 0
