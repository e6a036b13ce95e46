"""Receive, accept, note, conclude, hand over: each against the version that was seen, each with one event."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from suqing.apps.audit.models import Event
from suqing.apps.sealed.actions import (
    ReportTexts,
    accept_report,
    conclude_report,
    hand_over_report,
    note_report,
)
from suqing.apps.sealed.models import MisconductReport, ReportNote
from suqing.apps.sealed.queries import open_report
from suqing.kernel.crypto import DESTROYED, Keyring, forget_data_keys, open_data_key, rotate
from suqing.kernel.errors import (
    BadInput,
    KeyDestroyed,
    KeyMissing,
    NotYours,
    Refused,
    SealBroken,
    Stale,
)
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import rewrap_all
from tests.apps.sealed_world import MUST_NOT_READ, NOW, STORY, TEXTS, House, found_house, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> House:
    return found_house("JIA")


def _step(house: House, report: MisconductReport, action, version: int, text: str = "已记录", by: str = "总裁办小秦"):  # noqa: ANN001, ANN202
    return action(ref=report.ref, seen_version=version, text=text, actor=house.actor(by), at=NOW)


def test_the_taker_gets_number_and_time_and_nothing_else(ours: House) -> None:
    report, receipt = take_down(ours)
    assert (receipt.ref, receipt.received_at) == (report.ref, report.received_at)
    assert STORY not in repr(receipt) + repr(report) + str(report) + repr(TEXTS)


def test_from_receipt_to_the_judicial_organs(ours: House) -> None:
    report, _ = take_down(ours)
    assert _step(ours, report, accept_report, 1, "由小秦办理").stage == "accepted"
    assert _step(ours, report, note_report, 2, "调取维修单").stage == "investigating"
    assert _step(ours, report, note_report, 3, "询问修理厂").stage == "investigating"
    assert _step(ours, report, conclude_report, 4, "情况属实").stage == "concluded"
    assert _step(ours, report, hand_over_report, 5, "移送公安机关").stage == "handed_over"
    opened = open_report(ours.standing("总裁办老周"), report.ref)
    assert [note.text for note in opened.notes] == ["由小秦办理", "调取维修单", "询问修理厂", "情况属实", "移送公安机关"]
    assert [note.kind_words for note in opened.notes] == ["受理", "办理记录", "办理记录", "结论", "移送"]
    verbs = Event.objects.filter(subject_kind="report", subject_id=report.id).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [
        "report.received", "report.accepted", "report.noted", "report.noted", "report.concluded", "report.handed_over",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [*MUST_NOT_READ])
@pytest.mark.parametrize("action", [accept_report, note_report, conclude_report, hand_over_report])
def test_nobody_outside_acts_on_it(ours: House, name: str, action) -> None:  # noqa: ANN001
    report, _ = take_down(ours)
    with pytest.raises(NotYours):
        _step(ours, report, action, 1, by=name)
    assert not ReportNote.objects.exists()


def test_another_roots_office_cannot_act_on_it(ours: House) -> None:
    report, _ = take_down(ours)
    with pytest.raises(NotYours):
        _step(found_house("YI"), report, accept_report, 1)


def test_the_second_of_two_is_told_so_and_writes_nothing(ours: House) -> None:
    report, _ = take_down(ours)
    _step(ours, report, note_report, 1, "第一人")
    before = Event.objects.count()
    with pytest.raises(Stale):
        _step(ours, report, note_report, 1, "第二人", by="总裁办老周")
    assert (ReportNote.objects.count(), Event.objects.count()) == (1, before)


@pytest.mark.parametrize("action", [conclude_report, hand_over_report])
def test_nothing_is_concluded_or_handed_over_before_it_is_accepted(ours: House, action) -> None:  # noqa: ANN001
    report, _ = take_down(ours)
    with pytest.raises(Refused) as told:
        _step(ours, report, action, 1)
    assert "先受理" in told.value.reason
    assert told.value.clause == "property/8.3"


def test_a_step_without_words_says_what_is_missing(ours: House) -> None:
    report, _ = take_down(ours)
    with pytest.raises(Refused, match="还缺1项"):
        _step(ours, report, accept_report, 1, "  ")


def test_a_report_needs_a_story_only(ours: House) -> None:
    report, _ = take_down(ours, texts=ReportTexts(story="有人收回扣"))
    assert open_report(ours.standing("总裁办小秦"), report.ref).anonymous
    with pytest.raises(Refused, match="还缺1项"):
        take_down(ours, texts=ReportTexts(story="\n "))
    with pytest.raises(Refused, match="收到时间晚于现在"):
        take_down(ours, received_at=NOW + timedelta(minutes=1))
    with pytest.raises(BadInput):
        take_down(ours, method="pigeon")
    assert MisconductReport.objects.count() == 1


def test_a_form_sent_twice_is_one_report_and_one_event(ours: House) -> None:
    number = new_id()
    _, first = take_down(ours, report_id=number)
    _, second = take_down(ours, report_id=number)
    assert first == second
    assert Event.objects.filter(subject_kind="report").count() == MisconductReport.objects.count() == 1
    with pytest.raises(NotYours):
        take_down(ours, report_id=number, by="小李专员")


def test_two_presses_at_the_same_moment_are_one_report(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks before the first has written, and meets the first's row on writing its own."""
    number = new_id()
    _, first = take_down(ours, report_id=number)
    answers = iter([None, MisconductReport.objects.get()])
    monkeypatch.setattr("suqing.apps.sealed.actions.receiving._known", lambda report_id: next(answers))
    _, second = take_down(ours, report_id=number)
    assert first == second
    assert Event.objects.filter(subject_kind="report").count() == MisconductReport.objects.count() == 1


def test_the_room_has_a_master_key_of_its_own_that_can_be_changed(ours: House, keys_folder: Path) -> None:
    report, _ = take_down(ours)
    ring = Keyring(keys_folder)
    master = report.data_key.split(".")[2]
    assert master in ring.ids("sealed")
    assert master not in ring.ids("ordinary")
    with pytest.raises(KeyMissing):  # who holds the ordinary keys only cannot open it
        open_data_key(report.data_key, room="ordinary", subject_id=report.id)
    rotate(keys_folder, ("sealed",))
    assert rewrap_all()["sealed_misconductreport"] == 1
    forget_data_keys()
    assert MisconductReport.objects.get().data_key.split(".")[2] != master
    assert open_report(ours.standing("总裁办小秦"), report.ref).texts["story"] == STORY


def test_texts_belong_to_their_row_and_die_with_their_key(ours: House) -> None:
    office = ours.standing("总裁办小秦")
    one, _ = take_down(ours)
    other, _ = take_down(ours)
    MisconductReport.objects.filter(pk=other.pk).update(story=one.story, data_key=one.data_key)
    with pytest.raises(SealBroken):
        open_report(office, other.ref)
    MisconductReport.objects.filter(pk=one.pk).update(data_key=DESTROYED)
    with pytest.raises(KeyDestroyed):
        open_report(office, one.ref)


def test_the_database_refuses_a_report_received_after_it_was_entered(ours: House) -> None:
    report, _ = take_down(ours)
    with pytest.raises(IntegrityError), transaction.atomic():
        MisconductReport.objects.filter(pk=report.pk).update(received_at=NOW + timedelta(days=1))
