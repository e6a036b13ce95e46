"""工作台: what to do next, sorted by remaining working time; views with counts; nothing forgotten (C13)."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.emergencies import sees_plans
from suqing.apps.complaints.improvements import waiting_for
from suqing.apps.complaints.models.case import NO_LIMIT
from suqing.apps.complaints.queries import (
    VIEWS,
    Filters,
    Seer,
    count_each,
    hearings_waiting,
    page_of,
    seer_of,
)
from suqing.apps.organisations.access import Standing
from suqing.kernel.clock import house
from suqing.web.context import in_office
from suqing.web.desk.learning import learning_group
from suqing.web.desk.saved_views import side_group
from suqing.web.desk.together import bulk_actions
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.asked import conditions
from suqing.web.lists.filtering import DAY_NAMES, FILTER_NAMES, filters_from
from suqing.web.lists.naming import NAMES
from suqing.web.lists.rows import Row, rows_of
from suqing.web.lists.saved import asked_of, kept_views
from suqing.web.paging import decode_key, encode_key

MINE = ("mine", "to_contact", "due_today", "overdue", "promises", "urged", "asked", "to_instruct", "after_closing")
OURS = ("unassigned", "forwarded", "crisis", "major", "lacking", "near", "paused", "redress", "unexplained", "open", "discontented")
SIGNAL = {"overdue": "late", "redress": "late", "unexplained": "near", "due_today": "near", "discontented": "near"}
EMPTY = {
    "mine": ("没有等您办的投诉", "新派来的会排在这里，最急的在最上面。"),
    "to_contact": ("没有待您联系的投诉", "接办之后要联系投诉人的会排在这里。"),
    "due_today": ("今天没有到期的投诉", "以后到期的在“全部在办”里。"),
    "overdue": ("没有超期的投诉", "请继续保持，临近的在“今日到期”里。"),
    "promises": ("没有等着兑现的答复时间", "答应投诉人几时答复的，会按时间排在这里。"),
    "urged": ("没有等您回复的催办", "有人催办时排在这里，过了期限没有回复的报领导小组。"),
    "asked": ("没有等您答复的请示", "下级请求指导、协助的，经办人报告客观障碍等您认定的，排在这里。"),
    "to_instruct": ("没有待您批示的方案", "超出承办人授权的方案会送到这里。"),
    "after_closing": ("结案后没有等您办的事", "要过目、回访、总结、归档，和终止了还没告知投诉人的会排在这里。"),
    "unassigned": ("没有待定类或分派的投诉", "新登记的会先排在这里。"),
    "forwarded": ("没有在办的监管转办件", "监管机构转来的会排在这里。"),
    "crisis": ("没有在办的危机投诉", "转入危机处理的会排在这里，当日须反馈最终意见。"),
    "major": ("没有在办的重大投诉件", "损失达到限额、监管转来或媒体曝光的会排在这里。"),
    "lacking": ("没有缺项待补的投诉", "记录表还缺以后要用的（诉求、联系方式、监管来函等），补齐之前排在这里。"),
    "near": ("没有临近到期的投诉", "用时达到八成的会排在这里。"),
    "paused": ("没有暂停的投诉", "只有法定期限能在鉴定、调解期间暂停。"),
    "discontented": ("没有回访不满意的投诉", "结案后电话或链接里不满意、希望再联系的，联系过或重新办理之前排在这里。"),
    "redress": ("没有逾期未兑现的承诺", "答应投诉人的事过了期限还没有做到的，结案没结案都排在这里。"),
    "unexplained": ("没有超期未说明的投诉", "时限超期了、还没有人说明原因的，结案没结案都排在这里。"),
    "open": ("没有在办的投诉", "登记一件，或到“投诉件”看已办结的。"),
}
WITH_SOONEST = ("overdue", "due_today", "near")


@desk_page
@require_safe
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The workbench. The view, filters and place stand in the address."""
    if in_office(request):
        return redirect(reverse("oversight:home"))
    seer = seer_of(desk.standing, now=desk.now)
    view = request.GET.get("view", "mine")
    if view not in VIEWS:
        view = "mine"
    filters = filters_from(request.GET)
    kept = kept_views(desk.standing)
    counted = count_each(seer, [*((each, Filters()) for each in VIEWS), *(each.asks for each in kept if each.asks)], now=desk.now)
    counts = dict(zip(VIEWS, counted, strict=False))
    complaints, more = page_of(seer, view=view, filters=filters, now=desk.now, after=decode_key(request.GET.get("after", "")))
    rows = rows_of(complaints, now=desk.now)
    title, hint = EMPTY[view]
    asked = asked_of(request.GET)
    waiting = waiting_for(desk.standing)
    context = {
        "view": view,
        "view_name": NAMES[view][0],
        "count": counts[view],
        "groups": [*side(view, counts, desk.standing), *side_group(kept, counted[len(VIEWS) :], asked), *learning_group(desk.standing, waiting=waiting)],
        "asked": asked,
        "waiting": waiting,
        "row_groups": grouped(rows, desk.now),
        "pills": pills(request, desk, filters),
        "clear_url": f"?{urlencode({'view': view})}",
        "filter_fields": filter_fields(request, desk),
        "kept": kept_in_filter(request),
        "soonest": _soonest(seer, desk.now) if not rows and view in WITH_SOONEST else None,
        "here": request.get_full_path(),
        "actions": bulk_actions(desk),
        "next_url": _next(request, more),
        "hearings": hearings_waiting(desk.user.id),
        "empty_title": title,
        "empty_hint": hint,
        "first": "after" not in request.GET,
        "first_url": first_page(request),
        "export_url": export_url(request, view=view),
    }
    return show(request, desk, "desk/home.html", context)


