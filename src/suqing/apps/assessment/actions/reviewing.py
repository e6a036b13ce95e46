"""Step four: another person reads the cards (S1 五(二)4). Nobody reviews what they entered."""

from collections.abc import Sequence
from datetime import datetime

from suqing.apps.assessment.actions.working import fits, open_for_change, touch, working
from suqing.apps.assessment.models import Review, Round, Step
from suqing.apps.assessment.state import RoundState, card_hash
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, NotYours, Refused


def review_cards(
    *, rulebook: str, period: str, codes: Sequence[str], passed: bool, words: str = "", seen: dict[str, str] | None = None, actor: Actor, at: datetime
) -> list[Review]:
    """Pass or send back the cards of these insurers. `seen` (code → hash) refuses a card that changed since it was read."""
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        state = RoundState(found)
        clause = f"{state.edition.id}/5.2.4"
        _may_review(found, clause)
        if not passed and not words.strip():
            raise BadInput("退回意见", "空", "哪里不对、怎么改")
        cards = {card.code: card for card in state.trial.cards()} if state.trial else {}
        if not codes or any(code not in cards for code in codes):
            raise NotYours
        own = [cards[code].name for code in codes if actor.staff_id in state.assembled.entered(code)]
        if own:
            raise Refused(f"{'、'.join(own[:3])}{'等' if len(own) > 3 else ''}的数据里有您经手的，须由另一人复核。", clause=clause)
        changed = [cards[code].name for code in codes if seen is not None and seen.get(code) != card_hash(cards[code])]
        if changed:
            raise Refused(f"{'、'.join(changed[:3])}在您看过之后有变动，请再看一遍。", clause=clause)
        rows = [
            Review(
                root_id=work.root_id, round=found, insurer_code=code, card_hash=card_hash(cards[code]), passed=passed, words=fits("退回意见", words, 400),
                by_id=actor.staff_id, at=at,
            )
            for code in codes
        ]  # fmt: skip
        Review.objects.bulk_create(rows)
        touch(found)
        work.finish(
            ("round", found.id), "cards.passed" if passed else "cards.returned", [found, *rows], clause=clause, edition=state.edition.content_hash,
            refs={"count": len(rows)},
        )  # fmt: skip
    return rows


def _may_review(found: Round, clause: str) -> None:
    if found.step not in (Step.REVIEW, Step.SCORE, Step.PUBLISHED):
        raise Refused("还没有到复核这一步。先做完定性评定和定量计算。", clause=clause)
