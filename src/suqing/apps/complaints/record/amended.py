"""What stood in the record before it was corrected, as the file reads it (C01)."""

from collections.abc import Iterator

from suqing.apps.complaints.models import Amendment
from suqing.apps.complaints.record.entry import Entry, who
from suqing.apps.complaints.record.people import MASKS, masked
from suqing.apps.complaints.record.rows import Rows


def amendments(rows: Rows, revealed: frozenset[str]) -> Iterator[Entry]:
    for each in rows.amendments:
        reason = rows.text(each, "reason")
        yield Entry(
            each.at, "work", "pencil", f"{who(each.by)}更正了{each.get_field_display()}", "，更正前：", earlier_words(rows, each, revealed),
            f"理由：{reason}" if reason else "", ("property/7.1",),
        )  # fmt: skip


def earlier_words(rows: Rows, row: Amendment, revealed: frozenset[str]) -> str:
    """What it said; identity masked as it is beside the parties, unless a disclosure is in force."""
    name, words = row.field.removeprefix("agent_"), rows.text(row, "earlier")
    return masked(name, words, revealed) if name in MASKS else words
