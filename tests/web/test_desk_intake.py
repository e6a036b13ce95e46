"""The record form: nothing is refused for being missing, nothing typed is lost, nothing is told that is not one's own."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.models import Complaint, ForwardedLetter, Party, Promise
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.papers.models import Paper
from tests.cast import House, cn
from tests.web.desk_cast import Office, at, said, text_of, transactions
from tests.web.test_desk_case_story import take_down

pytestmark = pytest.mark.django_db
NEW = "/desk/new/"
LOOK = "/desk/new/look/"
BARE = {"misconduct": "no", "method": "telephone", "source": "own", "received_at": "2026-11-23T09:12"}


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def test_the_form_starts_with_the_misconduct_question_and_the_receipt_time_of_now(office: Office) -> None:
    page = office.get("li", "2026-11-23 09:12", NEW)
    html = page.content.decode()
    assert page.status_code == 200
    assert html.index("内外勾结") < html.index("投诉方式")
    assert 'value="2026-11-23T09:12"' in html
    assert "首问：小李专员" in html
    assert " style=" not in html


def test_a_bare_call_is_registered_and_what_is_missing_is_chased(office: Office) -> None:
    answer = office.post("li", "2026-11-23 09:15", NEW, **BARE)
    assert answer.status_code == 303, said(answer)
    office.ref = answer.headers["Location"].split("/")[3]
    page = text_of(office.get("li", "2026-11-23 09:15", answer.headers["Location"]))
    assert f"{office.ref} 已登记。" in page
    assert "缺：事实经过" in page
    assert "缺：联系方式（电话、地址或邮箱之一）" in page
    office.does("li", "2026-11-23 09:20", "complete_record", name="陈女士", phone="13800006621", facts="两次改期", demands="定损", dispute_type="claim", respondent_text="定损岗")
    assert "缺：" not in text_of(office.get("li", "2026-11-23 09:21"))


def test_a_receipt_in_the_future_is_refused_and_every_field_stays(office: Office) -> None:
    typed = BARE | {
        "received_at": "2026-11-23T10:00", "phone": "13800006621", "name": "陈女士", "facts": "说了很久", "demands": "要定损", "elderly": "on",
        "possible_loss_fen": "26,400.00", "exposed_by_media": "no", "agent_role": "heir", "agent_name": "陈先生", "address": "上海市浦东新区某路1号",
        "conduct_day": "2026-11-05", "promise_at": "2026-11-23T17:00", "promise_words": "回电", "email": "a@example.com",
    }  # fmt: skip
    answer = office.post("li", "2026-11-23 09:15", NEW, **typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "收到时间晚于现在（09:15）。请填实际收到的时间。" in html
    for name in ("received_at", "phone", "name", "possible_loss_fen", "agent_name", "address", "conduct_day", "promise_at", "promise_words", "email"):
        assert f'value="{typed[name]}"' in html, name
    for words in ("说了很久", "要定损", 'value="heir" checked', 'name="exposed_by_media" id="in-exposed_by_media_1" value="no" checked'):
        assert words in html, words
    assert 'name="elderly"' in html
    assert not Complaint.objects.exists()


def test_what_looks_doubtful_is_said_and_saved_all_the_same(office: Office) -> None:
    panel = office.post("li", "2026-11-23 09:15", LOOK, **BARE, phone="1380000662", id_number="310101198001010021")
    assert "电话：少1位？可以先登记，稍后核对。" in text_of(panel)
    assert "校验位不符" in text_of(panel)
    answer = office.post("li", "2026-11-23 09:15", NEW, **BARE, phone="1380000662")
    assert answer.status_code == 303
    party = Party.objects.get()
    assert read(party, case_key(party.complaint), "phone") == "1380000662"


def test_misconduct_goes_to_the_sealed_form_and_nothing_of_it_is_kept(office: Office) -> None:
    story = "理赔经理索要红包"
    answer = office.post("li", "2026-11-23 09:15", NEW, **BARE | {"misconduct": "yes"}, facts=story)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sealed/new")
    assert story not in answer.content.decode()
    assert not Complaint.objects.exists()
    assert office.post("li", "2026-11-23 09:15", LOOK, **BARE | {"misconduct": "yes"}, facts=story).status_code == 204
    html = office.get("li", "2026-11-23 09:15", NEW).content.decode()
    assert 'data-sealed="/sealed/new"' in html


def test_the_panel_proposes_class_and_clocks_without_storing(office: Office) -> None:
    desk = office.browser("li")
    with at("2026-11-23 09:15"), CaptureQueriesContext(connection) as seen:
        panel = desk.post(LOOK, BARE | {"possible_loss_fen": "26400", "dispute_type": "claim", "promise_at": "2026-11-23T17:00"})
    words = text_of(panel)
    assert "重大投诉件" in words
    assert "办结 11月30日 周一 17:30 管理细则 8.2" in words
    assert "承诺回复 今日 17:00" in words
    assert "还缺5项" in words
    assert transactions([each["sql"] for each in seen.captured_queries]) == []
    assert not Complaint.objects.exists()


def test_an_earlier_item_is_found_and_a_second_call_on_the_same_matter_is_urgent(office: Office) -> None:
    take_down(office)
    first = office.ref
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes")
    office.does("li", "2026-11-23 09:50", "note_progress", sayable="明天上门定损。", internal="排期已满")
    panel = office.post("li", "2026-11-23 10:00", LOOK, **BARE, phone="138 0000 6621")
    words = text_of(panel)
    assert first in words
    assert "电话相同" in words
    assert "可以这样说： 明天上门定损。" in words
    assert "排期已满" not in words
    chosen = office.post("li", "2026-11-23 10:00", NEW, **BARE, phone="13800006621", pick=first, facts="还没来")
    assert chosen.status_code == 200
    assert f'value="{first}"' in chosen.content.decode()
    assert "还没来" in chosen.content.decode()
    assert Complaint.objects.count() == 1
    take_down(office, same_matter_as=first)
    second = office.case
    assert (second.item_no, second.repeat_level) == (2, "second")
    assert second.matter == Complaint.objects.get(ref=first).matter


def test_what_is_held_of_the_policy_is_not_asked_again(office: Office) -> None:
    """2020 measures Art. 13: found by the number of the policy, and only where the door is fully open; by the telephone it might be another policy."""
    take_down(office, policy_kind="group", sold_by_id="ding")
    looked = {who: office.post(who, "2026-11-23 10:00", LOOK, **BARE, policy_no="PDAA2026310000883417") for who in ("li", "outsider")}
    assert "已登记：险种 机动车辆保险、业务种类 团体、保单由谁销售 定损员老丁" in text_of(looked["li"])
    assert 'data-of-line_of_business="motor" data-of-policy_kind="group" data-of-sold_by_id="ding"' in looked["li"].content.decode()
    assert "带入" not in text_of(looked["outsider"])
    assert "带入" not in text_of(office.post("li", "2026-11-23 10:00", LOOK, **BARE, phone="13800006621"))


def test_what_is_not_ones_own_is_counted_and_not_told(office: Office) -> None:
    take_down(office)
    panel = office.post("feng", "2026-11-23 10:00", LOOK, **BARE, phone="13800006621")
    assert "另有1件，不在您的经办范围。" in text_of(panel)
    assert office.ref not in panel.content.decode()
    hotline = text_of(office.post("zhang", "2026-11-23 10:00", LOOK, **BARE, phone="13800006621"))
    assert office.ref in hotline
    assert "轻微剐蹭" not in hotline
    stranger = text_of(office.post("stranger", "2026-11-23 10:00", LOOK, **BARE, phone="13800006621"))
    assert "没有找到此前的投诉。" in stranger
    respondent = text_of(office.post("ding", "2026-11-23 10:00", LOOK, **BARE, phone="13800006621"))
    assert office.ref not in respondent


def test_a_regulators_letter_keeps_its_dates_and_its_own_clock(office: Office) -> None:
    take_down(
        office, method="forwarded", source="regulator_local", bureau="上海监管局", letter_no="沪转〔2026〕15号",
        regulator_received_at="2026-11-18T10:00", forwarded_at="2026-11-20T10:00", return_by="2026-12-04T17:00",
    )  # fmt: skip
    letter = ForwardedLetter.objects.get()
    assert (letter.letter_no, letter.return_by) == ("沪转〔2026〕15号", cn("2026-12-04 17:00"))
    assert Clock.objects.filter(kind="regulator_return", limit_at=cn("2026-12-04 17:00")).exists()
    page = text_of(office.get("li", "2026-11-23 10:00"))
    assert "上海监管局 沪转〔2026〕15号" in page


def test_a_question_a_group_and_a_blockage_are_taken_down_in_the_browser(office: Office) -> None:
    html = office.get("li", "2026-11-23 09:12", NEW).content.decode()
    assert "checked" in next(each for each in re.findall(r"<input[^>]+>", html) if 'name="kind"' in each and 'value="complaint"' in each)
    answer = office.post("li", "2026-11-23 09:15", NEW, **BARE, kind="advice", facts="问理赔要什么材料")
    assert answer.status_code == 303, said(answer)
    asked = Complaint.objects.get(kind="advice")
    assert not Clock.objects.filter(subject_id=asked.id).exists()
    assert "缺：" not in text_of(office.get("li", "2026-11-23 09:16", answer.headers["Location"]))
    typed = BARE | {
        "method": "letter", "persons": "30", "representatives": "戚代表 13700000001\n邹代表", "claim_state": "documents", "stuck_on": "documents",
        "with_whom": "修理厂", "since": "2026-11-20", "way_out": "上门取", "actual_loss_fen": "300", "possible_loss_fen": "26,400.00",
    }  # fmt: skip
    answer = office.post("li", "2026-11-23 09:20", NEW, **typed)
    assert answer.status_code == 303, said(answer)
    case = Complaint.objects.get(kind="complaint", method="letter")
    assert (case.persons, case.actual_loss_fen, case.possible_loss_fen) == (30, 300_00, 26_400_00)
    assert Party.objects.filter(complaint=case, role="representative").count() == 2
    assert [(each.stuck_on, each.state) for each in case.blockages.all()] == [("documents", "documents")]
    answer = office.post("li", "2026-11-23 09:25", NEW, **typed | {"representatives": "\n".join(f"代表{each}" for each in range(6))})
    assert (answer.status_code, "最多5名" in said(answer)) == (422, True)
    answer = office.post("li", "2026-11-23 09:26", NEW, **typed | {"way_out": ""})
    assert answer.status_code == 422
    assert "写一两句" in said(answer)


def test_the_letter_comes_later_and_the_source_is_corrected_by_the_form(office: Office) -> None:
    answer = office.post("li", "2026-11-23 09:15", NEW, **BARE, facts="两次改期", email="")
    office.ref = answer.headers["Location"].split("/")[3]
    typed = {"source": "regulator_local", "letter_no": "8号", "bureau": "上海监管局", "return_by": "2026-12-01T17:00", "facts": "三次改期", "email": "a@example.com"}
    answer = office.act("li", "2026-11-23 10:00", "complete_record", **typed)
    assert (answer.status_code, "写一两句" in said(answer)) == (422, True)
    office.does("li", "2026-11-23 10:01", "complete_record", **typed, reason="听错了")
    case = office.case
    assert (case.source, ForwardedLetter.objects.get(complaint=case).letter_no) == ("regulator_local", "8号")
    assert Clock.objects.filter(subject_id=case.id, kind="regulator_return", state="running").count() == 1
    page = text_of(office.get("li", "2026-11-23 10:02"))
    assert "更正了事实经过" in page
    assert "两次改期" in page
    assert case.ref in text_of(office.get("li", "2026-11-23 10:03", "/desk/?view=lacking"))


def test_a_promise_and_papers_go_in_with_the_item_and_what_cannot_be_kept_is_named(office: Office) -> None:
    good = SimpleUploadedFile("报价单.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    bad = SimpleUploadedFile("脚本.exe", b"MZ\x90\x00", "application/octet-stream")
    location = take_down(office, promise_at="2026-11-23T17:00", promise_words="回电说明", files=[good, bad])
    assert Promise.objects.get().due_at == cn("2026-11-23 17:00")
    assert Paper.objects.count() == 1
    page = text_of(office.get("li", "2026-11-23 09:15", location))
    assert "脚本.exe" in page
    assert "报价单.pdf" in page


def test_the_hotline_at_headquarters_registers_for_the_branch_of_the_respondent(office: Office) -> None:
    take_down(office, who="zhang")
    assert office.case.unit == office.house.branch
    page = text_of(office.get("zhang", "2026-11-23 10:00"))
    assert "先核对来电人" in page


def test_a_unit_outside_ones_own_cannot_be_chosen(office: Office) -> None:
    answer = office.post("stranger", "2026-11-23 09:15", NEW, **BARE, unit_id=str(office.house.branch.id))
    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_people_of_a_unit_come_as_options_of_ones_own_insurer_only(office: Office) -> None:
    unit = office.house.claims.id
    assert "定损员老丁" in office.get("li", "2026-11-23 09:15", f"/desk/new/people/?respondent_unit_id={unit}").content.decode()
    assert "定损员老丁" not in office.get("stranger", "2026-11-23 09:15", f"/desk/new/people/?respondent_unit_id={unit}").content.decode()


def test_pressing_twice_registers_once_and_says_so(office: Office) -> None:
    typed = BARE | {"entry": "abc", "facts": "同一通电话"}
    first = office.post("li", "2026-11-23 09:15", NEW, **typed)
    second = office.post("li", "2026-11-23 09:15", NEW, **typed)
    assert (first.status_code, second.status_code) == (303, 409)
    assert f"这张表已经登记为 {Complaint.objects.get().ref}" in text_of(second)
    assert "同一通电话" in second.content.decode()
    assert 'name="entry" value="abc"' not in second.content.decode()


def test_the_hotline_sees_that_the_call_is_registered_and_the_next_form_starts_empty(office: Office) -> None:
    take_down(office, who="zhang")
    page = office.get("zhang", "2026-11-23 10:00", f"/desk/c/{office.ref}/?done=registered").content.decode()
    person = office.browser("zhang").session["_auth_user_id"]
    assert f"{office.ref} 已登记。" in page
    assert f'data-draft-done="{person}-intake"' in page
    assert f'data-draft-done="{person}-intake-same"' in page
