"""`{% load sq_blocks %}`: the larger parts: messages, fields, steps, timeline, facts, files, pages, "why"."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from suqing.web.context import shell as shell_of
from suqing.web.templatetags import field_markup
from suqing.web.templatetags.sq import icon
from suqing.web.words.differences import differences

register = template.Library()

MESSAGE_ICONS = {"info": "info", "good": "check", "warn": "info", "bad": "alert"}


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> Any:
    """What the frame needs of the request: theme, navigation, unread notices, the worker's heartbeat."""
    return shell_of(context.get("request"))


@register.simple_block_tag
def message(content: str, kind: str = "info", mark: str = "") -> SafeString:
    """`{% message "bad" %}<b>还不能结案：没有答复记录。</b>先登记答复。{% endmessage %}`; kinds info, good, warn, bad."""
    role = ' role="alert"' if kind == "bad" else ""
    return format_html(
        '<div class="sq-msg sq-msg--{}"{}>{}<div>{}</div></div>',
        kind, SafeString(role), icon(mark or MESSAGE_ICONS[kind]), content,
    )  # fmt: skip


@register.simple_block_tag
def empty(content: str, title: str, mark: str = "check") -> SafeString:
    """`{% empty "没有超期的投诉" %}最近一件到期：今日14:00{% endempty %}`: good news, or what to do."""
    return format_html(
        '<div class="sq-empty">{}<p class="mb-1 mt-2"><b>{}</b></p><p class="sq-note mb-0">{}</p></div>', icon(mark), title, content
    )


@register.inclusion_tag("components/field.html")
def field(bound: forms.BoundField, label: str = "", hint: str = "", warn: str = "", ok: str = "", size: str = "c12", bare: bool = False, focus: bool = False) -> dict[str, Any]:
    """Label above, 必填, the widget, one line below: the refusal, else the warning, else what was found, else the hint.

    `bare`: no 必填 and no placeholder, where every field is needed and known (log-in). `focus`: the cursor starts here.
    """
    state, line = field_markup.line_below(bound, hint=hint, warn=warn, ok=ok)
    return {
        "bound": bound, "label": label or bound.label, "size": size, "state": state, "line": line,
        "line_id": f"{bound.auto_id}-line", "widget": field_markup.widget(bound, described=bool(line), bare=bare, focus=focus),
        "required": bound.field.required and not bare,
    }  # fmt: skip


@register.inclusion_tag("components/choices.html")
def choices(bound: forms.BoundField, label: str = "", hint: str = "", warn: str = "", size: str = "c12", icons: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Large radios (or tick boxes) for eight or fewer. `icons` maps a value to a drawing."""
    state, line = field_markup.line_below(bound, hint=hint, warn=warn)
    options = [
        {"data": each.data, "value": str(each.data["value"]), "icon": (icons or {}).get(str(each.data["value"]), "")}
        for each in bound.subwidgets
        if each.data["value"] != ""
    ]
    many = getattr(bound.field.widget, "allow_multiple_selected", False)
    return {
        "bound": bound, "label": label or bound.label, "size": size, "state": state, "line": line, "line_id": f"{bound.auto_id}-line",
        "options": options, "type": "checkbox" if many else "radio", "required": bound.field.required,
    }  # fmt: skip


@register.inclusion_tag("components/missing.html")
def missing(form: forms.BaseForm) -> dict[str, Any]:
    """For the foot of a form: 还缺2项：…, each a link to its field. Filled by the server, kept true by forms.js."""
    return {"fields": [form[name] for name in form.errors if name in form.fields], "others": form.non_field_errors()}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The rail of eight: each `words`, `state` (done, now, todo), `detail`, `missing` (list of words)."""
    return {"items": items}


@register.inclusion_tag("components/timeline.html", takes_context=True)
def timeline(context: template.Context, items: Iterable[Any]) -> dict[str, Any]:
    """Each item: `at`, `kind` (contact, work, sys), `icon`, `head`, `text`, `quote`, `meta`, `clauses`."""
    return {"items": items, "now": context.get("now")}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[tuple[Any, ...]], wide: bool = False) -> dict[str, Any]:
    """A definition list from (name, value) or (name, value, note); an empty value is shown as —."""
    return {"rows": [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows], "wide": wide}


@register.inclusion_tag("components/pager.html")
def pager(page: Any) -> dict[str, Any]:
    """`page` has `earlier_url`, `later_url` (empty at the ends) and may have `words` ("第51–100件")."""
    return {"page": page}


@register.inclusion_tag("components/files.html")
def files(items: Iterable[Any]) -> dict[str, Any]:
    """Each: `name`, `size` (bytes), `url`, `note` (who, when), `check` (short checksum)."""
    return {"items": items}


@register.inclusion_tag("components/diff.html")
def diff(old: str, new: str, old_name: str = "第1版", new_name: str = "第2版") -> dict[str, Any]:
    """Two texts against each other; what went and what came have words besides colours."""
    return {"pieces": differences(old, new), "old_name": old_name, "new_name": new_name}


@register.inclusion_tag("components/why_button.html")
def why_button(href: str, of: str, panel: str = "why") -> dict[str, Any]:
    """为什么, beside a computed value. `href` answers with the panel alone to htmx and with a page otherwise; `of` names the value."""
    return {"href": href, "of": of, "panel": panel}


@register.simple_tag(takes_context=True)
def why_panel(context: template.Context, line: Any, question: str, **more: Any) -> SafeString:
    """The panel from an explanation (`suqing.rulebook.explain.Line`). See components/why_panel.html for what `more` may hold."""
    return render_to_string("components/why_panel.html", {"now": context.get("now"), "line": line, "question": question, **more})
