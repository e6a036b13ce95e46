"""催办: by whom, to whom, why, by when; received, answered, or gone up to the leading group."""

from datetime import datetime

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Urge
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn, found_cast
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
AT, BY = cn("2026-11-23 10:20"), cn("2026-11-24 12:00")


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    head = Staff.objects.create(root=house.root, username="zu", name="领导小组老组")
    give_post(at=cn("2020-01-01 09:00"), staff=head, organisation=house.branch, role=Role.LEADING_GROUP, from_day=SINCE)
    house.people["zu"] = head
    return house


def urged(house: House, *, who: str = "li", to: str = "sun", at: datetime = AT, by: datetime = BY) -> Complaint:
    case = walked(house, forwarded_case(house), until="note_contact")
    return actions.urge_complaint(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=at, to_staff_id=house.people[to].id, reason="客户在现场等", answer_by=by)


def kinds(house: House, who: str) -> list[str]:
    return list(Notice.objects.filter(recipient_id=house.people[who].id, kind__startswith="urge.").order_by("id").values_list("kind", flat=True))


def test_received_then_answered_and_each_hears_of_it(house: House) -> None:
    case = urged(house)
    assert kinds(house, "sun") == ["urge.received"]
    case = actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-23 10:30"))
    assert (Urge.objects.get().received_at, Urge.objects.get().answered_at) == (cn("2026-11-23 10:30"), None)
    with pytest.raises(BadInput, match="回复"):
        actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-23 10:40"))
    case = actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-23 11:00"), answer="下午定损")
    assert Urge.objects.get().answered_at == cn("2026-11-23 11:00")
    assert kinds(house, "li") == ["urge.answered"]
    assert actions.escalate_urges(at=cn("2026-11-25 09:00")) == 0
    with pytest.raises(Refused, match="没有待回复"):
        actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-23 12:00"), answer="又一次")
    assert verify() == []


def test_unanswered_goes_to_the_leading_group_once(house: House) -> None:
    case = urged(house)
    assert actions.escalate_urges(at=BY) == 0
    assert actions.escalate_urges(at=cn("2026-11-24 12:01")) == 1
    assert actions.escalate_urges(at=cn("2026-11-24 12:06")) == 0
    assert kinds(house, "zu") == ["urge.unanswered"]
    assert Complaint.objects.get(pk=case.pk).version == case.version
    late = actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-24 13:00"), answer="刚办完")
    assert late.version == case.version + 1
    assert verify() == []


@pytest.mark.parametrize("to", ["ding", "outsider", "stranger", "li", "zhang"])
def test_who_cannot_act_is_not_urged(house: House, to: str) -> None:
    """The respondent, people without sight, another insurer's, oneself, the hotline."""
    with pytest.raises(BadInput, match="催办谁"):
        urged(house, to=to)


@pytest.mark.parametrize("by", ["2026-11-23 10:20", "2026-11-22 09:00", "2027-06-01 09:00"])
def test_a_time_that_cannot_be_is_told(house: House, by: str) -> None:
    with pytest.raises(BadInput, match="回复期限"):
        urged(house, by=cn(by))


def test_one_open_urge_a_person_and_another_persons_is_not_answered(house: House) -> None:
    case = urged(house)
    again = {"reason": "再催", "answer_by": BY, "actor": house.actor("zhao"), "at": cn("2026-11-23 11:00")}
    with pytest.raises(Refused, match="还没有回复"):
        actions.urge_complaint(ref=case.ref, seen_version=case.version, to_staff_id=house.sun.id, **again)
    case = actions.urge_complaint(ref=case.ref, seen_version=case.version, to_staff_id=house.wang.id, **again)
    with pytest.raises(Refused, match="等您回复"):
        actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 12:00"), answer="代答")
    actions.answer_urge(ref=case.ref, seen_version=case.version, actor=house.actor("wang"), at=cn("2026-11-23 12:00"), answer="已安排")
    assert list(Urge.objects.filter(answered_at=None).values_list("to_staff__username", flat=True)) == ["sun"]
