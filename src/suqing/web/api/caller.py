"""Who calls: a bearer token, or the session of somebody signed in (then with the CSRF token on every POST)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie
from ninja.utils import check_csrf

from suqing.apps.integration.tokens import holder_of
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor, actor_of
from suqing.apps.organisations.models import Staff
from suqing.kernel import clock


class Unknown(Exception):
    """No token and no session, or a token that opens nothing."""


class Forged(Exception):
    """A session without its CSRF token."""


@dataclass
class Caller:
    """One request's person and moment."""

    staff: Staff
    now: datetime
    kind: Literal["staff", "api"]

    @property
    def actor(self) -> Actor:
        return actor_of(self.staff, kind=self.kind)

    @property
    def today(self) -> date:
        return clock.house(self.now).date()

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.staff, on=self.today)


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        now = clock.now()
        staff = holder_of(token.strip(), at=now)
        if staff is None:
            raise Unknown
        return Caller(staff, now, "api")


class Session(APIKeyCookie):
    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below, in our own words

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        if not request.user.is_authenticated or "Authorization" in request.headers:
            return None
        if request.method not in ("GET", "HEAD") and check_csrf(request) is not None:
            raise Forged
        return Caller(cast(Staff, request.user), clock.now(), "staff")


def caller_of(request: HttpRequest) -> Caller:
    """Set by ninja once one of the two ways in has said who it is."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]
