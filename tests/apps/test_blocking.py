"""阻滞: where the claim or policy is stuck, the former superseded by the next, cleared by what solved it; found and counted by cause."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.models import Blockage, Complaint
from suqing.apps.complaints.models.choices import BlockageCause
from suqing.apps.complaints.queries import (
    Filters,
    Seer,
    blockages_of,
    page_of,
    register_page,
    seer_of,
)
from suqing.apps.complaints.record import CaseRecord, case_record
from suqing.apps.organisations.access import standing_of
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-23 12:00")


def note(house: House, case: Complaint, *, who: str = "li", when: str = "2026-11-23 10:20", **given: Any) -> Complaint:
    told = {"state": "surveyed", "stuck_on": "assessment", "with_whom": "城东修理厂", "since": date(2026, 11, 2), "way_out": "改请公估师", **given}
    return actions.note_blockage(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(when), **told)


def clear(house: House, case: Complaint, *, when: str = "2026-11-23 11:00") -> Complaint:
    return actions.clear_blockage(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(when), solved="公估师已出单")


def shown(house: House, case: Complaint) -> CaseRecord:
    return case_record(access_complaint(house.li, case.ref, on=NOW.date()), now=NOW)


def seer(house: House, who: str) -> Seer:
    return seer_of(standing_of(house.people[who], on=NOW.date()), now=NOW)


def test_the_current_one_is_shown_with_its_days_and_the_former_stays_in_the_story(house: House) -> None:
    case = note(house, house.register())
    stuck = shown(house, case).stuck
    assert stuck is not None
    assert (stuck.state, stuck.cause, stuck.with_whom, stuck.since, stuck.days, stuck.way_out) == ("已查勘", "定损未完成", "城东修理厂", "11月2日", 21, "改请公估师")
    case = note(house, case, when="2026-11-23 10:40", stuck_on="approval", with_whom="总部核赔岗", since=date(2025, 12, 31))
    stuck = shown(house, case).stuck
    assert stuck is not None
    assert (stuck.cause, stuck.since, stuck.days) == ("等内部审批", "2025年12月31日", 327)
    assert list(Blockage.objects.order_by("at").values_list("stuck_on", "superseded_at")) == [("assessment", cn("2026-11-23 10:40")), ("approval", None)]
    case = clear(house, case)
    record = shown(house, case)
    assert record.stuck is None
    assert [each.head for each in record.timeline if "阻滞" in each.head] == ["小李专员解除阻滞", "小李专员登记阻滞", "小李专员登记阻滞"]
    with pytest.raises(Refused, match="没有登记着的阻滞"):
        clear(house, case, when="2026-11-23 11:30")
    assert verify() == []


WRONG = {
    "案件状态": {"state": "lost"}, "阻滞原因": {"stuck_on": "weather"}, "卡在谁那里": {"with_whom": "\x00 "}, "从哪天起": {"since": date(2026, 11, 24)}, "解决办法": {"way_out": " "},
}  # fmt: skip


@pytest.mark.parametrize("field", WRONG)
def test_what_cannot_be_is_told(house: House, field: str) -> None:
    with pytest.raises(BadInputs, match=field):
        note(house, house.register(), **WRONG[field])
    assert not Blockage.objects.exists()


def test_all_that_is_wrong_is_told_together_and_today_is_a_day(house: House) -> None:
    case = house.register()
    with pytest.raises(BadInputs) as raised:
        note(house, case, **{name: value for each in WRONG.values() for name, value in each.items()})
    assert [each.field for each in raised.value.items] == list(WRONG)
    with pytest.raises(BadInputs, match="从哪天起"):
        note(house, case, since=date(1926, 11, 2))
    note(house, case, since=date(2026, 11, 23))
    with pytest.raises(BadInput, match="怎么解决的"):
        actions.clear_blockage(ref=case.ref, seen_version=2, actor=house.actor("li"), at=NOW, solved="")


def test_an_ended_case_is_not_stuck_and_not_counted(house: House) -> None:
    case = note(house, house.register())
    assert [each.count for each in blockages_of(seer(house, "li"))] == [1]
    case = actions.terminate_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, kind="withdrawn", reason="撤回", told_how="signed")
    assert shown(house, case).stuck is None
    assert blockages_of(seer(house, "li")) == []
    with pytest.raises(Refused, match="已经办结"):
        note(house, case, when="2026-11-23 12:10")


def test_found_by_cause_in_lists_and_in_the_register(house: House) -> None:
    stuck, other, cleared = (note(house, house.register(), stuck_on=cause) for cause in ("assessment", "payment", "assessment"))
    clear(house, cleared)
    house.register()
    for cause, expected in (("assessment", [stuck.ref]), ("payment", [other.ref]), ("system", [])):
        filters = Filters(blockage=cause)
        assert [each.ref for each in page_of(seer(house, "li"), view="open", filters=filters, now=NOW)[0]] == expected
        assert [each.ref for each in register_page(seer(house, "li"), filters=filters, open_only=None, now=NOW)[0]] == expected


def test_counts_agree_with_the_lists_for_everybody(house: House) -> None:
    """A second route: the length of each filtered list, read by the door's own table; some see none, one is concerned in a case."""
    note(house, walked(house, forwarded_case(house), until="ask_hearing"), stuck_on="third_party", since=date(2026, 10, 1))
    for number, cause in enumerate(("assessment", "assessment", "payment", "payment", "payment"), start=1):
        note(house, house.register(), stuck_on=cause, since=date(2026, 11, number))
    note(house, house.register(respondent_staff_id=house.zhao.id), stuck_on="payment", since=date(2026, 9, 9))
    clear(house, note(house, house.register(), stuck_on="system"))
    seen = {}
    for who in house.people:
        counted = {each.cause: (each.count, each.since) for each in blockages_of(seer(house, who))}
        listed = {}
        for cause in BlockageCause.values:
            found, _ = page_of(seer(house, who), view="open", filters=Filters(blockage=cause), now=NOW)
            if found:
                rows = Blockage.objects.filter(complaint__in=found, superseded_at=None, cleared_at=None)
                listed[cause] = (len(found), min(each.since for each in rows))
        assert counted == listed, who
        seen[who] = {cause: count for cause, (count, _) in counted.items()}
    everything = {"payment": 4, "assessment": 2, "third_party": 1}
    assert seen["li"] == seen["han"] == everything
    assert list(seen["li"]) == ["payment", "assessment", "third_party"]
    assert seen["zhao"] == everything | {"payment": 3}
    assert (seen["wang"], seen["sun"]) == ({"third_party": 1}, {"third_party": 1})
    assert seen["ding"] == seen["outsider"] == seen["stranger"] == seen["feng"] == {}


def test_one_stands_at_a_time(house: House) -> None:
    case = note(house, house.register())
    row = Blockage.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Blockage.objects.create(root_id=row.root_id, complaint=case, state="paid", stuck_on="other", since=row.since, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Blockage.objects.update(superseded_at=NOW, cleared_at=NOW)
