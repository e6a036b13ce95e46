"""Register, list, read, and every act of the procedure."""

import base64
import binascii
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query
from pydantic import ConfigDict, Field

from suqing.apps.audit.reading import note_read
from suqing.apps.complaints.access import access_complaint, access_for
from suqing.apps.complaints.actions import register_complaint
from suqing.apps.complaints.intake import Intake, warnings_of
from suqing.apps.complaints.queries import ENDED, VIEWS, Filters, page_of, search, seer_of
from suqing.apps.sealed.actions import ReportTexts, receive_report
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused, Stale
from suqing.web.api import problems
from suqing.web.api.acts import ACTS, DISCLOSE, Act
from suqing.web.api.answering import KEY_PARAMETER, MATCH_PARAMETER, answer
from suqing.web.api.bodies.base import Body, staff_id, unit_id
from suqing.web.api.bodies.intake import Register
from suqing.web.api.bodies.lists import Codes
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.room import api
from suqing.web.api.shown.receipt import receipt
from suqing.web.api.shown.record import record
from suqing.web.api.shown.rows import rows
from suqing.web.api.shown.values import moment
from suqing.web.api.stale import changes_since
from suqing.web.api.told import unknown

MOST = 200
COMPLAINTS, PROCEDURE = ["投诉件 / Complaints"], ["办理步骤 / Acts of the procedure"]


class ListQuery(Codes):
    model_config = ConfigDict(use_enum_values=True)

    view: Literal[*VIEWS, ENDED] = Field("open", title="视图")  # type: ignore[valid-type]
    q: str | None = Field(None, title="搜索：编号、号码、姓名或投诉里的字句", max_length=80)
    since: date | None = Field(None, title="收到日从")
    until: date | None = Field(None, title="收到日至，含当天")
    unit: str | None = Field(None, title="机构代码或编号", max_length=80)
    handler: str | None = Field(None, title="承办人的用户名或编号", max_length=80)
    after: str | None = Field(None, title="上一页给的 after", max_length=200)
    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(50, title="件数")


