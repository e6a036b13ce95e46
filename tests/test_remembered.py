"""What is put back is what was made."""

import pytest
from django.db import transaction

from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint
from tests.apps.case_walk import STEPS, forwarded_case, walked
from tests.cast import House, cn, found_cast
from tests.remembered import _tables

pytestmark = pytest.mark.django_db


def made() -> tuple[House, Complaint]:
    house = found_cast()
    return house, walked(house, forwarded_case(house), until="send_reply")


def test_the_rows_are_the_same_and_the_work_goes_on_from_them() -> None:
    first = transaction.savepoint()
    house, case = made()
    rows = _tables()
    transaction.savepoint_rollback(first)
    assert not Complaint.objects.exists()
    house, again = made()
    assert _tables() == rows
    assert (again.pk, again.version, again.stage) == (case.pk, case.version, case.stage)
    next(step for step in STEPS if step.act == "send_reply").do(house, again)
    assert Complaint.objects.get(pk=case.pk).version == case.version + 1
    assert verify() == []


def test_other_rows_beforehand_are_another_beginning() -> None:
    first = transaction.savepoint()
    house = found_cast()
    alone = forwarded_case(house)
    transaction.savepoint_rollback(first)
    house = found_cast()
    other = house.register(at=cn("2026-11-23 09:20"))
    case = forwarded_case(house)
    assert case.pk != alone.pk
    assert {each.pk for each in Complaint.objects.all()} == {other.pk, case.pk}
