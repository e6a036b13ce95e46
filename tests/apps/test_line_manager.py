"""The direct superior of the person complained of accepts and names the handler, and does not handle it while another can (law 17)."""

from datetime import date

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.actions import report_to
from suqing.kernel.errors import Refused
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def dispatched(house: House, **given: object) -> Complaint:
    case = house.register(**given)
    who = {"actor": house.actor("li"), "at": cn("2026-11-23 09:40")}
    case = actions.triage_complaint(ref=case.ref, seen_version=case.version, classification="general", established=True, **who)
    return actions.dispatch_complaint(ref=case.ref, seen_version=case.version, department_id=house.claims.id, **who)


def accept(house: House, case: Complaint, **given: object) -> Complaint:
    return actions.accept_dispatch(ref=case.ref, seen_version=case.version, actor=house.actor("wang"), at=cn("2026-11-23 09:55"), **given)


@pytest.mark.parametrize("named", [True, False])
def test_the_superior_is_told_to_name_another(house: House, named: bool) -> None:
    case = dispatched(house, respondent_staff_id=house.ding.id, conduct_day=date(2026, 11, 5))
    with pytest.raises(Refused, match="王经理是被投诉人的直接上级，不能自己承办。请指定本部门的其他同事，如小孙") as refused:
        accept(house, case, **({"handler_id": house.wang.id} if named else {}))
    assert refused.value.clause == "cbirc2020/17"
    assert accept(house, case, handler_id=house.sun.id).handler_id == house.sun.id


def test_a_head_handles_what_concerns_nobody_below_them(house: House) -> None:
    case = dispatched(house, respondent_staff_id=None)
    assert accept(house, case).handler_id == house.wang.id


def test_the_line_is_that_of_the_day_of_the_conduct(house: House) -> None:
    """老丁 answers to another since 20 November; on the 5th he answered to 王经理, on the 21st no longer."""
    report_to(staff=house.ding, superior=house.liao, from_day=date(2026, 11, 20), at=cn("2026-11-19 09:00"))
    before = dispatched(house, respondent_staff_id=house.ding.id, conduct_day=date(2026, 11, 5))
    after = dispatched(house, respondent_staff_id=house.ding.id, conduct_day=date(2026, 11, 21))
    with pytest.raises(Refused, match="直接上级"):
        accept(house, before)
    assert accept(house, after).handler_id == house.wang.id


def test_where_nobody_else_is_left_the_superior_handles(house: House) -> None:
    house.sun.is_active = False
    house.sun.save(update_fields=["is_active"])
    case = dispatched(house, respondent_staff_id=house.ding.id, conduct_day=date(2026, 11, 5))
    assert accept(house, case).handler_id == house.wang.id
