"""Everything that is kept of it, one file for each duty."""

from suqing.apps.supervision.models.persons import ChangeReport, ResponsiblePerson
from suqing.apps.supervision.models.publication import PublicationCheck
from suqing.apps.supervision.models.reporting import Cycle, Filing, FilingState, ReportDuty

__all__ = ["ChangeReport", "Cycle", "Filing", "FilingState", "PublicationCheck", "ReportDuty", "ResponsiblePerson"]
