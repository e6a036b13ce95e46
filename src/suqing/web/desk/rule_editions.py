"""Another edition of a rulebook: handed in, compared clause by clause, tried on the register, applied from a day on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.complaints.models import RuleTrial, TrialState
from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.replaying import WHAT
from suqing.apps.complaints.trials import cases_so_far, start_trial, trial_for, trial_page
from suqing.apps.editions.access import may_adopt, may_try
from suqing.apps.editions.actions import decide_adoption, hand_in
from suqing.apps.editions.models import Adoption
from suqing.apps.editions.queries import edition_known, handed_in, newest_adoption
from suqing.apps.editions.stored import open_stored
from suqing.exchange.edition_files import FIELD, MOST_BYTES, files_of
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours
from suqing.rulebook import Edition, open_edition
from suqing.rulebook.difference import Difference, differences
from suqing.rulebook.places import rulebook_ids
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.desk.rules import adopted_by
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id


@dataclass(frozen=True, slots=True)
class Offered:
    """An edition to choose: its hash, where it comes from, who handed it in and when."""

    content_hash: str
    words: str
    by: str = ""
    at: Any = None


@dataclass(frozen=True, slots=True)
class ClauseChange:
    clause: str
    place: str
    changes: tuple[Difference, ...]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: HttpRequest, desk: Desk, rulebook_id: str) -> HttpResponse:
    """The editions that may be tried or applied; POST hands one in."""
    now = _applied(desk, rulebook_id)
    problem: Problem | None = None
    if request.method == "POST":
        found: list[Edition] = []
        problem = attempt(lambda: found.append(hand_in(standing=desk.standing, rulebook=rulebook_id, files=_files(request), actor=desk.actor, at=desk.now)))
        if found:
            return done(request, "检查过了，没有要改的。下面是与现在采用的一版的不同。", reverse("desk:rule_edition", args=[rulebook_id, found[0].content_hash]))
    edition = open_stored(now.edition.content_hash)
    context = {
        "adoption": now, "edition": edition, "offered": _offered(desk, rulebook_id, now), "problem": problem, "may_try": may_try(desk.standing),
        "may_adopt": may_adopt(desk.standing), "adopted": adopted_by(desk), "side": now.id,
    }  # fmt: skip
    return show(request, desk, "desk/rules/editions.html", context, status=problem.status if problem else 200)


def _files(request: HttpRequest) -> dict[str, bytes]:
    uploads = request.FILES.getlist("files")
    if sum(each.size or 0 for each in uploads) > MOST_BYTES:
        raise BadInput(FIELD, f"{sum(each.size or 0 for each in uploads) // 1024 // 1024} MB", f"至多{MOST_BYTES // 1024 // 1024} MB", "只交规则的 YAML 文件")
    return files_of([(each.name or "", each.read()) for each in uploads])


def _applied(desk: Desk, rulebook_id: str) -> Adoption:
    found = newest_adoption(desk.user.root_id, rulebook_id)
    if found is None:
        raise NotYours
    return found


def _offered(desk: Desk, rulebook_id: str, now: Adoption) -> list[Offered]:
    rows = [Offered(each.edition.content_hash, "本公司交的一版", str(each.by or "系统"), each.at) for each in handed_in(desk.user.root_id, rulebook_id)]
    if rulebook_id in rulebook_ids():
        rows.insert(0, Offered(open_edition(rulebook_id).content_hash, "随产品发布的一版"))
    return [each for each in rows if each.content_hash != now.edition.content_hash]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, rulebook_id: str, content_hash: str) -> HttpResponse:
    """What is not the same as in the edition applied, clause by clause; POST tries it or applies it."""
    edition = edition_known(desk.user.root_id, rulebook_id, content_hash)
    if request.method != "POST":
        return _page(request, desk, edition)
    if request.POST.get("what") == "adopt":
        return _adopt(request, desk, edition)
    started: list[RuleTrial] = []
    problem = attempt(
        lambda: started.append(start_trial(standing=desk.standing, edition=edition, open_only=bool(request.POST.get("open_only")), actor=desk.actor, at=desk.now))
    )
    return redirect("desk:rule_trial", started[0].id) if started else _page(request, desk, edition, problem)


def _adopt(request: HttpRequest, desk: Desk, edition: Edition) -> HttpResponse:
    typed = request.POST.get("from_day", "").strip()
    day = _day(typed)

    def decide() -> None:
        if day is None:
            raise BadInput("从哪天起", typed[:20], "日期，如 2027-01-01", "填写起始日")
        seen = row_id(request.POST.get("seen_adoption", ""))
        decide_adoption(standing=desk.standing, edition=edition, seen_adoption=seen, from_day=day, reason=request.POST.get("reason", "")[:400], actor=desk.actor, at=desk.now)

    problem = attempt(decide)
    if problem is not None:
        return _page(request, desk, edition, problem)
    words = f"已采用，从{day}起收到的件按这一版办；在办的件仍按收到那天的一版。"
    return done(request, words, f"{reverse('desk:rulebook', args=[edition.id])}?edition={edition.content_hash[:12]}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(request: HttpRequest, desk: Desk, edition: Edition, problem: Problem | None = None) -> HttpResponse:
    now = _applied(desk, edition.id)
    before = open_stored(now.edition.content_hash)
    found = differences(before, edition)
    context = {
        "adoption": now, "before": before, "edition": edition, "same": before.content_hash == edition.content_hash, "count": len(found), "clauses": _by_clause(before, edition, found),
        "may_try": may_try(desk.standing), "may_adopt": may_adopt(desk.standing), "problem": problem, "today": house(desk.now).date(),
        "typed": request.POST if problem else {}, "adopted": adopted_by(desk), "side": now.id,
    }  # fmt: skip
    return show(request, desk, "desk/rules/edition.html", context, status=problem.status if problem else 200)


def _by_clause(before: Edition, after: Edition, found: list[Difference]) -> list[ClauseChange]:
    rows: dict[str, list[Difference]] = {}
    for each in found:
        rows.setdefault(each.clause, []).append(each)
    named = {**before.clauses, **after.clauses}
    return [ClauseChange(clause, known.place if (known := named.get(f"{after.id}/{clause}")) else "总则与缺口", tuple(some)) for clause, some in rows.items()]


@desk_page
@require_safe
def trial(request: HttpRequest, desk: Desk, trial_id: int) -> HttpResponse:
    """What the other edition would have given, case by case; while a worker has it, how far it is."""
    found = trial_for(desk.standing, trial_id)
    going = found.state == TrialState.GOING
    if request.GET.get("part") == "progress":
        if not going:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return show(request, desk, "desk/rules/trial_progress.html", {"trial": found, "cases": cases_so_far(found)})
    asked = request.GET.get("what", "")
    what = asked if asked in WHAT else ""
    after = whole(request.GET.get("after", ""), 0) or 0
    edition = open_stored(found.edition.content_hash)
    result = trial_page(found, seer_of(desk.standing, now=desk.now), what=what, after=after)
    context = {
        "trial": found, "going": going, "cases": cases_so_far(found) if going else found.cases, "result": result, "total": sum(result.counts.values()), "what": what, "first": not after,
        "kinds": [{"code": code, "words": words, "count": result.counts[code]} for code, words in WHAT.items() if result.counts[code]],
        "edition": edition, "adopted": adopted_by(desk), "side": "trial",
    }  # fmt: skip
    return show(request, desk, "desk/rules/trial.html", context)
