"""The words of a report rest nowhere in the clear: no table, no ledger, no notice, no free page, no log."""

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import suqing
from suqing.apps.audit.verify import verify
from suqing.apps.sealed.actions import accept_report
from suqing.apps.sealed.models import MisconductReport
from suqing.kernel.sealedfields import CipherText
from tests.apps.sealed_world import (
    NOW,
    PLAIN_WORDS,
    bytes_of_database,
    found_house,
    take_down,
    text_of_all_tables,
)

pytestmark = pytest.mark.django_db

NOTE = "约谈修理厂老板已作笔录"


def test_the_search_finds_what_is_there() -> None:
    """The two searches of this file can fail: they find a plain name."""
    found_house("JIA")
    assert "总裁办小秦" in text_of_all_tables()
    image = bytes_of_database()
    assert not image or "总裁办小秦".encode() in image


def test_no_table_and_no_page_holds_a_word_of_it(caplog: pytest.LogCaptureFixture) -> None:
    house = found_house("JIA")
    Staff = type(house.staff["老魏"])  # noqa: N806 - his name is in the story: it may not be found by being on the staff list
    Staff.objects.filter(pk=house.staff["老魏"].pk).update(name="魏某")
    with caplog.at_level(logging.DEBUG):
        report, _ = take_down(house, accused_staff=[house.staff["老魏"].id])
        accept_report(ref=report.ref, seen_version=1, text=NOTE, actor=house.actor("总裁办小秦"), at=NOW)
    dump, image = text_of_all_tables(), bytes_of_database()
    for word in (*PLAIN_WORDS, NOTE, "笔录"):
        assert word not in dump
        assert word.encode() not in image
        assert word.encode("utf-16-le") not in image
        assert word not in caplog.text


def test_every_text_column_of_the_room_is_sealed_or_a_code() -> None:
    """A new column must choose: sealed, or a code of at most 32 characters."""
    for model in (MisconductReport, MisconductReport._meta.get_field("notes").related_model):
        for field in model._meta.concrete_fields:
            if field.get_internal_type() == "TextField":
                assert isinstance(field, CipherText) or field.name == "data_key", field
            elif field.get_internal_type() == "CharField":
                assert field.max_length <= 32, field


def test_who_is_accused_cannot_be_read_from_the_tables() -> None:
    house = found_house("JIA")
    report, _ = take_down(house, accused_staff=[house.staff["老魏"].id])
    kept = [str(value) for row in report.accused_tokens.values_list() for value in row]
    kept += [str(value) for value in MisconductReport.objects.filter(pk=report.pk).values_list().get()]
    assert not any(str(house.staff["老魏"].id) in value for value in kept)


OPEN_TO_ALL = {"receive_report", "ReportTexts", "Receipt", "has_room"}
INSIDE = ("apps/sealed/", "web/sealed_desk/", "consequences.py")


def _imports_of_the_room(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("suqing.apps.sealed"):
            yield from ((str(node.module), name.name) for name in node.names)
        if isinstance(node, ast.ImportFrom) and node.module == "suqing.apps":
            yield from (("suqing.apps", name.name) for name in node.names if name.name == "sealed")
        if isinstance(node, ast.Import):
            yield from ((name.name, "*") for name in node.names if name.name.startswith("suqing.apps.sealed"))


def test_only_the_room_itself_reads_its_tables() -> None:
    """No list, count, search, export or report elsewhere can hold a report: nobody else imports more than the way in."""
    package, seen = Path(suqing.__file__ or suqing.__path__[0]), 0
    package = package if package.is_dir() else package.parent
    for path in package.rglob("*.py"):
        place = path.relative_to(package).as_posix()
        found = list(_imports_of_the_room(path.read_text()))
        seen += len(found)
        if not place.startswith(INSIDE):
            assert {name for _, name in found} <= OPEN_TO_ALL, place
    assert seen > 10


def test_the_ledger_verifies_and_notices_a_changed_story() -> None:
    house = found_house("JIA")
    report, _ = take_down(house, accused_staff=[house.staff["老魏"].id])
    accept_report(ref=report.ref, seen_version=1, text=NOTE, actor=house.actor("总裁办小秦"), at=NOW)
    other, _ = take_down(house)
    assert _found_in_the_room() == []
    MisconductReport.objects.filter(pk=report.pk).update(story=other.story)
    assert _found_in_the_room() == [("row_changed", report.pk)]


def _found_in_the_room() -> list[tuple[str, int | None]]:
    return [(found.what, found.row) for found in verify() if (found.table or "").startswith("sealed_")]
