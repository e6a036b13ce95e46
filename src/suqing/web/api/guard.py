"""Around every address of the API: size and kind of the body before it is read, no caching, no page of the framework."""

import re
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from suqing.web.api.problems import problem
from suqing.web.api.room import not_found

LARGEST = 1024 * 1024
PAPERS = re.compile(r"/complaints/[^/]+/papers$")


def guarded(view: Any) -> Any:
    """The CSRF check is made by `caller.Session`: a token needs none."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _refused(request) or view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = problem("method-not-allowed", f"这个地址只接受 {allowed}。", headers={"Allow": allowed})
        response.headers["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(inner)


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST":
        return None
    if request.content_type == "multipart/form-data" and PAPERS.search(request.path):
        return None  # files: their own limits, in memory only, once it is known who sends them
    length = request.headers.get("Content-Length", "0")
    if (int(length) if length.isdigit() else 0) > LARGEST or len(request.body) > LARGEST:
        return problem("too-large", "请求内容超过1MB。长材料请作为附件上传（papers）。")
    if not request.body:
        request._body = b"{}"  # type: ignore[attr-defined]  # an act that needs no words
        return None
    if request.content_type != "application/json":
        return problem("unsupported-media-type", f"读到 {request.content_type or '没有 Content-Type'}，应为 application/json。")
    return None


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address under the API."""
    response = not_found()
    response.headers["Cache-Control"] = "no-store"
    return response
