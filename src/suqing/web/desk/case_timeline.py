"""What happened, as the page asks for it: by kind, sixty lines unless all are wanted."""

from typing import Any

from django.http import HttpRequest

from suqing.apps.complaints.record import CaseRecord

KINDS = (("contact", "联系"), ("work", "办理"), ("sys", "系统"))
FIRST = 60


def _kinds(request: HttpRequest) -> list[str]:
    asked = [each for each in request.GET.getlist("kind") if each in dict(KINDS)]
    return asked or ["contact", "work"]


def chips(request: HttpRequest, record: CaseRecord) -> list[dict[str, Any]]:
    chosen = _kinds(request)
    return [
        {"kind": kind, "words": words, "count": sum(1 for each in record.timeline if each.kind == kind), "on": kind in chosen}
        for kind, words in KINDS
    ]


def entries(request: HttpRequest, record: CaseRecord) -> list[Any]:
    shown = [each for each in record.timeline if each.kind in _kinds(request)]
    return shown if "all" in request.GET else shown[:FIRST]


def older(request: HttpRequest, record: CaseRecord) -> str:
    """The address of the whole timeline, where it is longer than what is shown."""
    shown = [each for each in record.timeline if each.kind in _kinds(request)]
    if len(shown) <= FIRST or "all" in request.GET:
        return ""
    asked = request.GET.copy()
    asked["all"] = "1"
    return f"?{asked.urlencode()}#timeline"
