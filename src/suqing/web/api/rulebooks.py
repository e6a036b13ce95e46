"""The rulebooks as data: clauses, values with their origin, gaps. Nothing that we made up is hidden."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from suqing.apps.editions.queries import adoptions_of
from suqing.kernel.errors import NotYours
from suqing.rulebook import Edition, open_edition
from suqing.rulebook.places import rulebook_ids
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.room import api
from suqing.web.api.shown.values import day

TAGS = ["规则 / Rulebooks"]


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
