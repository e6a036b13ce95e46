"""The call screen (C27): first who is calling, then one line that may be said; nothing of the inside."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from suqing.apps.clocks.queries import earliest_limit
from suqing.apps.complaints.access import CaseAccess, access_complaint
from suqing.apps.complaints.acknowledgement import acknowledgement_text
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.record.caller import (
    NOT_THE_ONE,
    is_the_complainant,
    told_to_caller,
)
from suqing.kernel.clock import house
from suqing.web.desk.case_acts import ACTS, verdict_on
from suqing.web.desk.case_page import TAKEN_DOWN, Problem, draft_key, form_for, intake_drafts
from suqing.web.desk.forms.base import CaseForm
from suqing.web.frame import Desk, desk_page, show

LASTS = timedelta(minutes=10)
ON_CALL = ("note_inquiry", "put_through", "promise", "acknowledge", "note_contact", "settle", "receive_visit", "count_heads", "end_visit")
KEYS = {"note_inquiry": "i", "put_through": "l", "promise": "p"}  # with Alt, as beside the record form


class CallerForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    number = forms.CharField(
        label="电话、证件、保单或报案号", max_length=200, help_text="任一项，至少后四位。", widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def _told_until(request: HttpRequest, ref: str) -> str:
    return str(request.session.get("checked_callers", {}).get(ref, ""))


def remember_checked(request: HttpRequest, desk: Desk, ref: str) -> None:
    """For ten minutes; whoever has just taken it down speaks with the caller too."""
    request.session["checked_callers"] = request.session.get("checked_callers", {}) | {ref: (desk.now + LASTS).isoformat()}


def _is_checked(request: HttpRequest, desk: Desk, ref: str) -> bool:
    until = _told_until(request, ref)
    return bool(until) and desk.now < datetime.fromisoformat(until)


def _told_by_the_caller(typed: QueryDict) -> dict[str, str]:
    """Name and one number; from the record form, which sends itself here when the caller only asks, the first that was typed."""
    numbers = [typed.get(name, "").strip() for name in ("number", "phone", "policy_no", "claim_no", "id_number")]
    return {"name": typed.get("name", ""), "number": next((each for each in numbers if each), "")}


@desk_page
@require_POST
def check_caller(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Right answers open the sayable line for ten minutes; wrong ones do not say which."""
    opened = access_complaint(desk.user, ref, to="answer", on=house(desk.now).date())
    form = CallerForm(_told_by_the_caller(request.POST))
    if form.is_valid():
        if is_the_complainant(opened, **form.cleaned_data):
            remember_checked(request, desk, opened.complaint.ref)
            return redirect(f"{reverse('desk:case', args=[opened.complaint.ref])}?do=note_inquiry#act")
        form.add_error(None, NOT_THE_ONE)
    return sayable_page(request, desk, opened, check=form, status=422)


def sayable_page(
    request: HttpRequest, desk: Desk, opened: CaseAccess, *, check: CallerForm | None = None, action: str = "", form: CaseForm | None = None,
    problem: Problem | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    case = opened.complaint
    checked = _is_checked(request, desk, case.ref)
    context: dict[str, Any] = {"complaint": case, "check": check or CallerForm(auto_id="check-%s"), "checked": checked, "problem": problem}
    context |= _done(request.GET.get("done", ""), desk, case)
    if checked:
        context |= _sayable(case, desk)
        wanted = action or request.GET.get("do", "")
        acts = [each for each in ON_CALL if opened.may(each) and verdict_on(each, stage_facts(case)).allowed]
        form = form if wanted in acts else None
        wanted = wanted if wanted in acts else (acts[0] if acts else "")
        context |= {"acts": [(each, ACTS[each].title, KEYS.get(each, "")) for each in acts], "action": wanted, "act": ACTS.get(wanted)}
        context["form"] = form or (form_for(wanted, opened, desk, None) if wanted else None)
        context["draft_key"] = draft_key(desk, case.ref, wanted)
    return show(request, desk, "desk/case/sayable.html", context, status=status)


def _done(name: str, desk: Desk, case: Any) -> dict[str, Any]:
    """The green line, and the drafts that are no longer needed: the next caller's form starts empty."""
    if name == "registered":
        return {"done": TAKEN_DOWN[case.open], "registered": True, "acknowledgement": acknowledgement_text(case) if case.open else "", "draft_keys": intake_drafts(desk), "first_limit": earliest_limit(("complaint", case.id))}
    return {"done": ACTS[name].done, "draft_keys": [draft_key(desk, case.ref, name)]} if name in ON_CALL else {}


def _sayable(case: Any, desk: Desk) -> dict[str, Any]:
    told = told_to_caller(case, now=desk.now)
    return {
        "stage_words": told.stage_words,
        "note": told.note.words if told.note else "",
        "note_at": told.note.at if told.note else None,
        "promise_at": told.promised_at,
        "promise_late": told.promise_late,
        "limit_at": told.limit_at,
    }
