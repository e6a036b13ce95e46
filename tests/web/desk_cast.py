"""People at their desks: the cast of tests.cast, logged in, posting the forms of the case page at a given moment."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suqing.apps.complaints.models import Complaint
from tests.cast import House, cn, found_cast


@contextmanager
def at(moment: str | datetime) -> Iterator[None]:
    """The wall clock of the desk."""
    when = cn(moment) if isinstance(moment, str) else moment
    with patch("suqing.web.frame.now", lambda: when), patch("suqing.kernel.clock.now", lambda: when):
        yield


class Office:
    """The cast with a browser each; `ref` is the case that is being walked."""

    def __init__(self, house: House | None = None) -> None:
        self.house: House = house or found_cast()
        self.clients: dict[str, Client] = {}
        self.ref = ""

    def browser(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(self.house.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return self.clients[who]

    @property
    def case(self) -> Complaint:
        return Complaint.objects.get(ref=self.ref)

    def get(self, who: str, when: str, path: str = "", **more: Any) -> Any:
        with at(when):
            return self.browser(who).get(path if path.startswith("/") else f"/desk/c/{self.ref}/{path}", **more)

    def post(self, who: str, when: str, path: str, **data: Any) -> Any:
        with at(when):
            return self.browser(who).post(path if path.startswith("/") else f"/desk/c/{self.ref}/{path}", data)

    def act(self, who: str, when: str, action: str, **data: Any) -> Any:
        """Post one form against the version that is there now, unless told otherwise."""
        data.setdefault("seen_version", self.case.version)
        return self.post(who, when, f"act/{action}/", **data)

    def does(self, who: str, when: str, action: str, **data: Any) -> str:
        """The same, done; the page that it leads to."""
        answer = self.act(who, when, action, **data)
        assert answer.status_code == 303, said(answer)
        with at(when):
            page = self.browser(who).get(answer.headers["Location"])
        assert page.status_code == 200
        return text_of(page)


def said(answer: Any) -> str:
    """The messages and errors of a page, for a failing test."""
    html = answer.content.decode()
    found = re.findall(r'class="sq-(?:msg|hint)[^"]*--(?:bad|warn)".*?</div>', html, re.S)
    return f"{answer.status_code}: " + " / ".join(strip(each) for each in found)


def strip(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))).strip()


def text_of(answer: Any) -> str:
    return strip(answer.content.decode())


def statements(client: Client, path: str, moment: str) -> tuple[Any, list[str]]:
    """The page and the SQL that it took."""
    with at(moment), CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    return answer, [each["sql"] for each in seen.captured_queries]


def transactions(sql: list[str]) -> list[str]:
    return [each for each in sql if each.upper().startswith(("BEGIN", "SAVEPOINT", "INSERT", "UPDATE", "DELETE"))]
