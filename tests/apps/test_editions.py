"""Editions are kept by content and adopted by decision; an upgrade cannot lose last year's."""

import json
from datetime import date

import pytest
from click import ClickException
from click.testing import CliRunner
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from suqing.apps.audit.models import Event
from suqing.apps.editions.actions import adopt_edition, store_calendar, store_edition
from suqing.apps.editions.models import Adoption, StoredEdition
from suqing.apps.editions.queries import (
    adoptions_of,
    current_calendar,
    edition_in_force,
    editions_in_force,
)
from suqing.apps.editions.stored import NotStored, open_stored, open_stored_calendar
from suqing.apps.editions.tasks import keep_calendar
from suqing.apps.organisations.actions import found_organisation
from suqing.apps.organisations.actors import system_actor
from suqing.apps.organisations.models import OrganisationKind
from suqing.casework.deadlines import deadlines_for
from suqing.casework.facts import ClockFacts
from suqing.commands._errors import sentence
from suqing.kernel.canonical import canonical
from suqing.kernel.errors import Refused
from suqing.rulebook import Calendar, Edition, open_calendar, open_edition
from tests.apps.clock_room import adopting_insurer, cn, insurer

pytestmark = pytest.mark.django_db
AT = cn("2026-01-01 09:00")


@pytest.fixture(autouse=True)
def _cold_caches():
    open_stored.cache_clear()
    open_stored_calendar.cache_clear()


def adopt(root, edition, day, *, until=None, reason="总经理室会议决定"):
    return adopt_edition(
        root=root, edition=edition, from_day=day, until_day=until, reason=reason, actor=system_actor(root.id), at=AT
    )


def five_days_instead_of_three() -> Edition:
    """The property rule as it might have been a year earlier: general complaints in 5 working days."""
    data = json.loads(open_edition("property").canonical)
    changed = 0
    for file in data["files"].values():
        if file["kind"] == "deadline":
            for rule in file["rules"]:
                if rule["clock"] == "resolve" and "general" in (rule["when"].get("classification") or []):
                    for value in rule["limit"]:
                        value["value"] = 5
                        changed += 1
    assert changed
    return Edition.from_canonical(canonical(data))


def resolve_limit(edition):
    facts = ClockFacts(received_at=cn("2026-11-23 09:12"), classification="general")
    (limit,) = [
        deadline.limit_at
        for deadline in deadlines_for(edition=edition, calendar=open_calendar("cn"), facts=facts)
        if deadline.kind == "resolve"
    ]
    return limit


def test_the_same_content_is_stored_once():
    first = store_edition(open_edition("property"), at=AT)
    second = store_edition(open_edition("property"), at=cn("2026-02-01 09:00"))
    assert first.id == second.id
    assert second.stored_at == AT
    assert StoredEdition.objects.get().content_hash == open_edition("property").content_hash


def test_the_database_holds_a_hash_once():
    first = store_edition(open_edition("property"), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredEdition.objects.create(rulebook="x", content_hash=first.content_hash, canonical="", stored_at=AT)


def test_a_new_edition_ends_the_old_one_the_day_before():
    root, old, new = insurer(), five_days_instead_of_three(), open_edition("property")
    adopt(root, old, date(2025, 1, 1))
    adopt(root, new, date(2026, 1, 1))
    assert edition_in_force(root.id, "property", date(2025, 12, 31)).content_hash == old.content_hash
    assert edition_in_force(root.id, "property", date(2026, 1, 1)).content_hash == new.content_hash
    assert edition_in_force(root.id, "property", date(2024, 12, 31)) is None
    assert edition_in_force(root.id, "claims", date(2026, 1, 1)) is None
    assert [each.until_day for each in adoptions_of(root.id, "property")] == [None, date(2025, 12, 31)]


def test_an_upgrade_cannot_lose_last_years_edition():
    root, old = insurer(), five_days_instead_of_three()
    adopt(root, old, date(2025, 1, 1))
    adopt(root, open_edition("property"), date(2026, 1, 1))
    open_stored.cache_clear()  # another process, another release: only the shipped edition is on disk
    last_year = open_stored(edition_in_force(root.id, "property", date(2025, 6, 1)).content_hash)
    assert last_year.canonical == old.canonical
    assert last_year.content_hash == old.content_hash != open_edition("property").content_hash
    assert resolve_limit(last_year) == cn("2026-11-30 17:30")
    assert resolve_limit(open_edition("property")) == cn("2026-11-26 17:30")


def test_a_stored_edition_in_use_cannot_be_deleted():
    root = insurer()
    adoption = adopt(root, open_edition("property"), date(2026, 1, 1))
    with pytest.raises(ProtectedError):
        adoption.edition.delete()


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 1, 1), None),  # the same day
        (date(2025, 6, 1), None),  # open, before one that is open
        (date(2025, 6, 1), date(2026, 1, 1)),  # one day in common
        (date(2026, 3, 1), date(2026, 4, 1)),  # inside
    ],
)
def test_two_editions_on_one_day_are_refused(day, until):
    root = insurer()
    adopt(root, open_edition("property"), date(2026, 1, 1))
    with pytest.raises(Refused, match="同一天不能有两版"):
        adopt(root, five_days_instead_of_three(), day, until=until)
    assert [(each.from_day, each.until_day) for each in Adoption.objects.all()] == [(date(2026, 1, 1), None)]


