"""The common part of the case forms: the version that was seen, what is offered, how it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.record import CaseRecord
from suqing.kernel.errors import BadInput
from suqing.web.frame import Desk


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the layout; `kind` is field, choices or tick."""

    bound: forms.BoundField
    size: str
    kind: str
    warn: str


class LaidForm(forms.Form):
    """Laid out in a grid of twelve; a refusal of an action stands at its field."""

    sizes: Mapping[str, str] = {}

    def warnings(self) -> dict[str, str]:
        """Amber words under fields, by name."""
        return {}

    def tell(self, problem: BadInput) -> None:
        """Put a refusal of the action at its field, found by label; else at the head of the form."""
        name = next((name for name, field in self.fields.items() if field.label == problem.field), None)
        if not problem.found and problem.do:  # nothing was typed: what to do says it all
            self.add_error(name, f"{'' if name else problem.field + '：'}{problem.do.rstrip('。')}。")
            return
        self.add_error(name, f"应为{problem.expected}。{problem.do}".rstrip("。") + "。" if name else problem.sentence)

    @property
    def parts(self) -> list[Part]:
        warned = self.warnings()
        return [
            Part(bound, self.sizes.get(bound.name, "c12"), _kind(bound.field.widget), warned.get(bound.name, ""))
            for bound in self.visible_fields()
        ]


class CaseForm(LaidForm):
    """`record` is None where the door is open less than fully (hotline, respondent)."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, opened: CaseAccess, desk: Desk, action: str, record: CaseRecord | None = None, **more: Any) -> None:
        self.opened, self.desk, self.record = opened, desk, record
        super().__init__(*args, auto_id=f"{action}-%s", **more)
        self.initial.setdefault("seen_version", opened.complaint.version)
        self.offer()

    def offer(self) -> None:
        """Choices and first values that depend on the case."""

    def given(self) -> dict[str, Any]:
        """The keywords of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}

    def refresh_hidden(self) -> None:
        """After somebody was faster: what was typed stays, what was seen becomes what is there now."""
        self.data = self.data.copy()
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.HiddenInput):
                self.data[self.add_prefix(name)] = str(self.get_initial_for_field(field, name) or "")


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "field"
