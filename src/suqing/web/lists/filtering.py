"""The filters of a list as they stand in an address."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from suqing.apps.clocks.words import KIND_WORDS
from suqing.apps.complaints.models.choices import (
    BlockageCause,
    DisputeType,
    LatenessCause,
    Method,
    Source,
)
from suqing.apps.complaints.queries import UNSAID, Filters
from suqing.casework.causes import NAMES
from suqing.casework.repeat import LEVEL_NAMES
from suqing.web.paging import row_id
from suqing.web.words.names import CLASSES, PRIORITIES, STAGES

LATE_CAUSES = {**{code: str(words) for code, words in LatenessCause.choices}, UNSAID: "没有说明"}
FILTER_NAMES = {
    "classification": ("类别", CLASSES), "source": ("来源", dict(Source.choices)), "method": ("方式", dict(Method.choices)),
    "stage": ("阶段", STAGES), "dispute_type": ("纠纷", dict(DisputeType.choices)), "blockage": ("阻滞", dict(BlockageCause.choices)),
    "cause": ("原因", NAMES), "priority": ("先后", PRIORITIES), "care": ("特殊照顾", {"yes": "老年、残疾、重病、上门"}),
    "repeat_level": ("重复", LEVEL_NAMES), "late": ("超期的时限", KIND_WORDS), "late_cause": ("超期原因", LATE_CAUSES),
}  # fmt: skip
DAY_NAMES = {"since": "收到从", "until": "收到至"}
ID_NAMES = ("unit_id", "handler_id")


def filters_from(data: Mapping[str, str]) -> Filters:
    """Filters in the address; what is no known code is not asked."""
    known = {name: value for name, (_, names) in FILTER_NAMES.items() if (value := data.get(name, "")) in names}
    ids = {name: found for name in ID_NAMES if (found := row_id(data.get(name, ""))) is not None}
    days = {name: found for name in DAY_NAMES if (found := day_of(data.get(name, ""))) is not None}
    return Filters(**known, **ids, **days)  # type: ignore[arg-type]


def day_of(text: str) -> date | None:
    """A day of the address; what is none, or of another age, is not asked."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def whole_filters(filters: Filters) -> dict[str, str | int]:
    """What is asked, by its name in the address."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(filters).items() if value}
