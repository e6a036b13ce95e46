"""Places and gists of clauses, from the shipped editions; read once per process."""

from functools import cache

from suqing.rulebook import Clause, UnknownRulebook, open_edition


def known(clause_id: str) -> Clause | None:
    """The clause, or None when no shipped rulebook has it."""
    return _clauses(clause_id.partition("/")[0]).get(clause_id)


@cache
def _clauses(rulebook: str) -> dict[str, Clause]:
    try:
        return open_edition(rulebook).clauses
    except UnknownRulebook:
        return {}
