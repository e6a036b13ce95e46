"""A round through its five steps: sources, checks, what is missing, the trial ranking (S1 五(二))."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_round, publishes
from suqing.apps.assessment.actions.sources import SHEET, WHOLE
from suqing.apps.assessment.models import Answer, SourceFile, SourceKind, Step
from suqing.apps.assessment.state import FIVE, ORDER, RoundState
from suqing.casework.assessment.scoring import GroupResult
from suqing.casework.assessment.subjects import composition_of
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.cards import distribution
from suqing.web.oversight.home import rounds_page
from suqing.web.oversight.yearly import cards_before

SHOWN = (SourceKind.DIRECTORY, *FIVE, SourceKind.QUALITATIVE)
TOP, BOTTOM = 4, 1


@office_page
@require_POST
def open_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    given = {"rulebook": request.POST.get("rulebook", ""), "period": request.POST.get("period", "").strip()}
    opened: list[Any] = []
    problem = attempt(lambda: opened.append(actions.open_round(**given, actor=desk.actor, at=desk.now)))
    if problem is not None:
        return rounds_page(request, desk, problem=problem, given=given)
    return done(request, f"{opened[0].period}的考评已开。先上传机构名录和五个来源。", reverse("oversight:round", args=[opened[0].rulebook, opened[0].period]))


@office_page
@require_safe
def show_round(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    return round_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)))


@office_page
@require_POST
def upload(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    found = access_round(desk.standing, rulebook, period)
    kind, file = request.POST.get("kind", ""), request.FILES.get("file")
    if kind not in (*SHEET, WHOLE) or file is None:
        return round_page(request, desk, RoundState(found), problem=Problem("wrong", "还没有选文件。选一个 .xlsx 文件再上传。"))
    uploads: list[actions.Upload] = []
    problem = attempt(
        lambda: uploads.append(
            actions.upload_source(rulebook=rulebook, period=period, kind=kind, name=file.name or "工作簿.xlsx", content=file.read(), actor=desk.actor, at=desk.now)
        )
    )
    if problem is not None:
        return round_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=problem)
    found_upload = uploads[0]
    address = reverse("oversight:round", args=[rulebook, period])
    errors = sum(not each.warning for each in found_upload.problems)
    if not found_upload.taken:
        words = f"{file.name} 有{errors}处错误，整份没有入库。下面一次列全，改好重传即可。"
        shown = found_upload.files[0].kind if found_upload.files else ""
        state = RoundState(access_round(desk.standing, rulebook, period))
        return round_page(request, desk, state, problem=Problem("wrong", words), shown=shown, everything=found_upload.problems)
    if found_upload.problems:
        messages.warning(request, f"有{len(found_upload.problems)}处提醒，请看检查结果。")
    return done(request, f"{file.name} 已入库：{'、'.join(f'{each.get_kind_display()}{each.rows}行' for each in found_upload.files)}。", f"{address}?source={found_upload.files[0].kind}")


@office_page
@require_POST
def step(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    wanted, seen = request.POST.get("step", ""), whole(request.POST.get("seen_version", ""), 0)
    if wanted not in Step.values or seen is None:
        return round_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=Problem("wrong", "没有这一步。"))
    problem = attempt(lambda: actions.go_to_step(rulebook=rulebook, period=period, step=wanted, seen_version=seen, actor=desk.actor, at=desk.now))
    if problem is not None:
        return round_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=problem)
    return done(request, f"已到“{Step(wanted).label}”。", PLACES[Step(wanted)](rulebook, period))


PLACES = {
    Step.COLLECT: lambda *where: reverse("oversight:round", args=where),
    Step.QUALITATIVE: lambda *where: reverse("oversight:marks", args=where),
    Step.QUANTITATIVE: lambda *where: reverse("oversight:figures", args=where),
    Step.REVIEW: lambda *where: reverse("oversight:review", args=where),
    Step.SCORE: lambda *where: reverse("oversight:ranking", args=where),
    Step.PUBLISHED: lambda *where: reverse("oversight:ranking", args=where),
}


def stepper(state: RoundState) -> list[dict[str, Any]]:
    """The five steps with their state in words, each a link to its page."""
    here = ORDER.index(Step(state.round.step))
    where = (state.round.rulebook, state.round.period)
    missing = {number: state.missing_for(ORDER[number + 1]) if number < 5 else [] for number in range(5)} if here < 5 else {}
    told = {
        Step.COLLECT: f"{len(FIVE)}个来源" + (f"，{_short(missing.get(0))}" if missing.get(0) else "，齐全"),
        Step.QUALITATIVE: f"还差{len(state.marks_missing)}处" if state.marks_missing else ("已评定" if state.subjects.assessed else "未开始"),
        Step.QUANTITATIVE: "可试算" if state.trial else "还不能试算",
        Step.REVIEW: f"还有{len(state.to_review)}家" if state.trial and state.to_review else ("全部复核" if state.trial else "须由另一人"),
        Step.SCORE: f"第{state.versions[0].number}版" if state.versions else "发布后锁定",
    }
    return [
        {
            "label": "计分排名、发布" if each == Step.SCORE else str(each.label), "words": told[each], "url": PLACES[each](*where),
            "state": "done" if number < here or here == 5 else "now" if number == here else "",
        }
        for number, each in enumerate(ORDER[:5])
    ]  # fmt: skip


def _short(missing: Sequence[Any] | None) -> str:
    return "、".join(each.words.partition("：")[0] for each in missing or ())


def round_frame(state: RoundState, desk: Desk) -> dict[str, Any]:
    """What every page of a round shows at its top."""
    here = ORDER.index(Step(state.round.step))
    following = ORDER[here + 1] if here < 4 else None
    return {
        "round": state.round, "period": state.period, "state": state, "steps": stepper(state), "next_step": following,
        "next_missing": state.missing_for(following) if following else [], "publishes": publishes(desk.standing),
        "edition": state.edition, "counts": _counts(state), "valid": state.edition.valid, "print_edition": state.edition.content_hash[:12],
        "outside": not (state.edition.valid.holds_on(state.period.first_day.isoformat()) and state.edition.valid.holds_on(state.period.last_day.isoformat())),
    }  # fmt: skip


def _counts(state: RoundState) -> list[str]:
    groups: dict[str, int] = {}
    for each in state.subjects.assessed:
        groups[each.group.label] = groups.get(each.group.label, 0) + 1
    order = [group.label for group in composition_of(state.edition).groups]
    return [f"{label}{groups[label]}家" for label in order if label in groups]


def round_page(
    request: HttpRequest, desk: Desk, state: RoundState, *, problem: Problem | None = None, shown: str = "", everything: Sequence[Any] = ()
) -> HttpResponse:
    wanted = shown or request.GET.get("source", "")
    attempt_shown = state.attempts.get(wanted) or next((each for each in state.attempts.values() if each.errors), None)
    problems = [each.data() for each in everything] if everything else json.loads(attempt_shown.problems) if attempt_shown else []
    group = request.GET.get("group", "")
    context = round_frame(state, desk) | {
        "sources": [_source(state, kind) for kind in SHOWN], "shown": attempt_shown, "problems": problems[:200], "problems_total": len(problems),
        "across": [each.data() for each in state.problems][:50], "missing": missing_by_insurer(state), "problem": problem,
        "trial": trial_board(state, desk, group), "disputes": [each for each in state.count_checks.values() if each.state == Answer.DISPUTED],
    }  # fmt: skip
    return show(request, desk, "oversight/round.html", context, status=problem.status if problem else 200)


def _source(state: RoundState, kind: SourceKind) -> dict[str, Any]:
    current, newest = state.sources.get(kind), state.attempts.get(kind)
    return {
        "kind": kind, "label": str(kind.label), "sheet": SHEET[kind], "current": current, "newest": newest, "failed": newest is not None and newest.errors > 0,
        "coverage": _coverage(state, kind, current), "optional": kind == SourceKind.QUALITATIVE,
    }  # fmt: skip


def _coverage(state: RoundState, kind: SourceKind, current: SourceFile | None) -> str:
    if current is None:
        return "—"
    facts, assessed = state.assembled.facts, {each.insurer.code for each in state.subjects.assessed}
    sheet = SHEET[kind]
    if kind == SourceKind.DIRECTORY:
        return f"{len(facts.insurers)}家，考评{len(assessed)}家"
    if kind in (SourceKind.DAILY_RECORD, SourceKind.PUBLICITY):
        return f"{current.rows}条事件"
    if kind == SourceKind.QUALITATIVE:
        return f"{current.rows}项评定"
    have = {row.code for row in facts.figures if row.place.sheet == sheet and row.period == state.round.period}
    if kind == SourceKind.MEDIATION:
        return f"{len(have & assessed)}家有移送调解"
    return f"{len(have & assessed)} / {len(assessed)}家"


def missing_by_insurer(state: RoundState) -> list[dict[str, Any]]:
    """(names, what, words): the same gap of several insurers in one row."""
    rows: list[dict[str, Any]] = []
    for kind in FIVE:
        if kind not in state.sources:
            words = "没有事件也要上传空表，以示已查" if kind in (SourceKind.DAILY_RECORD, SourceKind.PUBLICITY) else "还没有上传"
            rows.append({"names": f"全部{len(state.subjects.assessed)}家", "what": str(kind.label), "words": words})
    if state.trial:
        found: dict[str, list[str]] = {}
        for each in state.trial.incomplete:
            found.setdefault("、".join(each.missing), []).append(each.name)
        rows += [{"names": "、".join(names[:6]) + (f"等{len(names)}家" if len(names) > 6 else ""), "what": what, "words": "缺则不能定稿，不按零计"} for what, names in found.items()]
    return rows


def trial_board(state: RoundState, desk: Desk, group_id: str) -> dict[str, Any] | None:
    """The trial ranking of one group: distribution, the first and the last, those that cannot be scored."""
    if state.trial is None:
        return None
    groups = [each for each in state.trial.groups if each.cards]
    if not groups:
        return None
    group = next((each for each in groups if each.group.id == group_id), groups[0])
    rows = board_rows(state, group, desk)
    return {
        "group": group, "groups": groups, "distribution": distribution(group), "top": rows[:TOP], "bottom": rows[-BOTTOM:] if len(rows) > TOP else [],
        "between": (TOP + 1, len(group.cards) - BOTTOM) if len(group.cards) > TOP + BOTTOM else None,
        "incomplete": [each for each in state.trial.incomplete if each.group == group.group.id],
    }  # fmt: skip


def board_rows(state: RoundState, group: GroupResult, desk: Desk) -> list[dict[str, Any]]:
    """Each card with its change against the same period a year before."""
    ranks = [card.rank for card in group.cards]
    earlier = cards_before(desk.user.root_id, state.round)
    rows = []
    for card in group.cards:
        before = earlier.get(card.code)
        rows.append({"card": card, "tied": ranks.count(card.rank) > 1, "before": before, "change": None if before is None else card.total - before.total})
    return rows
