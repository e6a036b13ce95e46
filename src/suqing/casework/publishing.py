"""Where the channels and the procedure must be published (2020 measures Art. 8), and what the checks on record say of it on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from suqing.rulebook import Edition
from suqing.rulebook.explain import Input, Line
from suqing.rulebook.kinds.table import Row

CLAUSE = "cbirc2020/8"
TABLE = "publication"
STATES: Mapping[str, str] = {"missing": "没有核对", "incomplete": "不全", "stale": "过期未核对", "ok": "已公布", "unused": "不用"}
OPEN = ("missing", "incomplete", "stale")  # what is still owed, in the order in which it is shown


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the root, and its level: headquarters, branch, sub_branch, department."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """`at`: the levels that publish there; `parts`: what must be shown."""

    id: str
    words: str
    clause: str
    basis: str
    gap: str | None
    at: tuple[str, ...]
    parts: tuple[str, ...]
    may_be_unused: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """The table as it stands on a day. `stands_for`: a part that does for another; `days` None: nothing grows stale."""

    places: tuple[Place, ...]
    parts: Mapping[str, str]
    stands_for: Mapping[str, str]
    days: int | None

    def place(self, place: str) -> Place | None:
        return next((each for each in self.places if each.id == place), None)

    def choices(self, place: Place) -> dict[str, str]:
        """What a check of the place may say is shown."""
        return {part: words for part, words in self.parts.items() if self.stands_for.get(part, part) in place.parts}


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody found at a place of a unit on a day; `unused`: the insurer has no such place."""

    unit_id: int
    place: str
    checked_on: date
    shown: tuple[str, ...]
    unused: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One place of one unit. `state` is one of STATES; `lacking` are the words of the parts that are not shown."""

    unit: Unit
    place: Place
    state: str
    checked_on: date | None
    next_by: date | None
    lacking: tuple[str, ...]
    line: Line

    @property
    def owed(self) -> bool:
        return self.state in OPEN

    @property
    def words(self) -> str:
        return STATES[self.state]


def rule_on(law: Edition | None, day: date) -> Rule | None:
    """None where the law does not apply, or in an edition without the table."""
    if law is None or TABLE not in law.tables():
        return None
    rows = [row for row in law.table(TABLE) if (row.from_day is None or row.from_day <= day) and (row.until_day is None or day <= row.until_day)]
    parts = [row for row in rows if row["of"] == "part"]
    return Rule(
        tuple(_place(row) for row in rows if row["of"] == "place"),
        {row.id: row["words"] for row in parts},
        {row.id: row["instead_of"] for row in parts if row["instead_of"]},
        next((row["days"] for row in rows if row["of"] == "interval"), None),
    )


def _place(row: Row) -> Place:
    return Place(row.id, row["words"], row.clause, row.basis, row.gap, tuple(row["at"] or ()), tuple(row["parts"] or ()), bool(row["may_be_unused"]))


def duties_of(rule: Rule, units: Iterable[Unit], checks: Iterable[Check], *, day: date) -> tuple[Duty, ...]:
    """Every place of every unit, what is owed first; the last check of each place counts (of two on one day the later handed over)."""
    last: dict[tuple[int, str], Check] = {}
    for each in checks:
        known = last.get((each.unit_id, each.place))
        if each.checked_on <= day and (known is None or known.checked_on <= each.checked_on):
            last[each.unit_id, each.place] = each
    found = [_duty(rule, unit, place, last.get((unit.id, place.id)), day) for unit in units for place in rule.places if unit.kind in place.at]
    order = (*OPEN, "ok", "unused")
    return tuple(sorted(found, key=lambda each: order.index(each.state)))  # stable: units and places stay in their order


def lacking_of(rule: Rule, place: Place, shown: Sequence[str]) -> tuple[str, ...]:
    """The words of the required parts that are neither shown nor stood for."""
    there = {*shown, *(rule.stands_for[part] for part in shown if part in rule.stands_for)}
    return tuple(rule.parts[part] for part in place.parts if part not in there)


def _duty(rule: Rule, unit: Unit, place: Place, check: Check | None, day: date) -> Duty:
    if check is None:
        return _with_line(unit, place, "missing", None, None, (), "还没有核对过，不知道是否已公布。先去看一看，登记看到的内容。")
    if check.unused and place.may_be_unused:
        return _with_line(unit, place, "unused", check, None, (), f"{_day(check.checked_on)}登记：不用这个渠道，不用公布。")
    lacking = lacking_of(rule, place, check.shown)
    next_by = None if rule.days is None else check.checked_on + timedelta(days=rule.days)
    if lacking:
        return _with_line(unit, place, "incomplete", check, next_by, lacking, f"{_day(check.checked_on)}核对，缺{'、'.join(lacking)}。补上以后再核对一次。")
    if next_by is None:
        return _with_line(unit, place, "ok", check, None, (), f"{_day(check.checked_on)}核对，应公布的都有。")
    counted = f"{_day(check.checked_on)}核对，加{rule.days}日为{_day(next_by)}"
    if day > next_by:
        return _with_line(unit, place, "stale", check, next_by, (), f"{counted}；已过{(day - next_by).days}日，再核对一次。")
    return _with_line(unit, place, "ok", check, next_by, (), f"{counted}；应公布的都有，还有{(next_by - day).days}日。")


def _with_line(unit: Unit, place: Place, state: str, check: Check | None, next_by: date | None, lacking: tuple[str, ...], because: str) -> Duty:
    inputs = {"核对": Input(str(check.checked_on), "核对登记")} if check else {}
    line = Line(f"{unit.name} {place.words}", place.clause, inputs, value=STATES[state], because=because, basis=place.basis, gap=place.gap)
    return Duty(unit, place, state, check.checked_on if check else None, next_by, lacking, line)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
