"""通报: the quarterly bulletin out of a workbook, as a page with plots and as files (S12)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.assessment.queries import bulletins_of
from suqing.kernel.errors import NotYours
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, "oversight/bulletins.html", {"rows": bulletins_of(desk.user.root_id)})


@office_page
@require_safe
def one(request: HttpRequest, desk: Desk, bulletin_id: int) -> HttpResponse:
    raise NotYours


@office_page
@require_safe
def file(request: HttpRequest, desk: Desk, bulletin_id: int, name: str) -> HttpResponse:
    raise NotYours
