"""`scorecards.json`: the whole result as plain data. Points and totals are JSON numbers equal to two decimals, deductions negative."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.scoring import OUTSIDE, Assessment, GroupResult, Scorecard

VALUE_DECIMALS = 4


def scorecards(assessment: Assessment) -> dict[str, Any]:
    """Plain data. Keys beyond the documented ones: flags, label, bases, gap, cap, rolled_up, merged, summaries."""
    return {
        "rulebook": assessment.edition.id,
        "edition": assessment.edition.content_hash,
        "period": str(assessment.period),
        "facts": assessment.facts_hash,
        "flags": list(assessment.flags),
        "groups": {each.group.id: [_card(card, assessment.flags) for card in each.cards] for each in assessment.groups},
        "groups_summary": {each.group.id: summary(each) for each in assessment.groups},
        "excluded": [{"code": e.code, "name": e.name, "clause": e.clause, "because": e.because} for e in assessment.excluded],
        "merged": [{"code": m.code, "name": m.name, "into": m.into, "clause": m.clause} for m in assessment.merged],
        "incomplete": [{"code": i.code, "name": i.name, "group": i.group, "missing": list(i.missing)} for i in assessment.incomplete],
    }


def _card(card: Scorecard, flags: Sequence[str]) -> dict[str, Any]:
    return {
        "code": card.code,
        "name": card.name,
        "rank": card.rank,
        "total": number(card.total),
        "raw_total": number(card.raw_total),
        **{section: number(points) for section, points in card.sections.items()},
        "points_on_assumption": number(card.points_on_assumption),
        "flags": [*card.flags, *flags],
        "rolled_up": list(card.units),
        "lines": [_line(line, flags) for line in card.lines],
    }


def _line(line: Scored, flags: Sequence[str]) -> dict[str, Any]:
    return {
        "indicator": line.indicator,
        "label": line.label,
        "section": line.section,
        "full": 0 if line.deducts else number(line.full),
        "cap": number(line.full) if line.deducts else None,
        "points": number(line.points),
        "value": value_number(line.value, line.unit),
        "unit": line.unit,
        "benchmark": value_number(line.benchmark, line.unit),
        "clause": line.clause,
        "basis": line.basis,
        "bases": list(line.bases),
        "gap": line.gap,
        "flags": [*line.flags, *(each for each in flags if each == OUTSIDE)],
        "because": line.because,
        "inputs": {name: {"value": each.value, "source": each.source} for name, each in line.inputs.items()},
        "parts": [part.data() for part in line.parts],
    }


def value_number(value: Fraction | None, unit: str) -> float | None:
    """Four decimals; a rate with the unit % as per cent."""
    if value is None:
        return None
    return number(value * 100 if unit == "%" else value, VALUE_DECIMALS)


def summary(group: GroupResult) -> dict[str, Any]:
    """As the national circulars tell: mean, how many below it; of each line the mean, and how many with full and with no points."""
    below = sum(1 for card in group.cards if group.mean is not None and card.total < group.mean)
    lines = []
    for place, line in enumerate(group.cards[0].lines if group.cards else ()):
        own = [card.lines[place] for card in group.cards]
        lines.append(
            {
                "indicator": line.indicator,
                "label": line.label,
                "mean": number(sum((each.points for each in own), Fraction(0)) / len(own)),
                "full": _count(own, lambda each: each.points == (0 if each.deducts else each.full)),
                "zero": _count(own, lambda each: not each.deducts and each.points == 0),
            }
        )
    return {
        "label": group.group.label,
        "count": len(group.cards),
        "mean": None if group.mean is None else number(group.mean),
        "median": None if group.median is None else number(group.median),
        "below_mean": below,
        "lines": lines,
    }


def _count(lines: Sequence[Scored], holds: Callable[[Scored], bool]) -> int:
    return sum(1 for each in lines if holds(each))
