"""Searching the texts of cases: candidates by tokens, newest first, then proven on the opened text (C21)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef

from suqing.apps.complaints.access import reads_in_full
from suqing.apps.complaints.models import Complaint, Sight, TextToken
from suqing.apps.complaints.text_index import SEARCHED, searched_texts, wanted_tokens
from suqing.apps.complaints.texts import case_key, read
from suqing.kernel.errors import KeyDestroyed
from suqing.kernel.masks import HIDDEN, mask_name

if TYPE_CHECKING:
    from suqing.apps.complaints.queries import Seer

RARE = 2000  # to which the frequency of a token is counted
LOOK_AT = 20_000  # the newest cases with the rarest token, or of those the person sees, that are looked at
ASKED = 6  # of the rarest tokens; the opened text is asked for the rest
BEFORE, AFTER = 12, 30  # characters shown around what was found
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{5,}[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Piece:
    """The place in a text where a word was found; names and numbers around it are masked as on the page of the case."""

    where: str
    before: str
    found: str
    after: str


def candidates(seer: Seer, words: str, *, limit: int) -> list[int]:
    """Ids of cases that the person may see and that have the tokens of every word, newest first. Two statements.

    A token that more than LOOK_AT cases have is followed into the newest of them only.
    """
    tokens = {token for word in words.split() for token in wanted_tokens(seer.root_id, word)}
    if not tokens or not seer.holder_ids:
        return []
    seen = Sight.objects.filter(root_id=seer.root_id, holder_id__in=seer.holder_ids)
    counts = _counts(seer.root_id, sorted(tokens), seen)
    rarest = sorted(tokens, key=lambda each: counts[each])[:ASKED]
    if counts[0] < counts[rarest[0]]:  # who sees few cases is asked about those
        rows, of = Sight.objects.filter(pk__in=seen.order_by("-complaint_id").values("pk")[:LOOK_AT]), rarest
    else:
        holding = TextToken.objects.filter(root_id=seer.root_id, token=rarest[0]).order_by("-complaint_id")
        rows, of = TextToken.objects.filter(pk__in=holding.values("pk")[:LOOK_AT]), rarest[1:]  # type: ignore[assignment]
        rows = rows.filter(Exists(seen.filter(complaint_id=OuterRef("complaint_id"))))
    for token in of:
        rows = rows.filter(Exists(TextToken.objects.filter(root_id=seer.root_id, token=token, complaint_id=OuterRef("complaint_id"))))
    rows = rows.exclude(complaint_id__in=seer.concerned_in) if seer.concerned_in else rows
    return list(rows.order_by("-complaint_id").values_list("complaint_id", flat=True).distinct()[:limit])


def _counts(root_id: int, tokens: Sequence[int], seen: object) -> dict[int, int]:
    """How many cases have each token, and (under 0) how many the person sees, each to RARE: one statement."""
    asked = [seen, *(TextToken.objects.filter(root_id=root_id, token=token) for token in tokens)]
    parts, params = [], []
    for rows in asked:
        sql, own = rows.order_by().values("complaint_id")[:RARE].query.sql_with_params()  # type: ignore[attr-defined]
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted_{len(parts)})")
        params += list(own)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        return dict(zip([0, *tokens], cursor.fetchone(), strict=True))


def proven(seer: Seer, complaints: Iterable[Complaint], words: str) -> dict[int, Piece]:
    """By id, where the words stand: only of cases that hold every word, and that the person reads in full."""
    asked = [found for word in words.split() if (found := "".join(c for c, _ in _folded(word)))]
    found = {}
    for complaint in complaints if asked else ():
        if reads_in_full(seer.standing, complaint) and (piece := _piece(complaint, asked)):
            found[complaint.id] = piece
    return found


def _piece(complaint: Complaint, asked: Sequence[str]) -> Piece | None:
    try:
        key = case_key(complaint)
    except KeyDestroyed:
        return None
    texts = [(SEARCHED[name], text, _folded(text)) for name, text in searched_texts(complaint, key).items()]
    whole = ["".join(c for c, _ in folded) for _, _, folded in texts]
    if not all(any(word in text for text in whole) for word in asked):
        return None
    number = next(number for number, text in enumerate(whole) if asked[0] in text)
    where, text, folded = texts[number]
    first = whole[number].index(asked[0])
    start, end = folded[first][1], folded[first + len(asked[0]) - 1][1] + 1
    names = [name for party in complaint.parties.all() if len(name := read(party, key, "name")) > 1]
    return Piece(where, *_around(unicodedata.normalize("NFC", text), start, end, names))


def _folded(text: str) -> list[tuple[str, int]]:
    """The letters and digits that are compared, each with its place in the (composed) text."""
    return [(c, at) for at, typed in enumerate(unicodedata.normalize("NFC", text)) for c in unicodedata.normalize("NFKC", typed).casefold() if c.isalnum()]


def _around(text: str, start: int, end: int, names: Sequence[str]) -> tuple[str, str, str]:
    """(before, found, after): what was found is what was typed; beside it, no name and no number stays readable."""
    hidden: dict[int, tuple[int, str]] = {match.start(): (match.end(), HIDDEN) for match in _NUMBER.finditer(text) if sum(c.isdigit() for c in match[0]) > 5}
    for name in names:
        hidden |= {match.start(): (match.end(), mask_name(name)) for match in re.finditer(re.escape(name), text)}
    before, after = _masked(text, 0, start, hidden), _masked(text, end, len(text), hidden)
    cut = "…" if len(before) > BEFORE else "", "…" if len(after) > AFTER else ""
    return cut[0] + " ".join(before[-BEFORE:].split()), text[start:end], " ".join(after[:AFTER].split()) + cut[1]


def _masked(text: str, start: int, end: int, hidden: dict[int, tuple[int, str]]) -> str:
    found, at = [], 0
    while at < end:
        until, shown = hidden.get(at, (at + 1, text[at]))
        if until > start:
            found.append(shown)
        at = until
    return "".join(found)
