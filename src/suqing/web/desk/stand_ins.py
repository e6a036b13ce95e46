"""代行: who sees to whose work while they are absent; arranged, listed and ended on one page (X03)."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from suqing.apps.organisations.delegating import delegate, end_delegation
from suqing.apps.organisations.models import Organisation, Staff
from suqing.apps.organisations.stand_ins import delegations_seen, people_below
from suqing.kernel.clock import house
from suqing.web.acting import Problem, attempt, done
from suqing.web.desk.forms.base import LaidForm
from suqing.web.desk.forms.fields import DayField, pick
from suqing.web.desk.forms.offers import colleagues_below
from suqing.web.frame import Desk, desk_page, show


class StandInForm(LaidForm):
    from_staff_id = pick("谁不在")
    to_staff_id = pick("由谁代行", help_text="代行人自己与某件有利害关系的，那一件不能代办。")
    from_day = DayField("第一天", required=True)
    until_day = DayField("最后一天", required=True, help_text="当天仍由代行人办。")
    reason = forms.CharField(label="事由", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "出差、休假、生病等"}))
    sizes = {"from_staff_id": "c6", "to_staff_id": "c6", "from_day": "c3", "until_day": "c3", "reason": "c6"}

    def __init__(self, *args: Any, desk: Desk, **more: Any) -> None:
        super().__init__(*args, auto_id="stand-in-%s", **more)
        below = Staff.objects.filter(pk__in=people_below(desk.user.id, on=_today(desk)), is_active=True).order_by("name", "id")
        self.fields["from_staff_id"].choices = [(str(desk.user.id), f"{desk.user.name}（本人）"), *((str(each.id), each.name) for each in below)]  # type: ignore[attr-defined]
        root = Organisation.objects.get(pk=desk.user.root_id)
        self.fields["to_staff_id"].choices = [("", "选一位同事"), *colleagues_below(root, desk)]  # type: ignore[attr-defined]
        self.initial.setdefault("from_day", _today(desk))


def _today(desk: Desk) -> date:
    return house(desk.now).date()


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def stand_ins(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk, StandInForm(desk=desk))
    form = StandInForm(request.POST, desk=desk)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    given = form.cleaned_data | {name: int(form.cleaned_data[name]) for name in ("from_staff_id", "to_staff_id")}
    problem = attempt(lambda: delegate(**given, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _page(request, desk, form, problem)
    return done(request, "代行已登记。到时代行人看得到、能办，每一步写两人的名字。", reverse("desk:stand_ins"))


@desk_page
@require_POST
def end(request: HttpRequest, desk: Desk, delegation_id: int) -> HttpResponse:
    problem = attempt(lambda: end_delegation(delegation_id=delegation_id, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _page(request, desk, StandInForm(desk=desk), problem)
    return done(request, "代行已结束，从现在起不再看得到、不再能办。", reverse("desk:stand_ins"))


def _page(request: HttpRequest, desk: Desk, form: StandInForm, problem: Problem | None = None, *, status: int = 200) -> HttpResponse:
    rows = delegations_seen(desk.standing, on=_today(desk))
    context = {"rows": rows, "form": form, "problem": problem, "today": _today(desk)}
    return show(request, desk, "desk/stand_ins.html", context, status=problem.status if problem else status)
