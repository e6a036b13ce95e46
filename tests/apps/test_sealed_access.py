"""Nobody but the president's office of the same root reads a report, counts it, or learns that it is there (S5 8.3, 9.1)."""

import pytest

from suqing.apps.notices.models import Notice
from suqing.apps.organisations.actions import end_post, give_post
from suqing.apps.organisations.models import Post, Role
from suqing.apps.sealed.access import access_report, readers_of, visible_to
from suqing.apps.sealed.models import MisconductReport
from suqing.apps.sealed.queries import open_report, reports_for
from suqing.kernel.crypto import rotate
from suqing.kernel.errors import NotYours
from tests.apps.sealed_world import (
    LONG_AGO,
    MAY_READ,
    MUST_NOT_READ,
    NOW,
    STORY,
    TEXTS,
    TODAY,
    House,
    found_house,
    take_down,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses() -> tuple[House, House]:
    """Both have a report, so that each could leak into the other."""
    ours, theirs = found_house("JIA"), found_house("YI")
    take_down(ours)
    take_down(theirs)
    return ours, theirs


def _report(house: House) -> MisconductReport:
    return MisconductReport.objects.get(root=house.root)


def test_the_presidents_office_reads_every_word(houses: tuple[House, House]) -> None:
    ours, _ = houses
    for name in MAY_READ:
        opened = open_report(ours.standing(name), _report(ours).ref)
        assert opened.texts["story"] == STORY
        assert opened.texts["reporter_phone"] == TEXTS.reporter_phone
        assert not opened.anonymous


@pytest.mark.parametrize("name", MUST_NOT_READ)
def test_everybody_else_finds_nothing_in_list_count_and_door(houses: tuple[House, House], name: str) -> None:
    ours, _ = houses
    standing = ours.standing(name)
    assert reports_for(standing) == []
    assert visible_to(standing).count() == 0
    with pytest.raises(NotYours):
        access_report(standing, _report(ours).ref)


def test_another_roots_office_finds_nothing(houses: tuple[House, House]) -> None:
    ours, theirs = houses
    stranger = theirs.standing("总裁办小秦")
    assert [report.root_id for report in reports_for(stranger)] == [theirs.root.id]
    with pytest.raises(NotYours):
        open_report(stranger, _report(ours).ref)


def test_not_there_and_not_yours_answer_alike(houses: tuple[House, House]) -> None:
    ours, theirs = houses
    answers = set()
    for standing, ref in (
        (ours.standing("小李专员"), _report(ours).ref),
        (ours.standing("总裁办小秦"), _report(theirs).ref),
        (ours.standing("总裁办小秦"), "SQ20261124ABCDEFG"),
        (ours.standing("总裁办小秦"), "1"),
    ):
        with pytest.raises(NotYours) as told:
            access_report(standing, ref)
        answers.add(told.value.words)
    assert len(answers) == 1


def test_a_post_that_has_ended_reads_no_more(houses: tuple[House, House]) -> None:
    ours, _ = houses
    post = Post.objects.get(staff=ours.staff["总裁办老周"], role=Role.PRESIDENT_OFFICE)
    end_post(at=NOW, post=post, last_day=TODAY.replace(day=23))
    assert reports_for(ours.standing("总裁办老周")) == []
    assert len(reports_for(ours.standing("总裁办小秦"))) == 1


def test_an_accused_of_the_office_is_kept_out_and_discipline_let_in() -> None:
    ours = found_house("JIA")
    report, _ = take_down(ours, accused_staff=[ours.staff["总裁办老周"].id])
    assert reports_for(ours.standing("总裁办老周")) == []
    with pytest.raises(NotYours):
        access_report(ours.standing("总裁办老周"), report.ref)
    assert reports_for(ours.standing("总裁办小秦")) == [report]
    assert reports_for(ours.standing("纪检小郑")) == [report]
    told = set(readers_of(report, on=TODAY))
    assert told == {ours.staff["总裁办小秦"].id, ours.staff["纪检小郑"].id}


def test_an_accused_stays_out_when_they_come_to_the_office_later_and_the_keys_rotate(keys_folder) -> None:  # noqa: ANN001
    ours = found_house("JIA")
    report, _ = take_down(ours, accused_staff=[ours.staff["老魏"].id])
    give_post(at=NOW, staff=ours.staff["老魏"], organisation=ours.root, role=Role.PRESIDENT_OFFICE, from_day=LONG_AGO)
    assert reports_for(ours.standing("总裁办小秦")) == [report]
    assert reports_for(ours.standing("老魏")) == []
    rotate(keys_folder, ("blind",))
    assert reports_for(ours.standing("老魏")) == []


def test_an_accused_of_discipline_inspection_is_kept_out_too() -> None:
    ours = found_house("JIA")
    accused = [ours.staff["总裁办老周"].id, ours.staff["纪检小郑"].id]
    report, _ = take_down(ours, accused_staff=accused)
    assert reports_for(ours.standing("纪检小郑")) == []
    assert readers_of(report, on=TODAY) == (ours.staff["总裁办小秦"].id,)


def test_about_the_office_itself_goes_to_discipline_inspection_alone() -> None:
    ours = found_house("JIA")
    report, _ = take_down(ours, about_the_office=True)
    assert reports_for(ours.standing("纪检小郑")) == [report]
    for name in MAY_READ:
        assert reports_for(ours.standing(name)) == []


def test_only_readers_are_told_and_only_that_one_arrived(houses: tuple[House, House]) -> None:
    ours, _ = houses
    report = _report(ours)
    notices = Notice.objects.filter(subject_id=report.id)
    assert set(notices.values_list("recipient_id", flat=True)) == {ours.staff[name].id for name in MAY_READ}
    for notice in notices:
        assert (notice.kind, notice.subject_ref, notice.at) == ("report.received", report.ref, NOW)
        assert not any(word in notice.params for word in ("勾结", "telephone", str(ours.staff["小张坐席"].id)))
