"""A clause of a source rule, what carries it in the product, and the gaps we found in the rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """`id` is "rulebook/number" ("property/8.1"); `place` as the rule prints it; `gist` in our own words."""

    id: str
    place: str
    gist: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """Where a clause lives: `carrier` is rule, permission, screen, report, procedure or prose."""

    clause: str
    carrier: str
    where: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A question the rule leaves open, the reading we ship, and the other readings."""

    id: str
    clauses: tuple[str, ...]
    question: str
    reading: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validity:
    """From when until when the rule itself is in force; None is open. `basis` and `gap` as for any value."""

    from_day: str | None
    until_day: str | None
    basis: str
    gap: str | None = None

    def holds_on(self, day: str) -> bool:
        """`day` in ISO form; both ends belong to the period."""
        return (self.from_day is None or self.from_day <= day) and (
            self.until_day is None or day <= self.until_day
        )
