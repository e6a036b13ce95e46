"""通报: the quarterly bulletin out of a workbook, as a page with plots and as files (S12)."""

import json
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.models import QuarterlyBulletin
from suqing.apps.assessment.queries import bulletin, bulletins_of
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.bulletin import Bulletin
from suqing.casework.bulletin import bulletin as compute
from suqing.casework.bulletin.facts import LABELS
from suqing.casework.bulletin.ratios import RATIOS
from suqing.exchange.bulletin_document import write_document
from suqing.exchange.bulletin_sample import write_bulletin_sample
from suqing.exchange.bulletin_tables import write_tables
from suqing.exchange.bulletin_template import write_bulletin_template
from suqing.exchange.bulletin_workbook import read_bulletin_workbook
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.sending import DOCX, XLSX, made, sent


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The bulletins made so far; POST makes one out of a workbook."""
    problem: Problem | None = None
    problems: list[dict[str, Any]] = []
    period = request.POST.get("period", "").strip()
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problem = Problem("wrong", "还没有选文件。选一本 .xlsx 工作簿再生成。")
        else:
            found: list[actions.Made] = []
            problem = attempt(lambda: found.append(actions.make_bulletin(period=period, name=file.name or "工作簿.xlsx", content=file.read(), actor=desk.actor, at=desk.now)))
            if found and found[0].row is not None:
                return done(request, f"{parse_period(period).words}通报已生成。", reverse("oversight:bulletin", args=[found[0].row.id]))
            if found:
                problems = [each.data() for each in found[0].problems]
                problem = Problem("wrong", f"{file.name} 有{sum(each['level'] == 'error' for each in problems)}处错误，没有生成。下面一次列全，改好重传即可。")
    context = {"rows": bulletins_of(desk.user.root_id), "problem": problem, "problems": problems[:200], "problems_total": len(problems), "period": period or _last_quarter(desk)}
    return show(request, desk, "oversight/bulletins.html", context, status=problem.status if problem else 200)


def _last_quarter(desk: Desk) -> str:
    today = house(desk.now).date()
    quarter = (today.month - 1) // 3
    return str(Period(today.year, f"Q{quarter}") if quarter else Period(today.year - 1, "Q4"))


@office_page
@require_safe
def one(request: HttpRequest, desk: Desk, bulletin_id: int) -> HttpResponse:
    row = _row(desk, bulletin_id)
    result = json.loads(row.result)
    sectors = [_sector(name, result) for name in LABELS if result["totals"].get(name) is not None]
    context = {"row": row, "period": parse_period(row.period), "result": result, "sectors": sectors, "growth": result["growth"]["industry"], "notes": [*result["notes"], *(each["sentence"] for each in result["findings"] if "sentence" in each)]}
    return show(request, desk, "oversight/bulletin.html", context)


def _sector(name: str, result: dict[str, Any]) -> dict[str, Any]:
    tops = []
    for what, rows in result["top"][name].items():
        ratio = next((each for each in RATIOS[name] if each.id == what), None)
        label, unit = (ratio.label, ratio.unit) if ratio else ("投诉量", "件")
        median = result["medians"][name].get(what)
        chart = {"names": [each["name"] for each in rows], "values": [each["value"] for each in rows], "labels": [f"{each['value']:,}" if what == "count" else f"{each['value']:.2f}" for each in rows]}
        tops.append({"what": what, "label": label, "unit": unit, "rows": rows, "median": median, "chart": chart, "id": f"{name}-{what}"})
    return {
        "id": name, "label": LABELS[name], "total": result["totals"][name], "share": result["shares"][name], "growth": result["growth"][name], "tops": tops,
        "parts": [("纠纷类型", result["disputes"][name]), ("险种", result["lines"][name])],
    }  # fmt: skip


@office_page
@require_safe
def file(request: HttpRequest, desk: Desk, bulletin_id: int, name: str) -> HttpResponse:
    """The files, made again from the kept workbook."""
    row = _row(desk, bulletin_id)
    if name == "bulletin.json":
        return sent(row.result.encode(), f"通报-{row.period}.json", "application/json")
    found = _computed(row)
    if name == "bulletin.xlsx":
        return sent(made(lambda target: write_tables(found, target)), f"通报-{row.period}.xlsx", XLSX)
    if name == "bulletin.docx":
        return sent(made(lambda target: write_document(found, target, issuer=desk.user.root.name)), f"通报-{row.period}.docx", DOCX)
    raise NotYours


@office_page
@require_safe
def form(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The empty workbook, or the sample of 2022Q1."""
    writers = {"template.xlsx": (write_bulletin_template, "通报模板.xlsx"), "sample.xlsx": (write_bulletin_sample, "通报示例-2022Q1.xlsx")}
    if name not in writers:
        raise NotYours
    write, called = writers[name]
    target = BytesIO()
    write(target)
    return sent(target.getvalue(), called, XLSX)


def _row(desk: Desk, bulletin_id: int) -> QuarterlyBulletin:
    row = bulletin(desk.user.root_id, bulletin_id)
    if row is None:
        raise NotYours
    return row


def _computed(row: QuarterlyBulletin) -> Bulletin:
    period = parse_period(row.period)
    return compute(read_bulletin_workbook(bytes(row.workbook), period, row.name).facts, period)
