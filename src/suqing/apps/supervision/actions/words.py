"""What the acts share: one line of text, and a unit out of those that are one's own."""

from collections.abc import Iterable

from suqing.apps.organisations.models import Organisation
from suqing.kernel.errors import BadInput


def line_of(label: str, text: str, problems: list[BadInput], *, most: int) -> str:
    """Blanks and control characters taken together; too long is put to `problems`."""
    kept = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if len(kept) > most:
        problems.append(BadInput(label, f"{len(kept)}字", f"{most}字以内", "写短一些"))
    return kept


def unit_among(units: Iterable[Organisation], unit_id: int | None) -> Organisation:
    found = next((each for each in units if each.id == unit_id), None)
    if found is None:
        raise BadInput("机构", "", "您负责的一个机构", "从列表里选")
    return found
