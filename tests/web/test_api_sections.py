"""What stands beside the eight steps is read back over the API as it was told (C23, C29, C30, C33, C34, C36)."""
# ruff: noqa: F811

import pytest

from suqing.apps.complaints.record.rows import Rows
from suqing.web.api.shown.sections import FIELDS
from tests.web.api_world import World, world  # noqa: F401
from tests.web.test_api_procedure import Walk


def opened(world: World) -> Walk:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", "dispatch", department_id="P0101-31-C")
    walk.do("wang", "2026-11-23 09:55", "accept_dispatch", handler_id="sun")
    return walk


def test_every_section_is_there_and_empty_before_anything_happened(world: World) -> None:
    seen = opened(world).read("li")
    assert {name: seen[name] for name in FIELDS} == dict.fromkeys(FIELDS, [])
    assert set(FIELDS) <= set(Rows.__dataclass_fields__)


def test_urging_request_and_blockage_are_read_as_told(world: World) -> None:
    walk = opened(world)
    walk.do("li", "2026-11-23 10:20", "urge", to_staff_id="sun", reason="客户在现场等", answer_by="2026-11-23T15:00:00+08:00")
    walk.do("sun", "2026-11-23 10:30", "answer_urge", answer="下午定损")
    walk.do("sun", "2026-11-23 10:40", "ask_support", to_staff_id="zhao", kind="guidance", reason="责任难分", answer_by="2026-11-24T12:00:00+08:00")
    walk.do("sun", "2026-11-23 10:50", "note_blockage", state="documents", stuck_on="documents", with_whom="客户", since="2026-11-20", way_out="上门取")
    seen = walk.read("li")
    (urge,), (request,), (blockage,) = seen["urges"], seen["supports"], seen["blockages"]
    assert (urge["to_staff"]["username"], urge["reason"], urge["answer"]) == ("sun", "客户在现场等", "下午定损")
    assert (urge["answer_by"], urge["answered_at"]) == ("2026-11-23T15:00:00+08:00", "2026-11-23T10:30:00+08:00")
    assert (request["kind"], request["by"]["username"], request["answered_at"], request["reason"]) == ("guidance", "sun", None, "责任难分")
    assert (blockage["stuck_on"], blockage["since"], blockage["with_whom"], seen["claim_state"]) == ("documents", "2026-11-20", "客户", "documents")


def test_the_crisis_and_its_plan_are_read_as_told(world: World) -> None:
    walk = opened(world)
    walk.do("li", "2026-11-23 10:20", "open_crisis", trigger="visit", persons=21, reason="21人在大厅")
    walk.do("li", "2026-11-23 10:25", "start_emergency_plan", trigger="persons", persons=21, reason="21人面谈")
    walk.do("li", "2026-11-23 10:35", "log_emergency", items=[], words="已请代表到会议室")
    seen = walk.read("li")
    assert [(each["trigger"], each["persons"], each["reason"]) for each in seen["crises"]] == [("visit", 21, "21人在大厅")]
    assert [(each["trigger"], each["persons"], each["ended_at"]) for each in seen["emergency_plans"]] == [("persons", 21, None)]
    assert [(each["plan_id"], each["words"]) for each in seen["emergency_entries"]] == [(seen["emergency_plans"][0]["id"], "已请代表到会议室")]


def test_the_first_words_and_a_later_letter_are_read_as_told(world: World) -> None:
    walk = opened(world)
    before = walk.read("li")["facts"]
    letter = {"letter_no": "8号", "bureau": "上海监管局", "return_by": "2026-12-01T17:00:00+08:00"}
    walk.do("li", "2026-11-23 10:20", "complete_record", facts="三次改期。", source="regulator_local", letter=letter, phone="13900000000", reason="是监管转来的")
    walk.do("sun", "2026-11-23 10:30", "note_progress", sayable="正在催。", claim_state="documents", blockage={"stuck_on": "documents", "with_whom": "客户", "since": "2026-11-20", "way_out": "上门取"})
    seen = walk.read("li")
    found = {each["field"]: each for each in seen["amendments"]}
    assert (found["facts"]["earlier"], found["source"]["reason"], found["facts"]["by"]["username"]) == (before, "是监管转来的", "li")
    assert "****" in found["phone"]["earlier"]
    assert (seen["letter"]["letter_no"], seen["letter"]["return_by"], seen["source"]) == ("8号", "2026-12-01T17:00:00+08:00", "regulator_local")
    assert [each["stuck_on"] for each in seen["blockages"]] == ["documents"]


@pytest.mark.parametrize("who", ["zhang", "ding"])
def test_who_may_not_read_the_case_reads_none_of_it(world: World, who: str) -> None:
    walk = opened(world)
    walk.do("li", "2026-11-23 10:20", "urge", to_staff_id="sun", reason="客户在现场等", answer_by="2026-11-23T15:00:00+08:00")
    answer = world.get(who, walk.path)
    assert "客户在现场等" not in answer.content.decode()


def test_suggestions_hearings_and_their_steps_are_read_with_their_ids(world: World) -> None:
    walk = opened(world)
    walk.do("sun", "2026-11-23 11:00", "ask_hearing", staff_id="ding")
    walk.do("ding", "2026-11-23 14:00", "state_side", statement="排期冲突。")
    walk.do("sun", "2026-11-23 16:30", "record_finding", cause_kind="claim", cause="排期失误", evidence="排期表", valid=True, persons=[{"staff_id": "ding", "role": "direct"}])
    walk.do("li", "2026-11-23 17:00", "confirm_finding", valid=True)
    walk.do("li", "2026-11-23 17:10", "suggest_improvement", to_unit_id="P0101-31-H", problem="没有预警", suggestion="每日提示", due_day="2026-12-15")
    seen = walk.read("li")
    (hearing,), (suggestion,) = seen["hearings"], seen["improvements"]
    assert (hearing["staff"]["username"], hearing["statement"], hearing["heard_at"]) == ("ding", "排期冲突。", "2026-11-23T14:00:00+08:00")
    assert (suggestion["to_unit"]["code"], suggestion["problem"], suggestion["due_day"]) == ("P0101-31-H", "没有预警", "2026-12-15")
    walk.do("feng", "2026-11-24 09:00", "answer_improvement", improvement_id=suggestion["id"], accepted=True, words="属实", plan="做提示", plan_day="2026-12-10")
    (step,) = walk.read("li")["improvement_steps"]
    assert (step["improvement_id"], step["kind"], step["good"], step["words"]) == (suggestion["id"], "answered", True, "属实")
