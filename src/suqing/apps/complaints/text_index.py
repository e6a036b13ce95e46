"""The blind index of a case's texts: what is stored so that any piece of them can be found (C21).

Tokens alone tell nothing and prove nothing: what they find is verified on the opened text (`text_search`).
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from suqing.apps.complaints.models import Complaint, TextToken
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.jobs.enqueue import enqueue
from suqing.apps.jobs.models import Job, JobState
from suqing.kernel.crypto import DESTROYED, query_tokens, text_tokens, the_ring
from suqing.kernel.crypto.datakeys import DataKey

SEARCHED: Mapping[str, str] = {"title": "投诉", "facts": "事实经过", "demands": "投诉人要什么", "respondent_text": "被投诉的人或部门"}
FIRST = 2000  # characters of each text that can be found
BATCH = 50
JOB = "reindex_texts"


def searched_texts(complaint: Complaint, key: DataKey) -> dict[str, str]:
    """The texts that are searched, opened and cut to what is searched."""
    return {name: read(complaint, key, name)[:FIRST] for name in SEARCHED}


def token_rows(complaint: Complaint, key: DataKey) -> list[TextToken]:
    """The rows to store for the texts that are sealed in the object now."""
    found: set[str] = set()
    key_id = ""
    for text in searched_texts(complaint, key).values():
        key_id, tokens = text_tokens(root=complaint.root_id, purpose="text", text=text)
        found.update(tokens)
    return [TextToken(root_id=complaint.root_id, complaint=complaint, key_id=key_id, token=number) for number in sorted(map(_number, found))]


def wanted_tokens(root_id: int, word: str) -> list[int]:
    """Every token that a text holding `word` has; empty when nothing is left after normalising."""
    return [_number(token) for token in query_tokens(root=root_id, purpose="text", text=word)[1]]


def _number(token: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(token)[:6], "big")


_FROM_JSON = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]') FROM json_each(%s)",
    "postgresql": "SELECT (value->>0)::bigint, (value->>1)::bigint, value->>2, (value->>3)::bigint FROM json_array_elements(%s::json)",
}


def store_tokens(rows: Sequence[TextToken]) -> None:
    """One statement whatever their number: `bulk_create` would take one for each two hundred on SQLite."""
    if not rows:
        return
    told = json.dumps([[row.root_id, row.complaint_id, row.key_id, row.token] for row in rows])
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TextToken._meta.db_table} (root_id, complaint_id, key_id, token) {_FROM_JSON[connection.vendor]}", [told])


def renew_tokens(complaint: Complaint, key: DataKey) -> None:
    """After a text was corrected the case is found by what it says now."""
    TextToken.objects.filter(complaint=complaint).delete()
    store_tokens(token_rows(complaint, key))


def unindexed(key_id: str | None = None) -> QuerySet[Complaint]:
    """Cases whose texts cannot be found yet; with `key_id`, also those whose tokens were made under another key."""
    known = TextToken.objects.filter(complaint_id=OuterRef("pk"), **({"key_id": key_id} if key_id else {}))
    return Complaint.objects.exclude(data_key__in=["", DESTROYED]).exclude(title="", facts="", demands="", respondent_text="").filter(~Exists(known))


def fill_in_later(*, at: datetime) -> bool:
    """Ask the worker to index what an earlier version took down; False where nothing is to do or it is asked already.

    The oldest cases tell: the job goes from the oldest on, and what is registered now is indexed at once. This runs at each
    start, and must not read a million rows.
    """
    with transaction.atomic():
        states = set(Job.objects.filter(kind=JOB).values_list("state", flat=True))
        oldest = Complaint.objects.exclude(data_key__in=["", DESTROYED]).order_by("pk").values_list("pk", flat=True)[:BATCH]
        if states & {JobState.QUEUED, JobState.RUNNING} or not (JobState.FAILED in states or unindexed().filter(pk__in=list(oldest)).exists()):
            return False
        enqueue(JOB, {}, at=at)
    return True


def index_some(after: int) -> tuple[int, int]:
    """Index the next batch behind the id `after`: (how many, the last id); (0, after) at the end. May run twice."""
    ids = list(unindexed(the_ring().current("blind").id).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        _index(Complaint.objects.select_for_update(of=("self",)).filter(pk__in=ids).exclude(data_key__in=["", DESTROYED]))
    return len(ids), ids[-1] if ids else after


def _index(complaints: Iterable[Complaint]) -> None:
    found = list(complaints)
    TextToken.objects.filter(complaint__in=found).delete()
    store_tokens([row for each in found for row in token_rows(each, case_key(each))])
