"""Which list is asked for: a view of the workbench, a scope of the register, or what a search found; each narrowed by filters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import (
    VIEWS,
    Filters,
    Seer,
    page_of,
    register_page,
    search,
)
from suqing.apps.organisations.models import Staff
from suqing.apps.organisations.queries import unit_of
from suqing.web.lists.filtering import DAY_NAMES, FILTER_NAMES, filters_from, whole_filters
from suqing.web.lists.naming import NAMES, SCOPES

CHUNK = 200
LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` (a search) goes before `scope` (the register), and that before `view`."""

    view: str
    scope: str | None
    words: str | None
    filters: Filters

    @property
    def title(self) -> str:
        if self.words is not None:
            return "搜索"
        return NAMES[self.view][0] if self.scope is None else f"登记簿-{SCOPES[self.scope][0]}"

    @property
    def named(self) -> str:
        """The title as it stands in the file, for whoever takes it out: with the words searched for."""
        return self.title if self.words is None else f"搜索“{self.words}”"

    @property
    def refs(self) -> dict[str, str]:
        """For the ledger: which list and which filters; never the words of a search, which may be a name."""
        which = {"list": "search"} if self.words is not None else {"view": self.view} if self.scope is None else {"scope": self.scope or "all"}
        return which | {name: str(value) for name, value in whole_filters(self.filters).items()}


def asked_in(data: Mapping[str, str]) -> Asked:
    """As it stands in an address; what is no known view or scope is the first of them."""
    view, scope = data.get("view", "mine"), data.get("scope")
    words = data["q"].strip()[:LONGEST_WORDS] if "q" in data else None
    return Asked(view if view in VIEWS else "mine", scope if scope is None or scope in SCOPES else "", words, filters_from(data))


def complaints_in(asked: Asked, seer: Seer, *, now: datetime) -> Iterator[Complaint]:
    """The rows in the order of the screen, read page by page; a search has one page."""
    if asked.words is not None:
        yield from search(seer, asked.words, now=now, filters=asked.filters)
        return
    more: Any = None
    while True:
        if asked.scope is not None:
            found, more = register_page(seer, filters=asked.filters, open_only=SCOPES[asked.scope][1], now=now, before=more, limit=CHUNK)
        else:
            found, more = page_of(seer, view=asked.view, filters=asked.filters, now=now, after=more, limit=CHUNK)
        yield from found
        if more is None:
            return


def conditions(filters: Filters, *, root_id: int) -> list[tuple[str, str, str]]:
    """(name in the address, label, words) of what narrows; units and people of the person's own insurer alone are named."""
    found = []
    for name, (label, names) in FILTER_NAMES.items():
        if value := getattr(filters, name):
            found.append((name, label, str(names[value])))
    for name, label in DAY_NAMES.items():
        if (day := getattr(filters, name)) is not None:
            found.append((name, label, f"{day.year}年{day.month}月{day.day}日"))
    if filters.unit_id:
        found.append(("unit_id", "机构", str(unit_of(root_id, filters.unit_id) or "—")))
    if filters.handler_id:
        found.append(("handler_id", "承办", str(Staff.objects.filter(root_id=root_id, pk=filters.handler_id).first() or "—")))
    return found
