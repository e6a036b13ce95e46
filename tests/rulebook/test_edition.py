"""Editions: read, hashed, cached, reopened from their text."""

import json
import os
import shutil
from pathlib import Path

import pytest

from suqing.rulebook import (
    Edition,
    Input,
    Line,
    StripDay,
    UnknownRulebook,
    cache,
    load,
    open_calendar,
    open_edition,
)
from suqing.rulebook.canonical import digest, dumps
from tests.rulebook.broken_case import HERE

GOOD = HERE / "good"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUQING_DATA", str(tmp_path / "data"))
    load._edition.cache_clear()
    return tmp_path / "data" / "cache" / "rulebooks"


def test_ids_are_given_in_full() -> None:
    edition = open_edition("sample", folder=GOOD)
    assert list(edition.clauses) == ["sample/1", "sample/1.1", "sample/2"]
    assert edition.clauses["sample/1.1"].parent == "sample/1"
    assert edition.gaps["sample/hour"].clauses == ("sample/1.1",)
    assert edition.rules("deadline")[0].end[0].gap == "sample/hour"


def test_rows_of_a_table() -> None:
    (row,) = open_edition("sample", folder=GOOD).table("sums")
    assert (row.id, row.clause, row["yuan"], row["ways"]) == ("one", "sample/2", 50, ["hotline"])


def test_unknown_table_and_kind_name_what_there_is() -> None:
    edition = open_edition("sample", folder=GOOD)
    with pytest.raises(LookupError, match="sums"):
        edition.table("sum")
    with pytest.raises(LookupError, match="deadline"):
        edition.rules("deadlines")


def test_unknown_rulebook_names_what_there_is() -> None:
    with pytest.raises(UnknownRulebook, match="没有规则集 exemple；现有：sample"):
        open_edition("exemple", folder=GOOD)


def test_stored_text_gives_the_same_edition_back() -> None:
    shipped = open_edition("property")
    again = Edition.from_canonical(shipped.canonical)
    assert again.content_hash == shipped.content_hash == digest(shipped.canonical)
    assert again.rules("deadline") == shipped.rules("deadline")
    assert again.clauses == shipped.clauses


def test_canonical_text_is_canonical() -> None:
    for rulebook in ("property", "claims", "cbirc2020"):
        text = open_edition(rulebook).canonical
        assert dumps(json.loads(text)) == text
    text = open_calendar("cn").canonical
    assert dumps(json.loads(text)) == text


def test_canonical_refuses_floats_and_normalises_text() -> None:
    with pytest.raises(TypeError):
        dumps({"share": 0.1})
    assert dumps({"b": "e\u0301", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"é"}'


def test_comments_and_order_of_keys_do_not_change_the_hash(tmp_path: Path) -> None:
    first = open_edition("sample", folder=GOOD)
    folder = tmp_path / "books" / "sample"
    folder.mkdir(parents=True)
    for path in (GOOD / "sample").iterdir():
        (folder / path.name).write_text(
            "# 注释\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
        )
    assert open_edition("sample", folder=folder.parent).content_hash == first.content_hash


def test_a_changed_number_changes_the_hash(tmp_path: Path) -> None:
    first = open_edition("sample", folder=GOOD)
    folder = tmp_path / "books" / "sample"
    folder.mkdir(parents=True)
    for path in (GOOD / "sample").iterdir():
        (folder / path.name).write_text(
            path.read_text(encoding="utf-8").replace("yuan: 50", "yuan: 60"), encoding="utf-8"
        )
    assert open_edition("sample", folder=folder.parent).content_hash != first.content_hash


def test_warm_start_does_not_compile(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_edition("sample", folder=GOOD)
    assert len(list(own_cache.iterdir())) == 1
    load._edition.cache_clear()

    def refuse(path: Path) -> str:
        raise AssertionError("compiled again")

    monkeypatch.setattr(load, "_compiled_rulebook", refuse)
    assert open_edition("sample", folder=GOOD).canonical == first.canonical


def test_within_a_process_an_edition_is_parsed_once_and_follows_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    shutil.copytree(GOOD, folder)
    first = open_edition("sample", folder=folder)
    assert open_edition("sample", folder=folder) is first
    sums = folder / "sample" / "sums.yaml"
    sums.write_text(
        sums.read_text(encoding="utf-8").replace("yuan: 50", "yuan: 60"), encoding="utf-8"
    )
    assert open_edition("sample", folder=folder).table("sums")[0]["yuan"] == 60


def test_a_damaged_cache_file_is_made_anew(own_cache: Path) -> None:
    first = open_edition("sample", folder=GOOD)
    (kept,) = own_cache.iterdir()
    load._edition.cache_clear()
    kept.write_text(kept.read_text(encoding="utf-8").replace("50", "70"), encoding="utf-8")
    assert open_edition("sample", folder=GOOD).canonical == first.canonical
    assert "70" not in kept.read_text(encoding="utf-8")


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SUQING_DATA", str(tmp_path / "file"))
    assert cache.cache_folder() == tmp_path / "file" / "cache"
    assert open_edition("sample", folder=GOOD).id == "sample"


def test_no_temporary_file_stays_behind(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(a: str, b: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full_disk)
    assert open_edition("sample", folder=GOOD).id == "sample"
    assert list(own_cache.iterdir()) == []


def test_the_key_follows_the_files_not_only_their_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x")
    before = cache.key_of(tmp_path, [tmp_path / "a.yaml"])
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert cache.key_of(tmp_path, [tmp_path / "b.yaml"]) != before


def test_a_line_survives_its_text() -> None:
    line = Line(
        label="联系",
        clause="property/8.1",
        inputs={"received_at": Input("2026-09-30T17:31:00+08:00", "登记")},
        value="2026-10-08T17:30:00+08:00",
        because="收到当日不计",
        basis="quoted",
        children=(Line(label="期限", value=1),),
        strip=(StripDay("2026-09-30", "start", None, "收到"),),
    )
    assert Line.from_canonical(line.to_canonical()) == line
