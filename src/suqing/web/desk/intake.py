"""Taking down a complaint: the form, what the panel knows while it is typed, and registering."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions import register_and_settle, register_complaint
from suqing.apps.complaints.intake import warnings_of
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import Method
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused, Stale
from suqing.web.desk.caller import remember_checked
from suqing.web.desk.case_actions import SeeOther
from suqing.web.desk.case_page import Problem, intake_drafts
from suqing.web.desk.forms.offers import NOBODY, people_of
from suqing.web.desk.forms.taking import IntakeForm
from suqing.web.desk.intake_panel import looked_up
from suqing.web.desk.papers import keep_all
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id
from suqing.web.templatetags.sq import url_or_none

IN_SESSION, KEPT = "taken_down", 20


@sensitive_post_parameters()
@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """`?same=SQ…` starts with that matter chosen. A POST with `pick` or `new_matter` only chooses the matter; nothing is stored."""
    if not desk.standing.posts:
        raise NotYours
    if request.method != "POST":
        return _page(request, desk, IntakeForm(initial={"same_matter_as": request.GET.get("same", "")[:40]}, desk=desk))
    if request.POST.get("misconduct") == "yes":  # read nothing, keep nothing
        return _to_the_sealed_room()
    if "pick" in request.POST:
        typed = request.POST.copy()
        typed["same_matter_as"] = request.POST["pick"][:40]
        return _page(request, desk, IntakeForm(typed, desk=desk), checked=True)
    return _register(request, desk, IntakeForm(request.POST, desk=desk))


def draft_key(desk: Desk, *, same: bool) -> str:
    """A repeat has a draft of its own, so that an older one does not overwrite which matter it belongs to."""
    return f"{desk.user.id}-intake{'-same' if same else ''}"


def _to_the_sealed_room() -> HttpResponse:
    sealed = url_or_none("sealed:new")
    if sealed is None:
        raise NotYours
    return SeeOther(sealed)


def _register(request: HttpRequest, desk: Desk, form: IntakeForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, desk, form, status=422, checked=True)
    entry = form.cleaned_data["entry"]
    before = request.session.get(IN_SESSION, {})
    if entry and entry in before:
        return _page(request, desk, _fresh(request, desk), problem=_already(before[entry]), status=409, checked=True)
    try:
        complaint = _taken_down(form, desk)
    except BadInput as problem:
        form.tell(problem)
    except BadInputs as problems:
        for each in problems.items:
            form.tell(each)
    except Refused as refused:
        return _page(request, desk, form, problem=Problem("refused", refused.reason, refused.clause or ""), status=422, checked=True)
    except Stale as stale:
        return _page(request, desk, form, problem=Problem("stale", stale.words), status=409, checked=True)
    else:
        for words in keep_all(desk, complaint, request.FILES.getlist("files")):
            messages.warning(request, words)
        remember_checked(request, desk, complaint.ref)
        request.session[IN_SESSION] = dict([*before.items(), (entry, complaint.ref)][-KEPT:])
        return SeeOther(_after(desk, complaint.ref, then=request.POST.get("then", "") or ("receive_visit" if complaint.method == Method.VISIT and complaint.open else "")))
    return _page(request, desk, form, status=422, checked=True)


def _taken_down(form: IntakeForm, desk: Desk) -> Complaint:
    if form.settles:
        return register_and_settle(intake=form.intake(), content=form.settlement(), actor=desk.actor, at=desk.now)
    return register_complaint(intake=form.intake(), actor=desk.actor, at=desk.now)


def _already(ref: str) -> Problem:
    return Problem("stale", f"这张表已经登记为 {ref}。要登记的是另一件，核对后再按一次“登记”。")


def _fresh(request: HttpRequest, desk: Desk) -> IntakeForm:
    """The same words under a new number of entry, so that a second press is deliberate."""
    typed = request.POST.copy()
    typed["entry"] = secrets.token_urlsafe(16)
    return IntakeForm(typed, desk=desk)


def _after(desk: Desk, ref: str, *, then: str) -> str:
    """The case, with the act that was asked for (put_through); for whoever may not see it (a unit of another branch) the empty form with the number."""
    try:
        access_complaint(desk.user, ref, to="answer", on=house(desk.now).date())
    except NotYours:
        return f"{reverse('desk:intake')}?{urlencode({'registered': ref})}"
    asked = {"do": then} if then in ("put_through", "receive_visit") else {}
    return f"{reverse('desk:case', args=[ref])}?{urlencode({'done': 'registered'} | asked)}"


def _page(
    request: HttpRequest, desk: Desk, form: IntakeForm, *, problem: Problem | None = None, status: int = 200, checked: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "problem": problem, "draft_key": draft_key(desk, same=bool(form["same_matter_as"].value())), "sealed_url": url_or_none("sealed:new"),
        "registered": request.GET.get("registered", "")[:40], "draft_keys": intake_drafts(desk), "warnings": {},
    }  # fmt: skip
    if checked:
        form.is_valid()
        context["warnings"] = {name: " ".join(words) for name, words in warnings_of(form.intake(), on=house(desk.now).date()).items()}
        context |= looked_up(form, desk)
    return show(request, desk, "desk/intake/page.html", context, status=status)


@sensitive_post_parameters()
@desk_page
@require_POST
def look(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The panel at the right for what is typed so far. Stores nothing; a form about misconduct is not even looked at."""
    if request.POST.get("misconduct") == "yes":
        return HttpResponse(status=204)
    form = IntakeForm(request.POST, desk=desk)
    form.is_valid()
    return show(request, desk, "desk/intake/panel.html", {"form": form, "oob": True} | looked_up(form, desk))


@desk_page
@require_safe
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The colleagues of a unit as options, for the field beside it."""
    unit = row_id(request.GET.get("respondent_unit_id", ""))
    return show(request, desk, "desk/intake/people.html", {"people": [NOBODY, *people_of(unit, desk)]})


