"""What was published a year before: for changes and trends. Results are read from the published texts, never computed anew."""

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from suqing.apps.assessment.models import PublishedVersion, Round
from suqing.apps.assessment.queries import published_versions
from suqing.casework.assessment.periods import parse_period


@dataclass(frozen=True, slots=True)
class Before:
    total: Fraction
    rank: int
    of: int


@lru_cache(maxsize=64)
def _cards(version_id: int) -> dict[str, tuple[Before, Any]]:
    """A published version never changes."""
    result = json.loads(PublishedVersion.objects.only("result").get(pk=version_id).result)
    return {
        card["code"]: (Before(Fraction(str(card["total"])), card["rank"], len(cards)), card) for cards in result["groups"].values() for card in cards
    }


def cards_before(root_id: int, found: Round) -> dict[str, Before]:
    """Of the newest version of the same period a year earlier, by insurer; empty without one."""
    version = _version_of(root_id, found.rulebook, str(parse_period(found.period).year_before))
    return {code: before for code, (before, _) in _cards(version).items()} if version else {}


def _version_of(root_id: int, rulebook: str, period: str) -> int | None:
    return (
        PublishedVersion.objects.filter(root_id=root_id, round__rulebook=rulebook, round__period=period).order_by("-number").values_list("id", flat=True).first()
    )


def trend_of(root_id: int, code: str) -> list[dict[str, Any]]:
    """Every published period of one insurer, oldest first: total, rank, of how many, each line's points."""
    found = []
    for version in published_versions(root_id):
        known = _cards(version.id).get(code)
        if known:
            before, card = known
            found.append({"round": version.round, "period": parse_period(version.round.period), "version": version, "before": before, "card": card})
    return found
