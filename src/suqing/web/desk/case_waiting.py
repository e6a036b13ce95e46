"""What waits for this person's answer in one case: urges, obstacles to judge, requests for guidance or help."""

from collections.abc import Collection
from typing import Any

from suqing.apps.complaints.record import CaseRecord
from suqing.apps.complaints.record.rows import Rows


def waiting_for(staff_ids: Collection[int], record: CaseRecord, *, leave_out: str) -> dict[str, list[Any]]:
    """The open ones addressed to the person or to somebody they stand in for, for the head of the case; without those that the open act is about."""
    found = {act: [each for each in rows if each.to_staff_id in staff_ids and not each.answered_at] for act, rows in _asked(record.rows).items()}
    return {act: [] if act == leave_out else rows for act, rows in found.items()}


def nothing_to_answer(staff_ids: Collection[int], record: CaseRecord) -> set[str]:
    """Acts of answering that would find nothing, and of explaining where no limit was missed: an obstacle is judged by any officer but the one who reported it."""
    found = {act: [each for each in rows if not each.answered_at and _may_answer(act, each, staff_ids)] for act, rows in _asked(record.rows).items()}
    return {act for act, rows in found.items() if not rows} | (set() if any(each.missed for each in record.clocks) else {"explain_lateness"})


def _asked(rows: Rows) -> dict[str, list[Any]]:
    return {"answer_urge": rows.urges, "answer_obstacle": rows.obstacles, "answer_support": rows.supports}


def _may_answer(act: str, row: Any, staff_ids: Collection[int]) -> bool:
    return row.by_id not in staff_ids if act == "answer_obstacle" else row.to_staff_id in staff_ids
