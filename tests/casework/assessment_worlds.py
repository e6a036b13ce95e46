"""Facts for the assessment, quickly: a row a call, and whole random worlds that the checks accept."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

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


def facts(*rows: Row | Iterable[Row]) -> Facts:
    flat: list[Row] = []
    for row in rows:
        flat.extend([row] if isinstance(row, Row) else row)
    return Facts(
        tuple(row for row in flat if isinstance(row, Insurer)),
        tuple(row for row in flat if isinstance(row, Figures)),
        tuple(row for row in flat if isinstance(row, Mark)),
        tuple(row for row in flat if isinstance(row, Occurrence)),
    )


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

PERIODS = [parse_period(text) for text in ("2018H1", "2019H1", "2020")]
SITUATIONS = [
    (rule.id, situation, found.persons_from, found.persons_to)
    for rule in EDITION.rules("deduction")
    for situation, found in rule.situations_on(H1.last_day).items()
]
EXEMPT = ("航保中心", "资产管理", "再保险", "政策性", "自保")
MONEY = st.one_of(
    st.sampled_from([0, YI // 2, YI, 2 * YI, 5 * YI]),
    st.integers(1, 10**11).map(lambda fen: Fraction(fen, 100)),
)
STOCK = st.one_of(st.sampled_from([0, 10_000, 20_000, 50_000]), st.integers(1, 10**6))
COUNT = st.one_of(st.integers(0, 4), st.integers(0, 40))
CHANCE = st.integers(0, 99)
ODD = st.lists(st.tuples(st.sampled_from([(rule, item) for rule in ITEMS for item in ITEMS[rule]]), st.sampled_from(["noncompliant", "missing"])), max_size=5)


@st.composite
def _business(draw: st.DrawFn, code: str, period: str, sector: str, profile: str) -> Figures:
    values: dict[str, object] = {}
    for name in BUSINESS_OF[sector]:
        silent = profile in ("silent", "no_exposure") or (profile == "no_motor" and name == "motor_premium")
        values[name] = 0 if silent else draw(MONEY if "premium" in name else STOCK)
    if sector == "property" and profile == "ordinary" and draw(st.booleans()):
        values["premium"] = Fraction(values["motor_premium"]) + Fraction(values["nonmotor_premium"])  # type: ignore[arg-type]
    if draw(CHANCE) < 3:
        values[draw(st.sampled_from(sorted(values)))] = None
    return business(code, period, **values)


@st.composite
def _complaints(draw: st.DrawFn, code: str, period: str, sector: str, profile: str) -> Figures:
    quiet = profile in ("silent", "no_complaints")
    first = 0 if quiet or profile == "no_motor" else draw(COUNT)
    second = 0 if quiet else draw(COUNT)
    total = first + second
    withdrawn = draw(st.integers(0, total))
    forwarded = draw(st.integers(0, total - withdrawn))
    on_time = draw(st.integers(max(0, forwarded - 3), forwarded))
    overdue = draw(st.none() | st.integers(0, forwarded - on_time))
    counts: dict[str, object] = {"withdrawn": withdrawn, "forwarded": forwarded, "on_time": on_time, "overdue": overdue}
    if sector == "property":
        counts |= {"motor": first, "nonmotor": second, "total": draw(st.sampled_from([None, total]))}
    else:
        counts["total"] = total
    if draw(CHANCE) < 3:
        counts[draw(st.sampled_from(sorted(counts)))] = None
    return complaints(code, period, **counts)


@st.composite
def _mediation(draw: st.DrawFn, code: str, period: str, profile: str) -> Figures:
    sent = 0 if profile == "silent" else draw(st.integers(0, 6))
    succeeded = draw(st.integers(0, sent))
    return mediation(code, period, sent=None if draw(CHANCE) < 2 else sent, succeeded=succeeded)


@st.composite
def _rows(draw: st.DrawFn, code: str, period: str, sector: str, profile: str, absent: int) -> list[Figures]:
    """The three sheets' rows of one insurer; each is absent `absent` times in a hundred, a mediation row every third time."""
    rows = []
    if draw(CHANCE) >= absent:
        rows.append(draw(_business(code, period, sector, profile)))
    if draw(CHANCE) >= absent:
        rows.append(draw(_complaints(code, period, sector, profile)))
    if draw(CHANCE) >= 33:
        rows.append(draw(_mediation(code, period, profile)))
    return rows


@st.composite
def _event(draw: st.DrawFn, codes: list[str], period: Period) -> Occurrence:
    indicator, situation, low, high = draw(st.sampled_from(SITUATIONS))
    day = period.first_day + timedelta(days=draw(st.integers(0, (period.last_day - period.first_day).days)))
    times = draw(st.sampled_from([1, 1, 1, 2, 3, 7, 12]))
    persons = draw(st.none() | st.integers(low or 1, high or 500))
    return event(draw(st.sampled_from(codes)), indicator, situation, times=times, day=day, persons=persons)


PROFILES = ["ordinary"] * 7 + ["no_motor", "silent", "no_complaints", "no_exposure"]


@st.composite
def _group(draw: st.DrawFn, sector: str, least: int, most: int, period: Period) -> list[Row]:
    rows: list[Row] = []
    assessed: list[str] = []
    mostly_silent = draw(CHANCE) < 15
    latest = date(period.year - 1, 1, 1)
    for number in range(draw(st.integers(least, most))):
        code = f"{sector[0].upper()}{number:02}"
        kind, into, opened = draw(st.sampled_from(["省级分公司", "省级分公司", "法人机构", "其他"])), None, date(2005, 6, 1)
        chance = draw(CHANCE)
        if chance < 20 and assessed:
            kind, into = draw(st.sampled_from(["电销中心", "省级营业部", "其他"])), draw(st.sampled_from(assessed))
            opened = draw(st.sampled_from([None, date(period.year, 2, 1), date(2005, 6, 1)]))
        elif chance < 26:
            kind = draw(st.sampled_from(EXEMPT))
        elif chance < 36:
            opened = draw(st.sampled_from([latest, latest + timedelta(days=1), date(period.year, 1, 1), None]))
        if into is None and kind not in EXEMPT:
            assessed.append(code)
        profile = "silent" if mostly_silent and number else draw(st.sampled_from(PROFILES))
        rows.append(insurer(code, sector=sector, kind=kind, into=into, opened=opened))
        rows += draw(_rows(code, str(period), sector, profile, 25 if into else 2))
        rows += draw(_rows(code, str(period.year_before), sector, draw(st.sampled_from(PROFILES)), 20))
        if into is None:
            odd = draw(ODD)
            rows += marks(code, str(period), **{f"{rule}__{item}": level for (rule, item), level in odd})
    codes = [row.code for row in rows if isinstance(row, Insurer)]
    rows += draw(st.lists(_event(codes, period), max_size=8))
    return rows


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Facts, Period]:
    """Facts that the checks accept, and their period."""
    period = draw(st.sampled_from(PERIODS))
    return facts(draw(_group("property", 2, 8, period)), draw(_group("life", 2, 6, period))), period
