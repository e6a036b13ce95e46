"""监管报送 over the API: the calendar, the figures of a version, and the same acts as the page (2020 measures Art. 26, 36)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from suqing.apps.supervision import actions
from suqing.apps.supervision.calendar import Owed, body_of, calendar_of, changes_of, problems_of
from suqing.apps.supervision.filing_access import duties_seen, filing_for, reads
from suqing.apps.supervision.models import Cycle, Filing, ReportDuty
from suqing.kernel.errors import NotYours
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.asking import as_json
from suqing.web.api.bodies.base import Body, Day, unit_id
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api
from suqing.web.api.shown.values import day, moment, person, unit
from suqing.web.lists.report_files import disclosure_file, report_file
from suqing.web.sending import DOCX, XLSX, sent

TAGS = ["监管报送 / Reports to the regulator"]
EXTRA = {"parameters": [KEY_PARAMETER]}


class SetDuty(Body):
    unit: str = Field(title="机构：代码或编号", max_length=80)
    name: str = Field(title="报告名称", max_length=60)
    cycle: Cycle = Field(title="多久一次")
    due_days: int = Field(title="期末后几日内，自然日", ge=1, le=366)
    addressee: str = Field(title="报送机关", max_length=80)
    ground: str = Field(title="依据：通知的名称和文号", max_length=200)
    from_day: Day = Field(title="第一期的第一天")


class EndDuty(Body):
    last_day: Day = Field(title="最后一期的最后一天")
    version: int = Field(title="读到的版本", ge=1)


class TakeSnapshot(Body):
    period: str = Field(title="期间，如 2026-11、2026Q4、2026H2、2026", max_length=8)
    reason: str = Field("", title="更正原因；已报送过的必写", max_length=400)


class SignFiling(Body):
    content_hash: str = Field(title="看过的数据的校验值", max_length=64)
    version: int = Field(title="读到的版本", ge=1)


class FileFiling(Body):
    filed_on: Day = Field(title="报送日")
    document_no: str = Field(title="文号或回执", max_length=80)
    version: int = Field(title="读到的版本", ge=1)


def _reader(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    if not reads(caller.standing):
        raise NotYours
    return caller


@api.get("/reports", summary="报送日历 · The report calendar", tags=TAGS, operation_id="reports")
def reports(request: HttpRequest) -> HttpResponse:
    """待报送的在前，最早到期的先；已报送的在后。What is owed, the earliest day first; then what was reported."""
    caller = _reader(request)
    duties = duties_seen(caller.standing)
    return as_json(duties=[_duty(each) for each in duties], owed=[_owed(each) for each in calendar_of(duties, today=caller.today)], **clause_parts("cbirc2020/36"))


@api.post("/reports/duties", summary="登记一项报告 · Add to the calendar", tags=TAGS, operation_id="report_set_duty", openapi_extra=EXTRA)
def set_duty(request: HttpRequest, body: SetDuty) -> HttpResponse:
    def act(caller: Caller) -> tuple[int, dict[str, Any]]:
        given = body.model_dump() | {"unit_id": unit_id(caller, "unit", body.unit)}
        del given["unit"]
        return 200, _duty(actions.set_duty(**given, actor=caller.actor, at=caller.now))

    return answer(request, act)


@api.post("/reports/duties/{duty_id}/end", summary="停用一项报告 · End a duty", tags=TAGS, operation_id="report_end_duty", openapi_extra=EXTRA)
def end_duty(request: HttpRequest, duty_id: int, body: EndDuty) -> HttpResponse:
    return answer(request, lambda caller: (200, _duty(actions.end_duty(duty_id=_id(duty_id), last_day=body.last_day, seen_version=body.version, actor=caller.actor, at=caller.now))))


@api.post("/reports/duties/{duty_id}/take", summary="取数并锁定 · Take and lock the figures", tags=TAGS, operation_id="report_take", openapi_extra=EXTRA)
def take(request: HttpRequest, duty_id: int, body: TakeSnapshot) -> HttpResponse:
    return answer(request, lambda caller: (200, _filing(actions.take_snapshot(duty_id=_id(duty_id), period=body.period, reason=body.reason, actor=caller.actor, at=caller.now))))


@api.get("/reports/{filing_id}", summary="一版报送的数据 · The figures of one version", tags=TAGS, operation_id="report")
def report(request: HttpRequest, filing_id: int) -> HttpResponse:
    """只有件数，没有任何投诉的内容。Counts only. `problems` that are wrong keep it from being signed; `changes` are against what was reported before."""
    filing = filing_for(_reader(request).standing, _id(filing_id))
    return as_json(
        **_filing(filing), figures=body_of(filing), problems=[{"wrong": each.wrong, "where": each.where, "words": each.words} for each in problems_of(filing)],
        changes=[{"table": each.table, "words": each.words, "before": each.before, "after": each.after} for each in changes_of(filing)],
    )  # fmt: skip


@api.post("/reports/{filing_id}/sign", summary="签报 · Sign", tags=TAGS, operation_id="report_sign", openapi_extra=EXTRA)
def sign(request: HttpRequest, filing_id: int, body: SignFiling) -> HttpResponse:
    return answer(request, lambda caller: (200, _filing(actions.sign_filing(filing_id=_id(filing_id), content_hash=body.content_hash, seen_version=body.version, actor=caller.actor, at=caller.now))))


@api.post("/reports/{filing_id}/file", summary="登记报送 · It was reported", tags=TAGS, operation_id="report_file", openapi_extra=EXTRA)
def file(request: HttpRequest, filing_id: int, body: FileFiling) -> HttpResponse:
    return answer(request, lambda caller: (200, _filing(actions.file_filing(filing_id=_id(filing_id), filed_on=body.filed_on, document_no=body.document_no, seen_version=body.version, actor=caller.actor, at=caller.now))))


@api.get("/reports/{filing_id}/figures.xlsx", summary="数据的Excel · As a workbook", tags=TAGS, operation_id="report_figures")
def figures(request: HttpRequest, filing_id: int) -> HttpResponse:
    filing = filing_for(_reader(request).standing, _id(filing_id))
    return sent(report_file(filing), f"{filing.duty.name}-{filing.period}-第{filing.number}版.xlsx", XLSX)


@api.get("/reports/{filing_id}/account.docx", summary="年度披露 · The yearly account", tags=TAGS, operation_id="report_account")
def account(request: HttpRequest, filing_id: int) -> HttpResponse:
    filing = filing_for(_reader(request).standing, _id(filing_id))
    return sent(disclosure_file(filing), f"{filing.period}年度消费投诉情况.docx", DOCX)


def _id(value: int) -> int:
    if not 0 <= value < 2**63:
        raise NotYours
    return value


def _duty(row: ReportDuty) -> dict[str, Any]:
    return {
        "id": str(row.id), "version": row.version, "unit": unit(row.unit), "name": row.name, "cycle": row.cycle, "due_days": row.due_days, "addressee": row.addressee, "ground": row.ground,
        "from_day": day(row.from_day), "until_day": day(row.until_day),
    }  # fmt: skip


def _filing(row: Filing) -> dict[str, Any]:
    return {
        "id": str(row.id), "version": row.version, "duty": str(row.duty_id), "period": row.period, "first_day": day(row.first_day), "last_day": day(row.last_day), "number": row.number,
        "reason": row.reason, "state": row.state, "content_hash": row.content_hash, "by": person(row.by), "at": moment(row.at), "signed_by": person(row.signed_by),
        "signed_at": moment(row.signed_at), "filed_on": day(row.filed_on), "document_no": row.document_no,
    }  # fmt: skip


def _owed(each: Owed) -> dict[str, Any]:
    return {
        "duty": str(each.duty.id), "name": each.duty.name, "period": each.period.code, "period_words": each.period.words, "due": day(each.due), "days_left": each.days_left,
        "late": each.late, "settled": each.settled, "filing": str(each.filing.id) if each.filing else None, "state": each.filing.state if each.filing else None,
    }  # fmt: skip
