"""Were the insurance law's limits kept while the claim was handled (保险法 22-25)? Checks of dates; no clock of the complaint."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from suqing.rulebook import Edition
from suqing.rulebook.explain import Input, Line
from suqing.rulebook.kinds.table import Row

DATES: Mapping[str, str] = {
    "claim_applied_on": "提出索赔", "claim_documents_on": "资料齐全", "claim_assessed_on": "核定",
    "claim_agreed_on": "达成赔付协议", "claim_paid_on": "赔付", "claim_refused_on": "发出拒赔通知",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimDates:
    """Days as recorded; None is not recorded, which is not "has not happened"."""

    claim_applied_on: date | None = None
    claim_documents_on: date | None = None
    claim_assessed_on: date | None = None
    claim_agreed_on: date | None = None
    claim_paid_on: date | None = None
    claim_refused_on: date | None = None

    def known(self) -> dict[str, date]:
        return {each.name: day for each in fields(self) if (day := getattr(self, each.name)) is not None}


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """`kept`: True within the limit, False beyond it, None where it still runs. `cite` may stand in a letter."""

    id: str
    label: str
    clause: str
    kept: bool | None
    limit_on: date
    words: str
    cite: str
    line: Line


def checks_of(*, edition: Edition, dates: ClaimDates, received_on: date, today: date) -> tuple[ClaimCheck, ...]:
    """The limits in force on the day of receipt, of which the first day is recorded; the first to end first."""
    rows = [row for row in edition.table("claim_limits") if (row.from_day is None or row.from_day <= received_on) and (row.until_day is None or received_on <= row.until_day)]
    found = [_check(row, dates, today) for row in rows]
    return tuple(sorted((each for each in found if each), key=lambda each: each.limit_on))


def problems_of(dates: ClaimDates, *, today: date) -> list[tuple[str, str]]:
    """(name, what is wrong) of days that cannot be: in the future, or before the claim was made."""
    known = dates.known()
    first = dates.claim_applied_on
    late = [(name, f"不晚于今天（{today}）的日期") for name, day in known.items() if day > today]
    early = [(name, f"不早于提出索赔（{first}）的日期") for name, day in known.items() if first is not None and day < first]
    return late + early


def _check(row: Row, dates: ClaimDates, today: date) -> ClaimCheck | None:
    start: date | None = getattr(dates, row["starts"])
    if start is None or _not_asked(row, dates):
        return None
    limit_on = start + timedelta(days=row["days"])
    done: date | None = getattr(dates, row["ends"])
    at = done or today
    kept = None if done is None and today <= limit_on else at <= limit_on
    counted = f"{_day(start)}{DATES[row['starts']]}，加{row['days']}日为{_day(limit_on)}"
    over = (at - limit_on).days
    end = f"{_day(done)}{DATES[row['ends']]}" if done else f"还没有登记{DATES[row['ends']]}"
    outcome = "在期限内" if kept else f"已超过{over}日" if kept is False else f"还剩{(limit_on - today).days}日"
    words = f"{counted}；{end}，{outcome}。"
    inputs = {DATES[name]: Input(str(day), "登记") for name in (row["starts"], row["ends"]) if (day := getattr(dates, name))}
    line = Line(row["label"], row.clause, inputs, value=str(limit_on), because=words, basis=row.basis, gap=row.gap)
    return ClaimCheck(row.id, row["label"], row.clause, kept, limit_on, words, row["cite"], line)


def _not_asked(row: Row, dates: ClaimDates) -> bool:
    """A refusal is measured where there was one: nobody knows before whether it will be. No payment is asked of a refused claim."""
    if row.id == "refuse":
        return dates.claim_refused_on is None
    if row.id == "part_pay":
        return dates.claim_refused_on is not None
    return False


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
