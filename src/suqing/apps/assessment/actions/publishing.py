"""Step five: publishing (S1 五(二)5, 五(三)1). A published version is locked; facts that change afterwards make a further one."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from suqing.apps.assessment.access import publishes
from suqing.apps.assessment.actions.working import fits, open_for_change, touch, working
from suqing.apps.assessment.models import PublishedVersion, Step
from suqing.apps.assessment.state import RoundState
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.assessment.periods import parse_period
from suqing.casework.assessment.scoring import Assessment, assess
from suqing.casework.assessment.stored import dump, load
from suqing.exchange.scorecards import scorecards
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.rulebook.canonical import dumps


def result_text(assessment: Assessment) -> str:
    """scorecards.json as it is stored and hashed."""
    return json.dumps(scorecards(assessment), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def publish_round(*, rulebook: str, period: str, cause: str = "", seen_version: int, actor: Actor, at: datetime) -> PublishedVersion:
    """The first version, or a further one after a change; `cause` is needed for the latter."""
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period, seen_version=seen_version)
        if not publishes(work.standing):
            raise NotYours
        state = RoundState(found)
        clause = f"{state.edition.id}/5.3.1"
        again = found.step == Step.PUBLISHED
        if not again and found.step != Step.SCORE:
            raise Refused("还没有到发布这一步。先完成复核。", clause=clause)
        missing = state.missing_for(Step.PUBLISHED)
        if missing or state.trial is None:
            raise Refused(f"还不能发布：{'；'.join(each.words for each in missing)}。", clause=missing[0].clause if missing else clause, missing=missing)
        last = PublishedVersion.objects.filter(root_id=work.root_id, round=found).order_by("-number").first()
        if last is not None and last.facts_hash == state.trial.facts_hash:
            raise Refused("与已发布的版本没有不同，不用再发布。", clause=clause)
        if last is not None and not cause.strip():
            raise BadInput("更正原因", "空", "为什么再出一版，例如处罚撤销的文号")
        text = result_text(state.trial)
        row = PublishedVersion(
            root_id=work.root_id, round=found, number=last.number + 1 if last else 1, edition_hash=state.edition.content_hash,
            facts_hash=state.trial.facts_hash, facts=dump(state.assembled.facts), result=text, result_hash=sha256(text.encode()).hexdigest(),
            cause=fits("更正原因", cause, 400) or "首次发布", differences=dumps(differences(last.result, text) if last else []),
            published_by_id=actor.staff_id, published_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        touch(found, step=Step.PUBLISHED)
        work.finish(
            ("round", found.id), "round.published", [found, row], clause=clause, edition=state.edition.content_hash,
            refs={"number": row.number, "facts": row.facts_hash, "result": row.result_hash},
        )  # fmt: skip
    return row


def differences(before: str, after: str) -> list[dict[str, Any]]:
    """What is not as it was: by insurer, total, rank and each line. Points as decimal text."""
    old, new = _cards(before), _cards(after)
    found = []
    for code in sorted(old.keys() | new.keys()):
        was, now = old.get(code), new.get(code)
        if was is None or now is None:
            found.append({"code": code, "name": (was or now or {})["name"], "what": "不再计分" if now is None else "新计分", "before": _points(was), "after": _points(now), "lines": []})
            continue
        lines = [
            {"indicator": line["indicator"], "label": line.get("label", line["indicator"]), "before": _text(line["points"]), "after": _text(other["points"])}
            for line, other in zip(was["lines"], now["lines"], strict=False)
            if line["points"] != other["points"]
        ]
        if lines or (was["total"], was["rank"]) != (now["total"], now["rank"]):
            found.append({"code": code, "name": now["name"], "what": "更正", "before": _points(was), "after": _points(now), "rank_before": was["rank"], "rank_after": now["rank"], "lines": lines})
    return found


def _cards(text: str) -> dict[str, dict[str, Any]]:
    return {card["code"]: card for cards in json.loads(text)["groups"].values() for card in cards}


def _points(card: dict[str, Any] | None) -> str | None:
    return None if card is None else _text(card["total"])


def _text(number: float) -> str:
    return f"{number:.2f}"


def prove(row: PublishedVersion) -> tuple[bool, bool]:
    """Computed again from the stored facts and edition: do the facts' hash and the result come out as published?"""
    facts = load(row.facts)
    edition = open_stored(row.edition_hash)
    again = result_text(assess(facts, edition, parse_period(row.round.period)))
    return facts.content_hash == row.facts_hash, sha256(again.encode()).hexdigest() == row.result_hash
