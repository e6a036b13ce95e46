"""What an action may answer instead of a result. The web, the API and the command line turn each into their own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


class Refused(Exception):
    """The rule does not allow it now. `reason` is shown to people; `missing` holds what would have to be there first."""

    def __init__(
        self, reason: str, clause: str | None = None, missing: Iterable[Any] = (), line: Any = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause
        self.missing = tuple(missing)
        self.line = line


class NotYours(Exception):
    """Not there, or not for this person: answered alike, so that nothing can be learnt from the answer."""

    def __init__(self, words: str = "没有找到，或不在您的经办范围内。") -> None:
        super().__init__(words)
        self.words = words


class Stale(Exception):
    """Somebody was faster. `words` says who and when; `changed` names the fields that are not as they were seen."""

    def __init__(self, words: str, changed: Iterable[str] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.changed = tuple(changed)


class BadInput(Exception):
    """One value that cannot be taken: which field, what was found, what was expected, what to do."""

    def __init__(self, field: str, found: str, expected: str, do: str = "") -> None:
        self.field = field
        self.found = found
        self.expected = expected
        self.do = do
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """In the form of the house: 车险保费收入：读到“3.2亿”，应为数字，单位元。改为 320000000。"""
        head = f"{self.field}：读到“{self.found}”，应为{self.expected}。"
        return head + (f"{self.do}。" if self.do and not self.do.endswith("。") else self.do)


class BadInputs(Exception):
    """Several values that cannot be taken, told together."""

    def __init__(self, items: Sequence[BadInput]) -> None:
        self.items = tuple(items)
        super().__init__("\n".join(item.sentence for item in self.items))


class NotReady(Exception):
    """The surroundings are not there (key, disk, database). Commands end with exit code 3."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what}。{do}。")
        self.what = what
        self.do = do


class KeyMissing(NotReady):
    """A key file is not in the key folder."""


class KeyDestroyed(Exception):
    """The data key was destroyed by erasure or by the move to the sealed room: its texts cannot be read again."""

    def __init__(self, words: str = "这份卷宗的密钥已销毁，内容不可恢复。") -> None:
        super().__init__(words)
        self.words = words


class SealBroken(Exception):
    """A stored value does not open with its key in its place: changed, moved to another row, or under another key."""


def collect(problems: Sequence[BadInput]) -> None:
    """Raise what was found, one alone or all together; nothing when the list is empty."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise BadInputs(problems)
