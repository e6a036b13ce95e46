"""One complaint from the first word to the archive over the API alone (S5 7.1–7.8), and what stands in the way."""
# ruff: noqa: F811

from typing import Any

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.complaints.models import Complaint
from suqing.web.api.acts import BY_NAME
from tests.web.api_world import BASE, World, world  # noqa: F401


class Walk:
    """One case; remembers the version."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen = world.register()

    @property
    def path(self) -> str:
        return f"{BASE}/{self.seen['ref']}"

    def do(self, who: str, when: str, act: str, **body: Any) -> dict[str, Any]:
        answer = self.world.at(when).post(who, f"{self.path}/{act}", body, If_Match=f'"{self.seen["version"]}"')
        assert answer.status_code == 200, (act, answer.content.decode())
        found: dict[str, Any] = answer.json()
        assert answer.headers["ETag"] == f'"{found["version"]}"'
        self.seen = found
        return found

    def read(self, who: str) -> dict[str, Any]:
        answer = self.world.get(who, self.path)
        assert answer.status_code == 200, answer.content.decode()
        found: dict[str, Any] = answer.json()
        return found


def walk_to_proposal(world: World) -> Walk:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", "dispatch", department_id="P0101-31-C")
    walk.do("wang", "2026-11-23 09:55", "accept_dispatch", handler_id="sun")
    walk.do("sun", "2026-11-23 10:05", "note_contact", method="telephone", reached=True, summary="核实经过与诉求")
    walk.do("sun", "2026-11-23 10:10", "note_progress", sayable="正在核实定损经过，11月26日前答复您。")
    walk.do("sun", "2026-11-23 11:00", "ask_hearing", staff_id="ding")
    walk.do("ding", "2026-11-23 14:00", "state_side", statement="排期冲突，两次改期属实。")
    walk.do(
        "sun", "2026-11-23 16:30", "record_finding", cause_kind="claim", cause="定损排期失误，超期9天。", evidence="排期表", valid=True,
        persons=[{"staff_id": "ding", "role": "direct"}],
    )  # fmt: skip
    walk.do("li", "2026-11-23 17:00", "confirm_finding", valid=True)
    walk.do(
        "sun", "2026-11-24 08:30", "draft_proposal", text="按4S店报价核定车损21,800元，2日内支付。", grounds="定损超期9天，责任在我方",
        evidence="定损照片6张", amount_yuan="24500.00", company_loss_yuan=24500, promised=[{"what": "支付赔款24,500元", "due_day": "2026-11-27"}],
    )  # fmt: skip
    walk.do("sun", "2026-11-24 08:35", "submit_proposal")
    return walk


def test_from_the_first_word_to_the_archive(world: World) -> None:
    walk = walk_to_proposal(world)
    proposal = walk.read("zhao")["proposals"][-1]
    walk.do(
        "zhao", "2026-11-24 09:00", "instruct_proposal", kind="approve", text="同意", proposal_version=proposal["version"], proposal_hash=proposal["hash"]
    )
    walk.do(
        "sun", "2026-11-24 10:00", "send_reply", method="letter", text="赔付24,500元，并致歉。", facts_verified="定损超期9天属实",
        grounds="保险法第二十三条", remedies="核查、调解、仲裁、诉讼", proof="邮寄EMS", address="上海市浦东新区张杨路500号",
    )  # fmt: skip
    walk.do("sun", "2026-11-24 15:00", "record_response", accepted=True, words="可以，尽快打款。")
    walk.do("li", "2026-11-25 09:00", "close", ground="accepted")
    undertaking = walk.read("sun")["undertakings"][0]
    walk.do("sun", "2026-11-26 10:00", "carry_out", undertaking_id=undertaking["id"], proof="网银流水号尾号0192")
    walk.do("li", "2026-11-27 10:00", "follow_up", reached=True, satisfaction=5, words="满意")
    walk.do(
        "li", "2026-11-27 10:30", "suggest_improvement", to_unit_id="P0101-31-C", problem="排期无预警", suggestion="改期须报备", due_day="2026-12-15"
    )
    walk.do("li", "2026-11-27 10:40", "evaluate", lessons="排期要有预警")
    walk.do("li", "2026-11-27 11:00", "archive")

    record = walk.read("li")
    assert (record["stage"], record["open"], record["depth"]) == ("archived", False, "full")
    assert record["origin"] == "api"
    assert {each["state"] for each in record["clocks"] if each["kind"] == "contact"} == {"met"}
    assert all(each["explanation"]["clause"] and each["explanation"]["because"] for each in record["clocks"])
    assert record["proposals"][0]["amount_yuan"] == "24500.00"
    case = Complaint.objects.get(ref=record["ref"])
    assert Event.objects.filter(subject_kind="complaint", subject_id=case.id, verb="archived").exists()


def test_every_act_of_the_door_has_an_address() -> None:
    from suqing.apps.complaints.access import MAY

    assert set(MAY) <= set(BY_NAME)


def test_a_refusal_says_its_clause_and_what_is_missing(world: World) -> None:
    walk = Walk(world)
    answer = world.post("li", f"{walk.path}/close", {"ground": "accepted"}, If_Match='"1"')
    body = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert body["type"] == "/api/v1/docs#refused"
    assert body["clause"].startswith("claims/")
    assert body["clause_words"].startswith("理赔细则")
    assert body["detail"]
    assert [each["words"] for each in body["missing"]]


BODIES: dict[str, dict[str, Any]] = {
    "complete_record": {"facts": "补充"}, "triage": {"classification": "general"}, "reclassify": {"classification": "general", "reason": "改"},
    "join_matter": {"other": "SQ20261123-000000", "same_person": "agent", "same_thing": "event", "reason": "同一次事故"}, "leave_matter": {"reason": "并错"},
    "link_items": {"other": "SQ20261123-000000", "reason": "同一次事故"}, "unlink_items": {"other": "SQ20261123-000000", "reason": "无关"},
    "reveal_misconduct": {"reason": "涉嫌舞弊"}, "dispatch": {"department_id": "P0101-31-C"}, "accept_dispatch": {}, "return_dispatch": {"reason": "不属本部"}, "judge_return": {"passing_on": True, "reason": "应由其办"}, "hq_receive": {}, "hq_act": {"words": "已派人"},
    "ask_documents": {"words": "请补授权委托书", "due_day": "2026-12-01"}, "see_documents": {"documents": ["authority"]}, "acknowledge": {"form": "telephone", "text": "已登记"}, "note_contact": {"method": "telephone", "reached": True, "summary": "谈过"}, "note_progress": {"sayable": "在办"},
    "promise": {"due_at": "2026-12-24T10:00"}, "open_crisis": {"trigger": "media", "reason": "记者到场"}, "record_crisis_opinion": {"present_ids": ["zhao"], "opinion": "先安抚", "then": "decided", "decision": "上门"}, "decide_crisis": {"opinion": "今日上门"}, "start_emergency_plan": {"trigger": "persons", "persons": 20, "reason": "二十人到场"}, "log_emergency": {"words": "已报告"}, "end_emergency_plan": {"result": "已平息"}, "record_complexity": {"reason": "等鉴定"}, "approve_extension": {"reason": "等鉴定"}, "tell_extension": {"told_how": "sms", "proof": "短信"},
    "pause_limit": {"institution": "某鉴定机构", "document_no": "委托书1号", "document_on": "2026-11-23", "proof_at": "2026-11-23T09:00"}, "resume_limit": {"document_no": "鉴定意见书7号", "document_on": "2026-11-23"},
    "settle": {"answer": "已说明", "words": "好"}, "review_settlement": {"approved": True}, "note_inquiry": {"told": "在办"}, "propose_mediation": {"organisation": "调委会"}, "agree_mediation": {"proof": "申请书"}, "decline_mediation": {"declined_by": "complainant", "outcome": "不愿"}, "end_mediation": {"result": "failed", "outcome": "不成"}, "perform_mediation": {"performed_on": "2026-11-23", "performance": "收据"},
    "record_opinion": {"amount_yuan": "800", "words": "先付代步费"}, "answer_opinion": {"accepted": True, "answer": "可以"},
    "receive_visit": {"persons": 3}, "count_heads": {"persons": 4}, "end_visit": {"outcome": "离开"}, "put_through": {"to_staff_id": "zhao", "reached": True},
    "urge": {"to_staff_id": "sun", "reason": "客户在等", "answer_by": "2026-12-24T10:00"}, "answer_urge": {"answer": "在办"},
    "report_obstacle": {"reason": "现场进不去"}, "answer_obstacle": {"objective": True, "answer": "属实"}, "answer_support": {"outcome": "guided", "answer": "照此办"},
    "ask_support": {"to_staff_id": "zhao", "kind": "guidance", "reason": "责任难分", "answer_by": "2026-12-24T10:00"},
    "note_blockage": {"state": "surveyed", "stuck_on": "assessment", "with_whom": "修理厂", "since": "2026-11-02", "way_out": "换公估师"}, "clear_blockage": {"solved": "已出单"},
    "ask_hearing": {"staff_id": "feng"}, "record_hearing": {"staff_id": "feng", "declined": True},
    "state_side": {"statement": "属实"}, "record_finding": {"cause_kind": "claim", "cause": "失误", "valid": True},
    "confirm_finding": {"valid": True}, "draft_proposal": {"text": "赔付"}, "submit_proposal": {},
    "instruct_proposal": {"kind": "approve", "proposal_version": 1, "proposal_hash": "0" * 64}, "send_reply": {"method": "letter", "text": "答复"},
    "give_direction": {"text": "先垫付"}, "step_in": {"reason": "反复投诉"}, "record_response": {"accepted": True, "words": "行"}, "carry_out": {"undertaking_id": "1", "proof": "流水"}, "report_back": {"summary": "已办"},
    "close": {"ground": "accepted"}, "terminate": {"kind": "in_court", "reason": "已起诉"}, "tell_termination": {"told_how": "telephone", "proof": "录音"}, "reopen": {"reason": "不满"},
    "follow_up": {"reached": True, "words": "满意"}, "suggest_improvement": {"to_unit_id": "P0101-31-C", "problem": "甲", "suggestion": "乙", "due_day": "2026-12-24"},
    "answer_improvement": {"accepted": False, "words": "不合适"}, "complete_improvement": {"proof": "已上线"}, "check_improvement": {"effective": True, "words": "有效"}, "send_survey": {"code": "mKp2vX9qLr4TzB7nWd5YcA"},
    "apply_review": {"form": "letter", "reason": "不服"}, "decide_review": {"outcome": "upheld", "process": "齐全", "time_limits": "遵守", "result": "充分", "decision": "维持"}, "tell_review": {"told_how": "letter", "told": "维持", "proof": "回执"},
    "note_new_facts": {"words": "录像"}, "ask_papers": {"kinds": ["accident"], "words": "事故认定书"}, "explain_lateness": {"kind": "contact", "cause": "staff", "words": "人手不足"}, "record_letter": {"source": "regulator_local", "letter_no": "1号"},
    "evaluate": {"lessons": "教训"}, "archive": {}, "declare_interest": {"reason": "亲戚"}, "disclose": {"reason": "contact"},
}  # fmt: skip


def test_every_refusal_carries_a_clause(world: World) -> None:
    """Every act, tried by a colleague who may read but not do it: refused by a rule, never by silence."""
    walk = Walk(world)
    assert set(BODIES) == set(BY_NAME)
    for name, body in BODIES.items():
        answer = world.post("liao" if name in ("disclose", "urge") else "qian", f"{walk.path}/{name}", body, If_Match=f'"{Complaint.objects.get(ref=walk.seen["ref"]).version}"')
        if answer.status_code == 200:  # what the general manager may do as a leader
            assert name in {"disclose", "note_inquiry", "draft_proposal", "submit_proposal", "instruct_proposal", "open_crisis", "record_crisis_opinion", "decide_crisis", "declare_interest", "start_emergency_plan", "log_emergency", "give_direction"}, name
            continue
        found = answer.json()
        if name in ("disclose", "urge"):
            assert answer.status_code in (404, 409), found
            continue
        assert answer.status_code == 409, (name, found)
        assert "/" in found["clause"], (name, found)
        assert found["clause_words"], name


def test_too_early_steps_carry_a_clause_for_those_who_may_do_them(world: World) -> None:
    walk = Walk(world)
    for who, name in [("li", "evaluate"), ("li", "follow_up"), ("li", "archive"), ("li", "confirm_finding"), ("li", "dispatch"), ("li", "draft_proposal"), ("qian", "instruct_proposal"), ("li", "reopen")]:
        answer = world.post(who, f"{walk.path}/{name}", BODIES[name], If_Match='"1"')
        assert answer.status_code == 409, (name, answer.content.decode())
        assert answer.json()["clause"], name


def test_stale_tells_who_did_what_since(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    answer = world.post("li", f"{walk.path}/dispatch", {"department_id": "P0101-31-C"}, If_Match='"1"')
    body = answer.json()
    assert answer.status_code == 412
    assert (body["version"], answer.headers["ETag"]) == (2, '"2"')
    assert [(each["by"], each["verb"]) for each in body["changes"]] == [("小李专员", "triaged")]
    assert "第2版" in body["detail"]
    assert Complaint.objects.get(ref=walk.seen["ref"]).version == 2


def test_an_act_needs_the_version_that_was_read(world: World) -> None:
    walk = Walk(world)
    path = f"{walk.path}/triage"
    assert world.post("li", path, {"classification": "major"}).status_code == 428
    for odd in ("*", '"x"', "-1"):
        assert world.post("li", path, {"classification": "major"}, If_Match=odd).status_code == 422
    assert world.post("li", path, {"classification": "major", "established": True}, If_Match='W/"1"').status_code == 200


def test_identity_is_masked_until_it_is_disclosed(world: World) -> None:
    walk = Walk(world)
    assert walk.read("li")["parties"][0]["phone"] == "138****6621"
    answer = world.post("li", f"{walk.path}/disclose", {"reason": "contact"})
    assert answer.status_code == 200
    assert "13800006621" not in answer.content.decode()
    assert walk.read("li")["parties"][0]["phone"] == "13800006621"
    world.at("2026-11-23 09:30")
    assert walk.read("li")["parties"][0]["phone"] == "138****6621"


def test_the_respondent_sees_the_matter_and_not_who_complained(world: World) -> None:
    walk = Walk(world)
    text = world.get("ding", walk.path).content.decode()
    assert '"depth": "heard"' in text
    assert "定损员两次改期" in text
    assert "13800006621" not in text
    assert "陈女士" not in text


def test_the_hotline_reads_what_may_be_said(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:42", "note_progress", sayable="正在安排定损。", internal="疑似排期失误")
    found = world.get("zhang", walk.path)
    assert found.json()["depth"] == "sayable"
    assert found.json()["progress"][0]["sayable"] == "正在安排定损。"
    assert "疑似排期失误" not in found.content.decode()
    assert "剐蹭" not in found.content.decode()


def test_misconduct_goes_to_the_sealed_room_with_a_receipt_only(world: World) -> None:
    answer = world.post("li", BASE, world.intake(misconduct=True, facts="定损员向修理厂索要回扣。"))
    assert answer.status_code == 202
    assert set(answer.json()) == {"receipt", "received_at", "detail"}
    assert not Complaint.objects.exists()
    assert world.get("li", f"{BASE}/{answer.json()['receipt']}").status_code == 404


def test_revealed_misconduct_leaves_the_ordinary_register(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    found = walk.do("li", "2026-11-23 09:50", "reveal_misconduct", reason="另反映索要回扣")
    assert found["stage"] == "transferred"
    assert world.get("li", walk.path).status_code in (404, 410)


@pytest.mark.parametrize("name", ["P0101-31-C", "L0201"])
def test_units_are_those_of_the_own_insurer(world: World, name: str) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    answer = world.post("li", f"{walk.path}/dispatch", {"department_id": name}, If_Match='"2"')
    assert answer.status_code == (200 if name == "P0101-31-C" else 422)


def test_documents_tries_and_pauses_are_shown_as_they_are_counted(world: World) -> None:
    walk = Walk(world)
    walk.seen = world.register(agent_name="文浩坚", agent_phone="13900000001")
    (agent,) = [each for each in walk.read("li")["parties"] if each["role"] == "agent_of_complainant"]
    assert [each["id"] for each in agent["documents_to_see"]] == ["authority", "agent_id"]
    walk.do("li", "2026-11-23 09:30", "ask_documents", words="请补授权委托书原件", due_day="2026-11-30")
    walk.do("li", "2026-11-23 09:35", "see_documents", documents=["authority", "agent_id"])
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:50", "note_contact", method="telephone", reached=False, summary="无人接听")
    walk.do("li", "2026-11-24 09:00", "pause_limit", institution="某鉴定机构", document_no="委托书1号", document_on="2026-11-24", proof_at="2026-11-24T08:50")
    walk.do("li", "2026-11-27 09:00", "resume_limit", document_no="鉴定意见书7号", document_on="2026-11-27")
    found = walk.read("li")
    assert (found["tries"]["count"], found["tries"]["words"]) == (1, "已联系1次、分在1天；还差2次、1天")
    (pause,) = found["pauses"]
    assert (pause["days_left_out"], pause["document"], pause["ended_by"]) == (3, "某鉴定机构，委托书1号（2026-11-24）", "鉴定意见书7号（2026-11-27）")
    assert [(each["label"], each["seen_on"]) for each in found["documents_seen"]] == [("授权委托书原件", "2026-11-23"), ("受托人身份证件", "2026-11-23")]
    assert [each["due_day"] for each in found["document_requests"]] == ["2026-11-30"]
    telling = {"told_how": "unreachable", "proof": "一次电话"}
    walk.do("li", "2026-11-27 09:10", "terminate", kind="in_court", reason="已起诉")
    refused = world.at("2026-11-27 09:20").post("li", f"{walk.path}/tell_termination", telling, If_Match=f'"{walk.seen["version"]}"')
    assert refused.status_code == 409
    assert "还差2次、1天" in refused.content.decode()
