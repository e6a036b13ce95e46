"""Every change of a case from the desk: one form, one action; refused, stale and wrong input come back with what was typed."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import CaseAccess, access_complaint
from suqing.apps.complaints.record import CaseRecord, case_record
from suqing.kernel.clock import house
from suqing.kernel.crypto import DESTROYED
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused, Stale
from suqing.web.desk.caller import sayable_page
from suqing.web.desk.case import open_case
from suqing.web.desk.case_acts import ACTS
from suqing.web.desk.case_page import Problem, case_page, form_for
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.ending import SurveyForm
from suqing.web.desk.respondent import heard_page
from suqing.web.desk.sent_survey import sent_survey
from suqing.web.desk.stale import theirs_and_yours
from suqing.web.frame import Desk, desk_page

PROPOSING = ("draft_proposal", "submit_proposal")


class SeeOther(HttpResponseRedirect):
    status_code = 303


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, desk: Desk, ref: str, action: str) -> HttpResponse:
    """A GET (a reload, a bookmark) leads to the page with that act open."""
    if action not in ACTS:
        raise NotYours
    if request.method != "POST":
        return redirect(f"{reverse('desk:case', args=[ref])}?{urlencode({'do': action})}")
    opened = open_case(desk, ref)  # a refused act shows the page as any reading does
    if opened.complaint.data_key == DESTROYED:
        raise NotYours
    record = _record(opened, desk)
    form = form_for(action, opened, desk, record, request.POST)
    try:
        name = _run(request, desk, action, form)
    except Refused as refused:
        problem = Problem("refused", refused.reason, refused.clause or "", refused.line)
        return _again(request, desk, ref, action, form, problem, 422)
    except Stale as stale:
        return _stale(request, desk, ref, action, stale)
    if name is not None and isinstance(form, SurveyForm):
        return sent_survey(request, desk, form.opened.complaint, form.code)
    return _again(request, desk, ref, action, form, None, 422) if name is None else _done(request, desk, ref, name)


def _run(request: HttpRequest, desk: Desk, action: str, form: CaseForm) -> str | None:
    """The name of what was done; None when the form is to be mended (its errors stand in it)."""
    if not form.is_valid():
        return None
    common: dict[str, Any] = {"ref": form.opened.complaint.ref, "actor": desk.actor, "at": desk.now}
    seen = form.cleaned_data["seen_version"]
    try:
        if action not in PROPOSING:
            against = {"seen_version": seen} if ACTS[action].swaps else {}
            ACTS[action].do(**common, **against, **form.given())
            return action
        drafted = actions.draft_proposal(**common, seen_version=seen, **form.given())
        if "keep" in request.POST:
            return "draft_proposal"
        actions.submit_proposal(**common, seen_version=drafted.version)
        return "submit_proposal"
    except BadInput as problem:
        form.tell(problem)
    except BadInputs as problems:
        for each in problems.items:
            form.tell(each)
    return None


def _done(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """303 to the case, or to the workbench where the act ended one's own sight of it."""
    try:
        access_complaint(desk.user, ref, to="answer", on=house(desk.now).date())
    except NotYours:
        messages.success(request, f"{ref} {ACTS[name].done}")
        return SeeOther(reverse("desk:home"))
    return SeeOther(f"{reverse('desk:case', args=[ref])}?{urlencode({'done': name})}")


def _again(
    request: HttpRequest, desk: Desk, ref: str, action: str, form: CaseForm, problem: Problem | None, status: int
) -> HttpResponse:
    """The page as it is now, with the refused form in it."""
    opened = access_complaint(desk.user, ref, to="answer", on=house(desk.now).date())
    if opened.complaint.version != form.opened.complaint.version:  # the first half of a two-part act was done
        form = form_for(action, opened, desk, _record(opened, desk), request.POST)
        form.is_valid()
        form.refresh_hidden()
    if opened.depth == "sayable":
        return sayable_page(request, desk, opened, action=action, form=form, problem=problem, status=status)
    if opened.depth == "heard":
        return heard_page(request, desk, opened, form=form if action == "state_side" else None, problem=problem, status=status)
    return case_page(request, desk, opened, action=action, form=form, problem=problem, status=status)


def _stale(request: HttpRequest, desk: Desk, ref: str, action: str, stale: Stale) -> HttpResponse:
    """Somebody was faster: what was typed stays, beside what is there now; the next try is against the new version."""
    opened = access_complaint(desk.user, ref, to="answer", on=house(desk.now).date())
    record = _record(opened, desk)
    form = form_for(action, opened, desk, record, request.POST)
    form.is_valid()
    changes = theirs_and_yours(action, form, record) if record else []
    form.refresh_hidden()
    return _again(request, desk, ref, action, form, Problem("stale", stale.words, changes=changes), 409)


def _record(opened: CaseAccess, desk: Desk) -> CaseRecord | None:
    return case_record(opened, now=desk.now) if opened.depth == "full" else None


@desk_page
@require_POST
def disclose(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Open identity for five minutes, for a reason, into the log."""
    opened = open_case(desk, ref, to="read")
    try:
        actions.disclose_parties(ref=ref, actor=desk.actor, at=desk.now, reason=request.POST.get("reason", ""))
    except BadInput as problem:
        return case_page(request, desk, opened, problem=Problem("refused", problem.sentence), status=422)
    except Refused as refused:
        return case_page(request, desk, opened, problem=Problem("refused", refused.reason, refused.clause or ""), status=422)
    return SeeOther(f"{reverse('desk:case', args=[ref])}#parties")
