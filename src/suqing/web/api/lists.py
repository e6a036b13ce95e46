"""What the side of the workbench shows: views with their counts, one's own views; a list as Excel; blockages, visits, changed limits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.actions import saved_views as actions
from suqing.apps.complaints.emergencies import ENDED_DAYS, Plan, plans_of, sees_plans
from suqing.apps.complaints.models import SavedView
from suqing.apps.complaints.models.choices import BlockageCause
from suqing.apps.complaints.queries import (
    COUNT_UP_TO,
    VIEWS,
    Filters,
    blockages_of,
    count_each,
    seer_of,
)
from suqing.apps.complaints.recomputed import recomputed_page
from suqing.apps.complaints.visits import Received, reception_page
from suqing.apps.organisations.queries import unit_of
from suqing.kernel.errors import BadInput, NotYours
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.asking import PageQuery, as_json, only_known, page
from suqing.web.api.bodies import lists as bodies
from suqing.web.api.bodies.base import unit_id
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.files import answer_file
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api
from suqing.web.api.shown.values import day, moment, person, unit
from suqing.web.lists.asked import Asked
from suqing.web.lists.filtering import whole_filters
from suqing.web.lists.naming import NAMES
from suqing.web.lists.saved import asks_of, kept_views, written
from suqing.web.lists.taking_out import take_out
from suqing.web.paging import decode_key, encode_key
from suqing.web.sending import XLSX

TAGS = ["列表 / Lists"]
EXTRA = {"parameters": [KEY_PARAMETER]}
IN_API = {"unit_id": "unit", "handler_id": "handler"}  # a filter's name in an address of the desk → here


def _filters(filters: Filters) -> dict[str, str]:
    return {IN_API.get(name, name): str(value) for name, value in whole_filters(filters).items()}


@api.get("/views", summary="视图与件数 · Views with their counts", tags=TAGS, operation_id="views")
def views(request: HttpRequest) -> HttpResponse:
    """工作台的视图和自己存的视图，各有多少件（数到1000为止）。At most 1,000 is counted. `view` and `filters` are what GET /complaints takes."""
    caller = caller_of(request)
    kept = kept_views(caller.standing)
    asked = [*((each, Filters()) for each in VIEWS), *(each.asks for each in kept if each.asks)]
    counts = count_each(seer_of(caller.standing, now=caller.now), asked, now=caller.now)
    own = iter(counts[len(VIEWS) :])
    return as_json(
        views=[{"view": view, "words": NAMES[view][0], "count": count} for view, count in zip(VIEWS, counts, strict=False)],
        own=[_own(each.row) | {"count": next(own) if each.asks else None} for each in kept],
        counted_up_to=COUNT_UP_TO, as_of=moment(caller.now),
    )  # fmt: skip


def _own(row: SavedView) -> dict[str, Any]:
    """`view` is null where this version no longer knows what was kept."""
    asks = asks_of(row.asked)
    return {"id": str(row.id), "name": row.name, "view": asks[0] if asks else None, "filters": _filters(asks[1]) if asks else None}


@api.post("/views", summary="存为视图 · Keep a view", tags=TAGS, operation_id="save_view", openapi_extra=EXTRA)
def save_view(request: HttpRequest, body: bodies.SaveView) -> HttpResponse:
    """只有自己看得到，最多20个。One's own, at most twenty."""
    return answer(request, lambda caller: (200, _own(actions.save_view(name=body.name, asked=written(body.view, body.filters(caller)), actor=caller.actor, at=caller.now))))


@api.post("/views/{view_id}/rename", summary="视图改名 · Rename a view", tags=TAGS, operation_id="rename_view", openapi_extra=EXTRA)
def rename_view(request: HttpRequest, view_id: int, body: bodies.RenameView) -> HttpResponse:
    return answer(request, lambda caller: (200, _own(actions.rename_view(view_id=_known_id(view_id), name=body.name, actor=caller.actor))))


@api.post("/views/{view_id}/delete", summary="删除视图 · Delete a view", tags=TAGS, operation_id="delete_view", openapi_extra=EXTRA)
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """投诉件不受影响；答复是它原来的样子。What it was, so that it can be kept again."""

    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        gone = actions.delete_view(view_id=_known_id(view_id), actor=caller.actor)
        return 200, _own(gone) | {"id": str(view_id)}

    return answer(request, effect)


def _known_id(row_id: int) -> int:
    """NotYours for a number that no row can have."""
    if not 0 <= row_id < 2**63:
        raise NotYours
    return row_id


@api.post("/exports", summary="列表导出为Excel · A list as Excel", tags=TAGS, operation_id="export_list", openapi_extra=EXTRA)
def export_list(request: HttpRequest, body: bodies.ExportList) -> HttpResponse:
    """与页面上导出的同样的列、条件、次序和隐去，至多5000件；记入留痕。同一个幂等键再来只答复清单（名称、件数），不再给文件。The same file as on the desk."""
    which = [name for name in ("view", "scope", "q") if getattr(body, name) is not None]
    if len(which) > 1:
        raise BadInput(which[1], str(getattr(body, which[1])), f"view、scope、q 中的一个（已有 {which[0]}）", "去掉多余的")

    def effect(caller: Caller) -> tuple[bytes, str, dict[str, Any]]:
        scope = None if body.scope is None else "" if body.scope == "all" else body.scope
        asked = Asked(body.view or "open", scope, body.q.strip() if body.q else None, body.filters(caller))
        found = take_out(asked, standing=caller.standing, taker=caller.staff.name, actor=caller.actor, at=caller.now)
        return found.content, found.name, {"name": found.name, "count": found.count, "more": found.more}

    return answer_file(request, XLSX, effect)


