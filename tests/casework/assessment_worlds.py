"""Facts for the assessment, quickly: a row a call, and whole random worlds that the checks accept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from hypothesis import strategies as st

from suqing.casework.assessment.facts import (
    BUSINESS,
    COMPLAINTS,
    DIRECTORY,
    EVENTS,
    MARKS,
    MEDIATION,
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
)
from suqing.casework.assessment.periods import Period, parse_period
from suqing.rulebook import open_edition

EDITION = open_edition("sh2018")
H1 = parse_period("2018H1")
SECTORS = {"property": "财产险", "life": "人身险"}
YI = 100_000_000
ITEMS = {rule.id: tuple(item.id for item in rule.items) for rule in EDITION.rules("checklist")}
BUSINESS_OF = {
    "property": ("motor_premium", "nonmotor_premium", "nonmotor_policies"),
    "life": ("premium", "opening_policies", "new_policies", "opening_persons", "new_persons"),
}

Row = Insurer | Figures | Mark | Occurrence


# ---- a row a call ---------------------------------------------------------------------------------------------------------


def insurer(code: str, *, sector: str = "property", kind: str = "省级分公司", into: str | None = None, opened: date | None = date(2010, 1, 1), name: str | None = None) -> Insurer:
    return Insurer(code, name or f"{code}公司", SECTORS.get(sector, sector), kind, into, opened, Place(DIRECTORY, 2))


def _figures(sheet: str, code: str, period: str, values: Mapping[str, object]) -> Figures:
    exact = {name: None if value is None else Fraction(value) for name, value in values.items()}
    return Figures(code, period, exact, Place(sheet, 3))


def business(code: str, period: str = "2018H1", **values: object) -> Figures:
    return _figures(BUSINESS, code, period, values)


def complaints(
    code: str, period: str = "2018H1", *, motor: object = None, nonmotor: object = None, total: object = None,
    withdrawn: object = 0, forwarded: object = 0, on_time: object = 0, overdue: object = None,
) -> Figures:  # fmt: skip
    values = {
        "motor_complaints": motor, "nonmotor_complaints": nonmotor, "complaints": total,
        "withdrawn_before_forwarding": withdrawn, "forwarded": forwarded, "on_time": on_time, "overdue": overdue,
    }  # fmt: skip
    return _figures(COMPLAINTS, code, period, values)


def mediation(code: str, period: str = "2018H1", *, sent: object = 0, succeeded: object = 0) -> Figures:
    return _figures(MEDIATION, code, period, {"mediation_sent": sent, "mediation_succeeded": succeeded})


def marks(code: str, period: str = "2018H1", **levels: str) -> list[Mark]:
    """A mark for every item: complete, or what `indicator__item=level` says."""
    wanted = {tuple(name.split("__", 1)): level for name, level in levels.items()}
    unknown = set(wanted) - {(rule, item) for rule, items in ITEMS.items() for item in items}
    assert not unknown, unknown
    return [
        Mark(code, period, rule, item, wanted.get((rule, item), "complete"), "", Place(MARKS, 5))
        for rule, items in ITEMS.items()
        for item in items
    ]


def event(code: str, indicator: str, situation: str, *, times: int = 1, day: date = date(2018, 3, 1), persons: int | None = None, note: str = "") -> Occurrence:
    return Occurrence(code, day, indicator, situation, times, persons, note, "甲", "乙", "", Place(EVENTS, 6))


def facts(*rows: object) -> Facts:
    """Rows, and lists of rows to any depth."""
    flat = list(_flat(rows))
    return Facts(
        tuple(row for row in flat if isinstance(row, Insurer)),
        tuple(row for row in flat if isinstance(row, Figures)),
        tuple(row for row in flat if isinstance(row, Mark)),
        tuple(row for row in flat if isinstance(row, Occurrence)),
    )


def _flat(rows: Iterable[object]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Row):
            yield row
        else:
            assert isinstance(row, list | tuple), row
            yield from _flat(row)


# ---- whole insurers -----------------------------------------------------------------------------------------------------------


def property_insurer(
    code: str, *, motor: tuple[object, int] = (4 * YI, 10), nonmotor: tuple[object, int] = (1 * YI, 4), policies: object = 60_000,
    withdrawn: int = 0, forwarded: int = 0, on_time: int | None = None, sent: int | None = None, succeeded: int = 0,
    before: tuple[object, int] | None = None, **levels: str,
) -> list[Row]:  # fmt: skip
    """`motor` and `nonmotor` are (premium, complaints); `before` the year before's, all of it motor."""
    rows: list[Row] = [
        insurer(code),
        business(code, motor_premium=motor[0], nonmotor_premium=nonmotor[0], nonmotor_policies=policies),
        complaints(code, motor=motor[1], nonmotor=nonmotor[1], withdrawn=withdrawn, forwarded=forwarded, on_time=forwarded if on_time is None else on_time),
        *marks(code, **levels),
    ]  # fmt: skip
    if sent is not None:
        rows.append(mediation(code, sent=sent, succeeded=succeeded))
    if before is not None:
        rows.append(business(code, "2017H1", motor_premium=before[0], nonmotor_premium=0, nonmotor_policies=0))
        rows.append(complaints(code, "2017H1", motor=before[1], nonmotor=0))
    return rows


