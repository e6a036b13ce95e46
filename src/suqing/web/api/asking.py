"""What every list takes: known names only, a place to go on from, how many; and the answer as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from pydantic import Field

from suqing.kernel.errors import BadInput, BadInputs
from suqing.web.api.told import unknown

MOST = 200
MEMORY = 2**63 - 1


class PageQuery(Schema):
    after: Annotated[int, Field(ge=0, le=MEMORY)] | None = Field(None, title="上一页给的 after")
    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(50, title="件数")


class DaysQuery(Schema):
    since: date | None = Field(None, title="从这一天")
    until: date | None = Field(None, title="到这一天，含当天")


def only_known(request: HttpRequest, query: type[Schema]) -> None:
    """A name that is not known is refused, with the nearest one."""
    strange = [unknown(name, list(query.model_fields)) for name in request.GET if name not in query.model_fields]
    if strange:
        raise BadInputs(strange)


def check_days(query: DaysQuery) -> None:
    if query.since and query.until and query.since > query.until:
        raise BadInput("until", query.until.isoformat(), f"不早于 since（{query.since.isoformat()}）的日期", "对调或改正")


def as_json(**body: Any) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def page(name: str, rows: Sequence[Any], after: Any) -> HttpResponse:
    return as_json(**{name: list(rows), "after": after})
