"""受理回执: the words are made from the case, sending them is recorded; a promise that nears in silence is warned of in so many words."""

from typing import Any

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.acknowledgement import acknowledgement_text
from suqing.apps.complaints.models import Acknowledgement, Complaint
from suqing.apps.complaints.queries import promised_in_silence
from suqing.apps.notices.words import words_of
from suqing.kernel.errors import BadInput, BadInputs
from tests.apps.case_walk import spot_case
from tests.cast import House, cn, found_cast
from tests.stories.office import take_down
from tests.web.desk_cast import Office, text_of

pytestmark = pytest.mark.django_db
TOLD = {"form": "sms", "text": "已登记", "address": "13800006621"}


@pytest.fixture
def house() -> House:
    return found_cast()


def act(house: House, case: Complaint, name: str, at: str, **given: Any) -> Complaint:
    case = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(at), **given)


def test_the_words_name_number_contact_and_limits_and_nothing_of_the_story(house: House) -> None:
    case = house.register(promise_at=cn("2026-11-25 17:00"))
    words = acknowledgement_text(case)
    assert [each for each in (case.ref, "联系人：小李专员", "约定11月25日17:00前答复您", "2026年12月8日以前作出处理决定") if each not in words] == []
    assert [each for each in ("陈女士", "13800006621", "定损", "PDAA2026310000883417") if each in words] == []


def test_it_is_told_from_receipt_on_and_never_in_the_future(house: House) -> None:
    case = spot_case(house)
    for moment in ("2026-11-23 09:11", "2026-11-23 10:01"):
        with pytest.raises(BadInput, match="告知时间"):
            act(house, case, "acknowledge", "2026-11-23 10:00", **TOLD, told_at=cn(moment))
    with pytest.raises(BadInputs) as told:
        act(house, case, "acknowledge", "2026-11-23 10:00", form="letter", text=" ")
    assert [each.field for each in told.value.items] == ["回执内容", "发到哪里"]
    act(house, case, "acknowledge", "2026-11-23 10:00", **TOLD)
    assert Acknowledgement.objects.get().at == cn("2026-11-23 10:00")


def test_a_promise_without_progress_since_is_a_silent_one(house: House) -> None:
    case = spot_case(house)
    act(house, case, "note_progress", "2026-11-23 09:30", sayable="在核实")
    assert not promised_in_silence(case)
    act(house, case, "make_promise", "2026-11-23 09:40", due_at=cn("2026-11-25 17:00"))
    assert promised_in_silence(case)
    told = {"clock": "承诺回复", "clock_kind": "promise", "limit": "2026-11-25T09:00:00.000000Z", "late": 0}
    assert "先把进展告诉投诉人" in words_of("clock.warned", case.ref, told | {"silent": 1})
    assert "先把进展告诉投诉人" not in words_of("clock.warned", case.ref, told)
    act(house, case, "note_progress", "2026-11-24 09:30", sayable="定损员明天到")
    assert not promised_in_silence(case)


def test_the_page_offers_the_words_until_it_is_recorded() -> None:
    office = Office()
    take_down(office, "2026-11-23 09:12")
    page = office.get("li", "2026-11-23 09:20")
    assert "还没有给投诉人受理回执" in text_of(page)
    assert f'data-copy="{acknowledgement_text(office.case)}"' in page.content.decode()
    assert "已登记受理回执" in office.does("li", "2026-11-23 09:30", "acknowledge", **TOLD)
    assert "还没有给投诉人受理回执" not in text_of(office.get("li", "2026-11-23 09:40"))
