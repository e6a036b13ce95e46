"""The filters of a list as they stand in an address."""

from dataclasses import asdict

from django.http import QueryDict

from suqing.apps.complaints.models.choices import BlockageCause, DisputeType, Method, Source
from suqing.apps.complaints.queries import Filters
from suqing.web.paging import row_id
from suqing.web.words.names import CLASSES, STAGES

FILTER_NAMES = {
    "classification": ("类别", CLASSES), "source": ("来源", dict(Source.choices)), "method": ("方式", dict(Method.choices)),
    "stage": ("阶段", STAGES), "dispute_type": ("纠纷", dict(DisputeType.choices)), "blockage": ("阻滞", dict(BlockageCause.choices)),
}  # fmt: skip
ID_NAMES = ("unit_id", "handler_id")


def filters_from(data: QueryDict) -> Filters:
    """Filters in the address; what is no known code is not asked."""
    known = {name: value for name, (_, names) in FILTER_NAMES.items() if (value := data.get(name, "")) in names}
    ids = {name: found for name in ID_NAMES if (found := row_id(data.get(name, ""))) is not None}
    return Filters(**known, **ids)  # type: ignore[arg-type]


def whole_filters(filters: Filters) -> dict[str, str | int]:
    """What is asked, by its name in the address."""
    return {name: value for name, value in asdict(filters).items() if value}
