"""One line of what happened, and the words that several lines share."""

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
    return person.name if person else "系统"


def moment_words(at: datetime) -> str:
    here = house(at)
    return f"{here.month}月{here.day}日 {here:%H:%M}"
