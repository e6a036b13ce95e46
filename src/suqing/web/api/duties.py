"""What the institution owes the law: places where the channels are published, persons responsible and their changes (law 7, 8, 35)."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from suqing.apps.supervision.actions import (
    end_responsible,
    name_responsible,
    note_check,
    report_change,
)
from suqing.apps.supervision.models import ChangeReport, PublicationCheck, ResponsiblePerson
from suqing.apps.supervision.queries import (
    Persons,
    Seat,
    Waiting,
    persons_of,
    place_of,
    publication_of,
    reports_of,
    responsible_for,
)
from suqing.casework.publishing import Duty
from suqing.casework.responsible import CHANGES
from suqing.kernel.errors import NotYours
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.asking import as_json, only_known
from suqing.web.api.bodies.base import Body, Day, Flag, StaffKey, UnitKey, staff_id, unit_id
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api
from suqing.web.api.shown.values import day, moment, person, unit

TAGS = ["监管要求 · Duties to the law"]
EXTRA = {"parameters": [KEY_PARAMETER]}
LARGEST = 2**63


class PublicationQuery(Schema):
    view: Literal["owed", "all"] = Field("all", title="只要待核对的，或全部")


class CheckBody(Body):
    unit: UnitKey = Field(title="机构")
    place: str = Field(title="公布的地方，见 GET /publication", max_length=40)
    checked_on: Day = Field(title="核对日期")
    shown: list[str] = Field(default_factory=list, title="看到的内容；什么都没有的不写", max_length=20)
    unused: Flag = Field(False, title="不用这个渠道，理由写在 where")
    where: str = Field("", title="具体在哪里；不用的写理由", max_length=300)
    proof_url: str = Field("", title="证明网址", max_length=300)
    proof: str = Field("", title="证明：照片、截图的说明和存放处", max_length=300)


@api.get("/publication", summary="公布渠道 · Where the channels are published", tags=TAGS, operation_id="publication")
def publication(request: HttpRequest, query: Query[PublicationQuery]) -> HttpResponse:
    """投诉专员、投诉管理岗和领导看所辖机构的，没有公布的在前。For officers and leaders, within their units; what is owed first."""
    only_known(request, PublicationQuery)
    caller = caller_of(request)
    found = publication_of(caller.standing, on=caller.today)
    units = {each.id: each for each in found.units}
    rule = found.rule
    return as_json(
        places=[_duty(each, units[each.unit.id]) for each in (found.owed if query.view == "owed" else found.duties)], owed=len(found.owed),
        parts=dict(rule.parts) if rule else {}, days=rule.days if rule else None, **clause_parts("cbirc2020/8"),
    )  # fmt: skip


@api.get("/publication/{unit_key}/{place}", summary="一处公布的核对记录 · One place and its checks", tags=TAGS, operation_id="publication_place")
def publication_place(request: HttpRequest, unit_key: str, place: str) -> HttpResponse:
    """机构写代码或编号。新的在前，至多100条。The newest first."""
    caller = caller_of(request)
    one = place_of(caller.standing, unit_id(caller, "unit_key", unit_key[:80]) or 0, place, on=caller.today)
    return as_json(**_duty(one.duty, one.unit), may_be_unused=one.place.may_be_unused, choices=one.rule.choices(one.place), checks=[_check(each) for each in one.history])


@api.post("/publication/checks", summary="登记一次核对 · Note a check", tags=TAGS, operation_id="note_check", openapi_extra=EXTRA)
def check(request: HttpRequest, body: CheckBody) -> HttpResponse:
    def act(caller: Caller) -> tuple[int, dict[str, Any]]:
        given = body.model_dump() | {"unit_id": unit_id(caller, "unit", body.unit)}
        del given["unit"]
        return 200, _check(note_check(**given, actor=caller.actor, at=caller.now))

    return answer(request, act)


def _duty(each: Duty, of: Any) -> dict[str, Any]:
    return {
        "unit": unit(of), "place": each.place.id, "words": each.place.words, "state": each.state, "state_words": each.words, "owed": each.owed, "parts": list(each.place.parts),
        "lacking": list(each.lacking), "checked_on": day(each.checked_on), "next_by": day(each.next_by), "because": each.line.because, "basis": each.place.basis, **clause_parts(each.place.clause),
    }  # fmt: skip


def _check(row: PublicationCheck) -> dict[str, Any]:
    return {
        "id": str(row.id), "unit": unit(row.unit), "place": row.place, "checked_on": day(row.checked_on), "shown": list(row.parts), "unused": row.unused, "where": row.where,
        "proof_url": row.proof_url, "proof": row.proof, "by": person(row.by), "at": moment(row.at),
    }  # fmt: skip


class NameBody(Body):
    unit: UnitKey = Field(title="机构")
    kind: str = Field(title="哪一种，见 GET /responsible-persons", max_length=40)
    staff: StaffKey = Field(title="由谁（用户名或编号）")
    from_day: Day = Field(title="从哪一天起")


class EndBody(Body):
    version: int = Field(title="读到的版本", ge=1, le=2**31)
    last_day: Day = Field(title="最后一天")


class ReportBody(Body):
    what: str = Field(title="变动：named、ended 或 left", max_length=10)
    reported_on: Day = Field(title="报告日期")
    report_no: str = Field(title="报告文号", max_length=80)
    addressee: str = Field(title="报告给", max_length=120)


@api.get("/responsible-persons", summary="责任人 · Persons responsible", tags=TAGS, operation_id="responsible_persons")
def responsible_persons(request: HttpRequest) -> HttpResponse:
    """所辖机构的名单、缺的和待报告的变动。The list, who is missing, and changes that wait to be reported."""
    caller = caller_of(request)
    found: Persons = persons_of(caller.standing, on=caller.today)
    return as_json(
        kinds={each.id: each.words for each in found.kinds}, seats=[_seat(each) for each in found.seats], missing=len(found.missing),
        waiting=[_waiting(each) for each in found.waiting], **clause_parts("cbirc2020/7.1"),
    )  # fmt: skip


@api.get("/responsible-persons/{responsible_id}", summary="一位责任人 · One of them", tags=TAGS, operation_id="responsible_person")
def responsible_person(request: HttpRequest, responsible_id: int) -> HttpResponse:
    row = responsible_for(caller_of(request).standing, _known(responsible_id))
    return as_json(**_row(row), reports=[_report(each) for each in reports_of(row)])


@api.post("/responsible-persons", summary="登记责任人 · Name one", tags=TAGS, operation_id="name_responsible", openapi_extra=EXTRA)
def name(request: HttpRequest, body: NameBody) -> HttpResponse:
    """原来登记的到前一天为止。Ends the one before."""
    def act(caller: Caller) -> tuple[int, dict[str, Any]]:
        row = name_responsible(
            unit_id=unit_id(caller, "unit", body.unit), kind=body.kind, staff_id=staff_id(caller, "staff", body.staff), from_day=body.from_day, actor=caller.actor, at=caller.now
        )
        return 200, _row(row)

    return answer(request, act)


@api.post("/responsible-persons/{responsible_id}/end", summary="登记最后一天 · End without a successor", tags=TAGS, operation_id="end_responsible", openapi_extra=EXTRA)
def end(request: HttpRequest, responsible_id: int, body: EndBody) -> HttpResponse:
    return answer(
        request, lambda caller: (200, _row(end_responsible(responsible_id=_known(responsible_id), seen_version=body.version, last_day=body.last_day, actor=caller.actor, at=caller.now)))
    )


@api.post("/responsible-persons/{responsible_id}/reports", summary="登记变动的报告 · A change was reported", tags=TAGS, operation_id="report_change", openapi_extra=EXTRA)
def report(request: HttpRequest, responsible_id: int, body: ReportBody) -> HttpResponse:
    return answer(request, lambda caller: (200, _report(report_change(responsible_id=_known(responsible_id), **body.model_dump(), actor=caller.actor, at=caller.now))))


def _known(row_id: int) -> int:
    if not 0 <= row_id < LARGEST:
        raise NotYours
    return row_id


def _seat(each: Seat) -> dict[str, Any]:
    return {"unit": unit(each.unit), "kind": each.kind.id, "kind_words": each.kind.words, "now": _row(each.row) if each.row else None, "history": [_row(row) for row in each.history]}


def _waiting(each: Waiting) -> dict[str, Any]:
    return {"person": _row(each.row), "what": each.change.what, "words": each.change.words, "since": day(each.change.since), "days": each.change.waiting, **clause_parts(each.change.line.clause)}


def _row(row: ResponsiblePerson) -> dict[str, Any]:
    return {
        "id": str(row.id), "version": row.version, "unit": unit(row.unit), "kind": row.kind, "staff": person(row.staff), "from_day": day(row.from_day), "until_day": day(row.until_day),
    }  # fmt: skip


def _report(row: ChangeReport) -> dict[str, Any]:
    return {
        "id": str(row.id), "what": row.what, "words": CHANGES[row.what], "reported_on": day(row.reported_on), "report_no": row.report_no, "addressee": row.addressee,
        "by": person(row.by), "at": moment(row.at),
    }  # fmt: skip