def zero_insurer(code: str, sector: str, period: Period = H1) -> list[Row]:
    """Complete marks and rows of zeros: it neither does business nor is complained about."""
    counts = {"motor": 0, "nonmotor": 0} if sector == "property" else {"total": 0}
    return [
        insurer(code, sector=sector),
        business(code, str(period), **dict.fromkeys(BUSINESS_OF[sector], 0)),
        complaints(code, str(period), **counts),
        mediation(code, str(period)),
        *marks(code, str(period)),
    ]


# the worked example of the design: A is the example, B and C the rest of its industry
def worked_example() -> Facts:
    return facts(
        insurer("A"), insurer("B"), insurer("C"),
        business("A", motor_premium=8 * YI, nonmotor_premium=Fraction(5, 2) * YI, nonmotor_policies=200_000),
        complaints("A", motor=12, nonmotor=6, withdrawn=8, forwarded=10, on_time=9),
        mediation("A", sent=4, succeeded=3),
        business("A", "2017H1", motor_premium=5 * YI, nonmotor_premium=5 * YI),
        complaints("A", "2017H1", motor=9, nonmotor=9, withdrawn=None, forwarded=None, on_time=None),
        business("B", motor_premium=4 * YI, nonmotor_premium=1 * YI, nonmotor_policies=60_000),
        complaints("B", motor=10, nonmotor=1, withdrawn=6, forwarded=1, on_time=1),
        mediation("B", sent=3, succeeded=2),
        business("C", motor_premium=4 * YI, nonmotor_premium=Fraction(3, 2) * YI, nonmotor_policies=60_000),
        complaints("C", motor=10, nonmotor=1, withdrawn=6, forwarded=1, on_time=1),
        mediation("C", sent=3, succeeded=1),
        marks("A", institutions__archives="missing"), marks("B"), marks("C"),
        event("A", "execution", "report_late"), event("A", "improper_handling", "single_visit"),
    )  # fmt: skip


# ---- random worlds ---------------------------------------------------------------------------------------------------------------
# A draw is dear: strategies are made once, and one number decides several small things.

