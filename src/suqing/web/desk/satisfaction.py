"""满意度: how many were asked by link and by phone, how many answered, and how; promised answers kept and broken (C14, C15)."""

from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.complaints.promised import promises_of
from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.surveys import SCORES, Satisfaction, satisfaction_of
from suqing.kernel.errors import NotYours
from suqing.web.desk.forms.ending import SCORES as SCORE_WORDS
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.filtering import day_of

WORDS = dict(SCORE_WORDS)


@desk_page
@require_safe
def satisfaction(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Over the cases that the person oversees; the days stand in the address."""
    if not desk.standing.has(*OFFICERS, *LEADERS):
        raise NotYours
    since, until = day_of(request.GET.get("since", "")), day_of(request.GET.get("until", ""))
    by_link, by_phone = satisfaction_of(seer_of(desk.standing, now=desk.now), since=since, until=until)
    promised = promises_of(seer_of(desk.standing, now=desk.now), since=since, until=until, now=desk.now)
    context = {
        "groups": learning_group(desk.standing, current="satisfaction"), "since": since, "until": until,
        "ways": [("链接", by_link), ("电话", by_phone)], "none": not (by_link.sent or by_phone.sent),
        "scores": [{"words": WORDS[str(score)], "score": score, "counts": [(each.by_score[score], _share(each, score)) for each in (by_link, by_phone)]} for score in SCORES],
        "rates": [_percent(each.rate) for each in (by_link, by_phone)], "means": ["—" if each.mean is None else f"{float(round(each.mean, 2)):.2f}" for each in (by_link, by_phone)],
        "promised": promised, "kept_rate": _percent(promised.rate), "promises_url": f"{reverse('desk:home')}?view=promises",
        "discontented_url": f"{reverse('desk:home')}?view=discontented",
    }  # fmt: skip
    return show(request, desk, "desk/satisfaction.html", context)


def _percent(part: Fraction | None) -> str:
    return "—" if part is None else f"{float(100 * part):.1f}%"


def _share(found: Satisfaction, score: int) -> str:
    return _percent(Fraction(found.by_score[score], found.answered) if found.answered else None)
