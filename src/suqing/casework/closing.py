"""May the case be closed on this ground (S4 第七条四)? Each ground with exactly what it needs; only the complaint post closes."""

from collections.abc import Iterable, Mapping

from suqing.casework.case_facts import ClosingFacts
from suqing.casework.verdict import Missing, Verdict, decide
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input
from suqing.rulebook.kinds.table import Row

POST = Missing("complaint_post", "结案由投诉管理岗登记", "claims/7.5", "请投诉管理岗结案")
HANDLER = Missing("not_the_handler", "处理人不能给自己处理的案件结案", "claims/7.5", "请另一位投诉管理岗结案")


def grounds(editions: Iterable[Edition]) -> tuple[Row, ...]:
    """The grounds there are: accepted, lawful, found_invalid."""
    return _books(editions)["claims"].table("closing_grounds")


def may_close(*, editions: Iterable[Edition], ground: str, facts: ClosingFacts) -> Verdict:
    """`editions` must hold `claims`, the only rule with closing grounds (gap property/closing).

    With `cbirc2020` among them the clauses of the law stand beside what the decision must say (第十九条).
    LookupError for an unknown ground or a missing edition.
    """
    books = _books(editions)
    if "claims" not in books:
        raise LookupError("结案依据写在理赔细则里，没有给出 claims 的版本")
    rows = {row.id: row for row in books["claims"].table("closing_grounds")}
    if ground not in rows:
        raise LookupError(f"没有结案依据 {ground}：只有{'、'.join(rows)}")
    wanted = rows[ground]
    needs = {row.id: row for row in books["claims"].table("closing_needs")}
    law = {row.id: row for row in books["cbirc2020"].table("notices")} if "cbirc2020" in books else {}
    missing = [_missing(needs[each], law) for each in wanted["needs"] if not getattr(facts, needs[each]["fact"])]
    if facts.actor_is_handler:
        missing.append(HANDLER)
    elif not facts.actor_in_complaint_post:
        missing.append(POST)
    inputs = {needs[each]["fact"]: Input(getattr(facts, needs[each]["fact"]), "案卷") for each in wanted["needs"]}
    return decide(f"结案：{wanted['label']}", wanted.clause, missing, refused="还不能结案", inputs=inputs)


def _books(editions: Iterable[Edition]) -> dict[str, Edition]:
    values = editions.values() if isinstance(editions, Mapping) else editions
    return {each.id: each for each in values}


def _missing(need: Row, law: Mapping[str, Row]) -> Missing:
    by_law = law.get(need["from_law"] or "")
    return Missing(need.id, need["words"], by_law.clause if by_law else need.clause, need["do"])
