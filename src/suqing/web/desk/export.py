"""The list on the screen as Excel: the same view, filters and order, the same columns, nothing that the screen hides (C21)."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from suqing.apps.complaints.actions.exporting import record_export
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import VIEWS, Seer, cause_codes, page_of, register_page, seer_of
from suqing.casework.causes import cause_words
from suqing.exchange.writing import workbook
from suqing.kernel.clock import house
from suqing.web.desk.cases import SCOPES
from suqing.web.desk.filtering import filters_from
from suqing.web.desk.rows import Row, rows_of
from suqing.web.desk.workbench import NAMES, pills
from suqing.web.frame import Desk, desk_page
from suqing.web.sending import XLSX, made, sent
from suqing.web.words.names import CLASSES, LEVELS, STAGES

MOST = 5000
CHUNK = 200
HEAD = ("编号", "收到时间", "投诉", "投诉人", "类别", "次数", "方式", "来源", "险种", "纠纷", "原因", "阶段", "下一步", "承办", "机构", "时限", "到期", "剩余", "办结时间")
WIDTHS = (20, 17, 44, 18, 12, 8, 10, 18, 16, 12, 20, 18, 14, 12, 16, 14, 17, 16, 17)


@desk_page
@require_POST
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """At most five thousand rows, read page by page; the file says what was asked and whether there are more."""
    seer = seer_of(desk.standing, now=desk.now)
    found = list(islice(_complaints(request, desk, seer), MOST + 1))
    more, found = len(found) > MOST, found[:MOST]
    asked = {name: value for name, value in request.GET.items() if value and name not in ("after", "before")}
    record_export(asked={name: value[:40] for name, value in asked.items()}, count=len(found), actor=desk.actor, at=desk.now)
    return sent(made(lambda target: _write(target, request, desk, found, more=more)), f"{_title(request)}-{house(desk.now):%Y%m%d-%H%M}.xlsx", XLSX)


def _title(request: HttpRequest) -> str:
    if "scope" in request.GET:
        return f"登记簿-{SCOPES.get(request.GET['scope'], SCOPES[''])[0]}"
    return NAMES[_view(request)][0]


def _view(request: HttpRequest) -> str:
    view = request.GET.get("view", "mine")
    return view if view in VIEWS else "mine"


def _complaints(request: HttpRequest, desk: Desk, seer: Seer) -> Iterator[Complaint]:
    filters = filters_from(request.GET)
    if "scope" in request.GET:
        open_only = SCOPES.get(request.GET["scope"], SCOPES[""])[1]
        before = None
        while True:
            found, before = register_page(seer, filters=filters, open_only=open_only, now=desk.now, before=before, limit=CHUNK)
            yield from found
            if before is None:
                return
    after = None
    while True:
        found, after = page_of(seer, view=_view(request), filters=filters, now=desk.now, after=after, limit=CHUNK)
        yield from found
        if after is None:
            return


def _write(target: BytesIO, request: HttpRequest, desk: Desk, found: list[Complaint], *, more: bool) -> None:
    with workbook(target) as book:
        page = book.sheet("投诉件")
        page.head(HEAD, WIDTHS)
        for first in range(0, len(found), CHUNK):
            codes = cause_codes(found[first : first + CHUNK])
            for row in rows_of(found[first : first + CHUNK], now=desk.now):
                page.row(_cells(row, *codes.get(row.complaint.id, ("", ""))))
        told = book.sheet("说明", landscape=False)
        told.head(("项目", "内容"), (16, 60))
        narrowed = "；".join(f"{each['name']}：{each['value']}" for each in pills(request, desk, filters_from(request.GET)))
        for name, words in (("列表", _title(request)), ("条件", narrowed or "没有"), ("件数", f"{len(found)}件" + ("，还有更多，只导出前面的" if more else "")), ("导出人", desk.user.name), ("导出时间", f"{house(desk.now):%Y-%m-%d %H:%M}")):
            told.row((name, words))


def _cells(row: Row, cause: str, detail: str) -> list[str | None]:
    case, clock = row.complaint, row.clock
    return [
        case.ref, f"{house(case.received_at):%Y-%m-%d %H:%M}", row.title, row.who, CLASSES.get(case.classification, ""), LEVELS.get(case.repeat_level, ""), case.get_method_display(),
        case.get_source_display(), case.get_line_of_business_display(), case.get_dispute_type_display() if case.dispute_type else "", cause_words(cause, detail) if cause else "", STAGES.get(case.stage, ""), row.next_words, row.owner,
        row.unit, row.clock_words, f"{house(clock.limit_at):%Y-%m-%d %H:%M}" if clock else "", clock.words if clock else "",
        f"{house(case.closed_at):%Y-%m-%d %H:%M}" if case.closed_at else "",
    ]  # fmt: skip
