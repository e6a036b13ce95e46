"""Saved views read: what each asks, or that this version no longer knows it (C21)."""

from dataclasses import dataclass

from django.http import QueryDict

from suqing.apps.complaints.models import SavedView
from suqing.apps.complaints.queries import VIEWS, Filters, saved_views_of
from suqing.apps.organisations.access import Standing
from suqing.web.lists.filtering import (
    DAY_NAMES,
    FILTER_NAMES,
    ID_NAMES,
    filters_from,
    whole_filters,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved view and what it asks; `asks` is None where this version no longer knows what was kept."""

    row: SavedView
    asks: tuple[str, Filters] | None


def asked_of(data: QueryDict) -> str:
    """The view and the known filters of an address, in one order, for keeping and for comparing."""
    return written(data.get("view", "mine"), filters_from(data))


def written(view: str, filters: Filters) -> str:
    kept = QueryDict(mutable=True)
    kept["view"] = view if view in VIEWS else "mine"
    for name, value in whole_filters(filters).items():
        kept[name] = str(value)
    return kept.urlencode()


def kept_views(standing: Standing) -> list[Kept]:
    return [Kept(row, asks_of(row.asked)) for row in saved_views_of(standing)]


def asks_of(asked: str) -> tuple[str, Filters] | None:
    data = QueryDict(asked)
    known = data.get("view", "") in VIEWS and set(data) <= {"view", *FILTER_NAMES, *ID_NAMES, *DAY_NAMES}
    filters = filters_from(data)
    return (data["view"], filters) if known and len(whole_filters(filters)) == len(data) - 1 else None
