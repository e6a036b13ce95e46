"""The rulebooks as data: clauses, values with their origin, gaps. Nothing that we made up is hidden."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from suqing.apps.complaints.models import RuleTrial
from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.trials import cases_so_far, start_trial, trial_for, trial_page
from suqing.apps.editions.access import need_adopter, need_trier
from suqing.apps.editions.actions import decide_adoption, hand_in
from suqing.apps.editions.queries import adoptions_of, edition_known, newest_adoption
from suqing.exchange.edition_files import files_of
from suqing.kernel.errors import BadInput, NotYours, Stale
from suqing.rulebook import Edition, open_edition
from suqing.rulebook.places import rulebook_ids
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.bodies import rulebooks as bodies
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.problems import clause_parts
from suqing.web.api.room import api
from suqing.web.api.shown.values import day

TAGS = ["规则 / Rulebooks"]
EXTRA = {"parameters": [KEY_PARAMETER]}


@api.get("/rulebooks", summary="规则集 · Rulebooks", tags=TAGS, operation_id="list_rulebooks")
def list_rulebooks(request: HttpRequest) -> HttpResponse:
    """随产品发布的各部规则，及本公司自何时采用。The shipped rulebooks, and since when the caller's insurer applies them."""
    caller = caller_of(request)
    return _json({"rulebooks": [_head(open_edition(each), caller) for each in rulebook_ids()]})


@api.get("/rulebooks/{rulebook_id}", summary="一部规则 · One rulebook", tags=TAGS, operation_id="read_rulebook")
def read_rulebook(request: HttpRequest, rulebook_id: str) -> HttpResponse:
    """条款、数值（原文、推得或设定）、缺口与读法。Clauses, values (quoted, derived or assumed), gaps and our reading."""
    if rulebook_id not in rulebook_ids():
        raise NotYours
    edition = open_edition(rulebook_id)
    values = _values(edition)
    return _json(
        {
            **_head(edition, caller_of(request)),
            "clauses": [
                {"id": each.id, "place": each.place, "gist": each.gist, "parent": each.parent, "values": values.get(each.id, [])}
                for each in edition.clauses.values()
            ],
            "gaps": [
                {"id": each.id, "clauses": list(each.clauses), "question": each.question, "reading": each.reading, "alternatives": list(each.alternatives)}
                for each in edition.gaps.values()
            ],
        }
    )


@api.post("/rulebooks/{rulebook_id}/adoptions", summary="采用另一版 · Apply another edition", tags=TAGS, operation_id="adopt_edition", openapi_extra=EXTRA)
def adopt(request: HttpRequest, rulebook_id: str, body: bodies.Adopt) -> HttpResponse:
    """从起始日起收到的件按这一版；在办的不变。总公司的投诉管理岗或总经理室。Open cases keep theirs."""

    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        need_adopter(caller.standing)
        newest = newest_adoption(caller.staff.root_id, rulebook_id)
        if newest is None:
            raise NotYours
        if newest.edition.content_hash != body.replaces:
            raise Stale("现在采用的不是这一版，不同之处要重看。")
        adoption = decide_adoption(
            standing=caller.standing, edition=_edition(caller, rulebook_id, body), seen_adoption=newest.id, from_day=body.from_day, reason=body.reason,
            actor=caller.actor, at=caller.now,
        )  # fmt: skip
        return 200, {"rulebook": rulebook_id, "edition": adoption.edition.content_hash, "from": day(adoption.from_day), "reason": adoption.reason}

    return answer(request, effect)


@api.post("/rulebooks/{rulebook_id}/replays", summary="登记簿换一版会怎样 · What another edition would have given", tags=TAGS, operation_id="replay_edition", openapi_extra=EXTRA)
def replay(request: HttpRequest, rulebook_id: str, body: bodies.Replay) -> HttpResponse:
    """只算调用者能查看的件，什么也不改。件数多的交后台，`state` 为 going 时稍后再读。Nothing of a case is written."""

    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        need_trier(caller.standing)
        if newest_adoption(caller.staff.root_id, rulebook_id) is None:
            raise NotYours
        edition = _edition(caller, rulebook_id, body)
        trial = start_trial(standing=caller.standing, edition=edition, open_only=body.open_only, actor=caller.actor, at=caller.now)
        return 200, _trial_head(trial)

    return answer(request, effect)


@api.get("/rulebooks/{rulebook_id}/replays/{replay_id}", summary="试算的结果 · A page of differences", tags=TAGS, operation_id="read_replay")
def read_replay(request: HttpRequest, rulebook_id: str, replay_id: int, what: str = "", after: int = 0) -> HttpResponse:
    """逐件的不同和理由；`next` 是下一页的 `after`。Differences with their reasons, page by page."""
    caller = caller_of(request)
    trial = trial_for(caller.standing, replay_id)
    if trial.rulebook != rulebook_id:
        raise NotYours
    page = trial_page(trial, seer_of(caller.standing, now=caller.now), what=what, after=max(after, 0))
    return _json(
        {
            **_trial_head(trial), "cases_with_differences": page.cases, "counts": page.counts, "next": page.more,
            "differences": [
                {"ref": case.ref, "what": each.what, "name": each.name, "before": each.before, "after": each.after, "because": each.because, "assumed": each.assumed, **clause_parts(each.clause)}
                for case, each in page.rows
            ],
        }
    )  # fmt: skip


def _trial_head(trial: RuleTrial) -> dict[str, Any]:
    going = trial.done_at is None
    return {"replay": str(trial.id), "state": trial.state, "cases": (cases_so_far(trial) or 0) if going else trial.cases, "open_only": trial.open_only}


def _edition(caller: Caller, rulebook_id: str, body: bodies.Which) -> Edition:
    if bool(body.edition) == bool(body.files):
        raise BadInput("edition", body.edition, "edition 与 files 之一", "已有的一版写 edition，自己的一版写 files")
    if body.edition:
        return edition_known(caller.staff.root_id, rulebook_id, body.edition)
    files = files_of([(name, text.encode()) for name, text in body.files.items()])
    return hand_in(standing=caller.standing, rulebook=rulebook_id, files=files, actor=caller.actor, at=caller.now)


def _head(edition: Edition, caller: Caller) -> dict[str, Any]:
    adopted = adoptions_of(caller.staff.root_id, edition.id)
    return {
        "id": edition.id, "name": edition.name, "short_name": edition.short_name, "source": edition.source, "edition": edition.content_hash,
        "valid": {"from": edition.valid.from_day, "until": edition.valid.until_day, "basis": edition.valid.basis, "gap": edition.valid.gap},
        "adopted": [
            {"from": day(each.from_day), "until": day(each.until_day), "reason": each.reason, "edition": each.edition.content_hash} for each in adopted
        ],
    }  # fmt: skip


def _values(edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """Rules and rows as they stand in the canonical data, by clause."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file, content in json.loads(edition.canonical)["files"].items():
        for each in content.get("rules", []) + content.get("rows", []):
            if each.get("clause"):
                found.setdefault(each["clause"], []).append({"file": file, "kind": content["kind"], **each})
    return found


def _json(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
