"""What the tests of editions, clocks and notices share: an insurer with adopted rules, a case, and times as people write them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from suqing.apps.clocks.actions import start_clocks
from suqing.apps.clocks.events import ClockEscalated, ClockOverdue, ClocksRecomputed, ClockWarned
from suqing.apps.clocks.models import Clock
from suqing.apps.editions.actions import adopt_edition
from suqing.apps.editions.queries import current_calendar, editions_in_force
from suqing.apps.editions.stored import open_stored_calendar
from suqing.apps.organisations.actions import found_organisation
from suqing.apps.organisations.actors import system_actor
from suqing.apps.organisations.models import Organisation, OrganisationKind, Staff
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.facts import ClockFacts
from suqing.kernel import publish
from suqing.kernel.clock import HOUSE
from suqing.kernel.crypto import new_keys
from suqing.kernel.ids import new_id
from suqing.rulebook import open_edition

BOOKS = ("property", "claims", "cbirc2020")


def cn(text: str) -> datetime:
    """`2026-11-23 09:12` at the house."""
    return datetime.fromisoformat(text).replace(tzinfo=HOUSE)


def insurer(code: str = "P0001") -> Organisation:
    new_keys(Path(settings.KEYS))
    return found_organisation(at=cn("2020-01-01 09:00"),
        code=code,
        name=f"海宁财产保险股份有限公司{code}",
        short_name="海宁财险",
        kind=OrganisationKind.HEADQUARTERS,
        parent=None,
        from_day=date(2018, 1, 1),
    )


def adopting_insurer(code: str = "P0001") -> Organisation:
    """An insurer that has applied the company rules and the law since 2026-01-01."""
    root = insurer(code)
    for book in BOOKS:
        adopt_edition(
            root=root,
            edition=open_edition(book),
            from_day=date(2026, 1, 1),
            reason="总经理室会议决定",
            actor=system_actor(root.id),
            at=cn("2026-01-01 09:00"),
        )
    return root


def staff(root: Organisation, name: str, username: str) -> Staff:
    return Staff.objects.create(root=root, name=name, username=username)


@dataclass
class Case:
    """A stand-in for a complaint: its id, and how its clocks are computed."""

    root: Organisation
    subject: tuple[str, int]
    hashes: dict[str, str]
    calendar_hash: str

    def deadlines(self, facts: ClockFacts, *books: str) -> list[Deadline]:
        calendar = open_stored_calendar(self.calendar_hash)
        return [
            deadline
            for book in books
            for deadline in deadlines_for(edition=open_edition(book), calendar=calendar, facts=facts)
        ]

    def hashes_of(self, *books: str) -> dict[str, str]:
        return {book: self.hashes[book] for book in books}

    def start(self, facts: ClockFacts, *books: str, at: datetime | None = None) -> list[Clock]:
        return start_clocks(
            root_id=self.root.id,
            subject=self.subject,
            deadlines=self.deadlines(facts, *books),
            edition_hashes=self.hashes_of(*books),
            calendar_hash=self.calendar_hash,
            at=at or facts.received_at,
        )

    def clock(self, kind: str, **more: Any) -> Clock:
        return Clock.objects.get(subject_id=self.subject[1], kind=kind, **more)


def case_at(root: Organisation) -> Case:
    hashes = {book: stored.content_hash for book, stored in editions_in_force(root.id, date(2026, 11, 23)).items()}
    return Case(root, ("complaint", new_id()), hashes, current_calendar().content_hash)


@contextmanager
def heard(together: Any = None) -> Iterator[list[Any]]:
    """Everything that clocks publish, in order; `together` also gets each event."""
    events: list[Any] = []
    before = list(publish._tables)
    handlers = publish.Handlers(together=(events.append,) + ((together,) if together else ()))
    publish.register(dict.fromkeys((ClockWarned, ClockOverdue, ClockEscalated, ClocksRecomputed), handlers))
    try:
        yield events
    finally:
        publish._tables[:] = before
