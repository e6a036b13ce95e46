"""What an insurer enters for its own score, as canonical text and back (OwnAssessment.inputs)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from suqing.rulebook.canonical import dumps


@dataclass(frozen=True)
class Entered:
    """Figures of this period that the register does not know (exposure, mediation) or that correct it; those of the year before; the rest."""

    figures: Mapping[str, Fraction] = field(default_factory=dict)
    previous: Mapping[str, Fraction] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    events: tuple[tuple[str, str, int], ...] = ()
    benchmarks: Mapping[str, Fraction] = field(default_factory=dict)

    def to_text(self) -> str:
        return dumps(
            {
                "figures": {name: str(value) for name, value in self.figures.items()},
                "previous": {name: str(value) for name, value in self.previous.items()},
                "marks": dict(self.marks),
                "events": [list(each) for each in self.events],
                "benchmarks": {name: str(value) for name, value in self.benchmarks.items()},
            }
        )


def from_text(text: str) -> Entered:
    data = json.loads(text)
    return Entered(
        {name: Fraction(value) for name, value in data["figures"].items()},
        {name: Fraction(value) for name, value in data["previous"].items()},
        data["marks"],
        tuple((indicator, situation, times) for indicator, situation, times in data["events"]),
        {name: Fraction(value) for name, value in data["benchmarks"].items()},
    )