def pills(request: HttpRequest, desk: Desk, filters: Filters) -> list[dict[str, str]]:
    """What narrows the list, with a link to take it off."""
    return [{"name": label, "value": words, "remove_url": _without(request, name)} for name, label, words in conditions(filters, root_id=desk.user.root_id)]


def filter_fields(request: HttpRequest, desk: Desk) -> list[dict[str, Any]]:
    """The selects of 加条件, then its days (without options)."""
    selects = [{"name": name, "label": label, "options": list(names.items()), "value": request.GET.get(name, "")} for name, (label, names) in FILTER_NAMES.items()]
    return [*selects, *({"name": name, "label": label, "options": None, "value": request.GET.get(name, "")} for name, label in DAY_NAMES.items())]


def kept_in_filter(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form of 加条件 carries along: the view, scope or words searched for, and the filters that it has no field for."""
    return [(name, value) for name in ("view", "scope", "q", "unit_id", "handler_id") if (value := request.GET.get(name, ""))]


def export_url(request: HttpRequest, **asked: str) -> str:
    """What is on the screen, as a file: the same address with the view or scope always named."""
    kept = request.GET.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    for name, value in asked.items():
        kept[name] = value
    return f"{reverse('desk:export')}?{kept.urlencode()}"


def _soonest(seer: Seer, now: datetime) -> datetime | None:
    """When the next open case is due: an empty list of late ones says so."""
    found, _ = page_of(seer, view="open", filters=Filters(), now=now, limit=1)
    return found[0].limit_at if found and found[0].limit_at < NO_LIMIT else None


def first_page(request: HttpRequest) -> str:
    """The same list from its start."""
    return _without(request, "after")


def _without(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    kept.pop(name, None)
    kept.pop("after", None)
    kept.pop("before", None)
    return f"?{kept.urlencode()}"


def _next(request: HttpRequest, more: tuple[datetime, int] | None) -> str:
    if more is None:
        return ""
    kept = request.GET.copy()
    kept["after"] = encode_key(more)
    return f"?{kept.urlencode()}"


def side(current: str, counts: dict[str, int], standing: Standing) -> list[dict[str, Any]]:
    """The views with their counts; for those who oversee a unit also the pages of what is stuck (`current` empty: that page), of causes and of emergency plans."""
    groups = [{"title": title, "views": [_view(view, counts[view], current) for view in views]} for title, views in (("我的", MINE), ("本机构", OURS))]
    if standing.sees_unit_ids:
        groups[1]["views"].append({"words": "阻滞情况", "icon": "chart", "url": reverse("desk:blockages"), "count": None, "state": "", "current": not current})  # type: ignore[attr-defined]
        groups[1]["views"].append({"words": "原因分析", "icon": "chart", "url": reverse("desk:causes"), "count": None, "state": "", "current": current == "causes"})  # type: ignore[attr-defined]
    if sees_plans(standing):
        groups[1]["views"].append({"words": "应急预案", "icon": "alert", "url": reverse("desk:emergencies"), "count": None, "state": "", "current": current == "emergencies"})  # type: ignore[attr-defined]
    return groups


def _view(view: str, count: int, current: str) -> dict[str, Any]:
    words, icon = NAMES[view]
    return {"words": words, "icon": icon, "url": f"{reverse('desk:home')}?view={view}", "count": count, "state": SIGNAL.get(view, ""), "current": view == current}


def grouped(rows: list[Row], now: datetime) -> list[dict[str, Any]]:
    """已超期, 今日到期, 以后, 暂停与其他: paused after the rest."""
    today = house(now).date()

    def group(row: Row) -> int:
        if row.clock is None or row.clock.state == "paused":
            return 3
        if row.clock.limit_at < now:
            return 0
        return 1 if house(row.clock.limit_at).date() == today else 2

    words = ("已超期", "今日到期", "以后", "暂停或无时限")
    notes = (" · 先办这些", "", "", "")
    found: list[dict[str, Any]] = []
    for number in range(4):
        inside = [row for row in rows if group(row) == number]
        if inside:
            found.append({"words": f"{words[number]}{len(inside)}件{notes[number]}", "rows": inside})
    return found
