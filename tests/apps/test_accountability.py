"""Consequences are proposed from the confirmed finding by the edition of the case, once, and withdrawn by a newer one (S4 第九条)."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from suqing.apps.accountability.access import may_see_proposals
from suqing.apps.accountability.actions import (
    ConfirmedFinding,
    Named,
    propose_consequences,
    withdraw_proposals,
)
from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.accountability.queries import concerned_ids, proposals_for
from suqing.apps.audit.models import Event
from suqing.apps.organisations.access import standing_of
from suqing.kernel.ids import new_id
from suqing.rulebook import open_edition
from tests.cast import House, cn

pytestmark = pytest.mark.django_db

AT = cn("2026-11-30 17:00")


def finding(house: House, **given: Any) -> ConfirmedFinding:
    return ConfirmedFinding(
        **{
            "root_id": house.root.id, "complaint_id": new_id(), "complaint_ref": "SQ20261123ABCDEFG", "finding_id": new_id(),
            "version": 1, "valid": True, "came_via": "hotline", "times_complained": 1, "persons": persons(house),
            "claims_edition": open_edition("claims").content_hash, "received_on": cn("2026-11-23 09:12").date(), **given,
        }
    )  # fmt: skip


def persons(house: House) -> tuple[Named, ...]:
    return (
        Named(house.ding.id, "direct", True),
        Named(house.wang.id, "indirect", True),
        Named(house.liao.id, "claims_head", True),
        Named(house.ding.id, "principal_responsible", True),
    )


def propose(house: House, found: ConfirmedFinding) -> list[PenaltyNotice]:
    return propose_consequences(found, actor=house.actor("li"), at=AT)


def rows(house: House, found: ConfirmedFinding) -> set[tuple[int | None, str, str, int]]:
    return {(row.staff_id, row.role, row.kind, row.amount_fen) for row in propose(house, found)}


@pytest.mark.parametrize(
    ("came_via", "times_complained", "expected"),
    [
        ("hotline", 1, {("ding", "direct", "remind", 0)}),
        ("hotline", 2, {("ding", "direct", "fine", 5_000), ("wang", "indirect", "remind", 0)}),
        ("hotline", 3, {("ding", "direct", "fine", 10_000), ("wang", "indirect", "fine", 5_000)}),
        ("hotline", 7, {("ding", "direct", "fine", 10_000), ("wang", "indirect", "fine", 5_000)}),
        ("regulator_local", 3, {("ding", "direct", "fine", 10_000), ("liao", "claims_head", "fine", 10_000)}),
        ("regulator_national", 1, {("ding", "direct", "fine", 20_000), ("liao", "claims_head", "fine", 20_000)}),
        ("media", 1, {("ding", "direct", "fine", 20_000), ("liao", "claims_head", "fine", 20_000)}),
        ("internet", 1, {("ding", "direct", "fine", 20_000), ("liao", "claims_head", "fine", 20_000)}),
        ("visit", 3, set()),
        ("platform", 3, set()),
    ],
)
def test_the_schedule_by_way_in_and_level(house: House, came_via: str, times_complained: int, expected: set) -> None:  # type: ignore[type-arg]
    wanted = {(house.people[who].id, role, kind, fen) for who, role, kind, fen in expected}
    assert rows(house, finding(house, came_via=came_via, times_complained=times_complained)) == wanted


def test_invalid_or_outside_the_claims_rule_proposes_nothing(house: House) -> None:
    assert rows(house, finding(house, valid=False, times_complained=3)) == set()
    assert rows(house, finding(house, claims_edition=None, times_complained=3)) == set()


def test_the_same_finding_again_changes_nothing(house: House) -> None:
    found = finding(house, times_complained=3)
    first, events = propose(house, found), Event.objects.filter(subject_kind="penalty").count()
    assert [row.id for row in propose(house, found)] == [row.id for row in first]
    assert events == Event.objects.filter(subject_kind="penalty").count() == 2


def test_a_newer_finding_withdraws_and_deletes_nothing(house: House) -> None:
    old = finding(house, times_complained=3)
    before = propose(house, old)
    newer = replace(old, finding_id=new_id(), version=2, persons=(Named(house.sun.id, "direct", True),))
    now = {row.staff_id for row in propose(house, newer)}
    assert now == {house.sun.id, None}
    assert set(PenaltyNotice.objects.filter(id__in=[row.id for row in before]).values_list("state", flat=True)) == {"withdrawn"}
    assert {row.notice.finding_version for row in proposals_for(old.complaint_id)} == {2}
    assert len(proposals_for(old.complaint_id, withdrawn=True)) == 4
    for row in before:
        verbs = Event.objects.filter(subject_kind="penalty", subject_id=row.id).order_by("seq").values_list("verb", flat=True)
        assert list(verbs) == ["penalty.proposed", "penalty.withdrawn"]


def test_found_invalid_in_the_end_withdraws_and_valid_again_proposes_anew(house: House) -> None:
    found = finding(house, times_complained=2)
    propose(house, found)
    assert propose(house, replace(found, valid=False)) == []
    assert proposals_for(found.complaint_id) == []
    assert len(propose(house, found)) == 2
    assert PenaltyNotice.objects.filter(complaint_id=found.complaint_id).count() == 4


def test_another_case_and_another_root_are_left_alone(house: House) -> None:
    ours = finding(house, times_complained=2)
    theirs = replace(finding(house, times_complained=2), root_id=house.stranger.root_id, complaint_id=ours.complaint_id)
    propose(house, ours)
    propose(house, theirs)
    withdraw_proposals(root_id=house.stranger.root_id, complaint_id=ours.complaint_id, actor=house.actor("li"), at=AT)
    states = set(PenaltyNotice.objects.values_list("root_id", "state"))
    assert states == {(house.root.id, "proposed"), (house.stranger.root_id, "withdrawn")}


def test_who_is_no_employee_is_not_fined_and_the_line_says_why(house: House) -> None:
    found = finding(house, times_complained=3, persons=(Named(house.ding.id, "direct", False), Named(house.wang.id, "indirect", True)))
    assert rows(house, found) == {(house.ding.id, "direct", "not_an_employee", 0), (house.wang.id, "indirect", "fine", 5_000)}
    direct = proposals_for(found.complaint_id)[0]
    assert direct.words == "直接责任人定损员老丁：不处罚"
    assert "不是本公司员工" in direct.line.because
    assert direct.line.children[0].clause == direct.notice.clause


def test_a_role_that_the_finding_leaves_empty_is_said_not_lost(house: House) -> None:
    found = finding(house, came_via="media", persons=(Named(house.ding.id, "direct", True),))
    assert (None, "claims_head", "fine", 20_000) in rows(house, found)
    head = proposals_for(found.complaint_id)[1]
    assert (head.who, head.words) == ("未写明", "理赔负责人未写明：罚款 200.00元")
    assert "没有写明" in head.line.because


def test_one_person_in_two_roles_has_both_lines_marked(house: House) -> None:
    twice = (Named(house.liao.id, "direct", True), Named(house.liao.id, "claims_head", True))
    found = finding(house, came_via="regulator_local", persons=twice)
    assert {(row.staff_id, row.same_person) for row in propose(house, found)} == {(house.liao.id, True)}
    assert len(proposals_for(found.complaint_id)) == 2
    assert all("同一人另有一项" in each.words for each in proposals_for(found.complaint_id))


def test_every_line_carries_clause_edition_month_and_its_explanation(house: House) -> None:
    found = finding(house, times_complained=3)
    propose(house, found)
    for shown in proposals_for(found.complaint_id):
        assert shown.notice.edition_hash == found.claims_edition
        assert shown.notice.clause.startswith("claims/9")
        assert shown.notice.month == "2026-11"
        assert shown.line.clause == shown.notice.clause
        event = Event.objects.get(subject_kind="penalty", subject_id=shown.notice.id)
        assert (event.clause, event.edition) == (shown.notice.clause, shown.notice.edition_hash)
        assert "老丁" not in event.body


def test_the_month_is_that_of_the_house(house: House) -> None:
    found = finding(house)
    made = propose_consequences(found, actor=house.actor("li"), at=cn("2026-12-01 00:30"))
    assert {row.month for row in made} == {"2026-12"}


def test_the_complaint_unit_and_the_leader_see_it_those_concerned_do_not(house: House) -> None:
    found = finding(house, times_complained=3)
    propose(house, found)
    concerned = concerned_ids(proposals_for(found.complaint_id))
    assert concerned == {house.ding.id, house.wang.id}

    def sees(name: str) -> bool:
        standing = standing_of(house.people[name], on=AT.date())
        return may_see_proposals(standing, leader_id=house.zhao.id, concerned_ids=concerned)

    assert {name for name in house.people if sees(name)} == {"li", "han", "zhao", "stranger"}  # the case's own door keeps the stranger out
    officer = standing_of(house.li, on=AT.date())
    assert not may_see_proposals(officer, concerned_ids=[house.li.id])


def test_the_database_holds_the_invariants(house: House) -> None:
    found = finding(house, times_complained=2)
    row = propose(house, found)[0]
    twin = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PenaltyNotice.objects.create(**twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        PenaltyNotice.objects.filter(pk=row.pk).update(kind="remind", amount_fen=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PenaltyNotice.objects.filter(pk=row.pk).update(kind="fine", amount_fen=0)
