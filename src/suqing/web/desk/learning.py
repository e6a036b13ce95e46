"""What the side of the workbench shows of learning: suggestions, satisfaction and figures, to those for whom there is something."""

from typing import Any

from django.urls import reverse

from suqing.apps.complaints.access import ADDRESSED_ROLES, LEADERS, OFFICERS
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Role
from suqing.apps.supervision.filing_access import reads


def learning_group(standing: Standing, *, waiting: int | None = None, current: str = "") -> list[dict[str, Any]]:
    """One group of views, or none. `waiting` suggestions are counted for whoever answers for a unit."""
    views = []
    if standing.has(*OFFICERS, *ADDRESSED_ROLES, Role.LEADING_GROUP):
        views.append({"words": "改进意见", "icon": "star", "url": reverse("desk:improvements"), "count": waiting or None, "state": "near", "current": current == "improvements"})
    if standing.has(*OFFICERS, *LEADERS):
        views.append({"words": "满意度", "icon": "talk", "url": reverse("desk:satisfaction"), "count": None, "current": current == "satisfaction"})
        views.append({"words": "件数与事项", "icon": "chart", "url": reverse("desk:figures"), "count": None, "current": current == "figures"})
    if reads(standing):
        views.append({"words": "监管报送", "icon": "forward", "url": reverse("desk:reports"), "count": None, "current": current == "reports"})
    return [{"title": "改进", "views": views}] if views else []
