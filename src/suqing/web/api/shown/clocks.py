"""A clock with its arithmetic: the explanation is the result."""

import json
from typing import Any

from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.views import ClockView
from suqing.web.api.problems import clause_parts
from suqing.web.api.shown.values import moment


def clock(view: ClockView, row: Clock | None = None, *, binding: bool | None = None) -> dict[str, Any]:
    """`row` adds the start, the rulebook and the explanation lines."""
    found: dict[str, Any] = {
        "kind": view.kind, "kind_words": view.kind_words, "state": view.state, "words": view.words, "limit_at": moment(view.limit_at),
        "target_at": moment(view.target_at), **clause_parts(view.clause), "strength": view.strength_words, "provisional": view.provisional,
    }  # fmt: skip
    if binding is not None:
        found["binding"] = binding
    if row is not None:
        found |= {
            "rulebook": row.rulebook, "started_at": moment(row.started_at), "stopped_at": moment(row.stopped_at), "unit": row.unit,
            "edition": row.edition_id, "explanation": json.loads(row.line),
        }  # fmt: skip
    return found
