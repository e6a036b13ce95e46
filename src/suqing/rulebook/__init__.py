"""Room 1, the pure engine: it knows clauses, not complaints. No Django, no clock, no database."""

from suqing.rulebook.calendar import Calendar
from suqing.rulebook.clause import Carrier, Clause, Gap
from suqing.rulebook.dated import Dated
from suqing.rulebook.edition import Edition
from suqing.rulebook.errors import Problem, RulebookError, UnknownRulebook
from suqing.rulebook.explain import Input, Line, StripDay
from suqing.rulebook.load import open_calendar, open_edition, open_folder

__all__ = [
    "Calendar",
    "Carrier", "Clause", "Dated", "Edition", "Gap", "Input", "Line", "Problem", "RulebookError", "StripDay",
    "UnknownRulebook", "open_calendar",
    "open_edition",
    "open_folder",
]  # fmt: skip
