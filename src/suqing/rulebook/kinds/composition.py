"""`kind: composition`: how a total is put together: groups that are ranked apart, sections with their lines, floor, ranking, warnings."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from suqing.rulebook.dated import Dated
from suqing.rulebook.kinds.scoring import dated_exact, exact

NAME = "composition"


@dataclass(frozen=True, slots=True)
class Group:
    """Insurers ranked together: those of `sectors`; with `types` only those of these 机构类型. The first group that fits counts."""

    id: str
    label: str
    clause: str
    sectors: tuple[str, ...]
    types: tuple[str, ...]

    def takes(self, sector: str, type_: str) -> bool:
        return sector in self.sectors and (not self.types or type_ in self.types)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    label: str
    clause: str
    full: tuple[Dated[Fraction], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """`floor` is the least total that is shown; the raw total orders; within a tie, fewer deducted on the lines
    `ties` stands first. `small_*` only mark a line."""

    clause: str
    full: tuple[Dated[Fraction], ...]
    floor: Dated[Fraction]
    decimals: int
    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    ties: tuple[str, ...]
    small_group_below: Dated[Fraction]
    small_complaints_below: Dated[Fraction]
    small_premium_below_yuan: Dated[Fraction]
    incomplete_because: str | None


def rules(data: Mapping[str, Any]) -> tuple[Composition, ...]:
    return (
        Composition(
            data["clause"],
            dated_exact(data["full"]),
            _value(data["floor"]),
            data["decimals"],
            tuple(
                Group(each["id"], each["label"], each["clause"], tuple(each["sectors"]), tuple(each["types"]))
                for each in data["groups"]
            ),
            tuple(
                Section(each["id"], each["label"], each["clause"], dated_exact(each["full"]), tuple(each["lines"]))
                for each in data["sections"]
            ),
            tuple(data["ties"]),
            _value(data["small_group_below"]),
            _value(data["small_complaints_below"]),
            _value(data["small_premium_below_yuan"]),
            data["incomplete_because"],
        ),
    )


def _value(data: Mapping[str, Any]) -> Dated[Fraction]:
    return Dated(None, None, exact(data["value"]), data["basis"], data["gap"])
