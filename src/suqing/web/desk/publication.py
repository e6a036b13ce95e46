"""公布渠道: where the channels and the procedure must be published, what was seen there and when it is looked at again (law 8)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.supervision.actions import note_check
from suqing.apps.supervision.queries import OnePlace, Publication, place_of, publication_of
from suqing.kernel.clock import house
from suqing.web.acting import Problem, attempt, done
from suqing.web.desk.forms.base import LaidForm
from suqing.web.desk.forms.fields import DayField
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id

MOST = 200
VIEWS = {"owed": ("待核对", "alert"), "all": ("全部", "list")}


class CheckForm(LaidForm):
    shown = forms.MultipleChoiceField(label="看到的内容", required=False, widget=forms.CheckboxSelectMultiple, help_text="没有看到的不选，照样登记。")
    unused = forms.BooleanField(label="不用这个渠道", required=False)
    where = forms.CharField(label="具体在哪里", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}), help_text="页面、墙面或条款的位置；不用的写理由。")
    checked_on = DayField("核对日期", required=True)
    proof_url = forms.CharField(label="证明网址", max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}))
    proof = forms.CharField(label="证明", max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}), help_text="照片、截图的说明和存放处。")
    sizes = {"where": "c8", "checked_on": "c4", "proof_url": "c6", "proof": "c6"}

    def __init__(self, *args: Any, one: OnePlace, desk: Desk, **more: Any) -> None:
        super().__init__(*args, auto_id="check-%s", **more)
        self.fields["shown"].choices = list(one.rule.choices(one.place).items())  # type: ignore[attr-defined]
        if not one.place.may_be_unused:
            del self.fields["unused"]
        self.initial.setdefault("checked_on", house(desk.now).date())


@desk_page
@require_safe
def publication(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for a look; or everything. The view and the unit stand in the address."""
    found = publication_of(desk.standing, on=house(desk.now).date())
    view = request.GET.get("view", "owed")
    if view not in VIEWS:
        view = "owed"
    unit_id = row_id(request.GET.get("unit", ""))
    unit = next((each for each in found.units if each.id == unit_id), None)
    rows = [each for each in (found.owed if view == "owed" else found.duties) if unit is None or each.unit.id == unit.id]
    context = {
        "groups": [_views(found, view, unit.id if unit else None), *learning_group(desk.standing, publication=len(found.owed), current="publication")], "view": view, "view_name": VIEWS[view][0],
        "rows": rows[:MOST], "left_off": max(0, len(rows) - MOST), "known": found.rule is not None, "days": found.rule.days if found.rule else None, "units": found.units, "unit": unit,
    }  # fmt: skip
    return show(request, desk, "desk/publication.html", context)


def _views(found: Publication, view: str, unit_id: int | None) -> dict[str, Any]:
    asked = f"&unit={unit_id}" if unit_id else ""
    counts = {"owed": len(found.owed), "all": None}
    views = [{"words": words, "icon": icon, "url": f"?view={code}{asked}", "count": counts[code], "state": "near", "current": code == view} for code, (words, icon) in VIEWS.items()]
    return {"title": "公布渠道", "views": views}


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, desk: Desk, unit_id: int, place_id: str) -> HttpResponse:
    """One place of one unit: how it stands, its history, and a form for what is seen today."""
    one = place_of(desk.standing, unit_id, place_id, on=house(desk.now).date())
    if request.method != "POST":
        return _page(request, desk, one, CheckForm(one=one, desk=desk))
    form = CheckForm(request.POST, one=one, desk=desk)
    if not form.is_valid():
        return _page(request, desk, one, form, status=422)
    problem = attempt(lambda: note_check(unit_id=one.unit.id, place=one.place.id, **form.cleaned_data, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _page(request, desk, one, form, problem, status=problem.status)
    return done(request, "核对已登记。", reverse("desk:publication"))


def _page(request: HttpRequest, desk: Desk, one: OnePlace, form: CheckForm, problem: Problem | None = None, *, status: int = 200) -> HttpResponse:
    history = [{"row": each, "shown": [one.rule.parts.get(part, part) for part in each.parts]} for each in one.history]
    return show(request, desk, "desk/publication_place.html", {"one": one, "duty": one.duty, "form": form, "history": history, "problem": problem}, status=status)
