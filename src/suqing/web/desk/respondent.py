"""What the person complained of sees: the matter and where to answer, nothing that names who complained (C31, S5 9.1)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.models import Hearing
from suqing.apps.complaints.models.choices import DisputeType, LineOfBusiness
from suqing.apps.complaints.record.people import without_identity
from suqing.apps.complaints.record.rows import load_rows
from suqing.casework.stages import ACTS
from suqing.web.desk.case_page import Problem, draft_key, form_for
from suqing.web.desk.forms.base import CaseForm
from suqing.web.frame import Desk, show


def heard_page(
    request: HttpRequest, desk: Desk, opened: CaseAccess, *, form: CaseForm | None = None, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    case = opened.complaint
    rows = load_rows(case)
    hearing = next((each for each in rows.hearings if each.staff_id == desk.user.id), None)
    waiting = case.stage in ACTS["state_side"].stages and (hearing is None or hearing.heard_at is None)
    if waiting and form is None:
        form = form_for("state_side", opened, desk, None)
    context: dict[str, Any] = {
        "complaint": case, "hearing": hearing, "form": form if waiting or form else None, "problem": problem,
        "told": without_identity(rows.text(case, "facts"), rows),
        "own": _own(rows.text(hearing, "statement") if hearing else "", hearing),
        "facts": [
            ("险种", LineOfBusiness(case.line_of_business).label),
            ("纠纷", DisputeType(case.dispute_type).label if case.dispute_type else ""),
            ("行为发生日", f"{case.conduct_day.year}年{case.conduct_day.month}月{case.conduct_day.day}日" if case.conduct_day else ""),
            ("谁请您陈述", hearing.asked_by.name if hearing and hearing.asked_by else ""),
        ],
        "done": request.GET.get("done") == "state_side", "draft_key": draft_key(desk, case.ref, "state_side"),
    }  # fmt: skip
    return show(request, desk, "desk/case/heard.html", context, status=status)


def _own(statement: str, hearing: Hearing | None) -> str:
    return "您选择不作陈述。" if hearing and hearing.declined else statement
