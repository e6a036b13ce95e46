"""催办 on the page: chosen from those who have the case, seen by the one who is urged, received, answered; longer limits from 更多."""

import re
from typing import Any

import pytest
from django.test import Client

from suqing.apps.complaints.models import Complaint, Prolongation, Urge
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House
from tests.web.desk_cast import at, text_of
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db


def posted(client: Client, when: str, case: Complaint, action: str, **given: Any) -> Any:
    with at(when):
        page = client.get(f"/desk/c/{case.ref}/?do={action}").content.decode()
        seen = re.search(r'name="seen_version" value="(\d+)"', page)
        assert seen, text_of(client.get(f"/desk/c/{case.ref}/?do={action}"))[:600]
        return client.post(f"/desk/c/{case.ref}/act/{action}/", {"seen_version": seen[1], **given})


def test_urged_received_and_answered(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    li, sun = browser(house, "li"), browser(house, "sun")
    with at("2026-11-23 10:20"):
        page = text_of(li.get(f"/desk/c/{case.ref}/?do=urge"))
        assert "小孙（承办人）" in page
        assert "老丁" not in re.search(r"催办谁.*?回复期限", page)[0]  # type: ignore[index]
        assert "回复催办" not in text_of(li.get(f"/desk/c/{case.ref}/"))
    done = posted(li, "2026-11-23 10:20", case, "urge", to_staff_id=str(house.sun.id), answer_by="2026-11-24T12:00", reason="客户在营业厅等")
    assert done.status_code == 303, text_of(done)
    with at("2026-11-23 10:25"):
        assert "催办您" in text_of(sun.get(f"/desk/c/{case.ref}/"))
        assert case.ref in sun.get("/desk/?view=urged").content.decode()
        assert case.ref not in li.get("/desk/?view=urged").content.decode()
    urge = str(Urge.objects.get().id)
    assert posted(sun, "2026-11-23 10:26", case, "answer_urge", urge_id=urge, answer="").status_code == 303
    assert posted(sun, "2026-11-23 10:40", case, "answer_urge", urge_id=urge, answer="已约下午三点").status_code == 303
    with at("2026-11-23 10:45"):
        assert "小孙回复催办" in text_of(li.get(f"/desk/c/{case.ref}/"))
        assert case.ref not in sun.get("/desk/?view=urged").content.decode()


def test_a_longer_limit_and_a_pause_from_the_page(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    li, han = browser(house, "li"), browser(house, "han")
    assert posted(li, "2026-11-24 09:00", case, "record_complexity", reason="等第三方").status_code == 303
    assert posted(han, "2026-11-25 09:00", case, "approve_extension", reason="排期").status_code == 303
    assert posted(li, "2026-11-25 10:00", case, "tell_extension", told_how="sms", proof="短信").status_code == 303
    assert posted(li, "2026-11-26 09:00", case, "pause_limit", ground="appraisal", institution="某鉴定机构", document_no="委托书1号", document_on="2026-11-25", proof_at="2026-11-26T08:00").status_code == 303
    with at("2026-11-26 09:05"):
        page = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "批准再延长三十日" in page
        assert "暂停法定期限" in page
        assert case.ref in li.get("/desk/?view=paused").content.decode()
    assert posted(li, "2026-11-30 09:00", case, "resume_limit", document_no="鉴定意见书7号", document_on="2026-11-30").status_code == 303
    with at("2026-11-30 09:05"):
        page = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "法定期限不计入4日；某鉴定机构，委托书1号（2026-11-25）；结束：鉴定意见书7号（2026-11-30）；现在的期限" in page
    assert Prolongation.objects.count() == 2
