"""What is learnt from cases: suggestions with their steps, satisfaction, promises kept."""

from fractions import Fraction
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from suqing.apps.audit.reading import note_read
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.complaints.figures import Row, figures_of
from suqing.apps.complaints.improvements import (
    VIEWS,
    Said,
    Suggestion,
    improvement_for,
    improvements_page,
    waiting_for,
)
from suqing.apps.complaints.promised import promises_of
from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.surveys import Satisfaction, satisfaction_of
from suqing.kernel.errors import NotYours
from suqing.web.api.asking import DaysQuery, PageQuery, as_json, check_days, only_known
from suqing.web.api.bodies.base import unit_id
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api
from suqing.web.api.shown.values import day, moment, person, unit
from suqing.web.lists.filtering import LATE_CAUSES

TAGS = ["改进与满意度 / Learning"]


class ImprovementsQuery(PageQuery):
    view: Literal[*VIEWS] = Field("open", title="待办、已超期、待检查效果、已了结或全部")  # type: ignore[valid-type]
    unit: str | None = Field(None, title="送往的机构：代码或编号", max_length=80)


@api.get("/improvements", summary="改进意见 · Suggestions", tags=TAGS, operation_id="improvements")
def improvements(request: HttpRequest, query: Query[ImprovementsQuery]) -> HttpResponse:
    """投诉专员看所辖的全部，所送部门的负责人看自己的（不含投诉人的身份）。Officers see those they oversee, addressed heads their own."""
    only_known(request, ImprovementsQuery)
    caller = caller_of(request)
    found, more = improvements_page(
        seer_of(caller.standing, now=caller.now), view=query.view, unit_id=unit_id(caller, "unit", query.unit), now=caller.now, before=query.after, limit=query.limit
    )
    return as_json(improvements=[_suggestion(each) for each in found], after=str(more) if more else None, waiting=waiting_for(caller.standing))


@api.get("/improvements/{improvement_id}", summary="一条改进意见 · One suggestion", tags=TAGS, operation_id="improvement")
def improvement(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """答复用 ref、version（If-Match）和 id 去调 answer_improvement 等步骤。ETag 即案件的版本。"""
    if not 0 <= improvement_id < 2**63:
        raise NotYours
    caller = caller_of(request)
    found = improvement_for(seer_of(caller.standing, now=caller.now), improvement_id, now=caller.now)
    note_read(root_id=caller.staff.root_id, staff_id=caller.staff.id, subject=("complaint", found.row.complaint_id), at=caller.now)
    response = as_json(**_suggestion(found))
    response.headers["ETag"] = f'"{found.row.complaint.version}"'
    return response


def _suggestion(each: Suggestion) -> dict[str, Any]:
    steps = {"answered": each.answered, "done": each.done, "checked": each.checked, "escalated": each.escalated}
    return {
        "id": str(each.row.id), "ref": each.row.complaint.ref, "version": each.row.complaint.version, "to_unit": unit(each.row.to_unit), "by": person(each.row.by),
        "at": moment(each.row.at), "problem": each.problem, "suggestion": each.suggestion, "due_day": day(each.row.due_day), "state": each.state, "state_words": each.state_words,
        "due": day(each.due), "late": each.late, "mine": each.mine, "steps": {name: _step(said) for name, said in steps.items()}, **clause_parts("claims/7.6"),
    }  # fmt: skip


def _step(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"id": str(said.row.id), "good": said.row.good, "words": said.words, "plan": said.plan, "day": day(said.row.day), "by": person(said.row.by), "at": moment(said.row.at)}


@api.get("/satisfaction", summary="满意度与承诺 · Satisfaction and promises", tags=TAGS, operation_id="satisfaction")
def satisfaction(request: HttpRequest, query: Query[DaysQuery]) -> HttpResponse:
    """只数调用人分管机构的投诉；满意度按发出或回访的日期，承诺按承诺的日期。Over the cases that the caller oversees."""
    only_known(request, DaysQuery)
    check_days(query)
    caller = overseer(request)
    seer = seer_of(caller.standing, now=caller.now)
    by_link, by_phone = satisfaction_of(seer, since=query.since, until=query.until)
    promised = promises_of(seer, since=query.since, until=query.until, now=caller.now)
    return as_json(
        since=day(query.since), until=day(query.until), by_link=_satisfaction(by_link), by_phone=_satisfaction(by_phone),
        promises={"kept": promised.kept, "broken": promised.broken, "ahead": promised.ahead, "rate": share(promised.rate)}, as_of=moment(caller.now),
    )  # fmt: skip


@api.get("/figures", summary="件数与事项 · Items and matters", tags=TAGS, operation_id="figures")
def figures(request: HttpRequest, query: Query[DaysQuery]) -> HttpResponse:
    """按收到的日期（问询按问的日期），只数调用人分管机构的；件和事项分开，一个事项在每一栏各算一次。超期的（late）按时限的种类和原因数投诉件，是调用人能查看的，用 GET /complaints 的 late、late_cause 可取到。不写日期的是本月。By day of receipt; this month if no days are given."""
    only_known(request, DaysQuery)
    caller = overseer(request)
    since, until = query.since or caller.today.replace(day=1), query.until or caller.today
    check_days(DaysQuery(since=since, until=until))
    found = figures_of(seer_of(caller.standing, now=caller.now), since=since, until=until, now=caller.now)
    return as_json(
        since=day(since), until=day(until), total=_both(found.total), by_kind=[_coded(each) for each in found.by_kind], complaints=_both(found.complaints),
        by_source=[_coded(each) for each in found.by_source], by_class=[_coded(each) for each in found.by_class], by_level=[_coded(each) for each in found.by_level],
        inquiries={"times": found.inquiries, "items": found.inquired_items},
        settled_on_the_spot={"items": found.settled.items, "waiting": found.settled.waiting, "disapproved": found.settled.disapproved, "sampled": found.settled.sampled},
        late=[{"kind": each.kind, "kind_words": kind_words(each.kind), "cause": each.cause, "cause_words": LATE_CAUSES[each.cause], "items": each.count} for each in found.late],
        clauses={
            "by_kind": "claims/9.1", "by_source": "property/5.1", "by_class": "property/5.2", "by_level": "claims/9.1", "inquiries": "claims/7.3", "settled_on_the_spot": "property/4.5", "late": "cbirc2020/18.1",
        },
        as_of=moment(caller.now),
    )  # fmt: skip


def _both(row: Row) -> dict[str, int]:
    return {"items": row.items, "matters": row.matters}


def _coded(row: Row) -> dict[str, Any]:
    return {"code": row.code or None, "words": row.words, **_both(row)}


def overseer(request: HttpRequest) -> Caller:
    """Officers and leaders; the page is not there for others."""
    caller = caller_of(request)
    if not caller.standing.has(*OFFICERS, *LEADERS):
        raise NotYours
    return caller


def _satisfaction(found: Satisfaction) -> dict[str, Any]:
    return {
        "sent": found.sent, "answered": found.answered, "rate": share(found.rate), "mean": share(found.mean), "by_score": {str(score): count for score, count in found.by_score.items()},
    }  # fmt: skip


def share(found: Fraction | None) -> float | None:
    """Four places; null where nothing was asked."""
    return None if found is None else float(round(found, 4))
