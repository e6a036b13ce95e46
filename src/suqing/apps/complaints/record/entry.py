"""One line of what happened, and the words that several lines share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suqing.kernel.clock import house

ICONS = {"telephone": "phone", "visit": "door", "letter": "mail", "email": "mail", "sms": "message", "face_to_face": "people", "web": "globe", "fax": "fax", "app": "globe", "wechat": "message", "counter": "door"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `head` is strong, `text` follows it, `quote` are words as said or written, `meta` the small print."""

    at: datetime
    kind: str
    icon: str
    head: str
    text: str = ""
    quote: str = ""
    meta: str = ""
    clauses: tuple[str, ...] = ()


def who(person: Any) -> str:
    """By name, with whom they stood in for in this act (see `rows.name_the_absent`)."""
    if person is None:
        return "系统"
    absent = getattr(person, "stood_in_for", "")
    return f"{person.name}（代{absent}）" if absent else str(person.name)


def answerer(person: Any, at: datetime, stood_in: Mapping[tuple[int, datetime], str]) -> str:
    """Whoever was asked, or who answered in their name."""
    other = stood_in.get((person.id, at))
    return f"{other}（代{person.name}）" if other else str(person.name)


def moment_words(at: datetime) -> str:
    here = house(at)
    return f"{here.month}月{here.day}日 {here:%H:%M}"
