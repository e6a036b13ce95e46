"""`{% load sq %}`: words as filters, and the small marks: icon, clock, class, repeat level, basis, clause, avatar."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from suqing.kernel import clock as kernel_clock
from suqing.web.templatetags import clauses
from suqing.web.words import moments, names, numbers

register = template.Library()

PLAIN: dict[str, Callable[..., str]] = {
    "count": numbers.count_words,
    "capped": numbers.capped_count,
    "yuan": numbers.yuan,
    "money": numbers.money_words,
    "filesize_words": numbers.size_words,
    "time_words": moments.time_words,
    "full_words": moments.full_words,
}
TABLES: dict[str, Mapping[str, str]] = {
    "stage_name": names.STAGES,
    "rulebook_name": names.RULEBOOKS,
    "carrier_name": names.CARRIERS,
}


def _namer(table: Mapping[str, str]) -> Callable[[str | None], str]:
    return lambda code: names.name_of(table, code)


for _name, _function in PLAIN.items():
    register.filter(_name, _function)
for _name, _table in TABLES.items():
    register.filter(_name, _namer(_table))


@register.filter
def day(moment: datetime | date | None, now: datetime | None = None) -> str:
    """11月30日 周一 17:30, of a moment; 11月30日 周一, of a date. `now` only where the page shows a past state."""
    return _words(moments.day_words, moment, now)


@register.filter
def past(moment: datetime | None, now: datetime | None = None) -> str:
    """今日 09:55, 昨日 16:20, 周一 10:05, 11月6日 16:40."""
    return _words(moments.past_words, moment, now)


def _words(words: Callable[..., str], moment: datetime | date | None, now: datetime | None) -> str:
    now = now or kernel_clock.now()
    if isinstance(moment, date) and not isinstance(moment, datetime):
        return moments.date_words(moment, kernel_clock.house(now).date(), weekday=words is moments.day_words)
    return words(moment, now)


@register.filter
def masked(value: str | None) -> str:
    """A value masked by the kernel, shown as it came: masking twice would betray its length."""
    return value or "—"


@register.simple_tag(takes_context=True)
def when(context: template.Context, moment: datetime | None, style: str = "day") -> SafeString | str:
    """`<time datetime="…+08:00">…</time>`; style `day` (a deadline) or `past` (an event). `now` of the context wins."""
    if moment is None:
        return "—"
    words = {"day": moments.day_words, "past": moments.past_words}[style]
    return format_html('<time datetime="{}">{}</time>', moments.iso(moment), words(moment, context.get("now") or kernel_clock.now()))


@register.simple_tag
def icon(name: str, label: str = "", small: bool = False) -> SafeString:
    """A drawing of icons.svg. Without `label` it is decoration and says nothing to a screen reader."""
    href = f"{static('suqing/icons.svg')}#{name}"
    shape = "s" if small else "i"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', shape, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', shape, href)


CLOCK_WORDS = {"met": "按时", "missed": "逾期办结", "paused": "暂停", "provisional": "暂定"}


@register.simple_tag
def clock(of: Any = None, *, state: str = "", words: str = "", title: str = "", natural: bool = False) -> SafeString:
    """Clock badge. `of` has `.state` and `.words` (casework's Remaining), or give `state` and `words`.

    States: ok, near, late, paused, met, missed, provisional. The absolute date stands beside it, always.
    """
    state = state or of.state
    words = words or getattr(of, "words", "") or CLOCK_WORDS.get(state, "")
    words += " 自然日" if natural else ""
    mark = icon(f"clock-{state}", small=True)
    return format_html('<span class="sq-clock sq-clock--{}"{}>{}{}</span>', state, _title(title), mark, words)


@register.simple_tag
def class_badge(code: str | None, provisional: bool = False) -> SafeString:
    """倾诉件, 一般投诉件, 重大投诉件; 未定类 while there is none; 暂定 beside it when facts are missing."""
    if not code:
        return format_html('<span class="sq-class sq-class--venting">{}</span>', "未定类")
    tail = "（暂定）" if provisional else ""
    return format_html('<span class="sq-class sq-class--{}">{}{}</span>', code, names.name_of(names.CLASSES, code), tail)


@register.simple_tag
def priority_badge(code: str | None) -> SafeString:
    """优先 or 关注; nothing for an ordinary one."""
    if not code:
        return SafeString("")
    return format_html('<span class="sq-tag" title="先后">{}{}</span> ', icon("flag"), names.name_of(names.PRIORITIES, code))


@register.simple_tag
def level_badge(code: str | None) -> SafeString:
    """Three pips: first, second, third_or_more."""
    code = code or "first"
    pips = names.LEVEL_PIPS[code]
    href = f"{static('suqing/icons.svg')}#pips-{pips}"
    return format_html(
        '<span class="sq-level sq-level--{}"><svg aria-hidden="true"><use href="{}"></use></svg>{}</span>',
        pips, href, names.LEVELS[code],
    )  # fmt: skip


@register.simple_tag
def basis(code: str | None) -> SafeString | str:
    """原 quoted, 推 derived, 设 assumed, with the long word as title."""
    if not code:
        return ""
    note, mark = names.BASIS_NOTES[code], names.BASES[code]
    return format_html('<abbr class="sq-basis sq-basis--{}" title="{}">{}</abbr>', code, note, mark)


@register.simple_tag
def clause(what: Any, place: str = "", gist: str = "") -> SafeString | str:
    """A clause by its human name. `what` is "property/8.2" or an object with `.id` and `.place`.

    A link to the clause where the desk has a page for it (`desk:clause rulebook number`), else plain words.
    """
    if not what:
        return ""
    clause_id = str(getattr(what, "id", what))
    known = what if hasattr(what, "place") else clauses.known(clause_id)
    words = names.clause_words(clause_id, place or (known.place if known else ""))
    gist = gist or (known.gist if known else "")
    rulebook, _, number = clause_id.partition("/")
    href = url_or_none("desk:clause", rulebook, number) if number else None
    if href is None:
        return format_html('<span class="sq-clause"{}>{}</span>', _title(gist), words)
    return format_html('<a class="sq-clause" href="{}"{}>{}</a>', href, _title(gist), words)


@register.simple_tag
def avatar(name: str | None, small: bool = True) -> SafeString:
    """The surname in a disc; 小李专员 is 李. An open ring when there is nobody. Write the name beside it."""
    letter = (name or "").removeprefix("小").removeprefix("老")[:1]
    size = " sq-ava--s" if small else ""
    return format_html('<span class="sq-ava{}{}" aria-hidden="true">{}</span>', size, "" if letter else " sq-ava--none", letter)


@register.simple_tag
def tag(words: str) -> SafeString:
    return format_html('<span class="sq-tag">{}</span>', words)


def url_or_none(name: str, *args: str) -> str | None:
    """An address, or None while the room that has it is switched off."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def _title(words: str) -> SafeString | str:
    return format_html(' title="{}"', words) if words else ""


@register.simple_tag
def icon_href(name: str) -> str:
    """The address of a drawing, where the <svg> has its own class or size."""
    return f"{static('suqing/icons.svg')}#{name}"


@register.simple_tag
def print_time() -> datetime:
    return kernel_clock.now()


TRUTH = {True: "是", False: "否", None: "未知"}


@register.filter
def fact_words(value: Any, now: Any = None) -> str:
    """A fact in an explanation: yes and no in words, ISO moments as days, numbers with commas."""
    if value is None or isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, int):
        return numbers.count_words(value)
    return moments.stated_words(str(value), now or kernel_clock.now())


STRIP = {"start": "zero", "weekend": "off", "holiday": "off", "paused": "off"}


@register.filter
def strip_class(square: Any, now: Any = None) -> str:
    """The look of one square of the strip; the last one is the deadline and gets its look from the template."""
    today = kernel_clock.house(now or kernel_clock.now()).date().isoformat()
    return STRIP.get(square.kind, square.kind) + (" now" if square.day == today else "")


@register.filter
def strip_number(square: Any) -> int:
    return date.fromisoformat(square.day).day


@register.filter
def strip_weekday(square: Any) -> str:
    return moments.WEEKDAYS[date.fromisoformat(square.day).weekday()]
