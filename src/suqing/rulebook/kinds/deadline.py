"""`kind: deadline`: one clock: from which moment, how long, in which unit, how binding, and what stops it.

`when` narrows the cases: every list given must hold the fact. `needs` are moments that must be known before the clock exists.
`replaces` names the clocks it lengthens: it counts only where each of `needs` lies inside the one that stood before.
`restarts` names a later moment from which everything is counted anew.
`end` says how the last day ends: close_of_business, end_of_day, to_the_second (hours and moments),
end_of_next_working_day (a last day off work rolls on).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from suqing.rulebook.dated import Dated, dated

NAME = "deadline"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """`limit` and `target` count `unit`s; for same_day the value is 0; for a moment that is given (a promise) there is no limit."""

    id: str
    clock: str
    label: str
    clause: str
    starts: str
    restarts: str | None
    needs: tuple[str, ...]
    when: Mapping[str, tuple[str, ...]]
    replaces: tuple[str, ...]
    unit: str
    strength: str
    limit: tuple[Dated[int], ...]
    target: tuple[Dated[int], ...]
    end: tuple[Dated[str], ...]
    pausable: bool
    recurs: str | None
    stops: str


def rules(data: Mapping[str, Any]) -> tuple[DeadlineRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> DeadlineRule:
    known = dict(data)
    known["needs"] = tuple(data["needs"])
    known["when"] = {name: tuple(each) for name, each in data["when"].items() if each is not None}
    known["limit"] = tuple(dated(each) for each in data["limit"])
    known["target"] = tuple(dated(each) for each in data["target"])
    known["end"] = tuple(dated(each) for each in data["end"])
    known["replaces"] = tuple(data["replaces"])
    return DeadlineRule(**known)
