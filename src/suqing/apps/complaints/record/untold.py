"""How many tries of this round count towards "cannot be reached" (2020 measures Art. 21)."""

from dataclasses import dataclass

from suqing.apps.complaints.law import forms_of
from suqing.apps.complaints.record.rows import Rows
from suqing.casework.telling import Contact, counting, may_leave_untold


@dataclass(frozen=True, slots=True)
class Tries:
    count: int
    enough: bool
    words: str
    clause: str


def tries_of(rows: Rows) -> Tries | None:
    """None while the last contact reached them, or where the law does not rule."""
    contacts = [Contact(each.at, each.reached, each.incoming) for each in rows.contacts if each.at >= rows.complaint.round_received_at]
    found = counting(contacts)
    form = next((each for each in forms_of(rows.complaint).values() if each.tries), None) if found else None
    if form is None:
        return None
    verdict = may_leave_untold(form, contacts)
    words = verdict.missing[0].words if verdict.missing else f"已联系{len(found)}次，够{form.tries}次、{form.days}天，可以按无法联系登记"
    return Tries(len(found), verdict.allowed, words, form.clause)
