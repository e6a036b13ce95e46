"""Opening what was stored: a year later the same hash gives the same rules, whatever the product ships by then."""

from functools import lru_cache
from typing import TypeVar

from suqing.apps.editions.models import CALENDAR, StoredEdition
from suqing.kernel.errors import SealBroken
from suqing.rulebook.calendar import Calendar
from suqing.rulebook.edition import Edition

_Opened = TypeVar("_Opened", Edition, Calendar)


class NotStored(LookupError):
    """No edition of that hash was ever stored here."""


@lru_cache(maxsize=64)
def open_stored(content_hash: str) -> Edition:
    """The rulebook stored under that hash (one statement at the first call in a process). NotStored if there is none."""
    return _as_stored(Edition.from_canonical(_canonical(content_hash, calendar=False)), content_hash)


@lru_cache(maxsize=16)
def open_stored_calendar(content_hash: str) -> Calendar:
    """The calendar stored under that hash (one statement at the first call in a process). NotStored if there is none."""
    return _as_stored(Calendar.from_canonical(_canonical(content_hash, calendar=True)), content_hash)


def _as_stored(found: _Opened, content_hash: str) -> _Opened:
    """A rule that somebody changed in the database decides nothing."""
    if found.content_hash != content_hash:
        raise SealBroken(f"the edition stored under {content_hash} is not what was stored: its text was changed")
    return found


def _canonical(content_hash: str, *, calendar: bool) -> str:
    row = StoredEdition.objects.filter(content_hash=content_hash).first()
    if row is None or (row.rulebook == CALENDAR) is not calendar:
        what = "calendar" if calendar else "rulebook"
        raise NotStored(f"no {what} is stored under {content_hash!r}: store it before a record refers to it")
    return row.canonical
