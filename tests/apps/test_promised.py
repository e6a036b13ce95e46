"""Promised answers, kept and broken, counted as the rows say (C14)."""

from datetime import date
from fractions import Fraction

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Promise
from suqing.apps.complaints.promised import Promised, promises_of
from suqing.apps.complaints.queries import seer_of
from suqing.apps.organisations.access import standing_of
from tests.apps.case_walk import spot_case
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-25 12:00")


def promised(house: House, due: str, answered: str = "") -> Complaint:
    case = actions.register_complaint(
        intake=house.intake(promise_at=cn(due), promise_words="回电"), actor=house.actor("zhang"), at=cn("2026-11-23 09:20")
    )
    if answered:
        case = actions.note_contact(
            ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(answered), method="telephone", reached=True, summary="已答复", gives_answer=True
        )
    return case


def seen(house: House, who: str = "li", since: date | None = None, until: date | None = None) -> Promised:
    return promises_of(seer_of(standing_of(house.people[who], on=NOW.date()), now=NOW), since=since, until=until, now=NOW)


def test_each_promise_is_kept_broken_or_ahead(house: House) -> None:
    assert (seen(house), seen(house).rate) == (Promised(0, 0, 0), None)
    promised(house, "2026-11-23 17:00", "2026-11-23 17:00")
    promised(house, "2026-11-24 12:00", "2026-11-23 16:00")
    promised(house, "2026-11-23 17:00", "2026-11-23 17:01")
    promised(house, "2026-11-25 11:59")
    promised(house, "2026-11-25 12:00")
    assert (seen(house), seen(house).rate) == (Promised(2, 2, 1), Fraction(1, 2))
    assert Promise.objects.count() == 5


def test_days_are_those_promised_and_both_count(house: House) -> None:
    promised(house, "2026-11-23 17:00", "2026-11-23 16:00")
    promised(house, "2026-11-24 23:59", "2026-11-23 16:00")
    promised(house, "2026-11-25 00:00", "2026-11-23 16:00")
    assert seen(house, since=date(2026, 11, 24), until=date(2026, 11, 24)).kept == 1
    assert seen(house, until=date(2026, 11, 24)).kept == 2
    assert seen(house, since=date(2026, 11, 24)).kept == 2


def test_only_what_one_oversees_counts_and_nothing_that_ended_without_an_answer(house: House) -> None:
    promised(house, "2026-11-25 11:00")
    case = promised(house, "2026-11-25 11:00")
    actions.terminate_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-24 10:00"), kind="withdrawn", reason="本人撤回", told_how="signed"
    )
    assert seen(house) == Promised(0, 1, 0)
    assert seen(house, "zhao") == Promised(0, 1, 0)
    assert seen(house, "stranger") == seen(house, "sun") == Promised(0, 0, 0)


def test_what_was_settled_on_the_spot_promised_nothing(house: House) -> None:
    spot_case(house)
    assert seen(house) == Promised(0, 0, 0)
