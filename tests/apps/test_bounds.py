"""Every act has its one event and a bounded number of statements, BEGIN and COMMIT counted."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import MAY
from suqing.apps.complaints.actions import registering
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.intake import Letter
from suqing.apps.complaints.models import Complaint, ContactNote, Sight
from suqing.apps.complaints.queries import Filters, page_of, register_page, seer_of
from suqing.apps.organisations.access import standing_of
from suqing.casework.lifecycle import ACTS
from tests.apps.case_walk import SPOT, STEPS, forwarded_case, spot_case
from tests.cast import House, cn

pytestmark = pytest.mark.django_db

# statements of one act, BEGIN and COMMIT among them, the notices it sends included
MOST = {
    "triage": 33, "reclassify": 34, "complete_record": 34, "join_matter": 34, "leave_matter": 32, "link_items": 26, "unlink_items": 26, "dispatch": 35, "return_dispatch": 30, "judge_return": 20, "hq_receive": 30, "hq_act": 24, "tell_termination": 21, "accept_dispatch": 32,
    "acknowledge": 20, "ask_documents": 20, "see_documents": 28, "note_contact": 23, "note_progress": 24, "promise": 28, "open_crisis": 50, "record_crisis_opinion": 36, "decide_crisis": 46, "start_emergency_plan": 56, "log_emergency": 30, "end_emergency_plan": 46, "record_complexity": 30, "approve_extension": 30, "tell_extension": 32, "pause_limit": 30, "resume_limit": 34, "urge": 36, "note_inquiry": 20, "put_through": 36, "settle": 60, "propose_mediation": 24, "agree_mediation": 30, "decline_mediation": 24, "end_mediation": 36, "perform_mediation": 22, "receive_visit": 30, "count_heads": 20, "end_visit": 20, "review_settlement": 30, "answer_urge": 28,
    "report_obstacle": 29, "answer_obstacle": 26, "ask_support": 32, "answer_support": 26, "note_blockage": 22, "clear_blockage": 20, "disclose": 13, "declare_interest": 46, "ask_hearing": 31, "record_hearing": 22,
    "state_side": 22, "record_finding": 39, "confirm_finding": 36, "draft_proposal": 24, "submit_proposal": 33,
    "give_direction": 34, "step_in": 36, "instruct_proposal": 30, "send_reply": 28, "record_response": 22, "report_back": 23, "close": 38, "carry_out": 23,
    "record_opinion": 30, "answer_opinion": 30, "follow_up": 22, "suggest_improvement": 30, "answer_improvement": 28, "complete_improvement": 28, "check_improvement": 26, "send_survey": 24, "evaluate": 22, "archive": 23, "reopen": 36, "terminate": 24,
    "apply_review": 54, "decide_review": 34, "tell_review": 23, "note_new_facts": 34, "explain_lateness": 26, "ask_papers": 30, "record_letter": 28, "reveal_misconduct": 162,
}  # fmt: skip


def statements(captured: CaptureQueriesContext) -> list[str]:
    return [each["sql"] for each in captured]


def full_intake(house: House, **given: object) -> dict[str, object]:
    like = forwarded_case(house)
    return {
        "source": "regulator_local", "method": "forwarded", "claim_no": "RDAA1", "id_number": "310101199003071234", "address": "上海",
        "email": "a@example.com", "agent_name": "文浩坚", "agent_phone": "13900000001", "agent_role": "agent_of_complainant",
        "promise_at": cn("2026-11-25 17:00"), "respondent_unit_id": house.claims.id, "same_matter_as": like.ref, **given,
    }  # fmt: skip


LETTER = Letter("沪金监转〔2026〕2号", "上海监管局", cn("2026-11-20 10:00"), None, cn("2026-12-03 17:00"))


def test_registering_with_everything_takes_at_most_25_statements(house: House) -> None:
    """Letter, promise, agent, all numbers, a notice to the officer; a plain call takes fewer."""
    given = full_intake(house, letter=LETTER, same_matter_as="")
    with CaptureQueriesContext(connection) as captured:
        case = house.register(by="zhang", **given)
    assert len(captured) <= 25, statements(captured)
    assert case.letter.letter_no == "沪金监转〔2026〕2号"
    with CaptureQueriesContext(connection) as captured:
        house.register()
    assert len(captured) <= 18, statements(captured)


def test_joining_a_matter_asks_the_door_of_the_earlier_case_besides(house: House) -> None:
    given = full_intake(house, letter=LETTER)
    with CaptureQueriesContext(connection) as captured:
        case = house.register(by="zhang", **given)
    assert len(captured) <= 31, statements(captured)
    assert case.item_no == 2


def test_fifty_at_once_take_hardly_more_than_one(house: House) -> None:
    with CaptureQueriesContext(connection) as captured:
        many = actions.register_complaints(intakes=[house.intake() for _ in range(50)], actor=house.actor("li"), at=cn("2026-11-23 09:15"))
    assert len(captured) <= 50, statements(captured)
    ids = [each.id for each in many]
    assert len({each.ref for each in many}) == 50
    assert Counter(Event.objects.filter(subject_id__in=ids).values_list("verb", flat=True)) == {"registered": 50}
    assert Sight.objects.filter(complaint_id__in=ids, holder_id=house.branch.id).count() == 50
    assert all(clocks_of(("complaint", each)) for each in ids)
    assert verify() == []


def test_more_than_fifty_and_none_at_all(house: House) -> None:
    with pytest.raises(ValueError, match="at most 50"):
        actions.register_complaints(intakes=[house.intake()] * 51, actor=house.actor("li"), at=cn("2026-11-23 09:15"))
    assert actions.register_complaints(intakes=[], actor=house.actor("li"), at=cn("2026-11-23 09:15")) == []


def test_a_reference_that_is_taken_is_drawn_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from suqing.apps.complaints.actions import item

    taken, real, drawn = house.register().ref, item.new_reference, []

    def draw(day: object) -> str:
        drawn.append(taken if not drawn else real(day))  # type: ignore[arg-type]
        return drawn[-1]

    monkeypatch.setattr(item, "new_reference", draw)
    assert house.register().ref == drawn[1] != taken
    assert Complaint.objects.count() == 2
    monkeypatch.setattr(item, "new_reference", lambda day: taken)
    with pytest.raises(registering.IntegrityError):
        house.register()


def test_every_act_writes_its_one_event_within_its_bound(house: House) -> None:
    counts, verbs = Counter[str](), Counter[str]()
    cases = {**dict.fromkeys(STEPS, forwarded_case(house)), **dict.fromkeys(SPOT, spot_case(house))}
    for step, case in cases.items():
        before, known = Complaint.objects.get(pk=case.pk), set(Event.objects.values_list("id", flat=True))
        with CaptureQueriesContext(connection) as captured:
            after = step.do(house, before)
        fresh = Event.objects.exclude(id__in=known).filter(subject_kind="complaint", subject_id=case.id)
        assert fresh.count() == 1, step.act
        assert fresh.get().actor_id == house.people[step.who].id
        assert after.version == before.version + 1 if step.swaps else True
        verbs[fresh.get().verb] += 1
        counts[step.act] = max(len(captured), counts[step.act])
    case = house.register()
    with CaptureQueriesContext(connection) as captured:
        actions.reveal_misconduct(ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 09:50"), reason="反映定损员收受回扣")
    counts["reveal_misconduct"] = len(captured)
    assert {act: count for act, count in counts.items() if count > MOST[act]} == {}
    assert len(verbs) == len(cases) - 9, verbs  # a mediation comes three times, dispatch, complete_record, ask_hearing and reopen twice, heard by two ways
    assert verify() == []


def test_the_acts_of_the_procedure_and_of_the_door_are_the_same() -> None:
    """`disclose` belongs to the door alone."""
    assert set(MAY) - {"disclose"} == set(ACTS)
    assert {step.act for step in (*STEPS, *SPOT)} | {"reveal_misconduct"} == set(MAY)
    assert set(MOST) == set(MAY)


def test_leaving_a_change_without_its_event_is_an_error_and_writes_nothing(house: House) -> None:
    case = house.register()
    before = Event.objects.count()
    with pytest.raises(RuntimeError, match="without its event"), changing(
        ref=case.ref, action="note_contact", actor=house.actor("li"), at=cn("2026-11-23 10:00"), seen_version=1
    ) as change:
        ContactNote.objects.create(
            root_id=case.root_id, complaint=change.complaint, at=change.at, method="telephone", reached=True, entered_at=change.at
        )
    assert ContactNote.objects.count() == 0
    assert Event.objects.count() == before
    assert Complaint.objects.get(pk=case.pk).version == 1


def test_lists_read_an_index_range_and_sort_no_table(house: House) -> None:
    """SQLite says how it reads: the keys come in their order out of the index, whatever the number of cases."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the table, and here it is empty")
    house.register()
    now = cn("2026-11-24 10:00")
    seer = seer_of(standing_of(house.li, on=now.date()), now=now)
    asked = {
        "sight_list (root_id=? AND holder_id=? AND open=?)": lambda: page_of(seer, view="open", filters=Filters(), now=now),
        "sight_register (root_id=? AND holder_id=?)": lambda: register_page(seer, filters=Filters(), open_only=None, now=now),
    }
    for index, ask in asked.items():
        with CaptureQueriesContext(connection) as captured:
            ask()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {statements(captured)[0]}")
            plan = [row[3] for row in cursor.fetchall()]
        ranges = plan[: plan.index("SCAN merged")]
        assert sum(index in line for line in ranges) == len(seer.holder_ids), plan
        assert not [line for line in ranges if "ORDER BY" in line], plan
