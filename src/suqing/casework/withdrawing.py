"""Withdrawn (2020 measures Art. 15): drawn for a call back like the rest, and watched for the same matter coming again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from suqing.rulebook.calendar import house
from suqing.rulebook.edition import Edition


def again_days(law: Edition) -> int | None:
    """Within how many days a further complaint of the matter counts as withdrawn and complained again; None for an edition that is silent."""
    if "withdrawal" not in law.tables():
        return None
    return next((row["days"] for row in law.table("withdrawal") if row.id == "again_within"), None)


def complained_again(*, withdrawn_at: datetime, moments: Iterable[datetime], days: int) -> tuple[datetime, ...]:
    """Those of `moments` after the withdrawal and not later than the last of these days."""
    last = house(withdrawn_at).date() + timedelta(days=days)
    return tuple(each for each in moments if each > withdrawn_at and house(each).date() <= last)
