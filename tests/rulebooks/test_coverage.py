"""Every clause of the source rules has a home, and every home is real. Every value says where it comes from."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from suqing.rulebook import Edition, open_edition
from suqing.rulebook.checks import walk
from suqing.rulebook.compiler import examine

ROOT = Path(__file__).parent.parent.parent
BOOKS = ("property", "claims", "cbirc2020", "life2010", "insurancelaw")
CARRIERS = {"rule", "permission", "screen", "report", "procedure", "prose"}

# How many clauses each source has, counted on the source itself: a clause cannot be lost with its carrier.
# Of the last two only the articles that the product rests on.
CLAUSES = {"property": 52, "claims": 62, "cbirc2020": 61, "life2010": 2, "insurancelaw": 4}


@pytest.fixture(params=BOOKS)
def edition(request: pytest.FixtureRequest) -> Edition:
    return open_edition(request.param)


def test_the_check_of_the_engine_finds_nothing(edition: Edition) -> None:
    _, problems = examine(ROOT / "rulebooks" / edition.id, coverage=True)
    assert [str(each) for each in problems] == []


def test_every_clause_is_there(edition: Edition) -> None:
    assert len(edition.clauses) == CLAUSES[edition.id]


def test_every_clause_has_a_carrier_and_no_carrier_a_foreign_clause(edition: Edition) -> None:
    carried = {each.clause for each in edition.carriers}
    assert set(edition.clauses) - carried == set()
    assert carried - set(edition.clauses) == set()


def test_every_carrier_says_what_it_is_and_why(edition: Edition) -> None:
    for each in edition.carriers:
        assert each.carrier in CARRIERS
        assert each.note, f"{each.clause}: a carrier without a note"


def test_every_parent_is_a_clause_above(edition: Edition) -> None:
    for each in edition.clauses.values():
        if each.parent is not None:
            assert each.parent in edition.clauses
            assert each.id.startswith(f"{each.parent}.")


def test_every_carrier_names_a_place_that_is_there(edition: Edition) -> None:
    lost = [f"{each.clause} -> {each.where}" for each in edition.carriers if each.where and not exists(each.where)]
    assert lost == []


def test_a_place_that_is_not_there_is_seen() -> None:
    assert not exists("rulebooks/property/nothing.yaml")
    assert not exists("suqing.casework.closing.may_open")
    assert not exists("suqing.casework.nothing.may_close")
    assert exists("suqing.casework.closing.may_close")
    assert exists("rulebooks/claims/fines.yaml")


def exists(where: str) -> bool:
    """A file of the repository; or a dotted module, function or class under src (found in its text: no Django needed)."""
    if "/" in where:
        return (ROOT / where).is_file()
    if where.startswith(("suqing.casework.", "suqing.rulebook.")):
        return _importable(where)
    return _in_source(where)


def _importable(where: str) -> bool:
    module, _, name = where.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name)
    except ModuleNotFoundError:
        return False


def _in_source(where: str) -> bool:
    path = ROOT / "src" / Path(*where.split("."))
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    file, name = path.parent.with_suffix(".py"), path.name
    return file.is_file() and re.search(rf"^(def|class) {re.escape(name)}\b", file.read_text(encoding="utf-8"), re.M) is not None


def test_every_value_has_a_basis_and_what_is_assumed_has_a_gap(edition: Edition) -> None:
    values = [value for _, value in walk(_data(edition)) if isinstance(value, dict) and "basis" in value]
    assert values, edition.id
    for value in values:
        assert value["basis"] in {"quoted", "derived", "assumed"}
        if value["basis"] == "assumed":
            assert value["gap"] in edition.gaps, value


def test_every_dated_value_has_a_basis(edition: Edition) -> None:
    for path, value in walk(_data(edition)["files"]):
        if isinstance(value, dict) and {"from", "until"} <= set(value):
            assert "basis" in value, path


def test_every_gap_asks_reads_and_names_clauses_that_are_there(edition: Edition) -> None:
    assert edition.gaps
    for gap in edition.gaps.values():
        assert gap.question.endswith(("？", "。"))
        assert gap.reading
        assert gap.clauses
        assert set(gap.clauses) <= set(edition.clauses), gap.id


@pytest.mark.parametrize(
    ("book", "gap"),
    [
        ("claims", "repeat_window"), ("claims", "pr_cost"), ("claims", "other_ways"), ("claims", "undated"),
        ("claims", "association"), ("claims", "regulator_names"), ("property", "major_open"), ("property", "undated"),
        ("property", "loss_equality"), ("property", "bureau_today"), ("property", "association_platform"),
        ("property", "lodged_or_forwarded"), ("property", "venting_today"), ("property", "litigation_today"),
        ("cbirc2020", "last_day_holiday"), ("cbirc2020", "retention"), ("cbirc2020", "revision"),
    ],
)  # fmt: skip
def test_the_known_gaps_are_recorded(book: str, gap: str) -> None:
    assert f"{book}/{gap}" in open_edition(book).gaps


def test_the_two_lists_of_ways_in_agree() -> None:
    channels = {row.id for row in open_edition("property").table("channels")}
    ways = {row.id for row in open_edition("claims").table("ways_in")}
    assert channels == ways


def test_every_closing_need_is_a_row_and_every_row_is_needed() -> None:
    claims = open_edition("claims")
    needed = {need for row in claims.table("closing_grounds") for need in row["needs"]}
    assert needed == {row.id for row in claims.table("closing_needs")}


def test_what_the_closing_needs_take_from_the_law_is_there() -> None:
    contents = {row.id for row in open_edition("cbirc2020").table("notices") if row["part"] == "contents"}
    taken = {row["from_law"] for row in open_edition("claims").table("closing_needs") if row["from_law"]}
    assert taken == contents


def test_every_fine_comes_by_a_known_way_and_every_penalised_way_has_a_fine() -> None:
    claims = open_edition("claims")
    penalised = {row.id for row in claims.table("ways_in") if row["penalised"]}
    assert {via for rule in claims.rules("fine") for via in rule.via} == penalised


def _data(edition: Edition) -> Any:
    import json

    return json.loads(edition.canonical)


def test_gists_are_our_own_words() -> None:
    """A gist is short: a sentence copied from a rule would be longer."""
    for gist in _gists():
        assert len(gist) <= 60, gist


def _gists() -> Iterator[str]:
    for book in BOOKS:
        yield from (each.gist for each in open_edition(book).clauses.values())
