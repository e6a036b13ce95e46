import json
from datetime import timedelta

import pytest
from django.db import transaction

from suqing.apps.audit import record as recording
from suqing.apps.audit.disclosing import disclose, disclosed_fields
from suqing.apps.audit.models import Event, ReadTrace, Unanchored
from suqing.apps.audit.queries import events_of
from suqing.apps.audit.reading import flush_reads, note_read
from suqing.apps.audit.record import Entry, record, record_many
from suqing.apps.organisations.actors import Actor, system_actor
from suqing.kernel.errors import BadInput, Refused, Stale
from tests.apps.ledger_cast import AT, make_cast

CASE = ("complaint", 4218)


@pytest.fixture
def cast(db, settings):
    return make_cast(settings)


def happens(cast, verb="register", subject=CASE, **more):
    with transaction.atomic():
        return record(root_id=cast.root.id, subject=subject, verb=verb, actor=cast.actor, at=AT, **more)


def test_events_of_a_subject_form_a_chain(cast):
    first, second = happens(cast), happens(cast, "triage", clause="property/5.2.3", edition="ab" * 32)
    assert (first.seq, first.prev_hash) == (1, "")
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert happens(cast, subject=("complaint", 1)).seq == 1
    assert set(Unanchored.objects.values_list("event_id", flat=True)) >= {first.id, second.id}


def test_an_event_keeps_who_when_and_the_true_moment(cast, settings):
    earlier = AT - timedelta(days=2)
    behalf = make_cast(settings, code="SH02", username="wang", name="王经理").staff
    with transaction.atomic():
        actor = Actor(cast.staff.id, cast.staff.name, cast.root.id, on_behalf_of_id=behalf.id)
        event = record(root_id=cast.root.id, subject=CASE, verb="approve", actor=actor, at=AT, occurred_at=earlier)
    event.refresh_from_db()
    assert (event.occurred_at, event.recorded_at) == (earlier, AT)
    assert (event.actor_id, event.on_behalf_of_id) == (cast.staff.id, behalf.id)
    assert cast.staff.name not in event.body


def test_the_system_acts_without_a_person(cast):
    with transaction.atomic():
        event = record(root_id=cast.root.id, subject=CASE, verb="warn", actor=system_actor(cast.root.id), at=AT)
    assert (event.actor_id, json.loads(event.body)["by"]) == (None, "system")


def test_recording_costs_three_statements(cast, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(3):
        record(root_id=cast.root.id, subject=CASE, verb="register", actor=cast.actor, at=AT, records=[cast.staff])


def test_fifty_events_cost_three_statements_too(cast, django_assert_num_queries):
    happens(cast)
    entries = [Entry(cast.root.id, ("complaint", 4218 + n // 2), "dispatch") for n in range(49)]
    entries.append(Entry(cast.root.id, ("matter", 4218), "join"))
    with transaction.atomic(), django_assert_num_queries(3):
        events = record_many(entries, actor=cast.actor, at=AT)
    assert [event.seq for event in events[:4]] == [2, 3, 1, 2]
    assert events[1].prev_hash == events[0].hash
    assert events[-1].seq == 1
    with pytest.raises(ValueError, match="at most 50"), transaction.atomic():
        record_many(entries * 2, actor=cast.actor, at=AT)


def test_nothing_is_recorded_outside_a_transaction(transactional_db, settings):
    cast = make_cast(settings)
    with pytest.raises(RuntimeError, match="in the transaction"):
        record(root_id=cast.root.id, subject=CASE, verb="register", actor=cast.actor, at=AT)


@pytest.mark.parametrize("refs", [{"story": "定损员让我改口"}, {"name": "x" * 81}, {"to": ["a", "王经理"]}, {"deep": {"a": 1}}])
def test_the_ledger_takes_no_narrative_and_no_names(cast, refs):
    with pytest.raises((ValueError, TypeError), match="refs"):
        happens(cast, refs=refs)
    assert not Event.objects.exists()


def test_two_writers_of_one_case_do_not_both_win(cast, monkeypatch):
    happens(cast)
    monkeypatch.setattr(recording, "_heads", lambda subjects: {})  # what the slower one saw before the faster committed
    with pytest.raises(Stale, match="别人更新"):
        happens(cast, "dispatch")


def test_the_chain_reads_in_order_for_its_own_root_only(cast):
    happens(cast, refs={"to": "claims", "unit": 12})
    happens(cast, "triage")
    events = list(events_of(root_id=cast.root.id, subject=CASE))
    assert [event.verb for event in events] == ["register", "triage"]
    assert json.loads(events[0].body)["refs"] == {"to": "claims", "unit": 12}
    assert not events_of(root_id=cast.root.id + 1, subject=CASE).exists()


def test_a_disclosure_is_for_one_person_one_case_and_a_time(cast):
    disclosure = disclose(actor=cast.actor, subject=CASE, fields=["phone", "name"], reason="contact", at=AT)
    who = {"root_id": cast.root.id, "staff_id": cast.staff.id}
    assert disclosed_fields(**who, subject=CASE, at=AT) == {"name", "phone"}
    assert disclosed_fields(**who, subject=CASE, at=AT + timedelta(minutes=10)) == frozenset()
    assert disclosed_fields(**who, subject=("complaint", 1), at=AT) == frozenset()
    assert disclosed_fields(root_id=cast.root.id, staff_id=1, subject=CASE, at=AT) == frozenset()
    assert Event.objects.get().verb == "disclose"
    assert disclosure.until == AT + timedelta(minutes=10)
    with pytest.raises(BadInput, match="查看原因"):
        disclose(actor=cast.actor, subject=CASE, fields=["phone"], reason="想看", at=AT)
    with pytest.raises(Refused):
        disclose(actor=system_actor(cast.root.id), subject=CASE, fields=["phone"], reason="contact", at=AT)


def test_reading_leaves_one_row_per_person_case_and_ten_minutes(cast, django_assert_num_queries):
    who = {"root_id": cast.root.id, "staff_id": cast.staff.id, "subject": CASE}
    with django_assert_num_queries(0):
        for minute in (0, 1, 7):
            note_read(**who, at=AT + timedelta(minutes=minute))
    flush_reads()
    note_read(**who, at=AT + timedelta(minutes=2))
    note_read(**who, at=AT + timedelta(minutes=9))
    flush_reads()
    assert flush_reads() == 0
    rows = list(ReadTrace.objects.order_by("window_start").values_list("window_start__minute", "count"))
    assert rows == [(10, 4), (20, 1)]  # 01:12, :13, :19 and :14 belong to one window; 01:21 to the next
