"""What is done about it; each act is one event in the ledger."""

from suqing.apps.supervision.actions.naming import end_responsible, name_responsible, report_change
from suqing.apps.supervision.actions.publishing import note_check
from suqing.apps.supervision.actions.reporting import (
    end_duty,
    file_filing,
    set_duty,
    sign_filing,
    take_snapshot,
)

__all__ = [
    "end_duty",
    "end_responsible",
    "file_filing",
    "name_responsible",
    "note_check",
    "report_change",
    "set_duty",
    "sign_filing",
    "take_snapshot",
]
