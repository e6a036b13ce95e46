"""What the side of the workbench shows of learning: suggestions, satisfaction and figures, to those for whom there is something."""

from typing import Any

from django.urls import reverse

from suqing.apps.complaints.access import ADDRESSED_ROLES, LEADERS, OFFICERS
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Role
from suqing.apps.supervision.access import PUBLISHERS, READ_PERSONS
from suqing.apps.supervision.filing_access import reads


def learning_group(standing: Standing, *, waiting: int | None = None, publication: int | None = None, current: str = "") -> list[dict[str, Any]]:
    """Two groups of views, or none: what is learnt, and what is owed to the law. `waiting` suggestions are counted for whoever answers for a unit, `publication` the places that wait for a look."""
    views, owed = [], []
    if standing.has(*OFFICERS, *ADDRESSED_ROLES, Role.LEADING_GROUP):
        views.append({"words": "改进意见", "icon": "star", "url": reverse("desk:improvements"), "count": waiting or None, "state": "near", "current": current == "improvements"})
    if standing.has(*OFFICERS, *LEADERS):
        views.append({"words": "满意度", "icon": "talk", "url": reverse("desk:satisfaction"), "count": None, "current": current == "satisfaction"})
        views.append({"words": "件数与事项", "icon": "chart", "url": reverse("desk:figures"), "count": None, "current": current == "figures"})
    if reads(standing):
        owed.append({"words": "监管报送", "icon": "forward", "url": reverse("desk:reports"), "count": None, "current": current == "reports"})
    if standing.has(*PUBLISHERS):
        owed.append({"words": "公布渠道", "icon": "info", "url": reverse("desk:publication"), "count": publication or None, "state": "near", "current": current == "publication"})
    if standing.has(*READ_PERSONS):
        owed.append({"words": "责任人", "icon": "person", "url": reverse("desk:persons"), "count": None, "current": current == "persons"})
    return [{"title": title, "views": found} for title, found in (("改进", views), ("监管要求", owed)) if found]
