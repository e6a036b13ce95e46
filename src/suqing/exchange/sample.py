"""A realistic sample: a fictitious market of sixty property and sixty life insurers, with every situation that the rules know.

Deterministic: no clock, and each insurer has its own dice, thrown anew for each half-year. So the row of a year before in one sample is the
row of the sample of that year, and a year is the sum of its halves. No real company, no real figure; magnitudes as published bulletins have them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import IO

from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
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
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.subjects import latest_opening, types_of
from suqing.exchange.assessment_workbook import HEADS
from suqing.exchange.template import width_of, write_codes
from suqing.exchange.writing import Cell, workbook
from suqing.rulebook.edition import Edition

SEED = 20180704
COUNT = 60
YI = 100_000_000
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
PROPERTY, LIFE = "财产险", "人身险"
Values = dict[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Market:
    """`premium`: mu of the lognormal half-year premium in 亿元; complaints a 亿元 come to `motor` and `other`."""

    letter: str
    kind: str
    premium: float
    motor: float
    other: float


MARKETS = {PROPERTY: Market("P", "财险", 0.9, 6.0, 4.0), LIFE: Market("L", "寿险", 1.6, 0.0, 1.6)}
SPREAD = 1.3  # of premiums: a few large insurers, many small


@dataclass(frozen=True, slots=True)
class Shape:
    """What an insurer is like: complaints against the market's ratio (`volume`), its rates, a half-year's `premium` in 亿元, its share of motor."""

    premium: float = 4.0
    volume: float = 1.0
    on_time: float = 0.96
    withdrawn: float = 0.5
    mediated: float = 0.78
    motor: float = 0.72


# By number within each sector; the others are thrown.
SPECIAL = {
    2: Shape(volume=0), 3: Shape(premium=0.8, volume=0),  # no complaints
    5: Shape(motor=0), 10: Shape(motor=1),  # a line not written
    7: Shape(),  # no rows of the year before
    9: Shape(premium=6.0, volume=3.2, on_time=0.7, withdrawn=0.05, mediated=0.1),  # below zero
    11: Shape(premium=0.2),  # small
    13: Shape(premium=0),  # complaints without business
    17: Shape(premium=9.0, volume=2.4, on_time=0.82), 23: Shape(premium=5.0, volume=0.3, on_time=1.0, withdrawn=0.9, mediated=1.0),
    30: Shape(), 31: Shape(),  # the same figures
}  # fmt: skip
TIE = (30, 31)
FIRST = 7
WEAK = 9
NEW = 59
INCOMPLETE = "P0141"
TELESALES, OFFICES = (1, 4, 8), (6,)
EXEMPT_NAMES = {
    "航保中心": "甲寅航运保险运营中心", "资产管理": "乙卯保险资产管理公司", "再保险": "丙辰再保险公司", "政策性": "丁巳政策性保险公司", "自保": "戊午自保公司",
}  # fmt: skip


def sample_facts(edition: Edition, period: Period) -> Facts:
    """The facts of the sample, with places as its workbook has them."""
    insurers = tuple(_directory(edition, period))
    rows: dict[str, list[tuple[str, str, Values]]] = {BUSINESS: [], COMPLAINTS: [], MEDIATION: []}
    for each in insurers:
        if each.code.startswith("X"):
            continue
        for when in (period, period.year_before):
            if when == period or int(each.code[1:]) - 100 != FIRST:
                _figures(rows, each.code, each.sector, when, incomplete=each.code == INCOMPLETE and when == period)
    figures = tuple(
        Figures(code, when, values, Place(sheet, row)) for sheet, found in rows.items() for row, (code, when, values) in enumerate(found, start=2)
    )
    return Facts(insurers, figures, tuple(_marks(edition, period, insurers)), tuple(_events(edition, period)))


def _directory(edition: Edition, period: Period) -> Iterator[Insurer]:
    """Sixty of each sector with the units to merge, then one (X…) of each kind that is not assessed."""
    latest = latest_opening(edition, period)
    kinds = {treatment: [label for label, row in types_of(edition).items() if row["treatment"] == treatment] for treatment in ("assessed", "roll_up", "exempt")}
    branch, legal = kinds["assessed"][0], kinds["assessed"][-1]
    office, telesales = kinds["roll_up"][0], kinds["roll_up"][-1]
    row = 2
    for sector, market in MARKETS.items():
        names = _names(market)
        for number in range(1, COUNT + 1):
            whole = number % 15 == 0
            opened = min(date(1996 + number % 19, 1 + number % 12, 1 + number % 27), latest)
            if number == NEW:
                opened = latest + timedelta(days=45)
            name = f"{names[number - 1]}{market.kind}{'股份有限公司' if whole else '上海分公司'}"
            yield Insurer(f"{market.letter}{100 + number:04d}", name, sector, legal if whole else branch, None, opened, Place(DIRECTORY, row))
            row += 1
        for start, numbers, kind, ending in ((900, TELESALES, telesales, "上海电销中心"), (950, OFFICES, office, "上海营业部")):
            for number in numbers:
                name = f"{names[number - 1]}{market.kind}{ending}"
                yield Insurer(f"{market.letter}{start + number:04d}", name, sector, kind, f"{market.letter}{100 + number:04d}", None, Place(DIRECTORY, row))
                row += 1
    for number, kind in enumerate(kinds["exempt"], start=1):
        yield Insurer(f"X{number:04d}", EXEMPT_NAMES.get(kind, f"己未{kind}"), PROPERTY, kind, None, date(2012, 5, 1), Place(DIRECTORY, row))
        row += 1


def _names(market: Market) -> list[str]:
    """甲财险, 乙财险 … 甲子财险; 子寿险, 丑寿险 … 子甲寿险."""
    first, second = (STEMS, BRANCHES) if market.kind == "财险" else (BRANCHES, STEMS)
    return [*first, *(one + two for one in first for two in second)]


def _shape(code: str, market: Market) -> tuple[str, Shape]:
    """Whose dice, and what it is like."""
    number = int(code[1:])
    dice = Random(f"{SEED} {code}")
    if number > 900:
        return code, Shape(dice.uniform(0.2, 1.2), 1.2, 0.97, 0.5, 0.75)
    if number - 100 in SPECIAL:
        return ("tie" if number - 100 in TIE else code), SPECIAL[number - 100]
    return code, Shape(
        dice.lognormvariate(market.premium, SPREAD), dice.lognormvariate(-0.1, 0.6), min(1.0, dice.gauss(0.965, 0.03)), dice.uniform(0.4, 0.6),
        dice.uniform(0.6, 0.9), dice.uniform(0.6, 0.85),
    )  # fmt: skip


def _figures(rows: dict[str, list[tuple[str, str, Values]]], code: str, sector: str, when: Period, *, incomplete: bool) -> None:
    whose, shape = _shape(code, MARKETS[sector])
    parts = {"": (1, 2), "H2": (2,)}.get(when.code, (1,))
    halves = [_half(whose, shape, sector, when.year, part) for part in parts]
    business = {fact: sum((half[0][fact] for half in halves), Fraction(0)) for fact in halves[0][0]}
    business |= {fact: halves[0][0][fact] for fact in business if fact.startswith("opening_")}
    cases = {fact: sum(half[1][fact] for half in halves) for fact in halves[0][1]}
    count = sum(cases.values())
    withdrawn = round(count * shape.withdrawn)
    forwarded = count - withdrawn
    due = forwarded - (forwarded > 12)  # one is still within its limit
    on_time = round(due * shape.on_time)
    handled = {"withdrawn_before_forwarding": withdrawn, "forwarded": forwarded, "on_time": on_time, "overdue": due - on_time}
    row: Values = {**business}
    if incomplete:
        row["nonmotor_policies"] = None
    rows[BUSINESS].append((code, str(when), row))
    rows[COMPLAINTS].append((code, str(when), {fact: Fraction(value) for fact, value in (cases | handled).items()}))
    if sent := count // 4:
        rows[MEDIATION].append((code, str(when), {"mediation_sent": Fraction(sent), "mediation_succeeded": Fraction(round(sent * shape.mediated))}))


def _half(whose: str, shape: Shape, sector: str, year: int, half: int) -> tuple[dict[str, Fraction], dict[str, int]]:
    """Business and complaints of one half-year."""
    market, dice = MARKETS[sector], Random(f"{SEED} {whose} {year} {half}")
    premium = Fraction(round(shape.premium * YI * 1.05 ** (year - 2018) * dice.uniform(0.93, 1.07) * 100), 100)
    mood = shape.volume * dice.uniform(0.82, 1.22)
    if sector == PROPERTY:
        motor = Fraction(round(premium * 100 * Fraction(shape.motor)), 100)
        other = premium - motor
        business = {"motor_premium": motor, "nonmotor_premium": other, "nonmotor_policies": Fraction(round(other / 900))}
        cases = {"motor_complaints": _cases(motor, market.motor * mood, dice), "nonmotor_complaints": _cases(other, market.other * mood, dice)}
        if not premium:
            cases["nonmotor_complaints"] = 2
        return business, cases
    policies = round(premium / 4200)
    business = {
        "premium": premium, "opening_policies": Fraction(policies * 3), "new_policies": Fraction(policies), "opening_persons": Fraction(policies * 9),
        "new_persons": Fraction(policies * 4),
    }  # fmt: skip
    return business, {"complaints": _cases(premium, market.other * mood, dice) if premium else 2}


def _cases(premium: Fraction, rate: float, dice: Random) -> int:
    expected = float(premium) / YI * rate
    return max(0, round(dice.gauss(expected, 0.6 * expected**0.5)))


def _marks(edition: Edition, period: Period, insurers: Sequence[Insurer]) -> Iterator[Mark]:
    """Most have everything; some lack an item, with the reason."""
    row = 2
    for each in insurers:
        number = int(each.code[1:]) - 100
        if each.rolls_into or not 1 <= number <= COUNT or each.code.startswith("X"):
            continue
        dice = Random(f"{SEED} {each.code} {period} marks")
        lacking = 0.9 if number == WEAK else 0.09 if number not in TIE and dice.random() < 0.25 else 0.0
        for rule in edition.rules("checklist"):
            levels = sorted(rule.levels, key=lambda level: level.share.value, reverse=True)
            for item in rule.items_on(period.last_day):
                level = dice.choice(levels[1:]) if dice.random() < lacking else levels[0]
                basis = "" if level is levels[0] else "未见文件" if level is levels[-1] else "未随新规修订"
                yield Mark(each.code, str(period), rule.id, item.id, level.id, basis, Place(MARKS, row))
                row += 1


# (insurer, month of the half-year, indicator, situation, times, persons, words); the people are roles
TOLD = (
    ("P0104", 2, "execution", "report_late", 1, None, "年度工作情况报告迟报3日"), ("L0106", 2, "execution", "report_late", 1, None, "年度工作情况报告迟报1日"),
    ("P0106", 3, "execution", "report_item_missing", 9, None, "报告缺少数据分析等九项内容"), ("P0117", 4, "execution", "contact_change_not_filed", 1, None, "联系人变动未报备"),
    ("P0117", 5, "execution", "case_handling_fault", 14, None, "抽查卷宗答复不全"), ("L0117", 4, "execution", "mediation_refused", 2, None, "两次拒绝调解"),
    ("P0109", 3, "execution", "untrue_or_concealed", 5, None, "少报自收自办件"), ("P0109", 4, "execution", "major_event_concealed", 2, None, "群体性事件瞒报"),
    ("P0108", 3, "improper_handling", "single_visit", 1, 2, "先向公司投诉未果，来访反映"), ("P0109", 5, "improper_handling", "escalated", 3, 3, "长期缠访"),
    ("L0103", 4, "improper_handling", "repeated_or_no_answer", 1, 1, "两次来访，公司未答复"), ("P0112", 5, "violations", "letter_or_correction", 1, None, "监管函，限期整改"),
    ("P0904", 5, "improper_handling", "single_visit", 1, 1, "电话销售纠纷，来访反映"), ("L0109", 3, "execution", "rectification_not_done", 16, None, "检查发现的问题均未整改"),
    ("P0109", 6, "violations", "fine_half_million", 2, None, "罚款60万元两起"), ("L0109", 6, "violations", "business_restricted", 2, None, "停止新业务三个月，两次"),
    ("P0117", 6, "mass_incidents", "visit_5_9", 1, 6, "六人来访反映定损"), ("P0109", 6, "mass_incidents", "event_100_299", 2, 130, "两起集中退保投诉"),
    ("L0109", 5, "mass_incidents", "event_50_99", 3, 70, "满期给付纠纷"), ("P0123", 5, "negative_publicity", "provincial", 1, None, "本市主流媒体报道理赔拖延"),
    ("P0109", 6, "negative_publicity", "national_major_influence", 1, None, "全国主流媒体报道，认定影响重大"), ("L0120", 3, "negative_publicity", "local", 1, None, "行业媒体报道销售误导"),
)  # fmt: skip


def _events(edition: Edition, period: Period) -> Iterator[Occurrence]:
    """Those whose situation the edition knows."""
    known = {(rule.id, situation) for rule in edition.rules("deduction") for situation in rule.situations_on(period.last_day)}
    row = 2
    for number, (code, month, indicator, situation, times, persons, words) in enumerate(TOLD):
        if (indicator, situation) not in known:
            continue
        day = date(period.year, period.first_day.month - 1 + month, 5 + number % 20)
        yield Occurrence(code, day, indicator, situation, times, persons, words, "经办甲", "复核乙", "日常监管", Place(EVENTS, row))
        row += 1


def write_sample(target: Path | IO[bytes], edition: Edition, period: Period) -> None:
    """The sample as a workbook."""
    write_facts(target, sample_facts(edition, period), edition, period, note="示例：机构和数据都是虚构的。")


def write_facts(target: Path | IO[bytes], facts: Facts, edition: Edition, period: Period, *, note: str = "") -> None:
    """Any facts as a workbook of six sheets, rows in their order, with what they belong to before and the codes after them."""
    words = {rule.id: rule.word for kind in ("checklist", "deduction") for rule in edition.rules(kind)}
    levels = {level.id: level.word for rule in edition.rules("checklist") for level in rule.levels}
    rows: dict[str, list[list[Cell]]] = {sheet: [] for sheet in HEADS}
    for i in facts.insurers:
        rows[DIRECTORY].append([i.code, i.name, i.sector, i.type, i.rolls_into, i.opened_on])
    for f in facts.figures:
        own = [fact for fact, (sheet, _, _) in COLUMNS.items() if sheet == f.place.sheet]
        rows[f.place.sheet].append([f.code, f.period, *(f.values.get(fact) for fact in own)])
    for m in facts.marks:
        rows[MARKS].append([m.code, m.period, words.get(m.indicator, m.indicator), m.item, levels.get(m.level, m.level), m.basis])
    for e in facts.events:
        rows[EVENTS].append([e.code, e.day, words.get(e.indicator, e.indicator), e.situation, e.times, e.persons, e.note, e.proposed_by, e.reviewed_by, e.source])
    with workbook(target) as book:
        about = book.sheet("说明", landscape=False)
        about.head(("内容", "说明"), (12, 60))
        for line in (("考评期间", f"{period}（{period.words}）"), ("规则", edition.name), ("规则版本", edition.content_hash[:12]), ("备注", note)):
            about.row(line)
        for sheet, columns in HEADS.items():
            page = book.sheet(sheet)
            page.head(columns, [width_of(column) for column in columns])
            for each in rows[sheet]:
                page.row(each)
        write_codes(book, edition)
