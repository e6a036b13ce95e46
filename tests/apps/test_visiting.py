"""Who comes in person: the reception, the head count by time, at most five who speak for the rest (C36)."""

from datetime import timedelta
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.visiting import Representative
from suqing.apps.complaints.models import Complaint, HeadCount, Party, Visit
from suqing.apps.complaints.queries import search, seer_of
from suqing.apps.organisations.access import standing_of
from suqing.casework.emergency import reached, thresholds_on
from suqing.casework.groups import may_represent
from suqing.kernel.errors import BadInput, Refused
from suqing.rulebook import open_edition
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-23 09:20")


def receive(house: House, case: Complaint, **given: Any) -> Complaint:
    return actions.receive_visit(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, **{"persons": 6, "place": "二楼", "recording_told": True} | given)


def named(number: int) -> tuple[Representative, ...]:
    return tuple(Representative(f"代表{each}", f"1370000{each:04d}") for each in range(number))


@pytest.mark.parametrize("number", [0, 1, 5])
def test_up_to_five_speak_for_the_rest(house: House, number: int) -> None:
    case = receive(house, house.register(method="visit"), representatives=named(number))
    assert Party.objects.filter(complaint=case, role="representative").count() == number
    assert verify() == []


def test_a_sixth_is_refused_by_the_law_and_the_complaint_stays(house: House) -> None:
    case = house.register(method="visit")
    with pytest.raises(Refused, match="最多5名") as refused:
        receive(house, case, representatives=named(6))
    assert refused.value.clause == "cbirc2020/12"
    assert (Visit.objects.count(), Party.objects.filter(complaint=case).count()) == (0, 1)


def test_five_and_twenty_are_the_laws_numbers() -> None:
    edition = open_edition("cbirc2020")
    assert may_represent(edition=edition, representatives=5).allowed
    assert not may_represent(edition=edition, representatives=6).allowed
    numbers = thresholds_on(edition, NOW.date())
    assert [reached(each, numbers) for each in (None, 19, 20)] == [False, False, True]


def test_a_representative_is_found_by_a_piece_of_the_name_and_by_phone_also_after_the_record_was_completed(house: House) -> None:
    case = receive(house, house.register(method="visit"), representatives=(Representative("欧阳若兰", "13700000009"),))
    seer = seer_of(standing_of(house.li, on=NOW.date()), now=NOW)
    for words in ("若兰", "欧", "13700000009"):
        assert [each.ref for each in search(seer, words, now=NOW)] == [case.ref], words
    case = actions.complete_record(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, additions=house.intake(name="陈先生"), given=frozenset({"name"})
    )
    assert [each.ref for each in search(seer, "若兰", now=NOW)] == [case.ref]
    assert [each.ref for each in search(seer, "陈先生", now=NOW)] == [case.ref]


def test_heads_are_counted_by_time_and_the_visit_ends_once(house: House) -> None:
    case = receive(house, house.register(method="visit"))
    for minutes, persons in ((10, 9), (20, 22)):
        actions.count_heads(ref=case.ref, actor=house.actor("zhao"), at=NOW + timedelta(minutes=minutes), persons=persons)
    assert list(HeadCount.objects.order_by("at").values_list("persons", flat=True)) == [6, 9, 22]
    seen = {"ref": case.ref, "actor": house.actor("li"), "at": NOW + timedelta(hours=1)}
    with pytest.raises(BadInput, match="离开时间"):
        actions.end_visit(**seen, outcome="离开", left_at=NOW - timedelta(minutes=1))
    actions.end_visit(**seen, outcome="答应三日内答复")
    for late in (lambda: actions.end_visit(**seen, outcome="再一次"), lambda: actions.count_heads(**seen, persons=3)):
        with pytest.raises(Refused, match="没有正在接待"):
            late()
    assert Complaint.objects.get(pk=case.pk).version == case.version


def test_a_second_visit_waits_for_the_first_to_end(house: House) -> None:
    case = receive(house, house.register(method="visit"))
    with pytest.raises(Refused, match="还没有离开"):
        receive(house, case)
    actions.end_visit(ref=case.ref, actor=house.actor("li"), at=NOW, outcome="离开")
    assert receive(house, case).visits.count() == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [({"persons": 0}, "来访人数"), ({"persons": 10_001}, "来访人数"), ({"persons": 2, "representatives": named(3)}, "不少于代表的3人"), ({"representatives": (Representative(" "),)}, "代表"), ({"arrived_at": NOW + timedelta(minutes=1)}, "到访时间")],
)
def test_what_cannot_be_is_said_in_one_sentence(house: House, given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        receive(house, house.register(method="visit"), **given)
    assert not Visit.objects.exists()
