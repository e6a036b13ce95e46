"""Everything that is kept of it, one file for each duty."""

from suqing.apps.supervision.models.persons import ChangeReport, ResponsiblePerson
from suqing.apps.supervision.models.publication import PublicationCheck

__all__ = ["ChangeReport", "PublicationCheck", "ResponsiblePerson"]
