"""What is done about it; each act is one event in the ledger."""

from suqing.apps.supervision.actions.naming import end_responsible, name_responsible, report_change
from suqing.apps.supervision.actions.publishing import note_check

__all__ = ["end_responsible", "name_responsible", "note_check", "report_change"]
