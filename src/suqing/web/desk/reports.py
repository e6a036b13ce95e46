"""监管报送: the calendar, the figures of one version, signed, reported, corrected; the yearly account (2020 measures Art. 26, 36)."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suqing.apps.supervision import actions
from suqing.apps.supervision.calendar import body_of, calendar_of, changes_of, coming, problems_of
from suqing.apps.supervision.filing_access import (
    duties_seen,
    duty_for,
    filing_for,
    may_prepare,
    may_sign,
    reads,
    reported_units,
)
from suqing.apps.supervision.models import Cycle, Filing, FilingState
from suqing.casework.reporting import TABLES
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.desk.forms.base import LaidForm
from suqing.web.desk.forms.fields import DayField, choice, pick, short
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.filtering import day_of
from suqing.web.lists.report_files import disclosure_file, report_file
from suqing.web.sending import DOCX, XLSX, sent


class DutyForm(LaidForm):
    unit_id = pick("机构")
    name = short("报告名称", help_text="例如“投诉数据季报”。")
    cycle = choice("多久一次", Cycle.choices, initial=Cycle.QUARTER.value)
    due_days = forms.IntegerField(label="期末后几日内", min_value=1, max_value=366, help_text="自然日。")
    from_day = DayField("从哪一天起", required=True, help_text="第一期的第一天。")
    addressee = short("报送机关")
    ground = short("依据", help_text="要求报送的通知的名称和文号。")
    sizes = {"unit_id": "c6", "name": "c6", "cycle": "c12", "due_days": "c3 p6", "from_day": "c3 p6", "addressee": "c6", "ground": "c12"}

    def __init__(self, *args: Any, desk: Desk, **more: Any) -> None:
        super().__init__(*args, auto_id="duty-%s", **more)
        self.fields["unit_id"].choices = [(str(each.id), each.short_name) for each in reported_units(desk.standing)]  # type: ignore[attr-defined]


def _today(desk: Desk) -> date:
    return house(desk.now).date()


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is owed and how far it is; POST adds a line to the calendar."""
    if not reads(desk.standing):
        raise NotYours
    if request.method != "POST":
        return _calendar(request, desk, DutyForm(desk=desk))
    form = DutyForm(request.POST, desk=desk)
    if not form.is_valid():
        return _calendar(request, desk, form, status=422)
    given = form.cleaned_data | {"unit_id": int(form.cleaned_data["unit_id"])}
    problem = attempt(lambda: actions.set_duty(**given, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _calendar(request, desk, form, problem)
    return done(request, f"“{given['name']}”已登记到报送日历。", reverse("desk:reports"))


def _calendar(request: HttpRequest, desk: Desk, form: DutyForm, problem: Problem | None = None, *, status: int = 200) -> HttpResponse:
    duties = duties_seen(desk.standing)
    owed = calendar_of(duties, today=_today(desk))
    context = {
        "groups": learning_group(desk.standing, current="reports"), "waiting": [each for each in owed if not each.settled], "settled": [each for each in owed if each.settled][:40],
        "coming": coming(duties, today=_today(desk)), "duties": duties, "form": form if form.fields["unit_id"].choices else None, "problem": problem,  # type: ignore[attr-defined]
        "preparing": {each.unit_id for each in duties if may_prepare(desk.standing, each.unit)},
    }  # fmt: skip
    return show(request, desk, "desk/reports.html", context, status=problem.status if problem else status)


@desk_page
@require_POST
def end(request: HttpRequest, desk: Desk, duty_id: int) -> HttpResponse:
    seen, last = whole(request.POST.get("seen_version", ""), 0) or 0, day_of(request.POST.get("last_day", ""))
    problem = attempt(lambda: actions.end_duty(duty_id=duty_id, last_day=last, seen_version=seen, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _calendar(request, desk, DutyForm(desk=desk), problem)
    return done(request, "已停用；这一天以前的各期照报。", reverse("desk:reports"))


@desk_page
@require_POST
def take(request: HttpRequest, desk: Desk, duty_id: int) -> HttpResponse:
    """Count a period and lock it. A correction says why, on the page of the version that was reported."""
    period, reason, found = request.POST.get("period", ""), request.POST.get("reason", ""), []  # type: ignore[var-annotated]
    problem = attempt(lambda: found.append(actions.take_snapshot(duty_id=duty_id, period=period, reason=reason, actor=desk.actor, at=desk.now)))
    if problem is None:
        return done(request, "已取数并锁定。核对之后请领导签报。", reverse("desk:report", args=[found[0].id]))
    reported = Filing.objects.filter(duty=duty_for(desk.standing, duty_id), period=period, state=FilingState.FILED).order_by("-number").first()
    if reported is not None:
        return _one(request, desk, filing_for(desk.standing, reported.id), problem)
    return _calendar(request, desk, DutyForm(desk=desk), problem)


@desk_page
@require_safe
def one(request: HttpRequest, desk: Desk, filing_id: int) -> HttpResponse:
    return _one(request, desk, filing_for(desk.standing, filing_id))


def _one(request: HttpRequest, desk: Desk, filing: Filing, problem: Problem | None = None) -> HttpResponse:
    body, problems = body_of(filing), problems_of(filing)
    unit = filing.duty.unit
    versions = Filing.objects.filter(duty=filing.duty_id, period=filing.period).select_related("by", "signed_by").defer("body").order_by("-number")
    context = {
        "filing": filing, "duty": filing.duty, "body": body, "tables": [_table(words, body["tables"][name]) for name, words in TABLES.items() if name != "total"],
        "total": body["tables"]["total"][0], "wrong": [each for each in problems if each.wrong], "look": [each for each in problems if not each.wrong],
        "changes": changes_of(filing), "versions": versions, "signs": may_sign(desk.standing, unit) and filing.state == FilingState.DRAFT and filing.by_id != desk.user.id,
        "prepares": may_prepare(desk.standing, unit), "problem": problem, "today": _today(desk), "typed": request.POST, "yearly": filing.duty.cycle == Cycle.YEAR,
    }  # fmt: skip
    return show(request, desk, "desk/report.html", context, status=problem.status if problem else 200)


def _table(title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows that have an item; the others in one line."""
    return {"title": title, "rows": [each for each in rows if each["items"]], "nothing": [each["words"] for each in rows if not each["items"]]}


@desk_page
@require_POST
def act(request: HttpRequest, desk: Desk, filing_id: int) -> HttpResponse:
    """Sign it, or say that it was reported."""
    filing, given = filing_for(desk.standing, filing_id), request.POST
    seen = whole(given.get("seen_version", ""), 0) or 0
    if given.get("what") == "sign":
        words, problem = "已签报。", attempt(lambda: actions.sign_filing(filing_id=filing.id, content_hash=given.get("content_hash", ""), seen_version=seen, actor=desk.actor, at=desk.now))
    else:
        filed_on, number = day_of(given.get("filed_on", "")), given.get("document_no", "")
        words, problem = "已登记报送。", attempt(lambda: actions.file_filing(filing_id=filing.id, filed_on=filed_on, document_no=number, seen_version=seen, actor=desk.actor, at=desk.now))
    if problem is not None:
        return _one(request, desk, filing_for(desk.standing, filing_id), problem)
    return done(request, words, reverse("desk:report", args=[filing.id]))


@desk_page
@require_safe
def figures_file(request: HttpRequest, desk: Desk, filing_id: int) -> HttpResponse:
    filing = filing_for(desk.standing, filing_id)
    return sent(report_file(filing), f"{filing.duty.name}-{filing.period}-第{filing.number}版.xlsx", XLSX)


@desk_page
@require_safe
def account(request: HttpRequest, desk: Desk, filing_id: int) -> HttpResponse:
    """The section of the annual report, out of a year's figures."""
    filing, made = filing_for(desk.standing, filing_id), []  # type: ignore[var-annotated]
    problem = attempt(lambda: made.append(disclosure_file(filing)))
    return _one(request, desk, filing, problem) if problem else sent(made[0], f"{filing.period}年度消费投诉情况.docx", DOCX)
