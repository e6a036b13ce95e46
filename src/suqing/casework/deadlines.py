"""Which clocks run on an item, and when each one ends. Every number comes from the edition; the explanation is in `line`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from suqing.casework.counting import Count, count, end_of_day
from suqing.casework.deadline_lines import explain
from suqing.casework.facts import ClockFacts, Promise
from suqing.casework.remaining import Remaining, remaining
from suqing.rulebook import Calendar, Edition, Line
from suqing.rulebook.calendar import house
from suqing.rulebook.dated import in_force
from suqing.rulebook.kinds.deadline import DeadlineRule

__all__ = [
    "ClockFacts",
    "Deadline",
    "Promise",
    "Remaining",
    "deadlines_for",
    "no_clocks_because",
    "remaining",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock. All moments are +08:00. `kind` and `unit` are the fixed names; `recurs` only for progress."""

    kind: str
    clause: str
    started_at: datetime
    target_at: datetime | None
    limit_at: datetime
    unit: str
    strength: str
    provisional: bool
    recurs: str | None
    line: Line

    def data(self) -> dict[str, str | bool | None]:
        """Plain data as the command prints it: +08:00 to the second; `recurs` only where it does."""
        plain: dict[str, str | bool | None] = {
            "kind": self.kind,
            "clause": self.clause,
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "target_at": self.target_at.isoformat(timespec="seconds") if self.target_at else None,
            "limit_at": self.limit_at.isoformat(timespec="seconds"),
            "unit": self.unit,
            "strength": self.strength,
            "provisional": self.provisional,
        }
        return plain | ({"recurs": self.recurs} if self.recurs else {})


def deadlines_for(*, edition: Edition, calendar: Calendar, facts: ClockFacts) -> list[Deadline]:
    """The clocks of one rulebook on one item, the earliest limit first. May be empty: ask no_clocks_because."""
    found: list[Deadline] = []
    for rule in edition.rules("deadline"):
        if not all(getattr(facts, name) in allowed for name, allowed in rule.when.items()):
            continue
        if any(getattr(facts, need) is None for need in rule.needs):
            continue
        replaced = [each for each in found if each.kind in rule.replaces]
        if any(
            house(getattr(facts, need)) > old.limit_at for need in rule.needs for old in replaced
        ):
            continue  # too late to lengthen what had already ended
        found = [each for each in found if each not in replaced]
        found += _made(rule, edition, calendar, facts)
    return sorted(found, key=lambda each: each.limit_at)


def no_clocks_because(edition: Edition, classification: str | None) -> tuple[str, str] | None:
    """(clause, words) when the rulebook sets no time limit for that class; None when it does."""
    if "no_clocks" not in edition.tables():
        return None
    rows = edition.table("no_clocks")
    return next(
        ((row.clause, row["words"]) for row in rows if row["classification"] == classification),
        None,
    )


def _made(
    rule: DeadlineRule, edition: Edition, calendar: Calendar, facts: ClockFacts
) -> Iterator[Deadline]:
    if rule.unit == "date":
        for promise in _dates(rule, facts):
            yield _on_date(rule, edition, calendar, facts, promise)
        return
    start = getattr(facts, rule.starts)
    if start is None:
        return
    day = house(facts.received_at).date()
    limit, target = in_force(rule.limit, day), in_force(rule.target, day)
    end = in_force(rule.end, day)
    if limit is None or end is None:
        return  # the rule had no such limit on the day of receipt

    def measure(moment: datetime, number: int) -> Count:
        pauses = facts.pauses if rule.pausable else ()
        return count(calendar, edition, rule.unit, house(moment), number, end.value, pauses)

    counted, restarted = measure(start, limit.value), False
    for again in _material(rule, facts):
        if start < again <= counted.ends_at:  # later it is another complaint
            start, counted, restarted = again, measure(again, limit.value), True
    if restarted and rule.restarts:
        facts = replace(facts, **{rule.restarts: start})
    started_at = house(start)
    aim = measure(start, target.value) if target else None
    yield Deadline(
        kind=rule.clock,
        clause=rule.clause,
        started_at=started_at,
        target_at=aim.ends_at if aim else None,
        limit_at=counted.ends_at,
        unit=rule.unit,
        strength=rule.strength,
        provisional=counted.provisional,
        recurs=rule.recurs,
        line=explain(
            rule,
            edition,
            calendar,
            facts,
            counted,
            limit=limit,
            end=end,
            target=target,
            restarted=restarted,
        ),
    )


def _material(rule: DeadlineRule, facts: ClockFacts) -> tuple[datetime, ...]:
    """When new facts came in, in order; each restarts the limit as it stood by then."""
    given = getattr(facts, rule.restarts) if rule.restarts else None
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def _dates(rule: DeadlineRule, facts: ClockFacts) -> tuple[Promise, ...]:
    given = getattr(facts, rule.starts)
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (Promise(due_at=given),)


def _on_date(
    rule: DeadlineRule, edition: Edition, calendar: Calendar, facts: ClockFacts, promise: Promise
) -> Deadline:
    """A moment that somebody set: a promise, a regulator's return date. A bare day ends at 23:59:59."""
    due = promise.due_at
    limit_at = house(due) if isinstance(due, datetime) else end_of_day(due)
    started_at = house(promise.made_at or facts.received_at)
    end = in_force(rule.end, house(facts.received_at).date())
    counted = Count(limit_at, False, (), None)
    line = explain(
        rule,
        edition,
        calendar,
        facts,
        counted,
        limit=None,
        end=end,
        target=None,
        words=promise.words,
    )
    return Deadline(
        rule.clock,
        rule.clause,
        started_at,
        None,
        limit_at,
        rule.unit,
        rule.strength,
        False,
        rule.recurs,
        line,
    )
