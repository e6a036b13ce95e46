"""Verifying today's rows against the latest version the ledger knows of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from suqing.apps.audit.findings import Finding
from suqing.apps.audit.models import Event
from suqing.apps.audit.versions import row_version
from suqing.kernel.crypto import the_ring

PAGE = 400

Subject = tuple[str, int]
Row = tuple[str, int]


@dataclass
class Said:
    """The latest word of a subject's chain about a row. `mac` empty = lawfully deleted."""

    subject: Subject
    seq: int
    version: int
    mac: str
    key_id: str


class Rows:
    """Collects what the chains say, compares in pages, and looks at the doubtful ones a second time.

    A row may be spoken of in two chains (a matter in two of its items): within one chain it may then look too new.
    """

    def __init__(self) -> None:
        self._models = models_by_table()
        self._subject: Subject | None = None
        self._of_subject: dict[Row, Said] = {}
        self._waiting: dict[Row, Said] = {}
        self._doubtful: dict[Row, Said] = {}

    def note(self, subject: Subject, body: dict[str, Any]) -> None:
        """Take in one event, in the order of its chain."""
        if subject != self._subject:
            self._close_subject()
            self._subject = subject
        for found in _said(subject, body):
            self._of_subject[found[0]] = found[1]

    def findings(self) -> Iterator[Finding]:
        """To be asked when all chains are walked."""
        self._close_subject()
        self._compare()
        if self._doubtful:
            self._look_again()
        for (table, row), said in sorted(self._doubtful.items()):
            now = self._now(table, [row]).get(row)
            what = "row_removed" if now is None else "row_changed"
            yield Finding(what, said.subject, said.seq, table, row, "" if now is None else _difference(now, said))

    def _close_subject(self) -> None:
        for row, said in self._of_subject.items():
            earlier = self._waiting.get(row)
            if earlier is None or said.version >= earlier.version:
                self._waiting[row] = said
        self._of_subject = {}
        if len(self._waiting) >= PAGE:
            self._compare()

    def _compare(self) -> None:
        by_table: dict[str, list[int]] = {}
        for table, row in self._waiting:
            by_table.setdefault(table, []).append(row)
        for table, ids in by_table.items():
            for at in range(0, len(ids), PAGE):
                page = ids[at : at + PAGE]
                now = self._now(table, page)
                for row in page:
                    if not _agrees(now.get(row), self._waiting[table, row]):
                        self._doubtful[table, row] = self._waiting[table, row]
        self._waiting = {}

    def _look_again(self) -> None:
        """The newest word about each doubtful row in any chain decides."""
        newest: dict[Row, tuple[tuple[int, str, int], Said]] = {}
        for event in Event.objects.order_by("id").iterator(chunk_size=PAGE):
            for row, said in _said((event.subject_kind, event.subject_id), json.loads(event.body)):
                rank = (said.version if said.mac else 1 << 62, event.recorded_at.isoformat(), event.id)
                if row in self._doubtful and (row not in newest or rank > newest[row][0]):
                    newest[row] = rank, said
        for row, (_, said) in newest.items():
            self._doubtful[row] = said
            if _agrees(self._now(row[0], [row[1]]).get(row[1]), said):
                del self._doubtful[row]

    def _now(self, table: str, ids: list[int]) -> dict[int, models.Model]:
        model = self._models.get(table)
        return {} if model is None else {found.pk: found for found in model._base_manager.filter(pk__in=ids)}


def models_by_table() -> dict[str, type[models.Model]]:
    """Every installed model by the name of its table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _said(subject: Subject, body: dict[str, Any]) -> Iterator[tuple[Row, Said]]:
    key_id = body["algorithm"].partition(":")[2]
    for table, row, version, mac in body["records"]:
        yield (table, row), Said(subject, body["seq"], version, mac, key_id)
    for table, row in body["removed"]:
        yield (table, row), Said(subject, body["seq"], 0, "", key_id)


def _agrees(now: models.Model | None, said: Said) -> bool:
    if now is None or not said.mac:
        return now is None and not said.mac
    found = row_version(the_ring().key("ledger", said.key_id), now)
    return (found.version, found.mac) == (said.version, said.mac)


def _difference(now: models.Model, said: Said) -> str:
    version = getattr(now, "version", 0)
    if not said.mac:
        return "留痕说已删除，现在又有"
    return f"留痕到第{said.version}版，现为第{version}版" if version != said.version else f"第{version}版" if version else ""
