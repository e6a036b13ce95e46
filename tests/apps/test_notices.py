"""Notices: once for each cause, to each person, with nothing in them that a story would need."""

import pytest
from django.db import connection

from suqing.apps.notices.actions import mark_all_read, mark_read, notify
from suqing.apps.notices.models import Notice
from suqing.apps.notices.queries import count_words, notices_of, text_of, unread_count
from suqing.apps.notices.words import WORDS, words_of
from tests.apps.clock_room import cn, insurer, staff

pytestmark = pytest.mark.django_db
AT = cn("2026-11-24 09:00")
REF = "SQ20261123ABCDEF1"
PARAMS = {"clock": "联系", "clock_kind": "contact", "limit": cn("2026-11-24 17:30"), "late": 0}


@pytest.fixture
def root():
    return insurer()


@pytest.fixture
def officer(root):
    return staff(root, "小李专员", "xiaoli")


@pytest.fixture
def manager(root):
    return staff(root, "王经理", "wang")


def send(root, *people, key="clock:1:1", kind="clock.warned", at=AT, **params):
    notify(
        root_id=root.id,
        recipients=[person.id for person in people],
        kind=kind,
        subject=("complaint", 7),
        ref=REF,
        params=PARAMS | params,
        dedupe_key=key,
        at=at,
    )


def test_the_same_cause_twice_is_one_notice_to_each(root, officer, manager):
    send(root, officer)
    send(root, officer, manager, at=cn("2026-11-24 10:00"))
    send(root, officer, officer)
    assert Notice.objects.count() == 2
    (notice,) = notices_of(root.id, officer.id).notices
    assert notice.at == AT


def test_sending_takes_one_statement(root, officer, manager, django_assert_num_queries):
    with django_assert_num_queries(1):
        send(root, officer, manager)
    with django_assert_num_queries(0):
        send(root)


def test_it_says_what_is_the_case_and_what_to_do(root, officer):
    send(root, officer)
    (notice,) = notices_of(root.id, officer.id).notices
    assert text_of(notice) == f"{REF}：联系时限11月24日 周二 17:30，时间已用去大半。联系到投诉人后登记。"


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_the_words_of_every_kind(kind):
    said = words_of(
        kind,
        REF,
        {"clock": "办结", "clock_kind": "resolve", "limit": "2026-11-24T09:30:00.000000Z", "before": "2026-11-23T09:30:00.000000Z",
         "late": 3, "version": 2, "round": 2, "period": "2026年上半年", "unit": "车险理赔部", "name": "投诉数据月报", "day": "2026-12-10"},
    )  # fmt: skip
    assert said.endswith("。")
    assert "{" not in said
    assert not any(word in said for word in ("！", "!", "请您", "成功", "失败"))


def test_a_kind_without_words_is_refused(root, officer):
    with pytest.raises(KeyError):
        send(root, officer, kind="clock.vanished")
    assert not Notice.objects.exists()


def test_params_that_the_words_need_are_asked_for(root, officer):
    with pytest.raises(KeyError, match="version"):
        send(root, officer, kind="proposal.submitted")


@pytest.mark.parametrize("value", ["陈女士说，她的车在十一月三日被追尾以后，" * 4, ["a"], 1.5, None])
def test_a_notice_tells_no_story(root, officer, value):
    with pytest.raises((TypeError, ValueError), match="params"):
        send(root, officer, note=value)


def test_unread_are_counted_up_to_99_in_one_statement(root, officer, django_assert_num_queries):
    assert unread_count(root.id, officer.id) == 0
    for number in range(120):
        send(root, officer, key=f"clock:{number}:1")
    with django_assert_num_queries(1):
        assert unread_count(root.id, officer.id) == 100
    assert [count_words(count) for count in (0, 99, 100)] == ["0", "99", "99+"]


def test_unread_are_counted_by_the_partial_index(root, officer):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by its statistics")
    plan = Notice.objects.filter(root_id=root.id, recipient_id=officer.id, read_at=None)[:100].explain()
    assert "notice_root_unread" in plan


def test_pages_run_by_key_newest_first(root, officer, django_assert_num_queries):
    for number in range(5):
        send(root, officer, key=f"clock:{number}:1")
    newest_first = list(Notice.objects.order_by("-id"))
    with django_assert_num_queries(1):
        first = notices_of(root.id, officer.id, limit=2)
    second = notices_of(root.id, officer.id, limit=2, after=first.after)
    third = notices_of(root.id, officer.id, limit=2, after=second.after)
    assert first.notices + second.notices + third.notices == newest_first
    assert third.after is None


def test_nobody_sees_or_reads_anothers_notices(root, officer, manager):
    send(root, officer)
    other_root = insurer("P0002")
    (notice,) = notices_of(root.id, officer.id).notices
    assert notices_of(root.id, manager.id).notices == []
    assert notices_of(other_root.id, officer.id).notices == []
    assert unread_count(root.id, manager.id) == unread_count(other_root.id, officer.id) == 0
    assert mark_read(root_id=root.id, recipient_id=manager.id, ids=[notice.id], at=AT) == 0
    assert mark_read(root_id=other_root.id, recipient_id=officer.id, ids=[notice.id], at=AT) == 0
    assert unread_count(root.id, officer.id) == 1


def test_read_once(root, officer):
    send(root, officer)
    (notice,) = notices_of(root.id, officer.id).notices
    assert mark_read(root_id=root.id, recipient_id=officer.id, ids=[notice.id], at=cn("2026-11-24 10:00")) == 1
    assert mark_read(root_id=root.id, recipient_id=officer.id, ids=[notice.id], at=cn("2026-11-24 11:00")) == 0
    notice.refresh_from_db()
    assert notice.read_at == cn("2026-11-24 10:00")
    assert notices_of(root.id, officer.id, unread_only=True).notices == []


def test_reading_all_leaves_what_came_later(root, officer):
    send(root, officer, key="clock:1:1")
    page = notices_of(root.id, officer.id)
    send(root, officer, key="clock:2:1")
    assert mark_all_read(root_id=root.id, recipient_id=officer.id, up_to=page.notices[0].id, at=AT) == 1
    assert unread_count(root.id, officer.id) == 1
