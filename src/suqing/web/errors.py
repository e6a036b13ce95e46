"""Pages for what went wrong. Each keeps the bar and gives a number to quote; the log has the same number."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("suqing.web.errors")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def quotable_number() -> str:
    return "E" + "".join(secrets.choice(ALPHABET) for _ in range(7))


def _page(request: HttpRequest, status: int) -> HttpResponse:
    number = quotable_number()
    log.log(logging.ERROR if status >= 500 else logging.INFO, "page %s answered %s, number %s", request.path, status, number)
    return render(request, f"errors/{status}.html", {"number": number}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there and not yours look alike: the door raises Http404 for both."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    number = quotable_number()
    log.info("form at %s refused (%s), number %s", request.path, reason, number)
    return render(request, "errors/csrf.html", {"number": number}, status=403)
