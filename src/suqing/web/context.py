"""What the frame of every page needs of the request. Counts and the heartbeat are put there by the desk's own code."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from suqing.web.templatetags.sq import url_or_none

NAVIGATION = (("desk:home", "工作台"), ("desk:cases", "投诉件"), ("desk:rules", "规则"))
UNDER_CASES = ("/desk/c/", "/desk/new/", "/desk/find/")  # a case, the record form and the search belong to the register
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
        me=str(user) if signed_in else "",
        me_line=str(getattr(getattr(user, "root", None), "short_name", "")) if signed_in else "",
    )


def places(request: HttpRequest) -> tuple[Place, ...]:
    """The rooms of the bar that exist; the longest address that the page lies under is the current one."""
    found = [(words, url) for name, words in NAVIGATION if (url := url_or_none(name))]
    under = [url for _, url in found if request.path.startswith(url)]
    current = max(under, key=len, default="")
    if request.path.startswith(UNDER_CASES):
        current = url_or_none("desk:cases") or current
    return tuple(Place(words, url, url == current) for words, url in found)
