"""The explanation that every result carries: what was asked, by which clause, from which facts, and how it was worked out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from suqing.rulebook.canonical import dumps

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that was used, and where it was taken from ("登记", "调查结论第2版" …)."""

    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class StripDay:
    """One square of the strip of days. `kind`: start, working, make_up, weekend, holiday, natural, paused.

    `ordinal` counts 1, 2, 3 … on the days that were counted; `words` is what is printed under the date.
    """

    day: str
    kind: str
    ordinal: int | None
    words: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One explained result. `points` is exact decimal text. `judgement_by` names who judged, where a person did."""

    label: str
    clause: str | None = None
    inputs: Mapping[str, Input] = field(default_factory=dict)
    value: Value = None
    points: str | None = None
    because: str = ""
    basis: str | None = None
    judgement_by: str | None = None
    children: tuple["Line", ...] = ()
    gist: str | None = None
    gap: str | None = None
    strip: tuple[StripDay, ...] = ()

    def data(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "label": self.label,
            "clause": self.clause,
            "inputs": {
                name: {"value": each.value, "source": each.source}
                for name, each in self.inputs.items()
            },
            "value": self.value,
            "points": self.points,
            "because": self.because,
            "basis": self.basis,
            "judgement_by": self.judgement_by,
            "children": [each.data() for each in self.children],
            "gist": self.gist,
            "gap": self.gap,
            "strip": [
                {
                    "day": d.day,
                    "kind": d.kind,
                    "ordinal": d.ordinal,
                    "words": d.words,
                    "provisional": d.provisional,
                }
                for d in self.strip
            ],
        }

    def to_canonical(self) -> str:
        return dumps(self.data())

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Line":
        known = dict(data)
        known["inputs"] = {name: Input(**each) for name, each in data.get("inputs", {}).items()}
        known["children"] = tuple(cls.from_data(each) for each in data.get("children", ()))
        known["strip"] = tuple(StripDay(**each) for each in data.get("strip", ()))
        return cls(**known)

    @classmethod
    def from_canonical(cls, text: str) -> "Line":
        return cls.from_data(json.loads(text))