@api.get("/blockages", summary="阻滞情况 · Open cases by where they are stuck", tags=TAGS, operation_id="blockages")
def blockages(request: HttpRequest) -> HttpResponse:
    """分管机构的人可看，件数多的在前。For those who oversee a unit."""
    caller = caller_of(request)
    if not caller.standing.sees_unit_ids:
        raise NotYours
    found = blockages_of(seer_of(caller.standing, now=caller.now))
    rows = [{"cause": each.cause, "words": BlockageCause(each.cause).label, "count": each.count, "since": day(each.since), "days": (caller.today - each.since).days} for each in found]
    return as_json(blockages=rows, total=sum(each.count for each in found), **clause_parts("claims/6.2.2"))


class PlansQuery(Schema):
    unit: str | None = Field(None, title="机构（含下级）：代码或编号", max_length=80)


@api.get("/emergencies", summary="应急预案 · Emergency plans", tags=TAGS, operation_id="emergencies")
def emergencies(request: HttpRequest, query: Query[PlansQuery]) -> HttpResponse:
    """分管机构的人和总裁办公室可看：进行中的，先启动的在前；近90天结束的，后结束的在前。只含调用人可以看到的投诉；`left` 是清单还缺的。各至多200个，再多的 `more` 为真。Running plans and those that ended within 90 days."""
    only_known(request, PlansQuery)
    caller = caller_of(request)
    if not sees_plans(caller.standing):
        raise NotYours
    within = unit_of(caller.staff.root_id, unit_id(caller, "unit", query.unit))
    found = plans_of(seer_of(caller.standing, now=caller.now), now=caller.now, unit=within)
    return as_json(
        running=[_plan(each) for each in found.running], ended=[_plan(each) for each in found.ended], more=found.more, ended_within_days=ENDED_DAYS, as_of=moment(caller.now), **clause_parts("cbirc2020/29.1"),
    )  # fmt: skip


def _plan(each: Plan) -> dict[str, Any]:
    """`ended_at` is the case's own end where it was terminated without a result; then `ended_by` is null."""
    row = each.row
    return {
        "id": str(row.id), "ref": each.complaint.ref, "unit": unit(each.complaint.unit), "trigger": row.trigger, "trigger_words": each.trigger, **clause_parts(each.clause), "persons": each.persons,
        "started_by": person(row.by), "started_at": moment(row.at), "done": len(each.done), "points": each.points, "left": each.left, "last_logged_at": moment(each.last_at),
        "hours": each.hours, "ended_by": person(row.ended_by), "ended_at": moment(each.ended_at),
    }  # fmt: skip


@api.get("/visits", summary="来访接待登记 · The reception log", tags=TAGS, operation_id="visits")
def visits(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """新的在前，只含调用人可以看到的投诉。Newest first."""
    only_known(request, PageQuery)
    caller = caller_of(request)
    found, more = reception_page(seer_of(caller.standing, now=caller.now), before=query.after, limit=query.limit)
    return page("visits", [_visit(each) for each in found], str(more) if more else None)


def _visit(each: Received) -> dict[str, Any]:
    row = each.visit
    return {
        "id": str(row.id), "ref": each.complaint.ref, "unit": unit(each.complaint.unit), "arrived_at": moment(row.arrived_at), "left_at": moment(row.left_at), "place": each.place,
        "recording_told": row.recording_told, "persons": each.persons, "representatives": each.representatives, "by": person(row.by),
    }  # fmt: skip


class ChangesQuery(Schema):
    after: str | None = Field(None, title="上一页给的 after", max_length=60)


@api.get("/calendar/changes", summary="因公布放假安排改动的时限 · Limits that a published calendar changed", tags=TAGS, operation_id="calendar_changes")
def calendar_changes(request: HttpRequest, query: Query[ChangesQuery]) -> HttpResponse:
    """改动前后，新的在前。Before and after, newest first."""
    only_known(request, ChangesQuery)
    caller = caller_of(request)
    before = decode_key(query.after) if query.after else None
    if query.after and before is None:
        raise BadInput("after", query.after, "上一页答复里的 after", "从第一页重新读起")
    found, more = recomputed_page(seer_of(caller.standing, now=caller.now), before=before)
    rows = [
        {
            "ref": each.complaint.ref, "kind": each.kind, "kind_words": kind_words(each.kind), **clause_parts(each.clause), "before": moment(each.before), "after": moment(each.after),
            "at": moment(each.at), "calendar": each.calendar_hash,
        }
        for each in found
    ]  # fmt: skip
    return page("changes", rows, encode_key(more) if more else None)


