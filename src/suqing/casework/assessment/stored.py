"""Facts as one canonical text and back, places included: what a round keeps, so that years later the same facts give the same result."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from suqing.casework.assessment.facts import (
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
    number_text,
)
from suqing.rulebook.canonical import dumps


def dump(facts: Facts) -> str:
    """Canonical JSON; rows in the order in which they were read."""
    return dumps(
        {
            "insurers": [[i.code, i.name, i.sector, i.type, i.rolls_into, _text(i.opened_on), _place(i.place)] for i in facts.insurers],
            "figures": [
                [f.code, f.period, {name: number_text(value) for name, value in f.values.items() if value is not None}, _place(f.place)]
                for f in facts.figures
            ],
            "marks": [[m.code, m.period, m.indicator, m.item, m.level, m.basis, _place(m.place)] for m in facts.marks],
            "events": [
                [e.code, _text(e.day), e.indicator, e.situation, e.times, e.persons, e.note, e.proposed_by, e.reviewed_by, e.source, _place(e.place)]
                for e in facts.events
            ],
            **({"set_aside": [list(each) for each in facts.set_aside]} if facts.set_aside else {}),
        }
    )


def load(text: str) -> Facts:
    data: Mapping[str, Any] = json.loads(text)
    return Facts(
        tuple(_insurer(*row) for row in data["insurers"]),
        tuple(
            Figures(code, period, {name: Fraction(value) for name, value in values.items()}, Place(*place))
            for code, period, values, place in data["figures"]
        ),
        tuple(_mark(*row) for row in data["marks"]),
        tuple(_event(*row) for row in data["events"]),
        tuple((code, reason) for code, reason in data.get("set_aside", ())),
    )


def _insurer(code: str, name: str, sector: str, type: str, into: str | None, opened_on: str | None, place: Any) -> Insurer:
    return Insurer(code, name, sector, type, into, _day(opened_on), Place(*place))


def _mark(code: str, period: str, indicator: str, item: str, level: str, basis: str, place: Any) -> Mark:
    return Mark(code, period, indicator, item, level, basis, Place(*place))


def _event(
    code: str, day: str, indicator: str, situation: str, times: int, persons: int | None, note: str, by: str, reviewer: str, source: str, place: Any
) -> Occurrence:
    return Occurrence(code, date.fromisoformat(day), indicator, situation, times, persons, note, by, reviewer, source, Place(*place))


def _place(place: Place) -> list[Any]:
    return [place.sheet, place.row, place.note]


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
