"""Everything that is kept of it, one file for each duty."""

from suqing.apps.supervision.models.reporting import Cycle, Filing, FilingState, ReportDuty

__all__ = ["Cycle", "Filing", "FilingState", "ReportDuty"]
