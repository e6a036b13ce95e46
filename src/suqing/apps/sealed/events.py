"""What the sealed room tells the house: that something arrived, and for whom; and what its readers wrote to be handled outside. Never the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from suqing.apps.organisations.actors import Actor


@dataclass(frozen=True, slots=True)
class ReportReceived:
    """`recipients` are the staff ids that may read the report."""

    report_id: int
    root_id: int
    ref: str
    actor: Actor
    at: datetime
    recipients: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClaimSplitOff:
    """A civil claim for the ordinary register: `plain` has facts and demands, and name, phone, email where the reporter agreed."""

    report_id: int
    root_id: int
    actor: Actor
    at: datetime
    received_at: datetime
    method: str
    unit_id: int
    plain: Mapping[str, str] = field(repr=False)
