"""The panel beside the record form: earlier items as far as the door allows, class and clocks to come, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.access import look_at
from suqing.apps.complaints.identity import WORDS, Earlier, find_earlier
from suqing.apps.complaints.intake import warnings_of
from suqing.apps.complaints.preview import preview
from suqing.apps.complaints.record.sayable import sayable_notes
from suqing.apps.complaints.texts import case_key, read
from suqing.kernel.clock import house
from suqing.kernel.errors import KeyDestroyed, NotYours
from suqing.web.desk.forms.taking import NEEDED, IntakeForm
from suqing.web.frame import Desk
from suqing.web.words.names import METHODS

MOST = 6


@dataclass(frozen=True, slots=True)
class Known:
    """One earlier item. Title, owner and the sayable line only where the door is fully open."""

    ref: str
    received_at: datetime
    method: str
    by: str
    full: bool
    title: str = ""
    owner: str = ""
    sayable: str = ""
    chosen: bool = False


def looked_up(form: IntakeForm, desk: Desk) -> dict[str, Any]:
    """The context of desk/intake/panel.html from a form that was validated."""
    intake = form.intake()
    known, elsewhere = _earlier(form, desk)
    unit = form.unit()
    seen = preview(intake, root_id=desk.user.root_id, unit=unit, standing=desk.standing, on=house(desk.now).date())
    warned = warnings_of(intake, on=house(desk.now).date())
    return {
        "known": known,
        "elsewhere": elsewhere,
        "asked": bool(intake.phone or intake.policy_no or intake.claim_no or intake.id_number),
        "chosen": intake.same_matter_as,
        "preview": seen,
        "unit": unit,
        "clocks": [{"words": kind_words(each.kind), "at": each.limit_at, "target": each.target_at, "clause": each.clause, "provisional": each.provisional} for each in seen.deadlines],
        "missing": [{"words": each.words, "id": form[NEEDED.get(each.field, each.field)].auto_id} for each in seen.missing],
        "doubts": [f"{form.fields[name].label}：{' '.join(words)}" for name, words in warned.items()],
    }  # fmt: skip


def _earlier(form: IntakeForm, desk: Desk) -> tuple[list[Known], int]:
    """What this person may see, and how many there are besides."""
    intake = form.intake()
    known, elsewhere = [], 0
    for each in find_earlier(intake, root_id=desk.user.root_id, most=MOST):
        try:
            known.append(_known(each, desk, intake.same_matter_as))
        except (NotYours, KeyDestroyed):
            elsewhere += 1
    return known, elsewhere


def _known(each: Earlier, desk: Desk, chosen: str) -> Known:
    case = each.complaint
    opened = look_at(desk.standing, case, on=house(desk.now).date())
    if opened.depth == "heard":
        raise NotYours
    by = "、".join(WORDS[name] for name in each.by)
    common = {"ref": case.ref, "received_at": case.received_at, "method": METHODS.get(case.method, case.method), "by": by, "chosen": case.ref == chosen}
    if opened.depth != "full":
        return Known(**common, full=False)
    owner = case.handler.name if case.handler else ""
    return Known(**common, full=True, title=read(case, case_key(case), "title"), owner=owner, sayable=next((each.words for each in sayable_notes(case)), ""))

