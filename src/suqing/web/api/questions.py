"""Pure questions: deadlines, class, consequences, from facts alone. They read and write no case."""

from collections.abc import Sequence
from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse

from suqing.casework.case_facts import PenaltyFacts, TriageFacts
from suqing.casework.deadlines import deadlines_for, no_clocks_because
from suqing.casework.facts import ClockFacts
from suqing.casework.responsibility import consequences
from suqing.casework.triage import classify
from suqing.casework.yuan import exact_yuan
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput
from suqing.kernel.money import yuan_plain
from suqing.rulebook import Edition, open_calendar, open_edition
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.bodies.questions import ClassFacts, DeadlineFacts, FineFacts
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api

TAGS = ["只问不办 / Pure questions"]
EXTRA = {"parameters": [KEY_PARAMETER]}


@api.post("/deadlines", summary="会有哪些时限 · The clocks a case would get", tags=TAGS, operation_id="deadlines", openapi_extra=EXTRA)
def deadlines(request: HttpRequest, body: DeadlineFacts) -> HttpResponse:
    """与命令 suqing deadlines 相同。As the command."""
    if body.rulebook == "property" and body.classification is None:
        raise BadInput("class", "", "venting、general、major、whistleblow 之一", "property 的时限因类而异，补上 class")
    _known_way(body.came_via, open_edition("property"), "channels")
    edition = open_edition(body.rulebook)
    facts = ClockFacts(house(body.received), body.classification, body.level, body.came_via)
    found = deadlines_for(edition=edition, calendar=open_calendar("cn"), facts=facts)
    reason = no_clocks_because(edition, body.classification) if not found else None
    because = {"words": reason[1], **clause_parts(reason[0])} if reason else None
    return answer(request, lambda caller: (200, {"deadlines": [each.data() for each in found], "because": because, "edition": edition.content_hash}))


@api.post("/classify", summary="会定为哪一类 · The class it would get", tags=TAGS, operation_id="classify", openapi_extra=EXTRA)
def classify_facts(request: HttpRequest, body: ClassFacts) -> HttpResponse:
    """与命令 suqing classify 相同。As the command."""
    edition = open_edition(body.rulebook)
    _known_way(body.came_via, edition, "channels")
    given = body.model_dump(exclude={"rulebook"})
    loss = given["company_loss_yuan"]
    found = classify(edition=edition, facts=TriageFacts(**given | {"company_loss_yuan": None if loss is None else exact_yuan(loss)}))
    shown = {
        "class": found.classification, "in_scope": found.in_scope, "provisional": found.provisional, **clause_parts(found.clause),
        "because": found.because, "matched_row": found.matched_row, "facts_used": list(found.facts_used), "edition": edition.content_hash,
    }  # fmt: skip
    return answer(request, lambda caller: (200, shown))


@api.post("/penalties", summary="会建议哪些提醒与罚单 · Proposed consequences", tags=TAGS, operation_id="penalties", openapi_extra=EXTRA)
def penalties(request: HttpRequest, body: FineFacts) -> HttpResponse:
    """与命令 suqing penalties 相同；只是建议，不处罚任何人。As the command: proposals only."""
    edition = open_edition(body.rulebook)
    ways = [body.came_via] if isinstance(body.came_via, str) else list(body.came_via or ())
    for way in ways:
        _known_way(way, edition, "ways_in")
    given = body.model_dump(exclude={"rulebook", "came_via", "pr_cost_yuan"})
    facts = PenaltyFacts(came_via=next(iter(ways), None), also_via=tuple(ways[1:]), pr_cost_fen=body.pr_cost_yuan, **given)
    found = consequences(edition=edition, facts=facts)
    lines = [
        {"role": each.role, "kind": each.kind, "amount_yuan": yuan_plain(each.amount_fen), **clause_parts(each.clause), "same_person": each.same_person, "because": each.line.because}
        for each in found.lines
    ]
    return answer(request, lambda caller: (200, {"penalties": lines, "not_yet": found.not_yet, "edition": edition.content_hash}))


def _known_way(way: str | None, edition: Edition, table: str) -> None:
    if way is None:
        return
    known: Sequence[str] = [row.id for row in edition.table(table)]
    if way not in known:
        near = get_close_matches(way, known, n=1, cutoff=0.4)
        raise BadInput("came_via", way[:60], f"{'、'.join(known)} 之一", f"最接近的是 {near[0]}" if near else "")


