"""Several cases dispatched or urged at once (C21): looked at one by one first, then each through its own action.

Nothing that a person has to look at singly is here: no approval, no confirmed class, no closing, no fine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from suqing.apps.complaints.access import LEADERS, OFFICERS, access_complaint, check_may
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.models import Role, Staff
from suqing.casework.stages import STAGE_NAMES, Stage
from suqing.kernel.clock import house
from suqing.kernel.errors import KeyDestroyed, NotYours, Refused
from suqing.web.acting import Problem, attempt, whole
from suqing.web.desk.case_acts import ACTS, verdict_on
from suqing.web.desk.forms.together import DispatchTogetherForm, TogetherForm, UrgeTogetherForm
from suqing.web.frame import Desk, desk_page, show

MOST = 200
FORMS: Mapping[str, type[TogetherForm]] = {"dispatch": DispatchTogetherForm, "urge": UrgeTogetherForm}
WHO_MAY: Mapping[str, tuple[Role, ...]] = {"dispatch": OFFICERS, "urge": (*OFFICERS, *LEADERS, Role.DEPARTMENT_HEAD)}
NOT_THERE = "没有这一件，或不在您的查看范围内。"


@dataclass(frozen=True, slots=True)
class Line:
    """One case: what will happen, why not, or what came of it. `refused` is empty where it can be done."""

    ref: str
    title: str = ""
    now: str = ""
    whom: str = ""
    version: int = 0
    refused: str = ""
    clause: str = ""
    ticked: bool = True
    complaint: Complaint | None = None


def bulk_actions(desk: Desk) -> list[dict[str, str]]:
    """The buttons of the bar for a person who may do such a thing at all."""
    return [
        {"words": f"{ACTS[name].button}…", "url": reverse("desk:together", args=[name]), "name": name}
        for name in FORMS
        if desk.standing.has(*WHO_MAY[name])
    ]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, desk: Desk, action: str) -> HttpResponse:
    """First what will happen to each; with `go`, done one after the other, and what came of each."""
    if action not in FORMS:
        raise NotYours
    if request.method != "POST":
        return redirect("desk:home")
    ticked = list(dict.fromkeys(request.POST.getlist("ref")))
    listed = list(dict.fromkeys([*request.POST.getlist("listed"), *ticked]))
    if len(listed) > MOST:
        return _page(request, desk, action, [], None, problem=Problem("wrong", f"选了{len(listed)}件，一次最多{MOST}件。回到列表少选一些。"))
    lines = list(_looked_at(desk, action, listed, ticked))
    going = "go" in request.POST
    form = FORMS[action](request.POST if going else None, desk=desk, first=next((each.complaint for each in lines if each.complaint), None))
    if not ticked:
        return _page(request, desk, action, lines, form, problem=Problem("wrong", "还没有选要办的件。在前面打勾。"))
    if not going:
        return _page(request, desk, action, lines, form)
    if not form.is_valid():
        return _page(request, desk, action, lines, form, status=422)
    done, failed = _done(request, desk, action, form, lines)
    left = list(_looked_at(desk, action, [each.ref for each in failed], ticked=[]))
    return _page(request, desk, action, left, form, done=done, failed=failed)


def _looked_at(desk: Desk, action: str, refs: Sequence[str], ticked: Sequence[str]) -> Iterator[Line]:
    """The answer that the door and the procedure give for each case at this moment."""
    names = dict(Staff.objects.filter(root_id=desk.user.root_id).values_list("id", "name")) if action == "urge" else {}
    for ref in refs:
        try:
            yield _line(desk, action, ref, ref in ticked, names)
        except NotYours:
            yield Line(ref[:24], refused=NOT_THERE)


def _line(desk: Desk, action: str, ref: str, ticked: bool, names: Mapping[int, str]) -> Line:
    opened = access_complaint(desk.user, ref, to="answer", on=house(desk.now).date())
    case = opened.complaint
    known: dict[str, Any] = {"ref": case.ref, "now": STAGE_NAMES[Stage(case.stage)], "version": case.version, "ticked": ticked}
    try:
        known["title"] = read(case, case_key(case), "title") if opened.depth == "full" else ""
        check_may(opened, action)
    except KeyDestroyed:
        return Line(**known, refused="内容已移交或清除。")
    except Refused as refused:
        return Line(**known, refused=refused.reason, clause=refused.clause or "")
    verdict = verdict_on(action, stage_facts(case))
    if not verdict.allowed:
        return Line(**known, refused=verdict.reason, clause=verdict.clause or "")
    whom = [f"{words}{names[pk]}" for words, pk in (("承办", case.handler_id), ("轮到", case.next_holder_id), ("专员", case.officer_id), ("领导", case.leader_id)) if pk in names]
    return Line(**known, whom=" · ".join(whom), complaint=case)


def _done(request: HttpRequest, desk: Desk, action: str, form: TogetherForm, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(done, not done with the reason): each in a transaction of its own, against the version that was seen."""
    done, failed = [], []
    for line in lines:
        if not line.ticked:
            continue
        problem = _one(request, desk, action, form, line)
        (failed if problem else done).append(
            Line(line.ref, line.title, refused=" ".join([problem.words, *problem.items]) if problem else "", clause=problem.clause if problem else "")
        )
    return done, failed


def _one(request: HttpRequest, desk: Desk, action: str, form: TogetherForm, line: Line) -> Problem | None:
    if line.complaint is None:
        return Problem("refused", line.refused, line.clause)
    given = form.given(line.complaint)
    seen = whole(request.POST.get(f"seen-{line.ref}", ""), 0) or 0
    try:
        return attempt(lambda: ACTS[action].do(ref=line.ref, seen_version=seen, actor=desk.actor, at=desk.now, **given))
    except NotYours:
        return Problem("refused", NOT_THERE)


def _page(
    request: HttpRequest, desk: Desk, action: str, lines: Sequence[Line], form: TogetherForm | None, *,
    problem: Problem | None = None, done: Sequence[Line] = (), failed: Sequence[Line] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    back = request.POST.get("back", "")
    context = {
        "action": action, "act": ACTS[action], "able": [each for each in lines if each.complaint], "unable": [each for each in lines if not each.complaint],
        "form": form, "problem": problem, "done": done, "failed": failed, "went": bool(done or failed), "back": back if back.startswith("/desk/") else reverse("desk:home"),
    }  # fmt: skip
    return show(request, desk, "desk/together.html", context, status=problem.status if problem else status)
