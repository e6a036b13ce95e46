"""What the sealed room tells the house: that something arrived, and for whom. Never what."""

from dataclasses import dataclass
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
