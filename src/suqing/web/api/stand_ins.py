"""代行 over the API: the same page's list and acts (X03)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import Field

from suqing.apps.organisations.delegating import delegate, end_delegation
from suqing.apps.organisations.models import Delegation
from suqing.apps.organisations.stand_ins import delegations_seen
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.bodies.base import Body, Day, StaffKey, staff_id
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.room import api
from suqing.web.api.shown.values import moment, person

TAGS = ["代行 · Stand-ins"]
EXTRA = {"parameters": [KEY_PARAMETER]}


class StandInBody(Body):
    from_staff: StaffKey | None = Field(None, title="谁不在（用户名或编号）；不写就是本人")
    to_staff: StaffKey = Field(title="由谁代行（用户名或编号）")
    from_day: Day = Field(title="第一天")
    until_day: Day = Field(title="最后一天")
    reason: str = Field(title="事由", max_length=200)


@api.get("/stand-ins", summary="现在和以后的代行 · Stand-ins now and later", tags=TAGS, operation_id="stand_ins")
def stand_ins(request: HttpRequest) -> HttpResponse:
    caller = caller_of(request)
    return JsonResponse({"stand_ins": [_shown(each) for each in delegations_seen(caller.standing, on=caller.today)]}, json_dumps_params={"ensure_ascii": False})


@api.post("/stand-ins", summary="登记代行 · Name a stand-in", tags=TAGS, operation_id="name_stand_in", openapi_extra=EXTRA)
def name_stand_in(request: HttpRequest, body: StandInBody) -> HttpResponse:
    def act(caller: Caller) -> tuple[int, dict[str, Any]]:
        row = delegate(
            from_staff_id=staff_id(caller, "from_staff", body.from_staff) or caller.staff.id, to_staff_id=staff_id(caller, "to_staff", body.to_staff) or 0,
            from_day=body.from_day, until_day=body.until_day, reason=body.reason, actor=caller.actor, at=caller.now,
        )  # fmt: skip
        return 200, _shown(row)

    return answer(request, act)


@api.post("/stand-ins/{delegation_id}/end", summary="结束代行 · End it now", tags=TAGS, operation_id="end_stand_in", openapi_extra=EXTRA)
def end_stand_in(request: HttpRequest, delegation_id: int) -> HttpResponse:
    return answer(request, lambda caller: (200, _shown(end_delegation(delegation_id=delegation_id, actor=caller.actor, at=caller.now))))


def _shown(row: Delegation) -> dict[str, Any]:
    return {
        "id": str(row.id), "from_staff": person(row.from_staff), "to_staff": person(row.to_staff), "from_day": row.from_day.isoformat(),
        "until_day": row.until_day.isoformat(), "reason": row.reason, "ended_at": moment(row.ended_at) if row.ended_at else None,
    }  # fmt: skip
