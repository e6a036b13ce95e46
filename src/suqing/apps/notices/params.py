"""What a notice may carry: references, codes, counts and times. Never a story, a name, a number of a person."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from suqing.kernel.canonical import canonical

Params = Mapping[str, str | int]
LONGEST = 60


def to_text(params: Mapping[str, str | int | datetime]) -> str:
    """Canonical JSON. TypeError or ValueError for anything that is not a short text, a whole number or a time."""
    for name, value in params.items():
        if not isinstance(value, str | int | datetime):
            raise TypeError(f"params[{name!r}]: a short text, a whole number or a time, found {type(value).__name__}")
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValueError(f"params[{name!r}]: at most {LONGEST} characters; a notice tells no story")
    return canonical(dict(params))


def from_text(text: str) -> dict[str, str | int]:
    """Times come back as canonical text; `moment_of` reads them."""
    found: dict[str, str | int] = json.loads(text)
    return found


def moment_of(value: str | int) -> datetime | None:
    """The time that a canonical text stands for; None for any other value."""
    try:
        return datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None
