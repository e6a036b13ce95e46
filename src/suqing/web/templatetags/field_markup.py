"""How a form field's widget is written: classes and the aria attributes that tie it to the line below it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString


def line_below(bound: forms.BoundField, *, hint: str = "", warn: str = "", ok: str = "") -> tuple[str, str]:
    """(state, words): bad before warn before ok before the plain hint."""
    if bound.errors:
        return "bad", " ".join(_error_words(error) for error in bound.errors.as_data())
    for state, words in (("warn", warn), ("ok", ok), ("", hint or str(bound.help_text or ""))):
        if words:
            return state, words
    return "", ""


def _error_words(error: ValidationError) -> str:
    return "还没填。" if error.code == "required" else " ".join(error.messages)


def widget(bound: forms.BoundField, *, described: bool, bare: bool = False, focus: bool = False) -> SafeString:
    own = bound.field.widget
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, [css_class(own), own.attrs.get("class", "")]))}
    if bare:
        attrs["placeholder"] = ""
    if focus:
        attrs["autofocus"] = True
    if described:
        attrs["aria-describedby"] = f"{bound.auto_id}-line"
    if bound.errors:
        attrs["aria-invalid"] = "true"
        attrs["class"] = f"{attrs['class']} is-missing"
    return bound.as_widget(attrs=attrs)


def css_class(own: forms.Widget) -> str:
    if isinstance(own, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(own, forms.Select) else "form-control"
