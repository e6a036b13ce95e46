"""On a call (C27): who is calling and what may be told; what is known while a record is typed."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from suqing.apps.audit.reading import note_read
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.intake import warnings_of
from suqing.apps.complaints.preview import preview
from suqing.apps.complaints.record.caller import NOT_THE_ONE, is_the_complainant, told_to_caller
from suqing.apps.complaints.record.earlier import earlier_known
from suqing.apps.organisations.queries import unit_of
from suqing.kernel.errors import NotYours, Refused
from suqing.web.api.answering import KEY_PARAMETER
from suqing.web.api.asking import as_json
from suqing.web.api.bodies import lists as bodies
from suqing.web.api.bodies.intake import Register
from suqing.web.api.caller import caller_of
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api
from suqing.web.api.shown.values import moment

TAGS = ["来电 / On a call"]
EXTRA = {"parameters": [KEY_PARAMETER | {"description": "不改任何东西，给不给都一样。Nothing is changed: with or without it."}]}


@api.post("/complaints/{ref}/caller", summary="核对来电人 · Make sure who is calling", tags=TAGS, operation_id="check_caller", openapi_extra=EXTRA)
def check_caller(request: HttpRequest, ref: str, body: bodies.CheckCaller) -> HttpResponse:
    """姓名与登记的一致、任一号码的后四位以上对得上，才给出可以对来电人说的话；不符的不说哪一项不符。What may be told, once the caller is known."""
    caller = caller_of(request)
    opened = access_complaint(caller.staff, ref, to="answer", on=caller.today)
    case = opened.complaint
    note_read(root_id=caller.staff.root_id, staff_id=caller.staff.id, subject=("complaint", case.id), at=caller.now)
    if opened.depth not in ("full", "sayable"):
        raise NotYours
    if not is_the_complainant(opened, name=body.name, number=body.number):
        raise Refused(NOT_THE_ONE, clause="property/9.1")
    told = told_to_caller(case, now=caller.now)
    return as_json(
        ref=case.ref, version=case.version, checked=True, stage_words=told.stage_words, progress={"at": moment(told.note.at), "sayable": told.note.words} if told.note else None,
        promised_at=moment(told.promised_at), promise_late=told.promise_late, limit_at=moment(told.limit_at),
    )  # fmt: skip


@api.post("/intake/look", summary="边填边看：此前的投诉、类别与时限 · Earlier items, class and clocks to come", tags=TAGS, operation_id="look_at_intake", openapi_extra=EXTRA)
def look(request: HttpRequest, body: Register) -> HttpResponse:
    """与登记相同的内容，什么也不保存。misconduct 为 true 的看也不看。The same body as registering; stores nothing."""
    caller = caller_of(request)
    if not caller.standing.posts:
        raise NotYours
    if body.misconduct:
        return HttpResponse(status=204)
    intake = body.intake(caller)
    known, elsewhere = earlier_known(intake, caller.standing, on=caller.today)
    unit = unit_of(caller.staff.root_id, intake.unit_id)
    seen = preview(intake, root_id=caller.staff.root_id, unit=unit, standing=caller.standing, on=caller.today)
    return as_json(
        earlier=[
            {"ref": each.ref, "received_at": moment(each.received_at), "method": each.method, "by": each.by, "full": each.full, "title": each.title or None, "owner": each.owner or None,
             "sayable": each.sayable or None, "policy": [{"field": held.field, "value": held.value, "words": f"{held.label} {held.words}"} for held in each.held]}
            for each in known
        ],
        elsewhere=elsewhere, level=seen.level, items_before=seen.items_before, proposed=_proposed(seen.proposed),
        clocks=[
            {"kind": each.kind, "kind_words": kind_words(each.kind), "target_at": moment(each.target_at), "limit_at": moment(each.limit_at), **clause_parts(each.clause), "provisional": each.provisional}
            for each in seen.deadlines
        ],
        missing=[{"field": each.field, "words": each.words, "needed_for": each.needed_for, **clause_parts(each.clause)} for each in seen.missing],
        warnings={name: list(words) for name, words in warnings_of(intake, on=caller.today).items()},
    )  # fmt: skip


def _proposed(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"class": found.classification, "in_scope": found.in_scope, "provisional": found.provisional, "because": found.because, **clause_parts(found.clause)}
