"""How the examples of dates are asked: each clock is answered as one line, "limit clock clause [目标 target] [暂定]"."""

from datetime import date, datetime
from typing import Any

from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.facts import ClockFacts, Pause, Promise
from suqing.rulebook import open_calendar, open_edition
from suqing.rulebook.calendar import HOUSE

NAMES = {"received": "received_at", "class": "classification", "level": "repeat_level"}


def moment(text: str) -> Any:
    """Without offset it is Beijing time; ten characters are a bare day."""
    if len(text) == 10:
        return date.fromisoformat(text)
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=HOUSE)


def clock_facts(given: dict[str, Any]) -> ClockFacts:
    known: dict[str, Any] = {NAMES.get(name, name): value for name, value in given.items()}
    for name in known:
        if name.endswith("_at"):
            known[name] = moment(known[name])
    known["promises"] = tuple(
        Promise(moment(each["due_at"]), words=each["words"]) for each in known.get("promises", ())
    )
    known["pauses"] = tuple(
        Pause(each["why"], **{name: moment(value) for name, value in each.items() if name != "why"})
        for each in known.get("pauses", ())
    )
    return ClockFacts(**known)


def written(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def line(each: Deadline) -> str:
    target = f" 目标 {written(each.target_at)}" if each.target_at else ""
    return f"{written(each.limit_at)} {each.kind} {each.clause.partition('/')[2]}{target}{' 暂定' if each.provisional else ''}"


def ask_deadlines(rulebook: str, given: dict[str, Any]) -> list[str]:
    found = deadlines_for(
        edition=open_edition(rulebook), calendar=open_calendar("cn"), facts=clock_facts(given)
    )
    return [line(each) for each in found]


ASKS = {"deadlines": ask_deadlines}
