"""Rows of the list: three or four statements for a page, whatever its length."""

from collections.abc import Sequence
from typing import Any

from suqing.apps.clocks.queries import first_limits, views_of
from suqing.apps.complaints.access import ANSWERERS
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.case import NO_LIMIT
from suqing.apps.complaints.queries import complainant
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.access import Standing
from suqing.casework.stages import ACTS, STAGE_NAMES, Stage
from suqing.kernel.errors import KeyDestroyed
from suqing.kernel.masks import mask_name, mask_phone
from suqing.web.api.caller import Caller
from suqing.web.api.shown.clocks import clock
from suqing.web.api.shown.values import moment, person, unit


def rows(complaints: Sequence[Complaint], caller: Caller) -> list[dict[str, Any]]:
    firsts = {subject[1]: each for subject, each in first_limits([("complaint", each.id) for each in complaints]).items()}
    views = dict(zip(firsts, views_of(list(firsts.values()), caller.now), strict=True))
    return [_row(each, views.get(each.id), caller.standing) for each in complaints]


def _row(complaint: Complaint, view: Any, standing: Standing) -> dict[str, Any]:
    following = ACTS.get(complaint.next_action)
    return {
        "ref": complaint.ref,
        "version": complaint.version,
        "stage": complaint.stage,
        "stage_words": STAGE_NAMES[Stage(complaint.stage)],
        "open": complaint.open,
        "kind": complaint.kind,
        "classification": complaint.classification or None,
        "repeat_level": complaint.repeat_level,
        "priority": complaint.priority or "normal",
        "source": complaint.source,
        "method": complaint.method,
        "dispute_type": complaint.dispute_type or None,
        "received_at": moment(complaint.received_at),
        "limit_at": moment(complaint.limit_at) if complaint.limit_at != NO_LIMIT else None,
        "clock": clock(view) if view else None,
        "next": {"action": complaint.next_action, "words": following.label} if following else None,
        "unit": unit(complaint.unit),
        "department": unit(complaint.department),
        "handler": person(complaint.handler),
        **_told(complaint, standing),
    }


def _told(complaint: Complaint, standing: Standing) -> dict[str, Any]:
    """The title and the masked complainant; neither for somebody who may only read out what is sayable."""
    if standing.has(*ANSWERERS) and complaint.handler_id != standing.staff_id:
        return {"title": None, "complainant": None}
    try:
        key = case_key(complaint)
    except KeyDestroyed:
        return {"title": None, "complainant": None}
    party = complainant(complaint)
    who = {"name": mask_name(read(party, key, "name")), "phone": mask_phone(read(party, key, "phone"))} if party else None
    return {"title": read(complaint, key, "title"), "complainant": who}
