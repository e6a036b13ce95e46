"""`kind: ratio`: value = (sum of `numerator` − sum of `less`) / sum of `denominator` × `per`, turned into a share of the full points by a curve.

A curve is a list of anchors (`at`, `share`); `of: benchmark` puts the anchor at that multiple of the industry's value.
`shape: linear` draws lines between anchors and stays level beyond the outer ones; where two anchors fall on one place the better
share counts. `shape: steps` gives the share of the first anchor that the value does not exceed, and `beyond` after the last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from suqing.rulebook.dated import Dated, day_or_none
from suqing.rulebook.kinds.scoring import Origin, dated_exact, exact

NAME = "ratio"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`of_benchmark`: `at` is a multiple of the benchmark, else the value itself."""

    at: Fraction
    of_benchmark: bool
    share: Fraction

    def place(self, benchmark: Fraction | None) -> Fraction:
        """Where the anchor stands on the axis of the value. ValueError without the benchmark that it needs."""
        if not self.of_benchmark:
            return self.at
        if benchmark is None:
            raise ValueError("the anchor is a multiple of a benchmark that is not known")
        return self.at * benchmark


@dataclass(frozen=True, slots=True)
class Curve:
    shape: str
    anchors: tuple[Anchor, ...]
    beyond: Fraction

    @property
    def needs_benchmark(self) -> bool:
        return any(each.of_benchmark for each in self.anchors)

    def share(self, value: Fraction, benchmark: Fraction | None) -> Fraction:
        """The share (0 to 1) of the full points for `value`."""
        places = sorted(((each.place(benchmark), each.share) for each in self.anchors), key=lambda found: found[0])
        if self.shape == "steps":
            return next((share for at, share in places if value <= at), self.beyond)
        here = [share for at, share in places if at == value]
        if here:
            return max(here)
        below = [each for each in places if each[0] < value]
        above = [each for each in places if each[0] > value]
        if not below or not above:
            return places[0][1] if not below else places[-1][1]
        (x0, y0), (x1, y1) = below[-1], above[0]
        return y0 + (y1 - y0) * (value - x0) / (x1 - x0)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """How the industry's value is found: pooled (sum / sum), median of the companies, fixed; over the same period or the one a year before."""

    method: str
    period: str
    fixed: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class RatioRule:
    """`groups` empty = all. `edge` maps a situation to a share: see shapes/scoring.py for the closed list."""

    id: str
    label: str
    short: str
    clause: str
    groups: tuple[str, ...]
    full: tuple[Dated[Fraction], ...]
    unit: str
    per: int
    numerator: tuple[str, ...]
    less: tuple[str, ...]
    denominator: tuple[str, ...]
    better: str
    benchmark: tuple[Dated[Benchmark], ...]
    curve: tuple[Dated[Curve], ...]
    edge: Mapping[str, Dated[Fraction]]
    formula: Origin


def curve_of(data: Mapping[str, Any]) -> Dated[Curve]:
    anchors = tuple(Anchor(exact(a["at"]), a["of"] == "benchmark", exact(a["share"])) for a in data["anchors"])
    curve = Curve(data["shape"], anchors, exact(data["beyond"]))
    return Dated(day_or_none(data["from"]), day_or_none(data["until"]), curve, data["basis"], data["gap"])


def benchmark_of(data: Mapping[str, Any]) -> Dated[Benchmark]:
    fixed = {group: exact(value) for group, value in data["fixed"].items()}
    found = Benchmark(data["method"], data["period"], fixed)
    return Dated(day_or_none(data["from"]), day_or_none(data["until"]), found, data["basis"], data["gap"])


def edge_of(data: Mapping[str, Any]) -> dict[str, Dated[Fraction]]:
    return {
        name: Dated(None, None, exact(each["share"]), each["basis"], each["gap"])
        for name, each in data.items()
        if each is not None
    }


def rules(data: Mapping[str, Any]) -> tuple[RatioRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> RatioRule:
    known = dict(data)
    for name in ("groups", "numerator", "less", "denominator"):
        known[name] = tuple(data[name])
    known["full"] = dated_exact(data["full"])
    known["benchmark"] = tuple(benchmark_of(each) for each in data["benchmark"])
    known["curve"] = tuple(curve_of(each) for each in data["curve"])
    known["edge"] = edge_of(data["edge"])
    known["formula"] = Origin(**data["formula"])
    return RatioRule(**known)
