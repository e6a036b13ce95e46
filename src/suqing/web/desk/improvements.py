"""改进意见: what was suggested, to whom, whether it was answered, done and helped (C18)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.audit.reading import note_read
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.improvements import (
    VIEWS,
    Suggestion,
    improvement_for,
    improvements_page,
    waiting_for,
)
from suqing.apps.complaints.queries import seer_of
from suqing.apps.organisations.queries import open_units, unit_of
from suqing.kernel.clock import house
from suqing.web.acting import Problem, attempt, done
from suqing.web.desk.forms.improving import AnswerForm, CheckForm, DoneForm, StepForm
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id

NAMES = {"open": ("待办", "list"), "overdue": ("已超期", "alert"), "to_check": ("待检查效果", "search"), "done": ("已了结", "check"), "all": ("全部", "file")}
EMPTY = {
    "open": ("没有待答复或在做的改进意见", "投诉专员在案件里提出的会排在这里。"),
    "overdue": ("没有超期的改进意见", "过了答复期限或完成期限的会排在这里，到期没有答复的报领导小组。"),
    "to_check": ("没有待检查效果的改进", "部门登记完成之后，到日期由投诉管理部门检查效果。"),
    "done": ("还没有了结的改进意见", "检查过效果的、没有采纳的会排在这里。"),
    "all": ("还没有改进意见", "查明原因之后，投诉专员在案件的“更多”里提出。"),
}


@dataclass(frozen=True, slots=True)
class Act:
    title: str
    button: str
    form: type[StepForm]
    do: Callable[..., Any]
    done: str


ACTS: Mapping[str, Act] = {
    "answer_improvement": Act("答复", "提交答复", AnswerForm, actions.answer_improvement, "已答复，投诉专员会收到通知。"),
    "complete_improvement": Act("登记完成", "登记完成", DoneForm, actions.complete_improvement, "已登记完成，到日期由投诉管理部门检查效果。"),
    "check_improvement": Act("检查效果", "登记检查", CheckForm, actions.check_improvement, "已登记检查结果。"),
}


@desk_page
@require_safe
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The view, the unit and the place stand in the address."""
    view = request.GET.get("view", "open")
    if view not in VIEWS:
        view = "open"
    unit = unit_of(desk.user.root_id, row_id(request.GET.get("unit", "")))
    before = row_id(request.GET.get("before", ""))
    found, more = improvements_page(seer_of(desk.standing, now=desk.now), view=view, unit_id=unit.id if unit else None, now=desk.now, before=before)
    asked = f"&unit={unit.id}" if unit else ""
    views = [{"words": words, "icon": icon, "url": f"?view={code}{asked}", "count": None, "current": code == view} for code, (words, icon) in NAMES.items()]
    title, hint = EMPTY[view]
    context = {
        "groups": [{"title": "改进意见", "views": views}, *learning_group(desk.standing, waiting=waiting_for(desk.standing), current="improvements")],
        "view": view, "view_name": NAMES[view][0], "rows": found, "units": open_units(desk.user.root_id)[:300], "unit": unit,
        "next_url": f"?view={view}{asked}&before={more}" if more else "", "first": before is None, "first_url": f"?view={view}{asked}",
        "empty_title": "没有符合条件的改进意见" if unit else title, "empty_hint": "去掉部门条件再看。" if unit else hint,
    }  # fmt: skip
    return show(request, desk, "desk/improvements.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, improvement_id: int) -> HttpResponse:
    """The suggestion, what became of it, and the one step that is this person's now; POST takes it."""
    found = _found(desk, improvement_id)
    action = _open_act(found, desk)
    if request.method != "POST":
        note_read(root_id=desk.user.root_id, staff_id=desk.user.id, subject=("complaint", found.row.complaint_id), at=desk.now)
        return _page(request, desk, found, action, _blank(action, found))
    asked = request.POST.get("act", "")
    if asked not in ACTS:
        return _page(request, desk, found, action, _blank(action, found))
    form = ACTS[asked].form(request.POST)
    if not form.is_valid():
        return _page(request, desk, found, asked, form, status=422)
    problem = attempt(
        lambda: ACTS[asked].do(
            ref=found.row.complaint.ref, seen_version=form.cleaned_data["seen_version"], actor=desk.actor, at=desk.now, improvement_id=found.row.id, **form.given()
        )
    )
    if problem is not None:
        return _again(request, desk, improvement_id, asked, form, problem)
    return done(request, ACTS[asked].done, reverse("desk:improvement", args=[improvement_id]))


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _found(desk: Desk, improvement_id: int) -> Suggestion:
    return improvement_for(seer_of(desk.standing, now=desk.now), improvement_id, now=desk.now)


def _open_act(found: Suggestion, desk: Desk) -> str:
    """The step that waits for this person; empty where none does."""
    if found.mine and found.state in ("waiting", "doing"):
        return "answer_improvement" if found.state == "waiting" else "complete_improvement"
    if found.whole and not found.mine and found.may_check:
        opened = access_complaint(desk.user, found.row.complaint.ref, on=house(desk.now).date())
        return "check_improvement" if opened.may("check_improvement") else ""
    return ""


def _blank(action: str, found: Suggestion) -> StepForm | None:
    return ACTS[action].form(initial={"seen_version": found.row.complaint.version}) if action else None


def _again(request: HttpRequest, desk: Desk, improvement_id: int, asked: str, form: StepForm, problem: Problem) -> HttpResponse:
    """What was typed stays; the next try is against what is there now."""
    found = _found(desk, improvement_id)
    form.data = form.data.copy()
    form.data["seen_version"] = str(found.row.complaint.version)
    return _page(request, desk, found, asked, form, problem=problem, status=problem.status)


def _page(
    request: HttpRequest, desk: Desk, found: Suggestion, action: str, form: StepForm | None, *, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    facts = [
        ("来自", found.row.complaint.ref), ("提出", found.row.by.name if found.row.by else "系统"), ("答复期限", day_words(found.row.due_day)),
        *([("完成期限", day_words(found.answered.row.day))] if found.answered and found.answered.row.day else []),
        *([("检查效果", f"{day_words(found.done.row.day)}起")] if found.done and found.done.row.day else []),
        *([("上报", "到期没有答复，已报领导小组")] if found.escalated else []),
    ]  # fmt: skip
    context = {"each": found, "action": action, "act": ACTS.get(action), "form": form, "problem": problem, "facts": facts}
    return show(request, desk, "desk/improvement.html", context, status=status)
