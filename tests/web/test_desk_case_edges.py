"""The case page when it does not go smoothly: faster colleagues, refusals, wrong input, other people's eyes, hostile texts."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suqing.apps.audit.models import Disclosure
from suqing.apps.complaints.models import ContactNote, Proposal, Triage
from suqing.apps.papers.models import Paper
from tests.cast import House
from tests.web.desk_cast import Office, said, statements, text_of, transactions
from tests.web.test_desk_case_story import PLAN, REPLY, take_down, walk_to_finding, walk_to_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


# ── faster, refused, wrong ─────────────────────────────────────────────────


def test_the_second_of_two_submits_keeps_its_words_and_says_who_was_first(office: Office) -> None:
    take_down(office)
    seen = office.case.version
    office.does("han", "2026-11-23 09:40", "triage", classification="general", established="yes", reason="金额待核")
    answer = office.act("li", "2026-11-23 09:41", "note_contact", seen_version=seen, method="telephone", direction="out", summary="已约明日定损")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "韩主管在09:40先提交了。您填的内容还在下方，请看过新内容再决定。" in page
    assert "已约明日定损" in answer.content.decode()
    assert f'name="seen_version" value="{office.case.version}"' in answer.content.decode()
    assert not ContactNote.objects.exists()
    again = office.act("li", "2026-11-23 09:42", "note_contact", method="telephone", direction="out", summary="已约明日定损")
    assert again.status_code == 303, said(again)


def test_two_drafts_of_one_proposal_stand_side_by_side(office: Office) -> None:
    walk_to_finding(office)
    seen = office.case.version
    office.does("sun", "2026-11-24 08:30", "draft_proposal", keep="1", **PLAN)
    answer = office.act("wang", "2026-11-24 08:31", "draft_proposal", seen_version=seen, keep="1", **PLAN | {"text": "全额赔付。"})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "现在的记录" in page
    assert PLAN["text"] in page
    assert "全额赔付。" in page
    assert Proposal.objects.count() == 1


def test_a_leader_who_read_an_older_version_decides_nothing(office: Office) -> None:
    walk_to_finding(office)
    office.does("sun", "2026-11-24 08:30", "draft_proposal", **PLAN)
    answer = office.act("zhao", "2026-11-24 08:40", "instruct_proposal", kind="approve", text="同意", proposal_version=1, proposal_hash="0" * 64)
    assert answer.status_code == 409
    live = Proposal.objects.get(live=True)
    assert live.state == "submitted"
    assert live.content_hash in answer.content.decode()


def test_closing_without_what_the_ground_needs_says_what_is_missing(office: Office) -> None:
    walk_to_reply(office)
    office.does("sun", "2026-11-24 15:00", "record_response", accepted="no", words="不同意。")
    answer = office.act("li", "2026-11-25 09:00", "close", ground="lawful", law_cited="")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "还不能结案" in page
    assert "理赔细则" in page
    assert office.case.stage == "replied"
    form = text_of(office.get("li", "2026-11-25 09:05", "?do=close"))
    assert "投诉人接受处理方案 ：还缺" in form


def test_an_act_out_of_its_turn_is_explained_not_hidden(office: Office) -> None:
    take_down(office)
    page = text_of(office.get("li", "2026-11-23 09:30", "?do=close"))
    assert "还不能结案：没有答复记录。先登记答复。" in page
    answer = office.act("li", "2026-11-23 09:31", "close", ground="accepted", law_cited="已经写了半天")
    assert answer.status_code == 422
    assert "已经写了半天" in answer.content.decode()


def test_errors_stand_at_their_fields_and_every_field_stays(office: Office) -> None:
    walk_to_finding(office)
    typed = PLAN | {"amount_fen": "两万", "what_1": "上门致歉", "day_1": ""}
    answer = office.act("sun", "2026-11-24 08:30", "draft_proposal", **typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="两万"' in html
    assert "上门致歉" in html
    assert "写明哪一天做到。" in html
    assert PLAN["grounds"] in html
    answer = office.act("sun", "2026-11-24 08:31", "note_contact", method="telephone", direction="out", summary="谈过", contacted_at="2026-11-24T18:00")
    assert "现在（2026-11-24 08:31）之前的时间" in text_of(answer)


def test_another_class_than_proposed_needs_a_reason(office: Office) -> None:
    take_down(office)
    answer = office.act("li", "2026-11-23 09:40", "triage", classification="general", established="yes")
    assert answer.status_code == 422
    assert "所选类别与系统建议不同，写明为什么" in text_of(answer)
    assert not Triage.objects.exists()


# ── whose eyes ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["outsider", "stranger", "zhou", "qin", "admin"])
def test_not_yours_and_not_there_look_alike(office: Office, who: str) -> None:
    take_down(office)
    seen = office.get(who, "2026-11-23 10:00")
    absent = office.get(who, "2026-11-23 10:00", "/desk/c/SQ20261123-ABCDEFG/")
    assert (seen.status_code, absent.status_code) == (404, 404)
    assert "13800006621" not in seen.content.decode()
    for action in ("note_contact", "close", "triage"):
        assert office.act(who, "2026-11-23 10:01", action, summary="x", method="telephone", direction="out").status_code == 404
    assert office.post(who, "2026-11-23 10:02", "disclose/", reason="contact").status_code == 404


def test_the_hotline_checks_the_caller_and_then_says_one_line(office: Office) -> None:
    walk_to_reply(office)
    first = office.get("zhang", "2026-11-24 16:00")
    assert "先核对来电人" in text_of(first)
    assert "11月26日前答复您" not in text_of(first)
    wrong = office.post("zhang", "2026-11-24 16:00", "caller/", name="陈女士", number="0000")
    assert wrong.status_code == 422
    assert "先不要告知进展" in text_of(wrong)
    right = office.post("zhang", "2026-11-24 16:01", "caller/", name="陈女士", number="6621")
    assert right.status_code == 302
    page = text_of(office.get("zhang", "2026-11-24 16:01"))
    assert "正在核实定损经过，11月26日前答复您。" in page
    for hidden in ("等排期表", "定损排期失误", "21,800", "小孙", "13800006621", "883417", "老丁"):
        assert hidden not in page
    assert "先核对来电人" in text_of(office.get("zhang", "2026-11-24 16:12"))
    assert office.act("zhang", "2026-11-24 16:05", "note_contact", method="telephone", direction="in", summary="催问").status_code == 422


def test_a_hotline_clerk_who_took_it_down_may_note_a_call_and_promise(office: Office) -> None:
    take_down(office, who="zhang", unit_id=str(office.house.branch.id))
    office.post("zhang", "2026-11-23 09:20", "caller/", name="陈女士", number="6621")
    office.does("zhang", "2026-11-23 09:21", "note_contact", method="telephone", direction="in", summary="催问")
    assert office.act("zhang", "2026-11-23 09:22", "promise", due_at="2026-11-23T17:00", words="").status_code == 303
    assert office.act("zhang", "2026-11-23 09:23", "close", ground="accepted").status_code == 422


def test_the_respondent_reads_the_matter_without_who_complained(office: Office) -> None:
    take_down(office, facts="陈女士13800006621称：定损员两次改期，保单PDAA2026310000883417。")
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes")
    office.does("li", "2026-11-23 09:41", "ask_hearing", staff_id=office.house.ding.id)
    page = text_of(office.get("ding", "2026-11-23 10:00"))
    assert "定损员两次改期" in page
    for hidden in ("陈女士", "13800006621", "883417", "代步费"):
        assert hidden not in page
    assert office.act("ding", "2026-11-23 10:01", "note_contact", method="telephone", direction="out", summary="我来联系").status_code == 422
    assert office.get("ding", "2026-11-23 10:02", "why/class/now/").status_code == 404
    office.does("ding", "2026-11-23 10:05", "state_side", statement="排期冲突。")
    again = office.act("ding", "2026-11-23 10:06", "state_side", statement="再写一遍")
    assert again.status_code == 422
    assert "不能改写" in text_of(again)


def test_identity_opens_for_a_reason_and_closes_again(office: Office) -> None:
    take_down(office)
    assert "13800006621" not in office.get("li", "2026-11-23 10:00").content.decode()
    assert office.post("li", "2026-11-23 10:00", "disclose/", reason="nosy").status_code == 422
    assert office.post("li", "2026-11-23 10:01", "disclose/", reason="contact").status_code == 303
    assert "13800006621" in office.get("li", "2026-11-23 10:02").content.decode()
    assert "13800006621" not in office.get("han", "2026-11-23 10:02").content.decode()
    assert "13800006621" not in office.get("li", "2026-11-23 10:07").content.decode()
    assert Disclosure.objects.count() == 1


def test_a_report_of_misconduct_found_midway_leaves_nothing_behind(office: Office) -> None:
    take_down(office)
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes")
    answer = office.act("li", "2026-11-23 09:50", "reveal", reason="投诉人说定损员索要红包")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert office.get("li", "2026-11-23 09:51").status_code == 404


# ── texts ──────────────────────────────────────────────────────────────────

HOSTILE = '<script>alert(1)</script>"\'&<img src=x onerror=alert(2)>{{ 7|add:7 }}'


def test_texts_are_escaped_wherever_they_show(office: Office) -> None:
    take_down(office, facts=HOSTILE, demands=HOSTILE, respondent_text=HOSTILE, name=HOSTILE)
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes", reason=HOSTILE)
    office.does("li", "2026-11-23 09:41", "note_contact", method="telephone", direction="out", summary=HOSTILE)
    office.does("li", "2026-11-23 09:42", "ask_hearing", staff_id=office.house.ding.id)
    pages = [office.get("li", "2026-11-23 09:50", "?kind=contact&kind=work&kind=sys"), office.get("ding", "2026-11-23 09:50")]
    pages.append(office.act("li", "2026-11-23 09:51", "note_contact", method="telephone", direction=HOSTILE, summary=HOSTILE))
    for page in pages:
        html = page.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "14" not in html.split("&lt;img")[-1][:80]
        assert " style=" not in html
        assert "onclick=" not in html


def test_a_hundred_thousand_characters_and_emoji_are_kept(office: Office) -> None:
    long = ("诉" * 99_990) + "😀👨‍👩‍👧末"
    take_down(office, facts=long)
    page = office.get("li", "2026-11-23 10:00").content.decode()
    assert "😀👨‍👩‍👧末" in page
    answer = office.post("li", "2026-11-23 10:00", "/desk/new/", misconduct="no", method="telephone", source="own", received_at="2026-11-23T09:12", facts="长" * 100_001)
    assert answer.status_code == 422
    assert "超过100000个字" in text_of(answer)


# ── papers ─────────────────────────────────────────────────────────────────

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_papers_come_in_checked_and_go_out_as_attachments(office: Office) -> None:
    take_down(office)
    kept = office.post("li", "2026-11-23 10:00", "papers/", files=[SimpleUploadedFile("定损 报告.pdf", PDF, "application/pdf")])
    assert kept.status_code == 303, said(kept)
    paper = Paper.objects.get(subject_id=office.case.id)
    given = office.get("li", "2026-11-23 10:01", f"papers/{paper.id}/")
    assert b"".join(given.streaming_content) == PDF
    assert given["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E5%AE%9A%E6%8D%9F%20%E6%8A%A5%E5%91%8A.pdf" in given["Content-Disposition"]
    assert given["X-Content-Type-Options"] == "nosniff"
    assert office.get("outsider", "2026-11-23 10:01", f"papers/{paper.id}/").status_code == 404
    assert office.get("zhang", "2026-11-23 10:01", f"papers/{paper.id}/").status_code == 404


def test_a_page_that_says_it_is_a_picture_is_refused_by_name(office: Office) -> None:
    take_down(office)
    answer = office.post("li", "2026-11-23 10:00", "papers/", files=[SimpleUploadedFile("照片.jpg", b"<html><script>1</script></html>", "image/jpeg")])
    assert answer.status_code == 422
    assert "照片.jpg" in text_of(answer)
    assert not Paper.objects.exists()


def test_a_paper_of_another_case_is_not_there(office: Office) -> None:
    take_down(office)
    office.post("li", "2026-11-23 10:00", "papers/", files=[SimpleUploadedFile("a.pdf", PDF, "application/pdf")])
    paper = Paper.objects.get()
    take_down(office, phone="13900001111")
    assert office.get("li", "2026-11-23 10:01", f"papers/{paper.id}/").status_code == 404


# ── statements ─────────────────────────────────────────────────────────────


def test_a_page_reads_and_writes_nothing_however_long_the_case_is(office: Office) -> None:
    walk_to_reply(office)
    path = f"/desk/c/{office.ref}/"
    page, short = statements(office.browser("li"), path, "2026-11-24 16:00")
    assert page.status_code == 200
    for number in range(5):
        office.does("sun", f"2026-11-24 16:0{number + 1}", "note_contact", method="telephone", direction="out", summary="再谈")
        office.does("sun", f"2026-11-24 16:1{number + 1}", "note_progress", sayable="仍在办")
    _, long = statements(office.browser("li"), path, "2026-11-24 17:00")
    assert transactions(short + long) == []
    assert len(long) == len(short)
    assert len(long) <= 75, "\n".join(long)
    for path in (f"/desk/c/{office.ref}/?do=close", "/desk/new/", f"/desk/c/{office.ref}/why/class/now/"):
        answer, sql = statements(office.browser("li"), path, "2026-11-24 17:01")
        assert answer.status_code == 200
        assert transactions(sql) == []


def test_reply_fields_of_article_19_can_be_given_apart(office: Office) -> None:
    walk_to_reply(office)
    page = text_of(office.get("li", "2026-11-24 11:00"))
    assert REPLY["text"] in page


def test_the_reply_letter_is_a_word_file_that_escapes_and_is_logged(office: Office) -> None:
    walk_to_reply(office)
    typed = {"text": "赔付<24,500元> {{ 7 * 7 }}", "facts_verified": "属实", "grounds": "保险法", "remedies": "核查"}
    made = office.post("sun", "2026-11-24 11:00", "letter/", **typed)
    assert made.status_code == 200
    assert made["Content-Disposition"].startswith("attachment;")
    words = "\n".join(each.text for each in docx.Document(io.BytesIO(made.content)).paragraphs)
    assert "赔付<24,500元> {{ 7 * 7 }}" in words
    assert "陈女士" in words
    assert Disclosure.objects.get().reason == "reply"
    assert office.post("ding", "2026-11-24 11:01", "letter/", **typed).status_code == 404
    assert office.post("zhao", "2026-11-24 11:01", "letter/", **typed).status_code == 422
    lacking = office.post("sun", "2026-11-24 11:02", "letter/", **typed | {"grounds": " "})
    assert lacking.status_code == 422
    assert "答复书还缺：依据和理由" in lacking.content.decode()
    assert Disclosure.objects.count() == 1


def test_the_reply_also_as_pdf_message_and_e_mail(office: Office) -> None:
    walk_to_reply(office)
    page = office.get("sun", "2026-11-24 11:00", "?do=send_reply").content.decode()
    typed = {"text": "赔付24,500元。", "facts_verified": "属实", "grounds": "保险法", "remedies": "核查"}
    for kind, media in (("pdf", "application/pdf"), ("sms", "text/plain; charset=utf-8"), ("email", "text/plain; charset=utf-8")):
        assert f"letter/?as={kind}" in page
        made = office.post("sun", "2026-11-24 11:00", f"letter/?as={kind}", **typed)
        assert (made.status_code, made["Content-Type"]) == (200, media)
        assert office.post("zhao", "2026-11-24 11:01", f"letter/?as={kind}", **typed).status_code == 422
        assert office.post("ding", "2026-11-24 11:01", f"letter/?as={kind}", **typed).status_code == 404
    assert Disclosure.objects.count() == 2  # the message names nobody
    assert "陈女士" in made.content.decode()
    empty = office.post("sun", "2026-11-24 11:02", "letter/?as=sms", text=" ")
    assert (empty.status_code, "要告诉投诉人的处理结果" in text_of(empty)) == (422, True)


def test_what_was_moved_to_the_sealed_room_is_not_there_for_the_hotline_either(office: Office) -> None:
    take_down(office)
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes")
    office.act("li", "2026-11-23 09:50", "reveal", reason="索要红包")
    for who in ("zhang", "li", "han", "ding"):
        assert office.get(who, "2026-11-23 10:00").status_code == 404
        assert office.post(who, "2026-11-23 10:00", "caller/", name="陈女士", number="6621").status_code == 404


# ── telling and its proof ──────────────────────────────────────────────────


def test_the_reply_form_offers_the_registered_numbers_masked_and_says_what_counts(office: Office) -> None:
    walk_to_reply(office)
    page = text_of(office.get("sun", "2026-11-24 11:00", "?do=send_reply"))
    assert "空着就是登记的（138****6621）" in page
    assert "邮寄填寄出时的时间" in page
    assert "按约定的方式" in page
    told = text_of(office.get("sun", "2026-11-24 11:00"))
    assert "寄往上海市浦东新区****；凭证：邮寄EMS" in told


def test_the_case_page_counts_the_tries_beside_what_happened(office: Office) -> None:
    walk_to_reply(office)
    office.does("sun", "2026-11-24 11:00", "note_contact", method="telephone", direction="tried", summary="无人接听")
    page = text_of(office.get("sun", "2026-11-24 11:10"))
    assert "没有联系上：已联系1次、分在1天；还差2次、1天。" in page


def test_an_agents_documents_are_asked_for_and_ticked_off_on_the_page(office: Office) -> None:
    take_down(office, agent_name="文浩坚", agent_phone="13900000001")
    page = text_of(office.get("li", "2026-11-23 09:30"))
    assert "授权委托书原件、受托人身份证件" in page
    assert "授权委托书原件 还没有看过" in " ".join(page.split())
    form = office.get("li", "2026-11-23 09:31", "?do=ask_documents").content.decode()
    assert "请补充授权委托书原件、受托人身份证件。" in form
    office.does("li", "2026-11-23 09:32", "ask_documents", words="请补授权委托书原件。", due_day="2026-11-30")
    page = text_of(office.get("li", "2026-11-23 09:33"))
    assert "小李专员要求补证明材料" in page
    assert "11月30日以前。" in page
    page = office.does("li", "2026-11-24 09:32", "see_documents", documents=["authority", "agent_id"], seen_on="2026-11-24")
    assert "小李专员看过授权委托书原件" in page
    assert office.act("li", "2026-12-01 09:32", "terminate", kind="not_entitled", reason="没有补").status_code == 422
