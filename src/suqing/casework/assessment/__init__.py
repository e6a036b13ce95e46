"""The assessment of insurers (S1): facts of five sources in, a hundred explained points each out. No database, no clock."""

from suqing.casework.assessment.checks import check_facts
from suqing.casework.assessment.facts import Facts
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.scoring import Assessment, Scorecard, assess

__all__ = ["Assessment", "Facts", "Period", "Scorecard", "assess", "check_facts", "parse_period"]
