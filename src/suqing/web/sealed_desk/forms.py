"""The forms of the room. Nothing typed here is drafted, suggested or remembered by the browser."""

from typing import Any

from django import forms

from suqing.apps.organisations.models import Organisation
from suqing.apps.sealed.models import Method
from suqing.kernel.clock import now

LONGEST = 100_000
CLOSED: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false"}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={**CLOSED, "rows": rows})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs=CLOSED)


class TakeDown(forms.Form):
    """Only the story is needed; all about the reporter may stay empty."""

    entry = forms.CharField(widget=forms.HiddenInput)
    method = forms.ChoiceField(label="收到方式", choices=[each for each in Method.choices if each[0] != Method.OTHER], widget=forms.RadioSelect, initial=Method.TELEPHONE)
    received_at = forms.DateTimeField(
        label="收到时间",
        widget=forms.DateTimeInput(attrs={**CLOSED, "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "填实际收到的时间。", "invalid": "写成 2026-11-24 10:42 的样子。"},
    )
    story = forms.CharField(
        label="发生了什么", widget=_area(7), max_length=LONGEST, error_messages={"required": "听到多少先写多少。"}
    )
    accused = forms.CharField(label="反映的是谁", widget=_line(), required=False, max_length=2_000)
    about_the_office = forms.BooleanField(label="反映的是总裁办公室本身", required=False)
    demands = forms.CharField(label="要求", widget=_area(2), required=False, max_length=LONGEST)
    reporter_name = forms.CharField(label="姓名", widget=_line(), required=False, max_length=200)
    reporter_phone = forms.CharField(label="电话", widget=_line(), required=False, max_length=200)
    reporter_email = forms.CharField(label="邮箱", widget=_line(), required=False, max_length=200)

    def clean_received_at(self) -> Any:
        """Impossible, so refused at the field."""
        found = self.cleaned_data["received_at"]
        if found > now():
            raise forms.ValidationError("收到时间晚于现在。请填实际收到的时间。")
        return found


class StepForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(label="内容", widget=_area(4), required=False, max_length=LONGEST)


class SplitForm(forms.Form):
    """All of it leaves the room: it is written for those who handle the complaint."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    unit_id = forms.TypedChoiceField(label="受理机构", coerce=int, widget=forms.Select(attrs={**CLOSED, "class": "form-select"}))
    demands = forms.CharField(label="诉求", widget=_area(2), required=False, max_length=LONGEST)
    facts = forms.CharField(label="经过", widget=_area(3), required=False, max_length=LONGEST)
    with_contact = forms.BooleanField(label="举报人同意在投诉件里留姓名和联系方式", required=False)

    def __init__(self, *args: Any, units: list[Organisation], **more: Any) -> None:
        super().__init__(*args, auto_id="split-%s", **more)
        for name in ("demands", "facts"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["with_contact"].widget.attrs["class"] = "form-check-input"
        self.fields["unit_id"].choices = [(str(each.id), each.short_name) for each in units]  # type: ignore[attr-defined]
