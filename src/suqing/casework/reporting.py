"""Figures for the regulator (2020 measures Art. 36) and for the public (Art. 26): their periods, what is wrong in them, what changed, what is masked.

A body is what was counted: `tables` by name, each a list of rows {code, words, items, matters}; numbers of persons never, texts never.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from suqing.rulebook import Edition

Body = Mapping[str, Any]
CYCLES: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}  # months
TABLES: Mapping[str, str] = {
    "total": "投诉件", "class": "按类别", "source": "按来源", "level": "按次数", "line": "按业务种类", "dispute": "按投诉内容", "unit": "按机构", "handling": "处理情况",
}  # fmt: skip
PARTITIONS = ("class", "source", "level", "line", "dispute", "unit")  # each adds up to the total
UNSAID: Mapping[str, tuple[str, str]] = {"class": ("", "还没有定类"), "line": ("unknown", "业务种类未明"), "dispute": ("", "没有写投诉内容")}


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """2026-11, 2026Q4, 2026H2 or 2026; both days included."""

    first_day: date
    last_day: date
    code: str
    words: str


def period_of(cycle: str, day: date) -> ReportPeriod:
    """The period of this cycle in which the day lies."""
    months = CYCLES[cycle]
    number = (day.month - 1) // months  # from 0
    first = date(day.year, number * months + 1, 1)
    last = _next_month(date(day.year, number * months + months, 1)) - timedelta(days=1)
    code = {"month": f"{day.year}-{day.month:02d}", "quarter": f"{day.year}Q{number + 1}", "half": f"{day.year}H{number + 1}", "year": str(day.year)}[cycle]
    words = {"month": f"{day.year}年{day.month}月", "quarter": f"{day.year}年第{'一二三四'[number % 4]}季度", "half": f"{day.year}年{'上下'[number % 2]}半年", "year": f"{day.year}年度"}[cycle]
    return ReportPeriod(first, last, code, words)


def periods_over(cycle: str, *, from_day: date, until_day: date | None, today: date) -> Iterator[ReportPeriod]:
    """Those that began on or after the first day of the duty and have ended before today, oldest first."""
    period = period_of(cycle, from_day)
    while period.last_day < today and (until_day is None or period.last_day <= until_day):
        if period.first_day >= from_day:
            yield period
        period = period_of(cycle, period.last_day + timedelta(days=1))


def due_on(period: ReportPeriod, days: int) -> date:
    """So many natural days after the last one."""
    return period.last_day + timedelta(days=days)


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """`wrong` keeps it from being signed; else it is to be looked at."""

    wrong: bool
    where: str
    words: str


def problems_in(body: Body, *, known: Mapping[str, Sequence[str]]) -> list[Problem]:
    """Totals, codes, ranges, what is missing. `known`: the codes of each table."""
    return [*_totals(body), *_codes(body, known), *_ranges(body), *_missing(body)]


def _items(body: Body, table: str) -> dict[str, int]:
    return {row["code"]: row["items"] for row in body["tables"][table]}


def _total(body: Body) -> int:
    return int(body["tables"]["total"][0]["items"])


def _totals(body: Body) -> Iterator[Problem]:
    total = _total(body)
    for name in PARTITIONS:
        found = sum(_items(body, name).values())
        if found != total:
            yield Problem(True, TABLES[name], f"各栏相加{found}件，合计{total}件，差{abs(found - total)}件。重新取数；仍不一致的，请管理员核对数据。")


def _codes(body: Body, known: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for name, codes in known.items():
        for code in _items(body, name).keys() - set(codes):
            yield Problem(True, TABLES[name], f"代码“{code}”不在代码表里，有{_items(body, name)[code]}件。先改正这些投诉件的记录。")
    for name, (code, words) in UNSAID.items():
        count = _items(body, name).get(code, 0)
        if count:
            yield Problem(False, TABLES[name], f"{words}的有{count}件。能补填的先补填，再重新取数。")


def _ranges(body: Body) -> Iterator[Problem]:
    for name, rows in body["tables"].items():
        for row in rows:
            if row["items"] < 0 or (row["matters"] is not None and not 0 <= row["matters"] <= row["items"]):
                yield Problem(True, TABLES[name], f"“{row['words']}”{row['items']}件、{row['matters']}个事项：事项不会多于件。")
    handling = _items(body, "handling")
    if handling["closed"] + handling["open"] != _total(body):
        yield Problem(True, TABLES["handling"], f"已办结{handling['closed']}件加在办{handling['open']}件，不等于合计{_total(body)}件。重新取数。")
    if handling["late"] > _total(body):
        yield Problem(True, TABLES["handling"], f"超过法定期限{handling['late']}件，多于合计{_total(body)}件。重新取数。")


def _missing(body: Body) -> Iterator[Problem]:
    if body["as_of"][:10] <= body["until"]:
        yield Problem(True, "期间", f"期间到{body['until']}，取数是{body['as_of'][:10]}，还没有过完。过完再取数。")
    if not _total(body):
        yield Problem(False, "合计", "这一期没有投诉件。确认没有漏登再签。")
    handling = _items(body, "handling")
    if handling["open"]:
        yield Problem(False, TABLES["handling"], f"还有{handling['open']}件在办，办结后的数会不同。")


@dataclass(frozen=True, slots=True)
class Difference:
    table: str
    words: str
    before: int | None
    after: int | None


def differences(before: Body, after: Body) -> list[Difference]:
    """Every number of items that is another one, in the order of the tables; None where the row was or is not there."""
    found = []
    for name in TABLES:
        old, new = _items(before, name), _items(after, name)
        words = {row["code"]: row["words"] for body in (before, after) for row in body["tables"][name]}
        found += [Difference(TABLES[name], words[code], old.get(code), new.get(code)) for code in words if old.get(code) != new.get(code)]
    return found


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One row for the public: `count` and `share` as they may be printed."""

    words: str
    count: str
    share: str


def disclosed(body: Body, edition: Edition) -> dict[str, list[Disclosed]]:
    """The parts of the yearly account, by the words of the edition; small numbers masked, so that nobody is known by them."""
    return {row["words"]: _masked(body, row.id, row["least"]) for row in edition.table("yearly_disclosure")}


def _masked(body: Body, table: str, least: int | None) -> list[Disclosed]:
    total = _total(body)
    rows = [row for row in body["tables"][table] if row["items"] or table in ("total", "handling")]
    hidden = _hidden(rows, least, table in PARTITIONS) if least else set()
    return [
        Disclosed(row["words"], f"少于{least}件" if row["code"] in hidden and row["items"] < (least or 0) else "未列" if row["code"] in hidden else f"{row['items']:,}件", "" if row["code"] in hidden else _share(row["items"], total))
        for row in rows
    ]


def _hidden(rows: Sequence[Mapping[str, Any]], least: int, adds_up: bool) -> set[str]:
    """Cells below the least; where the table adds up to a printed total, a single one takes the next smallest with it."""
    small = {row["code"] for row in rows if 0 < row["items"] < least}
    others = sorted((row for row in rows if row["code"] not in small and row["items"]), key=lambda row: (row["items"], row["code"]))
    return small | {others[0]["code"]} if adds_up and len(small) == 1 and others else small


def _share(items: int, total: int) -> str:
    if not total:
        return ""
    tenths = int(Fraction(items * 1000, total) + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"
