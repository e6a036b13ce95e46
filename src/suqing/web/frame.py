"""What every page of the staff shows around its content: unread notices, the worker's heartbeat, the moment of the data."""

from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from suqing.apps.jobs import heartbeats
from suqing.apps.notices.queries import unread_count
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor, actor_of
from suqing.apps.organisations.models import Staff
from suqing.apps.sealed.access import has_room
from suqing.kernel.clock import house, now
from suqing.kernel.errors import NotYours
from suqing.web.context import Heartbeat

NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's person, standing and moment."""

    user: Staff
    standing: Standing
    now: datetime

    @property
    def actor(self) -> Actor:
        return actor_of(self.user)


def desk_of(request: HttpRequest) -> Desk:
    moment = now()
    user = cast(Staff, request.user)
    standing = standing_of(user, on=house(moment).date())
    request.standing = standing  # type: ignore[attr-defined]  # the bar names the rooms that the person has
    return Desk(user, standing, moment)


def desk_page(view: Any) -> Any:
    """A page of the staff: logged in, `desk` handed over, not yours and not there answered alike, never cached."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if NUL in request.path:
            raise Http404
        request.GET, request.POST = without_nul(request.GET), without_nul(request.POST)
        try:
            response = view(request, desk_of(request), *args, **kwargs)
        except NotYours as problem:
            raise Http404 from problem
        response.headers.setdefault("Cache-Control", "no-store")
        return cast(HttpResponse, response)

    return wrapped


def without_nul(data: QueryDict) -> QueryDict:
    """No database column takes a NUL, and nobody types one."""
    if not any(NUL in value for _, values in data.lists() for value in values):
        return data
    cleaned = data.copy()
    for name, values in data.lists():
        cleaned.setlist(name, [value.replace(NUL, "") for value in values])
    return cleaned


def me_line(standing: Standing) -> str:
    """上海分公司 · 投诉专员, of the person's first post; empty without one. No statement."""
    first = next(iter(standing.posts), None)
    return f"{first.organisation.short_name} · {first.title or first.get_role_display()}" if first else ""


def reads_sealed(standing: Standing) -> bool:
    """Whether the bar names the sealed room: always for the president's office, for inspectors once a report is theirs."""
    return has_room(standing)


def show(request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The template within the frame."""
    beat = heartbeats.last(heartbeats.WORKER)
    frame = {
        "now": desk.now,
        "unread": unread_count(desk.user.root_id, desk.user.id),
        "worker": Heartbeat(alive=not heartbeats.is_silent(beat, at=desk.now), last=beat),
        "me_line": me_line(desk.standing),
        "reads_sealed": reads_sealed(desk.standing),
    }
    return render(request, template, frame | context, status=status)
