"""What every page of this room has in common: signed in, never stored by a browser, and silent to those outside."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from suqing.apps.notices.queries import unread_count
from suqing.apps.organisations.access import Standing, standing_of
from suqing.kernel.clock import house, now
from suqing.kernel.errors import NotYours

View = Callable[..., HttpResponse]
FOR_EVERYBODY = ("new", "taken")  # the pages that any member of staff may open; the others the circle alone


def sealed_page(view: View) -> View:
    """Signed in; no-store; the form's words kept out of error reports; NotYours becomes the page for "nothing there"."""

    @wraps(view)
    def inner(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotYours:
            raise Http404 from None

    return never_cache(sensitive_post_parameters()(login_required(inner)))


def standing_today(request: HttpRequest) -> Standing:
    """The posts of whoever asks, today."""
    return standing_of(request.user, on=house(now()).date())


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The template in the frame, with the count of unread notices at the bell."""
    unread = unread_count(request.user.root_id, request.user.pk)
    reading = request.resolver_match is not None and request.resolver_match.url_name not in FOR_EVERYBODY
    frame = {"unread": unread, "now": now(), "reads_sealed": reading, "in_sealed_room": reading}
    return render(request, template, {**frame, **context}, status=status)
