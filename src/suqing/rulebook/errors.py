"""What is wrong in a rulebook, said so that the person who wrote the line can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable, for tests and machines; the rest is for the reader."""

    code: str
    file: str
    line: int | None
    clause: str | None
    found: str
    expected: str
    do: str

    def __str__(self) -> str:
        place = self.file + (f" 第{self.line}行" if self.line else "")
        about = f"（{self.clause}）" if self.clause else ""
        return f"{place}{about}：发现 {self.found}；应为 {self.expected}；请{self.do}。"


class RulebookError(Exception):
    """A rulebook that cannot be used; `problems` holds everything found, not only the first."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(each) for each in self.problems))


class UnknownRulebook(LookupError):
    """There is no such rulebook folder; the message says which there are."""