Draw = st.DrawFn
PERIODS = [parse_period(text) for text in ("2018H1", "2019H1", "2020")]
SITUATIONS = [
    (rule.id, situation, found.persons_from, found.persons_to)
    for rule in EDITION.rules("deduction")
    for situation, found in rule.situations_on(H1.last_day).items()
]
EXEMPT = ("航保中心", "资产管理", "再保险", "政策性", "自保")
PROFILES = ["ordinary"] * 7 + ["no_motor", "silent", "no_complaints", "no_exposure"]
ROUND = (0, YI // 2, YI, 2 * YI, 5 * YI)
MONEY = st.integers(0, 10**11).map(lambda n: ROUND[n % 10] if n % 10 < len(ROUND) else Fraction(n, 100))
STOCK = st.integers(0, 10**6).map(lambda n: n % 7 * 10_000 if n % 2 else n)
COUNT = st.integers(0, 50).map(lambda n: n - 10 if n > 24 else n // 5)
CHANCE = st.integers(0, 99)
DICE = st.integers(0, 10**6)
PROFILE = st.sampled_from(PROFILES)
PERIOD = st.sampled_from(PERIODS)
SITUATION = st.sampled_from(SITUATIONS)
ODD = st.lists(st.tuples(st.sampled_from([f"{rule}__{item}" for rule in ITEMS for item in ITEMS[rule]]), st.sampled_from(["noncompliant", "missing"])), max_size=4)
HAPPENINGS = st.lists(st.tuples(SITUATION, st.sampled_from([1, 1, 1, 2, 3, 7, 12]), DICE), max_size=7)
SIZES = {"property": st.integers(2, 8), "life": st.integers(2, 6)}


def _one_gone(values: dict[str, object], chance: int) -> dict[str, object]:
    """A cell of one row in thirty is empty."""
    names = sorted(values)
    return values | {names[chance % len(names)]: None} if chance < 3 * len(names) and chance % 9 == 4 else values


def _business(draw: Draw, code: str, period: str, sector: str, profile: str, chance: int) -> Figures:
    values: dict[str, object] = {}
    for name in BUSINESS_OF[sector]:
        silent = profile in ("silent", "no_exposure") or (profile == "no_motor" and name == "motor_premium")
        values[name] = 0 if silent else draw(MONEY if "premium" in name else STOCK)
    if sector == "property" and chance % 2:
        # a whole that differs from its parts is a warning only: the parts count
        values["premium"] = Fraction(values["motor_premium"]) + Fraction(values["nonmotor_premium"]) + (chance % 10 == 1)  # type: ignore[arg-type]
    if sector == "life" and chance % 6 == 0:
        values |= {"motor_premium": 0, "nonmotor_premium": 0}  # the columns that are not theirs, filled in all the same
    return business(code, period, **_one_gone(values, chance))


def _complaints(draw: Draw, code: str, period: str, sector: str, profile: str, chance: int) -> Figures:
    quiet = profile in ("silent", "no_complaints")
    first = 0 if quiet or profile == "no_motor" else draw(COUNT)
    second = 0 if quiet or sector == "life" else draw(COUNT)
    total = first + second
    counts: dict[str, object] = {"withdrawn": 0, "forwarded": 0, "on_time": 0, "overdue": 0}
    if total:
        dice = draw(DICE)
        withdrawn, late, open_ = dice % (total + 1), dice // 100 % 4, dice // 1000 % 3
        forwarded = total - withdrawn if chance % 5 else (total - withdrawn) // 2
        on_time = max(0, forwarded - late)
        counts = {"withdrawn": withdrawn, "forwarded": forwarded, "on_time": on_time, "overdue": max(0, forwarded - on_time - open_)}
    if chance % 4 == 0:
        counts["overdue"] = None
    if sector == "property":
        counts |= {"motor": first, "nonmotor": second, "total": total if chance % 2 else None}
    else:
        counts["total"] = total
        if chance % 6 == 0:
            counts |= {"motor": 0, "nonmotor": 0}
    return complaints(code, period, **_one_gone(counts, chance))


def _mediation(draw: Draw, code: str, period: str, profile: str, chance: int) -> Figures:
    dice = 0 if profile == "silent" else draw(DICE)
    sent = dice % 7
    counts: dict[str, object] = {"sent": sent, "succeeded": max(0, sent - dice // 10 % 4)}
    return mediation(code, period, **_one_gone(counts, chance))


def _rows(draw: Draw, code: str, period: str, sector: str, profile: str, absent: int) -> list[Figures]:
    """The three sheets' rows of one insurer; a row is absent `absent` times in a hundred, one of mediation every third time."""
    dice = draw(DICE)
    first, second, third = dice % 100, dice // 100 % 100, dice // 10_000
    rows = []
    if first < 100 - absent:
        rows.append(_business(draw, code, period, sector, profile, first))
    if second < 100 - absent:
        rows.append(_complaints(draw, code, period, sector, profile, second))
    if third < 67:
        rows.append(_mediation(draw, code, period, profile, third))
    return rows


def _events(draw: Draw, codes: list[str], period: Period) -> list[Occurrence]:
    found = []
    for (indicator, situation, low, high), times, dice in draw(HAPPENINGS):
        day = period.first_day + timedelta(days=dice % ((period.last_day - period.first_day).days + 1))
        persons = None if dice % 3 else low or high or 1
        found.append(event(codes[dice % len(codes)], indicator, situation, times=times, day=day, persons=persons))
    return found


def _group(draw: Draw, sector: str, period: Period) -> list[Row]:
    rows: list[Row] = []
    assessed: list[str] = []
    mostly_silent = draw(CHANCE) < 10
    latest = date(period.year - 1, 1, 1)
    for number in range(draw(SIZES[sector])):
        code = f"{sector[0].upper()}{number:02}"
        dice = draw(DICE)
        chance, more = dice % 100, dice // 100
        kind, into, opened = ("省级分公司", "省级分公司", "法人机构", "其他")[more % 4], None, date(2005, 6, 1)
        if chance >= 80 and assessed:
            kind, into = ("电销中心", "省级营业部", "其他")[more % 3], assessed[more // 10 % len(assessed)]
            opened = (None, date(period.year, 2, 1), date(2005, 6, 1))[more // 100 % 3]  # type: ignore[assignment]
        elif 74 <= chance < 80:
            kind = EXEMPT[more % 5]
        elif 64 <= chance < 74:
            opened = (latest, latest + timedelta(days=1), date(period.year, 1, 1), None)[more // 10 % 4]  # type: ignore[assignment]
        if into is None and kind not in EXEMPT:
            assessed.append(code)
        profile = "silent" if mostly_silent and number else draw(PROFILE)
        rows.append(insurer(code, sector=sector, kind=kind, into=into, opened=opened))
        rows += _rows(draw, code, str(period), sector, profile, 25 if into else 2)
        rows += _rows(draw, code, str(period.year_before), sector, profile if chance % 3 else PROFILES[more % len(PROFILES)], 20)
        if into is None:
            rows += marks(code, str(period), **dict(draw(ODD)))
    return rows + _events(draw, [row.code for row in rows if isinstance(row, Insurer)], period)


class World(NamedTuple):
    facts: Facts
    period: Period

    def __repr__(self) -> str:
        """What differs from the ordinary, a row a line: a failure should be read, not scrolled."""
        lines = [f"World {self.period}"]
        for each in self.facts.insurers:
            lines.append(f"  {each.code} {each.sector} {each.type} {each.rolls_into or ''} {each.opened_on}")
            for row in self.facts.figures:
                if row.code == each.code:
                    cells = " ".join(f"{name}={'-' if value is None else value}" for name, value in row.values.items())
                    lines.append(f"    {row.place.sheet} {row.period} {cells}")
            odd = [f"{mark.indicator}/{mark.item}={mark.level}" for mark in self.facts.marks if mark.code == each.code and mark.level != "complete"]
            happened = [f"{found.indicator}/{found.situation}×{found.times}" for found in self.facts.events if found.code == each.code]
            lines += [f"    {' '.join(words)}" for words in (odd, happened) if words]
        return "\n".join(lines)


@st.composite
def worlds(draw: Draw) -> World:
    """Facts that the checks accept, and their period."""
    period = draw(PERIOD)
    return World(facts(_group(draw, "property", period), _group(draw, "life", period)), period)
