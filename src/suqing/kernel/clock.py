"""The one place that reads the clock. Only web, tasks and commands may call it; actions take the time as an argument."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOUSE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251


def house(moment: datetime) -> datetime:
    """`moment` in the house time zone, Asia/Shanghai."""
    return moment.astimezone(HOUSE)
