"""责任人: who is responsible for complaints at each unit, who is missing, and what waits to be reported to the regulator (law 7, 35)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from suqing.apps.organisations.models import Organisation
from suqing.apps.supervision.access import NAME_PERSONS, units_for
from suqing.apps.supervision.actions import end_responsible, name_responsible, report_change
from suqing.apps.supervision.models import ResponsiblePerson
from suqing.apps.supervision.queries import (
    Persons,
    changes_waiting,
    persons_of,
    reports_of,
    responsible_for,
)
from suqing.casework.responsible import CHANGES
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done
from suqing.web.desk.forms.base import LaidForm
from suqing.web.desk.forms.fields import DayField, pick
from suqing.web.desk.forms.offers import colleagues_below
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id


class NameForm(LaidForm):
    unit_id = pick("机构")
    kind = pick("哪一种")
    staff_id = pick("由谁")
    from_day = DayField("从哪一天起", required=True, help_text="原来登记的到前一天为止。")
    sizes = {"unit_id": "c3", "kind": "c4", "staff_id": "c3", "from_day": "c2"}

    def __init__(self, *args: Any, found: Persons, desk: Desk, **more: Any) -> None:
        super().__init__(*args, auto_id="name-%s", **more)
        levels = {level for kind in found.kinds for level in kind.at}
        mine = [each for each in units_for(desk.standing, NAME_PERSONS) if each.kind in levels]
        self.fields["unit_id"].choices = [(str(each.id), each.short_name) for each in mine]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(each.id, each.words) for each in found.kinds]  # type: ignore[attr-defined]
        root = Organisation.objects.get(pk=desk.user.root_id)
        self.fields["staff_id"].choices = [("", "选一位同事"), *colleagues_below(root, desk)]  # type: ignore[attr-defined]
        self.initial.setdefault("from_day", house(desk.now).date())


class ReportForm(LaidForm):
    what = pick("变动")
    reported_on = DayField("报告日期", required=True)
    report_no = forms.CharField(label="报告文号", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    addressee = forms.CharField(label="报告给", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}), help_text="收报告的监管机构。")
    sizes = {"what": "c3", "reported_on": "c3", "report_no": "c3", "addressee": "c3"}

    def __init__(self, *args: Any, choices: list[tuple[str, str]], desk: Desk, **more: Any) -> None:
        super().__init__(*args, auto_id="report-%s", **more)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("reported_on", house(desk.now).date())


class EndForm(LaidForm):
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    last_day = DayField("最后一天", required=True, help_text="有人接任的不用在这里填，登记接任的人就行。")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def persons(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits to be reported and who is missing first, then the list; POST names one."""
    found = persons_of(desk.standing, on=house(desk.now).date())
    if request.method != "POST":
        return _page(request, desk, found, _blank(request, desk, found))
    if not desk.standing.has(*NAME_PERSONS):
        raise NotYours
    form = NameForm(request.POST, found=found, desk=desk)
    if not form.is_valid():
        return _page(request, desk, found, form, status=422)
    given = form.cleaned_data | {name: int(form.cleaned_data[name]) for name in ("unit_id", "staff_id")}
    problem = attempt(lambda: name_responsible(**given, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _page(request, desk, found, form, problem, status=problem.status)
    return done(request, "责任人已登记，变动列在待报告里。", reverse("desk:persons"))


def _blank(request: HttpRequest, desk: Desk, found: Persons) -> NameForm | None:
    """None for whoever only reads. The seat may stand in the address."""
    if not desk.standing.has(*NAME_PERSONS):
        return None
    asked = {"unit_id": str(row_id(request.GET.get("unit", "")) or ""), "kind": request.GET.get("kind", "")}
    return NameForm(found=found, desk=desk, initial={name: value for name, value in asked.items() if value})


def _page(request: HttpRequest, desk: Desk, found: Persons, form: NameForm | None, problem: Problem | None = None, *, status: int = 200) -> HttpResponse:
    context = {"groups": learning_group(desk.standing, current="persons"), "found": found, "form": form, "problem": problem, "known": bool(found.kinds)}
    return show(request, desk, "desk/persons.html", context, status=status)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, desk: Desk, responsible_id: int) -> HttpResponse:
    """One person at one unit: what waits, what was reported; POST puts down a report or an ending."""
    row = responsible_for(desk.standing, responsible_id)
    if request.method != "POST":
        return _one(request, desk, row)
    if not desk.standing.has(*NAME_PERSONS):
        raise NotYours
    here = reverse("desk:person", args=[row.id])
    if request.POST.get("act") == "end":
        ending = EndForm(request.POST, auto_id="end-%s")
        if not ending.is_valid():
            return _one(request, desk, row, ending=ending, status=422)
        problem = attempt(lambda: end_responsible(responsible_id=row.id, **ending.cleaned_data, actor=desk.actor, at=desk.now))
        if problem is not None:
            return _one(request, desk, responsible_for(desk.standing, responsible_id), ending=_fresh(ending, responsible_id, desk), problem=problem, status=problem.status)
        return done(request, "已登记最后一天。没有接任的要报告。", here)
    report = ReportForm(request.POST, choices=list(CHANGES.items()), desk=desk)
    if not report.is_valid():
        return _one(request, desk, row, report=report, status=422)
    problem = attempt(lambda: report_change(responsible_id=row.id, **report.cleaned_data, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _one(request, desk, row, report=report, problem=problem, status=problem.status)
    return done(request, "报告已登记，这一项不再待报告。", here)


def _fresh(ending: EndForm, responsible_id: int, desk: Desk) -> EndForm:
    """What was typed stays; the next try is against what is there now."""
    ending.data = ending.data.copy()
    ending.data["seen_version"] = str(responsible_for(desk.standing, responsible_id).version)
    return ending


def _one(
    request: HttpRequest, desk: Desk, row: ResponsiblePerson, *, report: ReportForm | None = None, ending: EndForm | None = None, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    today = house(desk.now).date()
    changes, may = changes_waiting(row, today), desk.standing.has(*NAME_PERSONS)
    kinds = {each.kind.id: each.kind.words for each in persons_of(desk.standing, on=today).seats}
    if may and changes and report is None:
        report = ReportForm(choices=[(each.what, each.words) for each in changes], desk=desk)
    if may and row.until_day is None and ending is None:
        ending = EndForm(initial={"seen_version": row.version, "last_day": today}, auto_id="end-%s")
    context = {
        "row": row, "kind_words": kinds.get(row.kind, row.kind), "changes": changes, "reports": [(CHANGES[each.what], each) for each in reports_of(row)],
        "report": report if may and changes else None, "ending": ending if may and row.until_day is None else None, "problem": problem,
    }  # fmt: skip
    return show(request, desk, "desk/person.html", context, status=status)
