"""Each text of each act takes what people paste, and refuses what no record can hold. One walk for the whole module."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.texts import MAX_TEXT
from tests.apps.case_walk import SPOT, STEPS, Step, Walking
from tests.apps.test_bad_input import refused
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def walking(founded: House) -> Walking:
    return Walking(founded)


@pytest.fixture(scope="module", params=[each for each in (*STEPS, *SPOT) if each.act not in ("disclose", "dispatch")], ids=lambda each: each.act)
def step(request: pytest.FixtureRequest, walking: Walking, once: Callable[..., Any]) -> Step:
    """Each step of the walk, the case brought up to it."""
    once(walking.before, request.param)
    found: Step = request.param
    return found


def test_every_text_of_every_act_takes_nasty_characters_and_refuses_100001(house: House, step: Step, walking: Walking) -> None:
    """Each text argument of each act: with NUL and surrogates it is saved, a letter too long is refused and leaves nothing."""
    case = Complaint.objects.get(pk=walking.before(step).pk)
    given = step.given(house, case)
    seen = {"ref": case.ref, "actor": house.actor(step.who), "at": cn(f"2026-{step.when}")} | ({"seen_version": case.version} if step.swaps else {})
    texts = (TEXTS & set(given)) - {name for act, name in CHOSEN if act == step.act}
    for name in sorted(texts):
        words = refused(lambda name=name: step.call(**seen, **given | {name: "字" * (MAX_TEXT + 1)}))
        assert words.count("\n") == 0
    nasty = {name: f"{given[name]}\x00\ud800𠮷" for name in texts}
    assert step.call(**seen, **given | nasty).version == case.version + step.swaps
    connection.check_constraints()


CHOSEN = {("answer_support", "outcome"), ("explain_lateness", "cause"), ("end_mediation", "result"), ("decide_review", "outcome")}  # codes from a list, elsewhere texts
TEXTS = frozenset(
    {"reason", "summary", "sayable", "internal", "words", "statement", "cause", "evidence", "text", "document_no", "law_cited", "proof", "problem", "suggestion", "plan", "lessons", "avoidance", "asked", "told", "place", "step", "outcome", "organisation",
     "answer", "with_whom", "way_out", "solved",
     "opinion", "decision", "result", "process", "time_limits"}
)
