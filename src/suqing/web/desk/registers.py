"""导入台账: an older register handed over, looked at row by row, brought in (C22)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suqing.apps.organisations.models import OrganisationKind
from suqing.apps.registers import actions
from suqing.apps.registers.forms import write_register_sample, write_register_template
from suqing.apps.registers.ground import batch_for, need_bringer, units_of
from suqing.apps.registers.models import Batch, BatchState, RowVerdict
from suqing.apps.registers.queries import (
    batches_of,
    counts_of,
    lines_of,
    progress_of,
    rows_page,
    whole_problems,
)
from suqing.exchange.writing import write_problems
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id
from suqing.web.sending import XLSX, made, sent

GOING = (BatchState.CHECKING, BatchState.TAKING)
BRANCHES = (OrganisationKind.BRANCH, OrganisationKind.SUB_BRANCH)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was brought in so far; POST hands a workbook over to be checked."""
    need_bringer(desk.standing)
    problem: Problem | None = None
    if request.method == "POST":
        file, found = request.FILES.get("file"), []  # type: ignore[var-annotated]
        if file is None:
            problem = Problem("wrong", "还没有选文件。选一本 .xlsx 台账再检查。")
        else:
            unit_id = row_id(request.POST.get("unit", ""))
            problem = attempt(lambda: found.append(actions.hand_over(name=file.name or "台账.xlsx", content=file.read(), unit_id=unit_id, actor=desk.actor, at=desk.now)))
        if found:
            return done(request, "台账已收下，正在逐行检查；检查完再决定导入。", reverse("desk:register", args=[found[0].id]))
    batches = [{"batch": each, "counts": counts_of(each)} for each in batches_of(desk.standing)[:20]]
    context = {"batches": batches, "units": units_of(desk.standing), "problem": problem, "unit": request.POST.get("unit", "")}
    return show(request, desk, "desk/registers.html", context, status=problem.status if problem else 200)


@desk_page
@require_safe
def one(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """The verdict of each row; while a worker has it, how far it is."""
    batch = batch_for(desk.standing, batch_id)
    if request.GET.get("part") == "progress":
        return _progress(request, desk, batch)
    return _page(request, desk, batch)


def _page(request: HttpRequest, desk: Desk, batch: Batch, problem: Problem | None = None) -> HttpResponse:
    counts = counts_of(batch)
    asked = request.GET.get("verdict", RowVerdict.REFUSED if counts[RowVerdict.REFUSED] else "")  # what has to be put right comes first
    verdict = asked if asked in RowVerdict.values else ""
    after = whole(request.GET.get("after", ""), 0) or 0
    rows, more = rows_page(batch, verdict=verdict, after=after)
    context = {
        "batch": batch, "going": batch.state in GOING, "progress": progress_of(batch), "counts": counts, "rows": rows, "more": more, "first": not after, "verdict": verdict,
        "verdicts": [{"code": each.value, "words": each.label, "count": counts[each.value]} for each in RowVerdict if counts[each.value]],
        "whole": whole_problems(batch), "problem": problem, "total": sum(counts.values()), "ready": counts[RowVerdict.READY] if batch.state == BatchState.CHECKED else 0,
    }  # fmt: skip
    return show(request, desk, "desk/register.html", context, status=problem.status if problem else 200)


def _progress(request: HttpRequest, desk: Desk, batch: Batch) -> HttpResponse:
    """The bar alone; when the worker is through, the whole page anew."""
    if batch.state not in GOING:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return show(request, desk, "desk/register_progress.html", {"batch": batch, "progress": progress_of(batch)})


@desk_page
@require_POST
def act(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """Begin, or let it be."""
    batch = batch_for(desk.standing, batch_id)
    seen = whole(request.POST.get("seen_version", ""), 0) or 0
    dismissed = request.POST.get("what") == "dismiss"
    do: Any = actions.dismiss if dismissed else actions.begin
    problem = attempt(lambda: do(batch_id=batch.id, seen_version=seen, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _page(request, desk, batch_for(desk.standing, batch_id), problem)
    return done(request, "这一本不导入了，内容已删除。" if dismissed else "开始导入。可以离开这一页，后台接着做。", reverse("desk:register", args=[batch.id]))


@desk_page
@require_safe
def report(request: HttpRequest, desk: Desk, batch_id: int) -> HttpResponse:
    """What was found in the rows, as a list to put the workbook right by."""
    batch = batch_for(desk.standing, batch_id)
    found = [*whole_problems(batch), *(each for _, _, _, _, findings in lines_of(batch) for each in findings)]
    return sent(made(lambda target: write_problems(target, found)), f"检查结果-{batch.name.removesuffix('.xlsx')}.xlsx", XLSX)


@desk_page
@require_safe
def form(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The empty register, or the sample with its errors."""
    need_bringer(desk.standing)
    if name == "template.xlsx":
        return sent(made(write_register_template), "投诉台账模板.xlsx", XLSX)
    if name != "sample.xlsx":
        raise NotYours
    units = units_of(desk.standing)
    codes = [each.code for each in units if each.kind in BRANCHES] or [each.code for each in units]
    return sent(made(lambda target: write_register_sample(target, units=codes, last_day=house(desk.now).date())), "投诉台账示例.xlsx", XLSX)
