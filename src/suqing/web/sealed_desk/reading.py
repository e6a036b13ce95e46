"""The list, one report, and its four steps, for those who may read it. For everybody else there is nothing here."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.audit.reading import note_read
from suqing.apps.organisations.actors import actor_of
from suqing.apps.organisations.models import Role
from suqing.apps.sealed.access import access_report, circles_of
from suqing.apps.sealed.actions import (
    accept_report,
    conclude_report,
    hand_over_report,
    note_report,
    receiving_units,
    split_claim,
)
from suqing.apps.sealed.actions.handling import STEPS, may
from suqing.apps.sealed.models import MisconductReport
from suqing.apps.sealed.queries import PAGE, open_report, reports_for
from suqing.kernel.clock import now
from suqing.kernel.errors import NotYours, Refused, Stale
from suqing.web.acting import attempt
from suqing.web.sealed_desk.door import sealed_page, show, standing_today
from suqing.web.sealed_desk.forms import SplitForm, StepForm


@dataclass(frozen=True)
class StepWords:
    """What stands on the page for one step: title, button, hint for the text, the green line after it."""

    name: str
    title: str
    button: str
    hint: str
    done: str


WORDS = (
    StepWords("accept", "受理", "受理", "由谁办，怎样告知举报人。匿名举报写“无法告知”。", "已受理。接着写办理记录。"),
    StepWords("note", "写办理记录", "记下", "做了什么，查到什么，材料在哪里。", "已记下。"),
    StepWords("conclude", "写结论", "办结", "是否属实，依据，怎样处理，是否已告知实名举报人。", "已办结。涉嫌犯罪的，移送司法机关。"),
    StepWords("hand_over", "移送司法机关", "移送", "哪个机关，文号，移交了哪些材料。", "已记录移送。"),
)
ACTIONS = {"accept": accept_report, "note": note_report, "conclude": conclude_report, "hand_over": hand_over_report}


@sealed_page
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """A page of references; `before` is the reference the next page starts behind."""
    standing = standing_today(request)
    if not circles_of(standing):
        raise NotYours
    before = access_report(standing, request.GET["before"]) if "before" in request.GET else None
    rows = reports_for(standing, before=before, limit=PAGE + 1)
    if not rows and not standing.has(Role.PRESIDENT_OFFICE):
        raise NotYours  # discipline inspection has this room only while something in it is theirs
    return show(request, "sealed/list.html", {"rows": rows[:PAGE], "next": rows[PAGE - 1].ref if len(rows) > PAGE else ""})


@sealed_page
@require_safe
def report(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, ref)


@sealed_page
@require_POST
def take_step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """One of the four steps, against the version that was on the page."""
    words = next((each for each in WORDS if each.name == step), None)
    if words is None:
        raise NotYours
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, ref, step=step, form=form, problem=" ".join(form.errors.get("text", ["表单不完整。请重新打开这一页。"])), status=422)
    seen, text = form.cleaned_data["version"], form.cleaned_data["text"]
    try:
        ACTIONS[step](ref=ref, seen_version=seen, text=text, actor=actor_of(request.user), at=now())
    except Refused as refused:
        return _page(request, ref, step=step, form=form, problem=refused.reason, status=422)
    except Stale as stale:
        return _page(request, ref, step=step, form=form, problem=stale.words, status=409)
    messages.success(request, words.done)
    return redirect("sealed:report", ref=ref)


@sealed_page
@require_POST
def split(request: HttpRequest, ref: str) -> HttpResponse:
    """The civil claim into the ordinary register."""
    standing = standing_today(request)
    form = SplitForm(request.POST, units=receiving_units(open_report(standing, ref).report.root_id))
    if not form.is_valid():
        return _page(request, ref, claim=form, problem="表单不完整。请补齐再登记。", status=422)
    given = {name: form.cleaned_data[name] for name in ("unit_id", "facts", "demands", "with_contact")}
    problem = attempt(lambda: split_claim(ref=ref, seen_version=form.cleaned_data["version"], actor=actor_of(request.user), at=now(), **given))
    if problem is not None:
        return _page(request, ref, claim=form, problem=" ".join((problem.words, *problem.items)), status=problem.status)
    messages.success(request, "已另立投诉件，编号在办理经过里。那一件不提举报。")
    return redirect("sealed:report", ref=ref)


def _page(
    request: HttpRequest, ref: str, *, step: str = "", form: StepForm | None = None, claim: SplitForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    standing = standing_today(request)
    opened = open_report(standing, ref)
    note_read(root_id=standing.root_id, staff_id=standing.staff_id, subject=("report", opened.report.id), at=now())
    typed = str(form.data.get("text", "")) if form else ""
    return show(
        request,
        "sealed/report.html",
        {
            "report": opened.report,
            "texts": opened.texts,
            "anonymous": opened.anonymous,
            "events": [{"at": note.at, "kind": "work", "icon": "file", "head": note.kind_words, "quote": note.text, "meta": note.by} for note in opened.notes],
            "facts": _facts(opened.report, opened.texts),
            "steps": _steps(opened.report, step, typed, problem),
            "problem": problem,
            "claim": claim or SplitForm(units=receiving_units(standing.root_id)),
            "claiming": claim is not None,
        },
        status=status,
    )


def _facts(report: MisconductReport, texts: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("姓名", texts["reporter_name"]),
        ("电话", texts["reporter_phone"]),
        ("邮箱", texts["reporter_email"]),
        ("收到方式", report.get_method_display()),
        ("来路", report.get_origin_display()),
        ("原编号", texts["came_from"]),
        ("知情范围", report.get_circle_display()),
    ]


def _steps(report: MisconductReport, current: str, typed: str, problem: str) -> list[dict[str, object]]:
    """The steps that can be taken now; the one that was refused keeps what was typed, even if it can no longer be taken."""
    return [
        {"words": words, "text": typed if words.name == current else "", "problem": problem if words.name == current else ""}
        for words in WORDS
        if may(STEPS[words.name], report.stage) or words.name == current
    ]
