"""How the examples of class, consequences and closing are asked. Each answers with what `expected` may name."""

from typing import Any

from suqing.casework.case_facts import ClosingFacts, PenaltyFacts, TriageFacts
from suqing.casework.closing import may_close
from suqing.casework.responsibility import consequences
from suqing.casework.triage import classify
from suqing.casework.yuan import exact_yuan
from suqing.commands._facts import money_fen
from suqing.rulebook import open_edition


def ask_classify(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    facts = dict(given)
    if "company_loss_yuan" in facts:
        facts["company_loss_yuan"] = exact_yuan(money_fen("company_loss_yuan", facts["company_loss_yuan"]))
    found = classify(edition=open_edition(rulebook), facts=TriageFacts(**facts))
    return {
        "class": found.classification,
        "in_scope": found.in_scope,
        "clause": found.clause,
        "provisional": found.provisional,
        "matched_row": found.matched_row,
    }


def ask_penalties(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    facts = dict(given)
    via = facts.pop("came_via", None)
    first, *further = via if isinstance(via, list) else [via]
    cost = facts.pop("pr_cost_yuan", None)
    facts["pr_cost_fen"] = None if cost is None else money_fen("pr_cost_yuan", cost)
    facts["not_employed"] = frozenset(facts.get("not_employed", ()))
    found = consequences(edition=open_edition(rulebook), facts=PenaltyFacts(came_via=first, also_via=tuple(further), **facts))
    lines = [f"{each.role} {each.kind} {_yuan(each.amount_fen)} {each.clause}" for each in found.lines]
    return {"lines": lines, "not_yet": found.not_yet is not None}


def ask_closing(rulebook: str, given: dict[str, Any]) -> dict[str, Any]:
    facts = dict(given)
    ground = facts.pop("ground")
    editions = [open_edition(each) for each in (rulebook, "cbirc2020")]
    found = may_close(editions=editions, ground=ground, facts=ClosingFacts(**facts))
    return {"allowed": found.allowed, "clause": found.clause, "missing": [each.code for each in found.missing]}


def _yuan(fen: int) -> str:
    return str(fen // 100) if fen % 100 == 0 else f"{fen / 100:.2f}"


ASKS = {"classify": ask_classify, "penalties": ask_penalties, "closing": ask_closing}
