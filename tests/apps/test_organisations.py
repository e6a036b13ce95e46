"""Organisations in time: every question is asked on a day, and old answers stay (X03, house: organisations in time)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import (
    end_post,
    found_organisation,
    give_post,
    move_organisation,
    report_to,
)
from suqing.apps.organisations.models import Organisation, OrganisationKind, Parentage, Post, Role
from suqing.apps.organisations.queries import (
    in_force,
    nearest_holder,
    posts_of,
    superior_of,
    units_below,
)
from suqing.kernel.errors import Refused
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-24 09:00")
BEFORE, AFTER = date(2026, 5, 31), date(2026, 6, 1)


def test_a_superior_is_the_one_of_the_day(house: House) -> None:
    report_to(at=NOW, staff=house.ding, superior=house.feng, from_day=AFTER)
    assert superior_of(house.ding.id, on=BEFORE) == house.wang
    assert superior_of(house.ding.id, on=AFTER) == house.feng


def test_lines_do_not_overlap(house: House) -> None:
    with pytest.raises(Refused, match="须晚于"):
        report_to(at=NOW, staff=house.ding, superior=house.feng, from_day=date(2019, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        house.ding.reporting_lines.create(root=house.root, superior=house.feng, from_day=AFTER)


def test_a_post_ends_and_stays_on_record(house: House) -> None:
    post = Post.objects.get(staff=house.wang)
    end_post(at=NOW, post=post, last_day=BEFORE)
    assert [each.role for each in posts_of(house.wang.id, on=BEFORE)] == [Role.DEPARTMENT_HEAD]
    assert posts_of(house.wang.id, on=AFTER) == []
    assert standing_of(house.wang, on=AFTER).holder_ids == (house.wang.id,)
    with pytest.raises(Refused):
        end_post(at=NOW, post=post, last_day=post.from_day - timedelta(days=1))


def test_a_moved_unit_keeps_its_history_and_takes_everything_below_along(house: House) -> None:
    other = found_organisation(at=NOW,
        code="P0101-32", name="江苏分公司", short_name="江苏分公司", kind=OrganisationKind.BRANCH, parent=house.root, from_day=date(2020, 1, 1)
    )
    below = found_organisation(at=NOW,
        code="X", name="查勘组", short_name="查勘组", kind=OrganisationKind.DEPARTMENT, parent=house.claims, from_day=date(2020, 1, 1)
    )
    move_organisation(at=NOW, organisation=house.claims, parent=other, from_day=AFTER)
    parents = {day: Parentage.objects.get(in_force(day), organisation=house.claims).parent for day in (BEFORE, AFTER)}
    assert parents == {BEFORE: house.branch, AFTER: other}
    assert Organisation.objects.get(pk=below.pk).path == f"{other.path}{house.claims.id}/{below.id}/"
    assert below.id not in set(units_below(house.branch).values_list("id", flat=True))
    with pytest.raises(Refused, match="不能成为"):
        move_organisation(at=NOW, organisation=other, parent=Organisation.objects.get(pk=below.pk), from_day=AFTER)


def test_the_nearest_holder_is_looked_for_upwards_and_around_those_concerned(house: House) -> None:
    give_post(at=NOW, staff=house.han, organisation=house.root, role=Role.LEADER_IN_CHARGE, from_day=date(2020, 1, 1))
    nearest = nearest_holder(Role.LEADER_IN_CHARGE, unit=house.claims, on=BEFORE)
    above = nearest_holder(Role.LEADER_IN_CHARGE, unit=house.claims, on=BEFORE, not_staff=[house.zhao.id])
    assert nearest is not None
    assert above is not None
    assert (nearest.staff, above.staff) == (house.zhao, house.han)


def test_a_code_is_given_once_in_a_root_and_again_in_another(house: House) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        found_organisation(at=NOW, code="P0101-31", name="重号", short_name="重号", kind=OrganisationKind.BRANCH, parent=house.root, from_day=AFTER)
    found_organisation(at=NOW,
        code="P0101-31", name="另一家", short_name="另一家", kind=OrganisationKind.BRANCH, parent=house.stranger.root, from_day=AFTER
    )
