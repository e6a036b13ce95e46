"""What is wrong in the sheets, said so that the person who filled them in can put it right."""

from dataclasses import dataclass
from difflib import get_close_matches

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


def nearest(word: str, words: object) -> str:
    """；最接近的是 P0169 — or nothing."""
    close = get_close_matches(word, [str(each) for each in words], n=1, cutoff=0.5)  # type: ignore[attr-defined]
    return f"，最接近的是 {close[0]}" if close else ""
