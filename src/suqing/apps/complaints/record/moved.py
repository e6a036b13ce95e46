"""How the item came into its matter, as its own file reads it. The other item is not named: not every reader may see it."""

from collections.abc import Iterator

from suqing.apps.complaints.models.choices import MoveKind, SamePerson, SameThing
from suqing.apps.complaints.record.entry import Entry, who
from suqing.apps.complaints.record.rows import Rows
from suqing.casework.repeat import LEVEL_NAMES


def moves(rows: Rows) -> Iterator[Entry]:
    for each in rows.matter_moves:
        changed = f"，重复级别由{LEVEL_NAMES[each.level_before]}改为{LEVEL_NAMES[each.level_after]}" if each.level_before != each.level_after else ""
        if each.kind == MoveKind.LEFT:
            words, told = f"{who(each.by)}把本件移出原来的事项", f"{changed}。"
        elif each.kind == MoveKind.MERGED:
            words, told = f"{who(each.by)}把本件归入要并入的那一件的事项", f"，为第{each.item_no}件{changed}。"
        else:
            words = f"{who(each.by)}确认本件与另一件是同一事项"
            told = f"（{SamePerson(each.same_person).label}、{SameThing(each.same_thing).label}），为第{each.item_no}件{changed}。"
        yield Entry(each.at, "work", "pencil", words, told, rows.text(each, "reason"), clauses=("claims/9.1",))
