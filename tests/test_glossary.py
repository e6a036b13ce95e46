"""GLOSSARY.md stays true: its identifiers are in the code or the rule data, its clauses in the rulebooks, no term stands twice."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAD = "| 中文术语 | 标识 | 条款 | 不要与…混淆 |"
NO_CLAUSE = "—"


@dataclass(frozen=True)
class Entry:
    term: str
    identifier: str
    clause: str
    not_this: str


def entries() -> list[Entry]:
    """The rows of every table, in their order."""
    found, inside = [], False
    for line in (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines():
        if line == HEAD:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not set(line) <= set("|- "):
            term, identifier, clause, not_this = (cell.strip() for cell in line.strip("|").split("|"))
            found.append(Entry(term, identifier.strip("`"), clause, not_this))
    return found


@cache
def words() -> frozenset[str]:
    """Every word of the program and the rule data (docstrings and comments too: a name is used where it is explained)."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "rulebooks").rglob("*.yaml")]
    return frozenset(word for path in files for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", path.read_text("utf-8")))


@cache
def clauses() -> frozenset[str]:
    files = (ROOT / "rulebooks").glob("*/clauses.yaml")
    return frozenset(each for path in files for each in re.findall(r"\{id: ([^,}]+),", path.read_text("utf-8")))


ENTRIES = entries()


def test_the_table_is_read_whole() -> None:
    rows = [line for line in (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    heads = rows.count(HEAD)
    assert len(ENTRIES) == len(rows) - heads
    assert len(ENTRIES) > 50


def test_no_term_is_listed_twice() -> None:
    terms = [entry.term for entry in ENTRIES]
    assert sorted(terms) == sorted(set(terms))


def test_no_identifier_stands_for_two_terms() -> None:
    identifiers = [entry.identifier for entry in ENTRIES]
    assert sorted(identifiers) == sorted(set(identifiers))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.identifier)
def test_the_identifier_exists(entry: Entry) -> None:
    assert entry.identifier in words(), f"{entry.term}: no {entry.identifier} in src or rulebooks"


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each.clause != NO_CLAUSE], ids=lambda entry: entry.identifier)
def test_the_clause_exists(entry: Entry) -> None:
    assert entry.clause in clauses(), f"{entry.term}: no clause {entry.clause}"


def test_every_term_says_what_it_is_not() -> None:
    assert [entry.term for entry in ENTRIES if not entry.not_this] == []
