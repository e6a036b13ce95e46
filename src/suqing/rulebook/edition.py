"""An edition: one rulebook as it was at one moment, complete, hashed, without any file behind it."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from suqing.rulebook.canonical import digest
from suqing.rulebook.clause import Carrier, Clause, Gap, Validity
from suqing.rulebook.kinds import KINDS
from suqing.rulebook.kinds.table import Row, Table


@dataclass(frozen=True)
class Edition:
    """`canonical` is the whole content; everything else is read out of it."""

    canonical: str

    @classmethod
    def from_canonical(cls, text: str) -> "Edition":
        """An edition from stored canonical text; years later gives the same hash and the same answers."""
        return cls(text)

    @cached_property
    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.canonical)
        return data

    @cached_property
    def content_hash(self) -> str:
        return digest(self.canonical)

    @property
    def id(self) -> str:
        return str(self._data["rulebook"]["id"])

    @property
    def name(self) -> str:
        return str(self._data["rulebook"]["name"])

    @property
    def short_name(self) -> str:
        return str(self._data["rulebook"]["short"])

    @property
    def source(self) -> str:
        return str(self._data["rulebook"]["source"])

    @property
    def scope(self) -> str:
        return str(self._data["rulebook"]["scope"])

    @property
    def valid(self) -> Validity:
        valid = self._data["rulebook"]["valid"]
        return Validity(valid["from"], valid["until"], valid["basis"], valid["gap"])

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {each["id"]: Clause(**each) for each in self._data["clauses"]}

    @cached_property
    def carriers(self) -> tuple[Carrier, ...]:
        return tuple(Carrier(**each) for each in self._data["carriers"])

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        return {
            each["id"]: Gap(
                **{
                    **each,
                    "clauses": tuple(each["clauses"]),
                    "alternatives": tuple(each["alternatives"]),
                }
            )
            for each in self._data["gaps"]
        }

    @cached_property
    def _rules(self) -> dict[str, tuple[Any, ...]]:
        made: dict[str, tuple[Any, ...]] = {}
        for each in self._data["files"].values():
            made[each["kind"]] = made.get(each["kind"], ()) + KINDS[each["kind"]].rules(each)
        return made

    def rules(self, kind: str) -> tuple[Any, ...]:
        """All rules of one kind, in the order of files and lines; empty when there are none."""
        if kind not in KINDS:
            raise LookupError(f"unknown rule kind {kind!r}: there are {', '.join(KINDS)}")
        return self._rules.get(kind, ())

    def tables(self) -> dict[str, Table]:
        return {each.name: each for each in self.rules("table")}

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of a named table; LookupError names the tables there are."""
        tables = self.tables()
        if name not in tables:
            raise LookupError(
                f"{self.id} has no table {name!r}: there are {', '.join(tables) or 'none'}"
            )
        return tables[name].rows
