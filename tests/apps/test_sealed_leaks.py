"""The words of a report rest nowhere in the clear: no table, no ledger, no notice, no free page, no log."""

import logging

import pytest

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
