"""Step four on the page: who still has to be reviewed, by whom not, and passing or sending back (S1 五(二)4)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.models import Step
from suqing.apps.assessment.state import RoundState, card_hash
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.rounds import round_frame


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    problem: Problem | None = None
    codes = request.POST.getlist("code")
    if request.method == "POST":
        passed = "pass" in request.POST
        seen = {code: request.POST.get(f"seen:{code}", "") for code in codes}
        words = request.POST.get("words", "")
        if not codes:
            problem = Problem("wrong", "还没有选要复核的公司。在表里勾选。")
        else:
            problem = attempt(
                lambda: actions.review_cards(rulebook=rulebook, period=period, codes=codes, passed=passed, words=words, seen=seen, actor=desk.actor, at=desk.now)
            )
        if problem is None:
            return done(request, f"{len(codes)}家{'复核通过' if passed else '已退回'}。", reverse("oversight:review", args=[rulebook, period]))
    state = RoundState(access_round(desk.standing, rulebook, period))
    context = round_frame(state, desk) | {
        "groups": _groups(state, desk), "problem": problem, "chosen": set(codes), "words": request.POST.get("words", ""),
        "open_for_review": state.round.step in (Step.REVIEW, Step.SCORE, Step.PUBLISHED), "to_review": len(state.to_review),
    }  # fmt: skip
    return show(request, desk, "oversight/review.html", context, status=problem.status if problem else 200)


def _groups(state: RoundState, desk: Desk) -> list[dict[str, Any]]:
    adjusted: dict[str, int] = {}
    for each in state.adjustments:
        if each.state == "confirmed":
            adjusted[each.insurer_code] = adjusted.get(each.insurer_code, 0) + 1
    found = []
    for group in state.trial.groups if state.trial else ():
        rows = []
        for card in group.cards:
            reviewed = state.reviews.get(card.code)
            rows.append(
                {
                    "card": card, "hash": card_hash(card), "reviewed": reviewed, "own": desk.user.id in state.assembled.entered(card.code),
                    "adjusted": adjusted.get(card.code, 0), "flags": [flag for flag in card.flags if flag in ("zero_exposure", "floored", "capped")],
                    "waits": reviewed is None or not reviewed.holds or not reviewed.review.passed,
                }
            )  # fmt: skip
        rows.sort(key=lambda row: (not row["waits"], row["card"].code))
        found.append({"group": group, "rows": rows, "waiting": sum(row["waits"] for row in rows)})
    return found
