"""为什么: the explanation of one computed value, as a panel for htmx and as a page of its own without it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.kernel.errors import NotYours
from suqing.web.desk.case import open_case
from suqing.web.desk.why_kinds import KINDS
from suqing.web.desk.why_words import readable
from suqing.web.frame import Desk, desk_page, show


@desk_page
@require_safe
def why(request: HttpRequest, desk: Desk, ref: str, kind: str, key: str) -> HttpResponse:
    """`kind` is clock, class, closing, consequence, level, priority, claim or editions; `key` the row's id, a round, or "now"."""
    opened = open_case(desk, ref, to="read", purpose="why")
    if kind not in KINDS:
        raise NotYours
    found = KINDS[kind](opened, desk, key)
    context = {
        "line": readable(found.line), "question": found.question, "subtitle": found.subtitle, "also": found.also, "edition": found.edition,
        "calendar_words": found.calendar_words, "now": desk.now, "back_url": reverse("desk:case", args=[opened.complaint.ref]),
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return show(request, desk, "components/why_panel.html", context)
    return show(request, desk, "components/why_page.html", context)
