"""`scorecards.json`: the whole result as plain data. Points and totals are JSON numbers equal to two decimals, deductions negative."""

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import number as number_of
from suqing.casework.assessment.scoring import OUTSIDE, Assessment, GroupResult, Scorecard
from suqing.exchange.words import FLAGS

VALUE_DECIMALS = 4
INDUSTRY = "行业水平"

number = lru_cache(maxsize=50_000)(number_of)  # the same few points come again and again


def scorecards(assessment: Assessment) -> dict[str, Any]:
    """Plain data. Keys beyond the documented ones: flags, label, section, bases, gap, cap, parts, sources, rolled_up, merged, benchmarks, summaries."""
    return {
        "rulebook": assessment.edition.id,
        "edition": assessment.edition.content_hash,
        "period": str(assessment.period),
        "facts": assessment.facts_hash,
        "flags": list(assessment.flags),
        "groups": {each.group.id: [_card(card, assessment.flags) for card in each.cards] for each in assessment.groups},
        "groups_summary": {each.group.id: summary(each) for each in assessment.groups},
        "benchmarks": {each.group.id: benchmarks(each) for each in assessment.groups},
        "excluded": [{"code": e.code, "name": e.name, "clause": e.clause, "because": e.because} for e in assessment.excluded],
        "merged": [{"code": m.code, "name": m.name, "into": m.into, "clause": m.clause} for m in assessment.merged],
        "incomplete": [{"code": i.code, "name": i.name, "group": i.group, "missing": list(i.missing)} for i in assessment.incomplete],
    }


def scorecards_text(data: dict[str, Any]) -> str:
    """As JSON with a line for each insurer: quick to write, and two results can be compared line by line."""

    def lines(value: Any, depth: int) -> str:
        if depth and isinstance(value, dict) and value:
            return "{\n" + ",\n".join(f"{one(key)}: {lines(each, depth - 1)}" for key, each in value.items()) + "\n}"
        if depth and isinstance(value, list) and value:
            return "[\n" + ",\n".join(one(each) for each in value) + "\n]"
        return one(value)

    def one(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    return lines(data, 3) + "\n"


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
        "sources": list(dict.fromkeys(each.source for name, each in line.inputs.items() if each.source and name != INDUSTRY)),
        "parts": [part.data() for part in line.parts],
    }


def value_number(value: Fraction | None, unit: str) -> float | None:
    """Four decimals; a rate with the unit % as per cent."""
    if value is None:
        return None
    return number(value * 100 if unit == "%" else value, VALUE_DECIMALS)


def benchmarks(group: GroupResult) -> dict[str, Any]:
    """The industry's value of each indicator that is compared with it, and how it was found."""
    return {
        line.indicator: {"value": value_number(line.benchmark, line.unit), "unit": line.unit, "because": line.inputs[INDUSTRY].source if INDUSTRY in line.inputs else ""}
        for line in (group.cards[0].lines if group.cards else ())
        if line.benchmark is not None
    }


def notices(assessment: Assessment) -> list[str]:
    """What concerns the result as a whole, in words."""
    found = []
    for flag in assessment.flags:
        if flag == OUTSIDE:
            valid = assessment.edition.valid
            found.append(f"{assessment.period.words}不在《{assessment.edition.name}》的有效期内（{valid.from_day or '不限'}至{valid.until_day or '不限'}），按采用这一规则计算。")
        else:
            found.append("：".join(FLAGS.get(flag, (flag,))) + "。")
    return found


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
