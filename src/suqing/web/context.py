"""What the frame of every page needs of the request. Counts and the heartbeat are put there by the desk's own code."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from suqing.apps.assessment.access import assesses, scores_own
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import OrganisationKind
from suqing.web.templatetags.sq import url_or_none

Navigation = tuple[tuple[str, str], ...]
DESK: Navigation = (("desk:home", "工作台"), ("desk:cases", "投诉件"), ("desk:rules", "规则"))
OWN: Navigation = (("oversight:own", "自评"),)
OFFICE: Navigation = (
    ("oversight:home", "考评"), ("oversight:insurers", "机构"), ("oversight:record", "日常记录"), ("oversight:bulletins", "通报"), ("desk:rules", "规则"),
)  # fmt: skip
CONTACT: Navigation = (("oversight:home", "考评"),)
UNDER_CASES = ("/desk/c/", "/desk/new/", "/desk/find/", "/desk/registers/")  # a case, the record form and the search belong to the register
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Place:
    words: str
    url: str
    current: bool


@dataclass(frozen=True)
class Heartbeat:
    """`last` is the worker's last run; `alive` is the judgement of whoever read it."""

    alive: bool
    last: datetime | None


@dataclass(frozen=True)
class Shell:
    theme: str
    places: tuple[Place, ...]
    in_office: bool = False
    assesses: bool = False
    me: str = ""
    me_line: str = ""


def shell(request: HttpRequest | None) -> Shell:
    """Without a request (the last page of a broken server) there is still a bar."""
    if request is None:
        return Shell("light", ())
    theme = request.COOKIES.get("theme", "")
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return Shell(
        theme=theme if theme in THEMES else "",
        places=places(request) if signed_in else (),
        in_office=signed_in and in_office(request),
        assesses=signed_in and _assesses(request),
        me=str(user) if signed_in else "",
        me_line=str(getattr(getattr(user, "root", None), "short_name", "")) if signed_in else "",
    )


def in_office(request: HttpRequest) -> bool:
    """Whether the person works for an office that assesses insurers; such an office has no register."""
    return getattr(getattr(request.user, "root", None), "kind", "") == OrganisationKind.OFFICE


def _standing(request: HttpRequest) -> Standing | None:
    return getattr(request, "standing", None)


def _assesses(request: HttpRequest) -> bool:
    standing = _standing(request)
    return standing is not None and assesses(standing)


def navigation(request: HttpRequest) -> Navigation:
    """The rooms of the bar, by what the person is there for. Without a known standing (an error page) the common ones."""
    standing = _standing(request)
    if in_office(request):
        return OFFICE if standing is None or assesses(standing) else CONTACT
    return DESK + OWN if standing is not None and scores_own(standing) else DESK


def places(request: HttpRequest) -> tuple[Place, ...]:
    """The rooms of the bar that exist; the longest address that the page lies under is the current one."""
    found = [(words, url) for name, words in navigation(request) if (url := url_or_none(name))]
    under = [url for _, url in found if request.path.startswith(url)]
    current = max(under, key=len, default="")
    if request.path.startswith(UNDER_CASES):
        current = url_or_none("desk:cases") or current
    return tuple(Place(words, url, url == current) for words, url in found)
