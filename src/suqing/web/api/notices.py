"""What the caller was told, and having read it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from suqing.apps.notices.actions import mark_all_read, mark_read
from suqing.apps.notices.models import Notice
from suqing.apps.notices.queries import notices_of, text_of, unread_count
from suqing.kernel.errors import BadInput
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.asking import PageQuery, as_json, only_known
from suqing.web.api.bodies import lists as bodies
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.room import api
from suqing.web.api.shown.values import moment

TAGS = ["通知 / Notices"]


class NoticesQuery(PageQuery):
    unread: bool = Field(False, title="只看未读")


@api.get("/notices", summary="通知 · Notices", tags=TAGS, operation_id="notices")
def notices(request: HttpRequest, query: Query[NoticesQuery]) -> HttpResponse:
    """调用人自己的，新的在前。未读数到100为止。The caller's own, newest first."""
    only_known(request, NoticesQuery)
    caller = caller_of(request)
    found = notices_of(caller.staff.root_id, caller.staff.id, after=query.after, limit=query.limit, unread_only=query.unread)
    unread = unread_count(caller.staff.root_id, caller.staff.id)
    return as_json(notices=[_notice(each) for each in found.notices], after=str(found.after) if found.after else None, unread=unread)


def _notice(each: Notice) -> dict[str, Any]:
    return {
        "id": str(each.id), "kind": each.kind, "subject": {"kind": each.subject_kind, "id": str(each.subject_id), "ref": each.subject_ref}, "words": text_of(each),
        "at": moment(each.at), "read_at": moment(each.read_at),
    }  # fmt: skip


@api.post("/notices/read", summary="通知已读 · Mark notices as read", tags=TAGS, operation_id="read_notices", openapi_extra={"parameters": [KEY_PARAMETER]})
def read(request: HttpRequest, body: bodies.ReadNotices) -> HttpResponse:
    """逐条（ids），或到某一条为止（up_to）。别人的通知不受影响。Other people's are left alone."""
    if not body.ids and body.up_to is None:
        raise BadInput("ids", "", "至少一条通知的编号，或 up_to", "写明读过哪些")

    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        mine = {"root_id": caller.staff.root_id, "recipient_id": caller.staff.id, "at": caller.now}
        done = mark_all_read(**mine, up_to=body.up_to) if body.up_to is not None else 0  # type: ignore[arg-type]
        done += mark_read(**mine, ids=body.ids) if body.ids else 0  # type: ignore[arg-type]
        return 200, {"marked": done, "unread": unread_count(caller.staff.root_id, caller.staff.id)}

    return answer(request, effect)
