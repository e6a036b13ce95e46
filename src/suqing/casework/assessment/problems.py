"""What is wrong in the sheets, said so that the person who filled them in can put it right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from suqing.casework.assessment.facts import Place


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """`warning` does not stop anything. `row` 0 = the sheet as a whole."""

    code: str
    sheet: str
    row: int
    column: str
    found: str
    expected: str
    do: str = ""
    warning: bool = False

    @property
    def place(self) -> str:
        return " ".join(part for part in (self.sheet, f"第{self.row}行" if self.row else "", self.column) if part)

    def __str__(self) -> str:
        do = f"{self.do}。" if self.do and not self.do.endswith("。") else self.do
        return f"{self.place}：读到“{self.found}”，应为{self.expected}。{do}"

    def data(self) -> dict[str, object]:
        """Plain data, ready for JSON."""
        return {
            "level": "warning" if self.warning else "error",
            "code": self.code, "sheet": self.sheet, "row": self.row, "column": self.column,
            "found": self.found, "expected": self.expected, "do": self.do, "sentence": str(self),
        }  # fmt: skip


def at(place: Place, code: str, column: str, found: str, expected: str, do: str = "", *, warning: bool = False) -> SheetProblem:
    return SheetProblem(code, place.sheet, place.row, column, found, expected, do, warning)


ALIKE = str.maketrans("OoIl", "0011")  # a letter typed for a digit


def nearest(word: str, words: Iterable[object]) -> str:
    """，最接近的是 P0169 — or nothing. Among equals the one that begins alike."""
    known = [str(each) for each in words]
    folded = word.translate(ALIKE)
    scored = [(SequenceMatcher(None, folded, each.translate(ALIKE)).ratio(), _common(folded, each.translate(ALIKE)), each) for each in known if _likely(folded, each)]
    best = max(scored, key=lambda found: found[:2], default=None)
    return f"，最接近的是 {best[2]}" if best is not None and best[0] >= 0.5 else ""


def nearest_insurer(code: str, names: Mapping[str, str]) -> str:
    """，最接近的是 P0169 辛财险"""
    found = nearest(code, names)
    return f"{found} {names[found.rpartition(' ')[2]]}" if found else ""


def _common(first: str, second: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))


def _likely(word: str, other: str) -> bool:
    """A cheap look before the slow one: lengths that could be half alike."""
    return bool(word) and 2 * min(len(word), len(other)) * 2 >= len(word) + len(other)
