"""A call with a key has its effect once: its answer is written in the transaction of the effect and given again.

Two calls with one key at one moment meet at the unique row: the second waits for the first, then reads its answer; when
the first was refused, nothing of it is left, and the second is a first one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from suqing.apps.integration.models import IdempotencyRecord
from suqing.apps.organisations.models import Staff

KEPT = timedelta(days=7)
LONGEST_KEY = 200


class OtherBody(Exception):
    """The key was used at this path with another body."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is kept for a week in plain: references, versions, states; never narrative or identity."""

    status: int
    text: str
    again: bool = False


def once(*, caller: Staff, path: str, key: str, body: bytes, at: datetime, effect: Callable[[], Answer]) -> Answer:
    """The answer of `effect`, or of the earlier call with this key. Whatever `effect` raises undoes the row too."""
    with transaction.atomic():
        mine = IdempotencyRecord(
            root_id=caller.root_id, caller=caller, path=path[:200], key=key, body_hash=body_hash(body), at=at
        )
        try:
            with transaction.atomic():
                mine.save(force_insert=True)
        except IntegrityError:
            known = IdempotencyRecord.objects.select_for_update().get(caller=caller, path=path[:200], key=key)
            if known.at > at - KEPT:
                return _given_before(known, mine.body_hash)
            mine.id = known.id  # forgotten by now, only not yet swept
        answer = effect()
        mine.status, mine.text = answer.status, answer.text
        mine.save(force_update=True, update_fields=["body_hash", "status", "text", "at"])
        return answer


def body_hash(body: bytes) -> str:
    return salted_hmac("suqing.integration.once", body, algorithm="sha256").hexdigest()


def _given_before(known: IdempotencyRecord, found: str) -> Answer:
    if not constant_time_compare(known.body_hash, found):
        raise OtherBody
    return Answer(known.status, known.text, again=True)


def forget(*, before: datetime, most: int = 500) -> int:
    """Delete one batch of what is older; how many."""
    ids = list(IdempotencyRecord.objects.filter(at__lte=before).order_by("at").values_list("pk", flat=True)[:most])
    return IdempotencyRecord.objects.filter(pk__in=ids).delete()[0] if ids else 0
