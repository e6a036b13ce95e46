"""Fields that the forms share: money in yuan kept as fen, moments in the house zone, yes–no–not asked."""

from datetime import datetime
from typing import Any

from django import forms

from suqing.apps.complaints.texts import MAX_TEXT
from suqing.apps.organisations.queries import staff_named
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput
from suqing.kernel.money import to_fen, yuan

ANSWERS = [("yes", "是"), ("no", "否"), ("unknown", "未问")]
TRUTH = {"yes": True, "no": False}
LONG_WORDS = {"max_length": "超过%(limit_value)d个字。长材料请作为附件上传。"}


class MoneyField(forms.CharField):
    """Yuan as typed, fen as cleaned; None when empty."""

    def __init__(self, label: str, *, required: bool = False, help_text: str = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"})
        super().__init__(label=label, required=required, help_text=help_text, widget=widget, max_length=40)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return to_fen(text, field=str(self.label))
        except BadInput as problem:
            raise forms.ValidationError(problem.sentence) from problem

    def prepare_value(self, value: Any) -> Any:
        return yuan(value) if isinstance(value, int) else value


class MomentField(forms.DateTimeField):
    """A moment in the house zone; empty means now where the form says so."""

    def __init__(self, label: str, *, required: bool = False, help_text: str = "不填就是现在。") -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "autocomplete": "off"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, required=required, help_text=help_text, widget=widget, error_messages={"invalid": "写成 2026-11-24 10:42 的样子。"})

    def prepare_value(self, value: Any) -> Any:
        return house(value).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


class DayField(forms.DateField):
    def __init__(self, label: str, *, required: bool = False, help_text: str = "") -> None:
        widget = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")
        super().__init__(label=label, required=required, help_text=help_text, widget=widget, error_messages={"invalid": "写成 2026-11-24 的样子。"})


class WordsField(forms.CharField):
    """A narrative, at most 100,000 characters; control characters are taken out by the action."""

    def __init__(self, label: str, *, rows: int = 3, required: bool = True, help_text: str = "", placeholder: str = "") -> None:
        attrs: dict[str, Any] = {"rows": rows} | ({"placeholder": placeholder} if placeholder else {})
        super().__init__(label=label, required=required, help_text=help_text, max_length=MAX_TEXT, widget=forms.Textarea(attrs=attrs), error_messages=LONG_WORDS)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).replace("\x00", "") if value else super().to_python(value)


def choice(label: str, choices: Any, *, required: bool = True, help_text: str = "", initial: Any = None) -> forms.ChoiceField:
    """Large choices, for eight or fewer."""
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=help_text, initial=initial, widget=forms.RadioSelect)


def pick(label: str, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    """A list to choose one row from; filled by `offer`."""
    return forms.ChoiceField(label=label, required=required, help_text=help_text)


def number(label: str, *, required: bool = False, help_text: str = "") -> forms.IntegerField:
    """A count of persons or things, one or more."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=1, max_value=10_000, required=required, help_text=help_text, widget=widget)


def number_or_none(text: str) -> int | None:
    return int(text) if text else None


class ColleagueField(forms.CharField):
    """A colleague by name or user name; cleaned to the id, None when empty. `root_id` is set by the form that offers it."""

    root_id = 0

    def __init__(self, label: str, *, help_text: str = "") -> None:
        super().__init__(label=label, required=False, max_length=80, help_text=help_text, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = staff_named(text, root_id=self.root_id)
        if len(found) == 1:
            return found[0].id
        raise forms.ValidationError(f"有{len(found)}位叫这个名字的，写用户名。" if found else "没有这位同事。核对姓名，查不到的留空。")


def short(label: str, *, help_text: str = "", private: bool = False, mode: str = "") -> forms.CharField:
    attrs: dict[str, Any] = {"autocomplete": "off"} | ({"data-private": True} if private else {}) | ({"inputmode": mode} if mode else {})
    return forms.CharField(label=label, required=False, max_length=200, help_text=help_text, widget=forms.TextInput(attrs=attrs))
