"""A page for assessors."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse

from suqing.apps.assessment.access import assesses
from suqing.kernel.errors import NotYours
from suqing.web.frame import Desk, desk_page

View = Callable[..., HttpResponse]


def office_page(view: View) -> Any:
    """A page for assessors; to everybody else it is not there."""

    @desk_page
    @wraps(view)
    def inner(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not assesses(desk.standing):
            raise NotYours
        return view(request, desk, *args, **kwargs)

    return cast(Any, inner)
