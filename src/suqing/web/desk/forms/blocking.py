"""Where the claim or policy is stuck, and what solved it."""

from typing import Any

from django import forms

from suqing.apps.complaints.intake import StuckOn
from suqing.apps.complaints.models.choices import BlockageCause, ClaimState
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import DayField, WordsField

STUCK = ("stuck_on", "with_whom", "since", "way_out")


def stuck(words: dict[str, Any]) -> StuckOn | None:
    """Where it is stuck, taken out of what was typed; None where nothing is said of it."""
    told = {name: words.pop(name, None) for name in STUCK}
    return StuckOn(told["stuck_on"] or "", told["with_whom"] or "", told["since"], told["way_out"] or "") if any(told.values()) else None


class NoteBlockageForm(CaseForm):
    state = forms.ChoiceField(label="案件状态", choices=[("", "请选择"), *ClaimState.choices])
    stuck_on = forms.ChoiceField(label="阻滞原因", choices=[("", "请选择"), *BlockageCause.choices])
    since = DayField("从哪天起", required=True)
    with_whom = WordsField("卡在谁那里", rows=1, help_text="部门、机构或人。")
    way_out = WordsField("解决办法", rows=2, help_text="下一步怎么解决、由谁办。登记之后，以前登记的不再算现在的。")
    sizes = {"state": "c4 p6", "stuck_on": "c4 p6", "since": "c4"}


class ClearBlockageForm(CaseForm):
    solved = WordsField("怎么解决的", rows=2)