def test_a_stretch_of_the_past_can_be_added_later():
    root, old = insurer(), five_days_instead_of_three()
    adopt(root, open_edition("property"), date(2026, 1, 1))
    adopt(root, old, date(2024, 1, 1), until=date(2025, 12, 31))
    assert edition_in_force(root.id, "property", date(2025, 12, 31)).content_hash == old.content_hash


def test_no_reason_no_adoption():
    with pytest.raises(Refused, match="为什么采用"):
        adopt(insurer(), open_edition("property"), date(2026, 1, 1), reason="  ")


def test_rules_are_adopted_by_the_top_organisation():
    root = insurer()
    branch = found_organisation(at=cn("2020-01-01 09:00"),
        code="B1", name="上海分公司", short_name="上海分公司", kind=OrganisationKind.BRANCH, parent=root, from_day=date(2020, 1, 1)
    )
    with pytest.raises(Refused, match="不是顶层机构"):
        adopt(branch, open_edition("property"), date(2026, 1, 1))


def test_the_database_allows_one_open_adoption():
    root = insurer()
    adoption = adopt(root, open_edition("property"), date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(
            root=root, rulebook="property", edition=adoption.edition, from_day=date(2026, 5, 1), reason="x", at=AT
        )


def test_all_editions_of_a_day_in_one_statement_and_of_one_root_only(django_assert_num_queries):
    root, other = adopting_insurer("P0001"), insurer("P0002")
    adopt(other, five_days_instead_of_three(), date(2026, 1, 1))
    with django_assert_num_queries(1) as queries:
        found = editions_in_force(root.id, date(2026, 6, 1))
        assert {book: each.content_hash for book, each in found.items()} == {
            book: open_edition(book).content_hash for book in ("property", "claims", "cbirc2020")
        }
    assert '"canonical"' not in queries.captured_queries[0]["sql"]
    assert editions_in_force(other.id, date(2026, 6, 1)).keys() == {"property"}


def test_opening_reads_the_database_once(django_assert_num_queries):
    stored = store_edition(open_edition("claims"), at=AT)
    with django_assert_num_queries(1):
        assert open_stored(stored.content_hash) is open_stored(stored.content_hash)


def test_what_was_never_stored_does_not_open():
    store_edition(open_edition("claims"), at=AT)
    with pytest.raises(NotStored):
        open_stored("0" * 64)
    with pytest.raises(NotStored):
        open_stored_calendar(open_edition("claims").content_hash)


def test_the_calendar_stored_last_is_the_current_one():
    assert current_calendar() == open_calendar("cn")
    store_calendar(open_calendar("cn"), at=AT)
    data = json.loads(open_calendar("cn").canonical)
    data["years"] = [year for year in data["years"] if year["year"] != 2018]
    newer = Calendar.from_canonical(canonical(data))
    store_calendar(newer, at=cn("2026-12-01 09:00"))
    store_calendar(open_calendar("cn"), at=cn("2026-12-02 09:00"))  # known already: not newer
    with CaptureQueriesContext(connection) as queries:
        assert current_calendar().content_hash == newer.content_hash
    assert len(queries) == 2  # which one, and its text at the first call


def test_an_adoption_is_an_event_of_its_own():
    adoption = adopt(insurer(), open_edition("property"), date(2026, 1, 1))
    event = Event.objects.get(subject_kind="adoption", subject_id=adoption.id)
    assert (event.verb, event.edition) == ("adoption.decided", open_edition("property").content_hash)
    assert "会议" not in event.body


def call(*words):
    from suqing.commands.adopt import command

    return CliRunner().invoke(command, words, standalone_mode=False)


def test_the_command_adopts(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    root = insurer()
    result = call("property", "--root", root.code, "--from", "2026-01-01", "--reason", "海宁发〔2025〕31号")
    assert result.exception is None
    assert "海宁财险从2026-01-01起适用管理细则" in result.output
    assert edition_in_force(root.id, "property", date(2026, 1, 1)).content_hash == open_edition("property").content_hash


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("property", "--root", "P9", "--from", "2026-01-01", "--reason", "x"), "P9"),
        (("propperty", "--root", "P0001", "--from", "2026-01-01", "--reason", "x"), "propperty"),
        (("property", "--root", "P0001", "--from", "2026-01-01", "--reason", " "), "为什么采用"),
    ],
)
def test_the_command_says_what_is_wrong(monkeypatch, words, says):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    insurer()
    error = call(*words).exception
    said, code = (error.format_message(), error.exit_code) if isinstance(error, ClickException) else sentence(error)
    assert says in said
    assert code == 2
    assert not Adoption.objects.exists()


def test_the_worker_takes_up_the_calendar_of_an_upgrade():
    data = json.loads(open_calendar("cn").canonical)
    data["years"] = data["years"][:-1]  # the release before knew a year less
    keep_calendar(AT)
    assert not StoredEdition.objects.exists()
    store_calendar(Calendar.from_canonical(canonical(data)), at=AT)
    keep_calendar(cn("2026-12-01 09:00"))
    assert current_calendar().content_hash == open_calendar("cn").content_hash
    keep_calendar(cn("2026-12-02 09:00"))
    assert StoredEdition.objects.count() == 2
