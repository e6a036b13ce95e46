"""The repeat level of an item within its matter (重复级别, S4 第九条一). No time window: the rule has none."""

from suqing.casework.ways_in import TELEPHONE

LEVELS = ("first", "second", "third_or_more")
LEVEL_NAMES = {"first": "首次", "second": "第2次", "third_or_more": "第3次及以上"}


def repeat_level(*, came_via: str, telephone_items_before: int) -> str:
    """The level of this item. Only telephone items raise it: the rule counts calls (第九条一).

    An item by another way keeps the level that the calls before it had reached, and is at least the first.
    """
    calls = telephone_items_before + (came_via in TELEPHONE)
    return LEVELS[min(max(calls, 1), 3) - 1]


def times_of(level: str) -> int:
    """How often, as the schedule of consequences asks it: 1, 2, and 3 for the third and later (第九条一)."""
    return LEVELS.index(level) + 1
