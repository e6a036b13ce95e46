"""The hotline's screens: a question answered, a caller put through, an item settled without leaving the record form."""

from typing import Any

import pytest

from suqing.apps.complaints.models import Complaint, Inquiry, PutThrough, Settlement
from tests.cast import House
from tests.web.desk_cast import Office, said, text_of

pytestmark = pytest.mark.django_db
NEW = "/desk/new/"
CALL = {
    "misconduct": "no", "method": "telephone", "source": "own", "received_at": "2026-11-23T09:12", "phone": "13800006621", "name": "陈女士",
    "facts": "来电说定损员没有回电。", "demands": "今天回电。", "respondent_text": "定损岗", "dispute_type": "service", "possible_loss_fen": "0",
    "exposed_by_media": "no", "in_litigation": "no", "in_arbitration": "no", "with_judicial_organs": "no",
}  # fmt: skip
SPOT = CALL | {"on_the_spot": "yes", "spot_answer": "已接通定损员，十点前回电，并致歉。", "spot_facts_verified": "改期两次属实", "spot_grounds": "车险服务承诺", "spot_told_proof": "录音2026112301", "spot_words": "好的，可以。", "spot_accepted": "yes"}


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def register(office: Office, who: str, **given: Any) -> Any:
    given = {"unit_id": str(office.house.branch.id)} | given
    answer = office.post(who, "2026-11-23 09:15", NEW, **given)
    if answer.status_code == 303:
        office.ref = answer.headers["Location"].split("/")[3]
    return answer


@pytest.mark.parametrize("who", ["li", "zhang"])
def test_settled_in_one_screen(office: Office, who: str) -> None:
    answer = register(office, who, **SPOT)
    assert answer.status_code == 303, said(answer)
    assert (office.case.stage, office.case.classification) == ("closed", "general")
    page = office.get(who, "2026-11-23 09:15", answer.headers["Location"])
    assert "已登记并当场办结。" in text_of(page)


