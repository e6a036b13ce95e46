"""Days and times as a clerk reads them. Every moment is aware and is shown in the house zone."""

from datetime import date, datetime, timedelta

from suqing.kernel.clock import house

WEEKDAYS = "一二三四五六日"
NONE = "—"


def weekday_words(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


def time_words(moment: datetime | None) -> str:
    """09:12, in the house zone."""
    return NONE if moment is None else f"{house(moment):%H:%M}"


def date_words(day: date | None, today: date, *, weekday: bool = False) -> str:
    """今日, 11月30日, or 2025年3月8日 when the year is not this one."""
    if day is None:
        return NONE
    if day == today:
        return "今日"
    words = f"{day.month}月{day.day}日"
    if day.year != today.year:
        words = f"{day.year}年{words}"
    return f"{words} {weekday_words(day)}" if weekday else words


def day_words(moment: datetime | None, now: datetime, *, weekday: bool = True) -> str:
    """A deadline: 今日 17:30, 11月30日 周一 17:30, 2027年1月5日 周二 17:30."""
    if moment is None:
        return NONE
    day = date_words(house(moment).date(), house(now).date(), weekday=weekday)
    return f"{day} {time_words(moment)}"


def past_words(moment: datetime | None, now: datetime) -> str:
    """Something that happened: 今日 09:55, 昨日 16:20, 周一 10:05 (this week), 11月6日 16:40."""
    if moment is None:
        return NONE
    day, today = house(moment).date(), house(now).date()
    monday = today - timedelta(days=today.weekday())
    if day == today - timedelta(days=1):
        return f"昨日 {time_words(moment)}"
    if monday <= day < today:
        return f"{weekday_words(day)} {time_words(moment)}"
    return day_words(moment, now, weekday=False)


def full_words(moment: datetime | None) -> str:
    """For prints, which outlive the day: 2026年11月24日 10:42."""
    if moment is None:
        return NONE
    here = house(moment)
    return f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}"


def iso(moment: datetime) -> str:
    """For `<time datetime>`: +08:00, to the second."""
    return house(moment).isoformat(timespec="seconds")


def stated_words(text: str, now: datetime) -> str:
    """A fact as stored: an ISO moment or day becomes words, anything else stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == len("2026-11-23"):
        return date_words(moment.date(), house(now).date(), weekday=True)
    return day_words(moment, now) if moment.tzinfo else text
