"""我的视图: a view of the workbench with its filters, kept under a name; shown at the side with its count (C21)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from suqing.apps.complaints.actions import saved_views as actions
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.saved import Kept, asked_of, kept_views


def side_group(kept: list[Kept], counts: list[int], current: str) -> list[dict[str, Any]]:
    """The group of the side, after those that everybody has; `counts` of the views that can be asked, in their order."""
    left = iter(counts)
    views = [
        {
            "words": each.row.name if each.asks else f"{each.row.name}（条件已失效）",
            "icon": "filter" if each.asks else "alert",
            "url": f"{reverse('desk:home')}?{each.row.asked}" if each.asks else reverse("desk:saved_views"),
            "count": next(left) if each.asks else None,
            "current": bool(each.asks) and each.row.asked == current,
        }
        for each in kept
    ]
    return [{"title": "我的视图", "views": views, "manage_url": reverse("desk:saved_views")}] if views else []


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list to rename and throw away; POST keeps one more. After a deletion the address still tells what it was."""
    if request.method != "POST":
        gone = {"name": request.GET.get("name", ""), "asked": asked_of(QueryDict(request.GET["asked"])), "gone": True} if "asked" in request.GET else {}
        return _page(request, desk, **gone)
    asked = asked_of(QueryDict(request.POST.get("asked", "")))
    name = request.POST.get("name", "")
    problem = attempt(lambda: actions.save_view(name=name, asked=asked, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _page(request, desk, problem, name=name, asked=asked)
    return done(request, "已存为视图，在左侧“我的视图”里。", f"{reverse('desk:home')}?{asked}")


@desk_page
@require_POST
def saved_view(request: HttpRequest, desk: Desk, view_id: int) -> HttpResponse:
    """Rename, or throw away."""
    if request.POST.get("what") == "delete":
        gone = actions.delete_view(view_id=view_id, actor=desk.actor)
        return done(request, f"已删除视图“{gone.name}”。", f"{reverse('desk:saved_views')}?{urlencode({'name': gone.name, 'asked': gone.asked})}")
    problem = attempt(lambda: actions.rename_view(view_id=view_id, name=request.POST.get("name", ""), actor=desk.actor))
    if problem is not None:
        return _page(request, desk, problem, renaming=view_id, name=request.POST.get("name", ""))
    return done(request, "已改名。", reverse("desk:saved_views"))


def _page(request: HttpRequest, desk: Desk, problem: Problem | None = None, **typed: Any) -> HttpResponse:
    context = {"kept": kept_views(desk.standing), "problem": problem, "longest": actions.LONGEST, **typed}
    return show(request, desk, "desk/saved_views.html", context, status=problem.status if problem else 200)