def test_what_may_not_be_settled_comes_back_with_its_clause_and_everything_typed(office: Office) -> None:
    answer = register(office, "zhang", **SPOT | {"spot_amount_fen": "50", "spot_proof": "收据"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "超过您的授权0元" in text_of(answer)
    assert 'value="50"' in html or 'value="50.00"' in html
    assert "已接通定损员，十点前回电，并致歉。" in html
    assert not Complaint.objects.exists()


def test_what_is_not_written_is_asked_for_at_its_field(office: Office) -> None:
    answer = register(office, "zhang", **SPOT | {"spot_answer": "", "spot_words": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "写明怎样答复的" in html
    assert "问清是否接受，记下原话" in html
    assert not Complaint.objects.exists()


def test_a_promise_typed_before_is_left_aside_when_it_is_settled_after_all(office: Office) -> None:
    answer = register(office, "zhang", **SPOT | {"promise_at": "2026-11-23T17:00"})
    assert answer.status_code == 303, said(answer)
    assert not office.case.promises.exists()


def test_the_leader_finds_it_reads_it_and_says_yes(office: Office) -> None:
    register(office, "zhang", **SPOT)
    listed = text_of(office.get("zhao", "2026-11-23 10:00", "/desk/?view=after_closing"))
    assert office.ref in listed
    page = text_of(office.get("zhao", "2026-11-23 10:00"))
    assert "已接通定损员，十点前回电，并致歉。" in page
    assert "好的，可以。" in page
    assert "已登记过目意见。" in office.does("zhao", "2026-11-23 10:01", "review_settlement", approved="yes")
    assert Settlement.objects.get().approved is True
    assert office.ref not in text_of(office.get("zhao", "2026-11-23 10:02", "/desk/?view=after_closing"))


def test_a_caller_who_only_asks_is_known_from_what_was_typed(office: Office) -> None:
    register(office, "li", **CALL)
    answer = office.post("zhang", "2026-11-23 11:00", "caller/", **CALL | {"ask": office.ref})
    assert answer.status_code == 302, said(answer)
    page = text_of(office.get("zhang", "2026-11-23 11:00", answer.headers["Location"]))
    assert "可以这样说" in page
    assert "不计次数" in page
    assert "已登记问询" in office.does("zhang", "2026-11-23 11:02", "note_inquiry", asked="几时回电", told="今天上午。")
    assert Inquiry.objects.get().by_id == office.house.zhang.id
    assert "1次，最近今日 11:02" in text_of(office.get("li", "2026-11-23 11:05"))


def test_a_wrong_number_opens_nothing_and_asks_again(office: Office) -> None:
    register(office, "li", **CALL)
    answer = office.post("zhang", "2026-11-23 11:00", "caller/", **CALL | {"phone": "13900000000", "ask": office.ref})
    assert answer.status_code == 422
    assert "先不要告知进展" in text_of(answer)
    assert "可以这样说" not in text_of(answer)


def test_registered_and_put_through_in_two_keys(office: Office) -> None:
    answer = register(office, "zhang", **CALL, then="put_through")
    assert answer.headers["Location"].endswith("done=registered&do=put_through")
    page = text_of(office.get("zhang", "2026-11-23 09:16", answer.headers["Location"]))
    assert "转接给谁" in page
    assert "赵总" in page
    office.does("zhang", "2026-11-23 09:17", "put_through", to_staff_id=str(office.house.zhao.id), reached="no", words="要求领导回电")
    assert PutThrough.objects.get().reached is False
    assert "没有接通，请其回电" in text_of(office.get("zhao", "2026-11-23 09:20"))


def test_a_late_promise_is_not_promised_again(office: Office) -> None:
    register(office, "zhang", **CALL, promise_at="2026-11-23T10:00")
    page = text_of(office.get("zhang", "2026-11-23 09:20"))
    assert "前给您答复。" in page
    office.post("zhang", "2026-11-23 11:00", "caller/", name="陈女士", number="6621")
    late = text_of(office.get("zhang", "2026-11-23 11:01"))
    assert "晚了，向您致歉" in late


def test_a_walk_in_is_received_counted_and_listed(office: Office) -> None:
    answer = register(office, "li", **CALL | {"method": "visit"})
    assert answer.headers["Location"].endswith("do=receive_visit")
    page = office.does(
        "li", "2026-11-23 09:20", "receive_visit", persons="6", place="二楼接待室", recording_told="yes", representatives="欧阳若兰 13700000009\n陈二", step="请坐"
    )
    assert "来访的6人还在" in page
    assert "法定重大" not in page
    page = office.does("zhao", "2026-11-23 09:40", "count_heads", persons="20", step="请增援")
    assert "来访的20人还在" in page
    assert "已达法定重大消费投诉的人数" in page
    log = text_of(office.get("li", "2026-11-23 09:45", "/desk/visits/"))
    assert f"{office.ref} 上海分公司 二楼接待室 20 2 已告知 小李专员 还在" in log
    assert "还没有来访登记" in text_of(office.get("feng", "2026-11-23 09:45", "/desk/visits/"))
    assert "人还在" not in office.does("li", "2026-11-23 10:00", "end_visit", outcome="答应三日内答复")


def test_a_sixth_representative_is_refused_and_the_names_stay(office: Office) -> None:
    register(office, "li", **CALL | {"method": "visit"})
    names = "\n".join(f"代表{each}" for each in range(6))
    answer = office.act("li", "2026-11-23 09:20", "receive_visit", persons="8", recording_told="yes", representatives=names)
    assert answer.status_code == 422
    assert "最多5名" in text_of(answer)
    assert "代表5" in text_of(answer)


def test_the_call_screen_has_the_keys_of_the_record_form(office: Office) -> None:
    """One key each for inquiry, repeat, new matter, put through, promise (C27); the open one needs none."""
    register(office, "zhang", **CALL)
    html = office.get("zhang", "2026-11-23 09:16").content.decode()
    assert 'data-key="alt+r"' in html
    assert f'href="{NEW}?same={office.ref}" data-key="alt+r"' in html
    assert f'href="{NEW}" data-key="alt+n"' in html
    assert 'href="?do=put_through" data-key="alt+l"' in html
    assert 'href="?do=promise" data-key="alt+p"' in html
    assert 'data-key="alt+i"' not in html
    assert 'href="?do=note_inquiry" data-key="alt+i"' in office.get("zhang", "2026-11-23 09:16", "?do=promise").content.decode()
