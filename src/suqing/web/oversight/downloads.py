"""Files of the assessment: templates, lists of problems, and the results of a round, made when they are asked for."""

import json
from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.actions.recording import scoring_edition
from suqing.apps.assessment.models import SourceFile
from suqing.apps.assessment.state import RoundState
from suqing.casework.assessment.periods import parse_period
from suqing.casework.assessment.scoring import Assessment
from suqing.exchange.feeds import write_feeds
from suqing.exchange.pages import card_page, page_name
from suqing.exchange.ranking import write_ranking
from suqing.exchange.result_bulletin import write_result_bulletin
from suqing.exchange.sample import write_sample
from suqing.exchange.scorecards import scorecards
from suqing.exchange.template import write_template
from suqing.exchange.writing import write_problems
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours, Refused
from suqing.rulebook import open_edition
from suqing.rulebook.edition import Edition
from suqing.web.frame import Desk
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.home import likely_period
from suqing.web.oversight.publishing import shown_assessment
from suqing.web.sending import DOCX, XLSX, made, sent


def _scheme(request: HttpRequest, desk: Desk) -> Edition:
    """The rulebook of the address, else the one that the office applies, else the shipped one of Shanghai."""
    try:
        return scoring_edition(desk.user.root_id, house(desk.now).date())
    except Refused:
        return open_edition("sh2018")


@office_page
@require_safe
def template(request: HttpRequest, desk: Desk) -> HttpResponse:
    edition = _scheme(request, desk)
    return sent(made(lambda target: write_template(target, edition)), f"考评数据模板-{edition.id}.xlsx", XLSX)


@office_page
@require_safe
def sample(request: HttpRequest, desk: Desk) -> HttpResponse:
    edition = _scheme(request, desk)
    period = parse_period(likely_period(desk))
    return sent(made(lambda target: write_sample(target, edition, period)), f"考评示例-{period}.xlsx", XLSX)


@office_page
@require_safe
def problems(request: HttpRequest, desk: Desk, rulebook: str, period: str, source_id: int) -> HttpResponse:
    """What was wrong with an upload, as a list to send back."""
    found = access_round(desk.standing, rulebook, period)
    row = SourceFile.objects.filter(root_id=found.root_id, round=found, pk=source_id).first()
    if row is None:
        raise NotYours

    return sent(made(lambda target: write_problems(target, json.loads(row.problems))), f"检查结果-{row.get_kind_display()}.xlsx", XLSX)


@office_page
@require_safe
def result_file(request: HttpRequest, desk: Desk, rulebook: str, period: str, name: str) -> HttpResponse:
    """Of the version in the address, else of the newest published, else of the trial."""
    state = RoundState(access_round(desk.standing, rulebook, period))
    assessment, version = shown_assessment(state, request.GET.get("version", ""))
    if assessment is None:
        raise NotYours
    which = f"{state.period}-第{version.number}版" if version else f"{state.period}-试算"
    if name == "card.html":
        return _card(request, assessment, which)
    makers: dict[str, tuple[Callable[[BytesIO], None], str, str]] = {
        "ranking.xlsx": (lambda target: write_ranking(target, assessment), f"考评排名-{which}.xlsx", XLSX),
        "bulletin.docx": (lambda target: write_result_bulletin(target, assessment), f"考评通报-{which}.docx", DOCX),
        "feeds.xlsx": (lambda target: write_feeds(target, assessment), f"结果报送-{which}.xlsx", XLSX),
        "scorecards.json": (
            lambda target: target.write(json.dumps(scorecards(assessment), ensure_ascii=False, indent=1).encode()) and None, f"scorecards-{which}.json", "application/json",
        ),
    }  # fmt: skip
    if name not in makers:
        raise NotYours
    write, called, media_type = makers[name]
    return sent(made(write), called, media_type)


def _card(request: HttpRequest, assessment: Assessment, which: str) -> HttpResponse:
    code = request.GET.get("code", "")
    card, group = assessment.card(code), assessment.group_of(code)
    if card is None or group is None:
        raise NotYours
    return sent(card_page(card, group, assessment).encode(), f"记分卡-{which}-{page_name(code)}", "text/html; charset=utf-8")
