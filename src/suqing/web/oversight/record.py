"""日常记录: events that may cost points, logged when they happen, confirmed by another person; receipts of filings (S13)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.actions.recording import scoring_edition, situations_of
from suqing.apps.assessment.models import Proposed
from suqing.apps.assessment.queries import (
    entries_page,
    filings_due,
    insurers_of,
    receipts_of,
    waiting_entries,
)
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.paging import row_id


@office_page
@require_safe
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    return record_page(request, desk)


def record_page(request: HttpRequest, desk: Desk, *, problem: Problem | None = None, given: dict[str, str] | None = None) -> HttpResponse:
    state = request.GET.get("state", "")
    day, _, entry = request.GET.get("after", "").partition("_")
    after = None
    if day and (entry_id := row_id(entry)) is not None:
        try:
            after = (date.fromisoformat(day), entry_id)
        except ValueError:
            after = None
    page = entries_page(desk.user.root_id, state=state if state in Proposed.values else "", code=request.GET.get("code", ""), after=after)
    insurers = insurers_of(desk.user.root_id)
    labels, schedule, no_rules = _schedule(desk)
    context = {
        "entries": [{"row": each, "own": each.entered_by_id == desk.user.id, "words": labels.get((each.indicator, each.situation), (each.indicator, each.situation))} for each in page.entries],
        "after": page.after, "state": state, "states": Proposed.choices, "waiting": waiting_entries(desk.user.root_id), "insurers": insurers,
        "names": {each.code: each.name for each in insurers}, "schedule": schedule, "problem": problem, "given": given or {"day": house(desk.now).date().isoformat(), "times": "1"},
        "no_rules": no_rules, "first": after is None,
    }  # fmt: skip
    return show(request, desk, "oversight/record.html", context, status=problem.status if problem else 200)


def _schedule(desk: Desk) -> tuple[dict[tuple[str, str], tuple[str, str]], list[dict[str, Any]], str]:
    """(indicator, situation) → words; the same for the form; why there is none."""
    today = house(desk.now).date()
    try:
        rules = situations_of(scoring_edition(desk.user.root_id, today), today)
    except Refused as refused:
        return {}, [], refused.reason
    labels = {(indicator, situation.id): (rule.word, situation.label) for indicator, (rule, known) in rules.items() for situation in known.values()}
    return labels, [{"rule": rule, "situations": list(known.values())} for rule, known in rules.values()], ""


@office_page
@require_http_methods(["POST"])
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    given = {name: request.POST.get(name, "").strip() for name in ("code", "day", "what", "times", "persons", "note", "source")}
    indicator, _, situation = given["what"].partition("|")
    try:
        day = date.fromisoformat(given["day"])
    except ValueError:
        return record_page(request, desk, problem=Problem("wrong", f"发生日期：读到“{given['day'] or '空'}”，应为日期，例如 2026-11-20。"), given=given)
    times, persons = whole(given["times"], 1), whole(given["persons"])
    if times is None or (given["persons"] and persons is None):
        return record_page(request, desk, problem=Problem("wrong", "次数和人数只填整数。"), given=given)
    problem = attempt(
        lambda: actions.log_event(
            code=given["code"], day=day, indicator=indicator, situation=situation, times=times, persons=persons, note=given["note"], source=given["source"],
            actor=desk.actor, at=desk.now,
        )
    )  # fmt: skip
    if problem is not None:
        return record_page(request, desk, problem=problem, given=given)
    return done(request, "已登记，待另一人复核后计入。", reverse("oversight:record"))


@office_page
@require_POST
def decide(request: HttpRequest, desk: Desk, entry_id: int) -> HttpResponse:
    what, reason = request.POST.get("what", ""), request.POST.get("reason", "")
    common = {"entry_id": entry_id, "actor": desk.actor, "at": desk.now}
    if what == "cancel":
        problem = attempt(lambda: actions.cancel_entry(reason=reason, **common))  # type: ignore[arg-type]
    else:
        problem = attempt(lambda: actions.decide_entry(confirm=what == "confirm", reason=reason, **common))  # type: ignore[arg-type]
    if problem is not None:
        return record_page(request, desk, problem=problem)
    return done(request, {"confirm": "已复核，计入考评。", "cancel": "已撤销。涉及已发布结果的，在那一期另出一版。"}.get(what, "不予确认，已记下理由。"), reverse("oversight:record"))


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def filings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which reports are due, which came, which are late; late and thin ones are proposed as events."""
    today = house(desk.now).date()
    problem: Problem | None = None
    try:
        edition = scoring_edition(desk.user.root_id, today)
    except Refused as refused:
        return show(request, desk, "oversight/filings.html", {"dues": [], "no_rules": refused.reason})
    dues = filings_due(edition, today)
    wanted = request.GET.get("due", "")
    due = next((each for each in dues if f"{each.duty}-{each.period}" == wanted), next((each for each in dues if each.due_on <= today), dues[0] if dues else None))
    if request.method == "POST" and due is not None:
        received = request.POST.get("received_on", "").strip()
        try:
            received_on = date.fromisoformat(received) if received else None
        except ValueError:
            problem, received_on = Problem("wrong", f"收到日期：读到“{received}”，应为日期，例如 2026-07-18。"), None
        if problem is None:
            code = request.POST.get("code", "")
            problem = attempt(
                lambda: actions.receive_filing(
                    code=code, duty=due.duty, period=str(due.period), due_on=due.due_on, received_on=received_on, document_no=request.POST.get("document_no", ""),
                    missing_items=request.POST.getlist("missing"), actor=desk.actor, at=desk.now,
                )
            )  # fmt: skip
        if problem is None:
            return done(request, "已登记。迟报、未报或缺项的，扣分事件已提出，待另一人复核。", f"{reverse('oversight:filings')}?due={due.duty}-{due.period}")
    receipts = receipts_of(desk.user.root_id, due.duty, str(due.period)) if due else {}
    insurers = [each for each in insurers_of(desk.user.root_id) if not each.rolls_into]
    rows = [{"insurer": each, "receipt": receipts.get(each.code), "late": _late(receipts.get(each.code), due, today)} for each in insurers] if due else []
    outline = [(row.id, row["label"]) for row in edition.table("report_outline")] if "report_outline" in edition.tables() else []
    context = {
        "dues": dues, "due": due, "rows": rows, "outline": outline, "problem": problem, "today": today,
        "late": sum(1 for row in rows if row["late"]), "came": sum(1 for row in rows if row["receipt"] and row["receipt"].received_on),
    }  # fmt: skip
    return show(request, desk, "oversight/filings.html", context, status=problem.status if problem else 200)


def _late(receipt: Any, due: Any, today: date) -> bool:
    if receipt is None or receipt.received_on is None:
        return bool(due and today > due.due_on)
    return bool(receipt.received_on > receipt.due_on)


