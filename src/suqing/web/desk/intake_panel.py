"""The panel beside the record form: earlier items as far as the door allows, class and clocks to come, what is missing."""

from typing import Any

from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.intake import warnings_of
from suqing.apps.complaints.preview import preview
from suqing.apps.complaints.record.earlier import earlier_known
from suqing.kernel.clock import house
from suqing.web.desk.forms.taking import NEEDED, IntakeForm
from suqing.web.frame import Desk


def looked_up(form: IntakeForm, desk: Desk) -> dict[str, Any]:
    """The context of desk/intake/panel.html from a form that was validated."""
    intake = form.intake()
    known, elsewhere = earlier_known(intake, desk.standing, on=house(desk.now).date())
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