@api.get("/complaints", summary="投诉件列表 · List complaints", tags=COMPLAINTS, operation_id="list_complaints")
def list_complaints(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """按 (limit_at, id) 排列，只含调用人可以看到的；身份信息已隐去。有 q 的，在所选视图里找，新的在前，不分页。With q: what was found within the view, newest first, one page. In the order (limit_at, id), only what the caller may see, identity masked."""
    caller = caller_of(request)
    strange = [unknown(name, list(ListQuery.model_fields)) for name in request.GET if name not in ListQuery.model_fields]
    if strange:
        raise BadInputs(strange)
    filters = Filters(
        **query.codes(), since=query.since, until=query.until,
        unit_id=unit_id(caller, "unit", query.unit), handler_id=staff_id(caller, "handler", query.handler),
    )  # fmt: skip
    seer = seer_of(caller.standing, now=caller.now)
    if query.q and query.q.strip():
        found, more = search(seer, query.q, now=caller.now, limit=query.limit, view=query.view, filters=filters), None
    else:
        found, more = page_of(seer, view=query.view, filters=filters, now=caller.now, after=_read_key(query.after), limit=query.limit)
    return JsonResponse({"complaints": rows(found, caller), "after": _key(more), "as_of": moment(caller.now)}, json_dumps_params={"ensure_ascii": False})


def _key(key: tuple[datetime, int] | None) -> str | None:
    return base64.urlsafe_b64encode(f"{key[0].isoformat()}|{key[1]}".encode()).decode().rstrip("=") if key else None


def _read_key(text: str | None) -> tuple[datetime, int] | None:
    if text is None:
        return None
    try:
        at, _, row = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
        key = datetime.fromisoformat(at), int(row)
    except (ValueError, binascii.Error):
        key = None
    if key is None or key[0].tzinfo is None or not 0 <= key[1] < 2**63:
        raise BadInput("after", text[:60], "上一页答复里的 after", "从第一页重新读起")
    return key


@api.get("/complaints/{ref}", summary="读一件投诉 · Read one complaint", tags=COMPLAINTS, operation_id="read_complaint")
def read_complaint(request: HttpRequest, ref: str) -> HttpResponse:
    """按调用人的权限给出全文（full）、可对投诉人说的（sayable）或被投诉人可看的（heard）；ETag 即版本。"""
    caller = caller_of(request)
    opened = access_complaint(caller.staff, ref, to="hear", on=caller.today)
    body = record(opened, caller)
    note_read(root_id=caller.staff.root_id, staff_id=caller.staff.id, subject=("complaint", opened.complaint.id), at=caller.now)
    return JsonResponse(body, headers={"ETag": f'"{opened.complaint.version}"'}, json_dumps_params={"ensure_ascii": False})


@api.post(
    "/complaints", summary="登记投诉 · Register a complaint", tags=COMPLAINTS, operation_id="register_complaint",
    openapi_extra={"parameters": [KEY_PARAMETER], "responses": {201: {"description": "已登记 / registered"}, 202: {"description": "举报，只给回执 / sealed, a receipt"}}},
)  # fmt: skip
def register(request: HttpRequest, body: Register) -> HttpResponse:
    """缺项不妨碍登记，会逐项列出。misconduct 为 true 的只交总裁办公室，只给回执。What is missing is named, never a reason to refuse."""
    return answer(request, lambda caller: _sealed(body, caller) if body.misconduct else _registered(body, caller))


def _registered(body: Register, caller: Caller) -> tuple[int, dict[str, Any]]:
    intake = body.intake(caller)
    _check_same_matter(intake, caller)
    complaint = register_complaint(intake=intake, actor=caller.actor, at=caller.now, origin="api")
    missing = [{"field": each.field, "words": each.words, "needed_for": each.needed_for, **problems.clause_parts(each.clause)} for each in intake.missing]
    warnings = {name: list(words) for name, words in warnings_of(intake, on=caller.today).items()}
    return 201, receipt(complaint) | {"missing": missing, "warnings": warnings}


def _check_same_matter(intake: Intake, caller: Caller) -> None:
    """Joining a matter asks for the door of its known item: else a guess would tell which references exist."""
    if not intake.same_matter_as:
        return
    try:
        access_complaint(caller.staff, intake.same_matter_as, to="answer", on=caller.today)
    except NotYours:
        raise BadInput("same_matter_as", intake.same_matter_as[:60], "一件您能看到的投诉的编号", "核对编号，或作为新事项登记") from None


def _sealed(body: Register, caller: Caller) -> tuple[int, dict[str, Any]]:
    intake = body.intake(caller)
    also = [intake.title, intake.address, intake.id_number, intake.policy_no, intake.claim_no, intake.method_words]
    _, kept = receive_report(
        root=caller.staff.root,
        texts=ReportTexts(
            story=intake.facts, demands=intake.demands, accused=intake.respondent_text, reporter_name=intake.name, reporter_phone=intake.phone,
            reporter_email=intake.email, particulars="\n".join(each for each in also if each),
        ),
        received_at=intake.received_at,
        method=intake.method,
        taken_by=caller.staff.id,
        actor=caller.actor,
        at=caller.now,
        origin="api",
        accused_staff=[intake.respondent_staff_id] if intake.respondent_staff_id else [],
    )  # fmt: skip
    return 202, {"receipt": kept.ref, "received_at": moment(kept.received_at), "detail": "已交总裁办公室。请只保留这个编号。"}


def _seen_version(request: HttpRequest) -> int | HttpResponse:
    """The version in If-Match ("7", W/"7" or 7), or the problem."""
    given = request.headers.get("If-Match")
    if given is None:
        return problems.problem("precondition-required", "请带上 If-Match，值为读到的版本（ETag）。")
    digits = given.strip().removeprefix("W/").strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise BadInput("If-Match", given[:60], '读到的版本，如 "7"', "先读这件投诉，用答复里的 ETag")
    return int(digits)


def _act(act: Act) -> Callable[..., HttpResponse]:
    body_class = act.body

    def view(request: HttpRequest, ref: str, body: body_class) -> HttpResponse:  # type: ignore[valid-type]
        seen = _seen_version(request) if act.swaps else None
        return seen if isinstance(seen, HttpResponse) else _perform(request, act, ref, body, seen)

    view.__name__ = act.name
    return view


def _perform(request: HttpRequest, act: Act, ref: str, body: Body, seen: int | None) -> HttpResponse:
    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        access_for(caller.staff, ref, act.name, on=caller.today)  # before any word about units or persons
        against = {} if seen is None else {"seen_version": seen}
        done = act.run(ref=ref, **against, actor=caller.actor, at=caller.now, **body.given(caller))
        return 200, receipt(done)

    try:
        return answer(request, effect)
    except Refused as error:
        return problems.refused(error, fallback=act.clause)
    except Stale as error:
        return _stale(caller_of(request), act, ref, seen or 0, error)


def _stale(caller: Caller, act: Act, ref: str, seen: int, error: Stale) -> HttpResponse:
    opened = access_for(caller.staff, ref, act.name, on=caller.today)
    now = opened.complaint.version
    words = f"本件已是第{now}版，您依据的是第{seen}版。请重新读取，看过新内容再提交。" if now != seen else error.words
    return problems.problem(
        "stale", words, headers={"ETag": f'"{now}"'}, version=now, stage=opened.complaint.stage, changed=list(error.changed), changes=changes_since(opened, seen)
    )


for _each in ACTS:
    api.post(
        f"/complaints/{{ref}}/{_each.name}",
        summary=f"{_each.label} · {_each.english}",
        description=f"条款 / clause: {_each.clause}" + ("" if _each.swaps else "；不改变版本，不需要 If-Match. Needs no If-Match."),
        tags=PROCEDURE,
        operation_id=_each.name,
        url_name=f"act-{_each.name}",
        openapi_extra={"parameters": [*([MATCH_PARAMETER] if _each.swaps else []), KEY_PARAMETER]},
    )(_act(_each))


@api.post(
    "/complaints/{ref}/disclose", summary=f"{DISCLOSE.label} · {DISCLOSE.english}", tags=PROCEDURE, operation_id="disclose",
    description="五分钟内，读这件投诉时给出身份信息；记入留痕。不改变版本，不需要 If-Match。Needs no If-Match: the record is not changed.",
    openapi_extra={"parameters": [KEY_PARAMETER]},
)  # fmt: skip
def disclose(request: HttpRequest, ref: str, body: DISCLOSE.body) -> HttpResponse:  # type: ignore[valid-type]
    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        opened = DISCLOSE.run(ref=ref, actor=caller.actor, at=caller.now, **body.given(caller))
        return 200, {"until": moment(opened.until), "fields": opened.fields.split(",")}

    try:
        return answer(request, effect)
    except Refused as error:
        return problems.refused(error, fallback=DISCLOSE.clause)
