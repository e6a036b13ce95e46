"""The link of a survey: shown once to the officer, opened without a log-in, answered once; nothing of the case on it, and no telling apart."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client, override_settings

from suqing.apps.complaints.codes import new_code
from suqing.apps.complaints.models import Complaint, Survey
from suqing.apps.complaints.texts import case_key, read
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House
from tests.web.desk_cast import at, text_of, transactions
from tests.web.test_desk_urge import posted
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
SENT, LATER = "2026-11-26 09:00", "2026-11-27 20:00"


def sent(house: House, when: str = SENT) -> tuple[Complaint, str]:
    """The case and the path of its link, as the officer gets it."""
    case = walked(house, forwarded_case(house), until="follow_up")
    answer = posted(browser(house, "li"), when, case, "send_survey")
    assert answer.status_code == 200, text_of(answer)
    link = re.search(r'id="survey-link" readonly value="([^"]+)"', answer.content.decode())
    assert link
    assert f"：{link[1]} （30天内有效，只能填一次）" in unescape(answer.content.decode())
    assert "no-store" in answer.headers["Cache-Control"]
    return case, link[1].removeprefix("http://127.0.0.1:8000")


def fill(path: str, when: str = LATER, client: Client | None = None, **given: Any) -> Any:
    with at(when):
        return (client or Client()).post(path, given)


def test_sent_opened_and_answered_once(house: House) -> None:
    case, path = sent(house)
    assert re.fullmatch(r"/survey/[A-Za-z0-9_-]{22}", path)
    with at(LATER):
        page = Client().get(path)
    assert page.status_code == 200
    said = text_of(page)
    assert f"编号末四位{case.ref[-4:]}" in said
    assert "您2026年11月23日反映的问题" in said
    assert case.ref not in page.content.decode()
    assert not [each for each in ("陈女士", "13800006621", "剐蹭", "小李", "东海", "赔付") if each in page.content.decode()]
    assert (page.headers["X-Robots-Tag"], page.headers["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "no-store" in page.headers["Cache-Control"]
    done = fill(path, satisfaction="2", words="太慢了", contact_wanted="on")
    assert (done.status_code, done.headers["Location"]) == (303, "/survey/done")
    assert "已经收到" in text_of(Client().get("/survey/done"))
    row = Survey.objects.get()
    assert (row.satisfaction, row.contact_wanted, read(row, case_key(case), "words")) == (2, True, "太慢了")
    assert fill(path, satisfaction="5").status_code == 410
    assert Survey.objects.get().satisfaction == 2
    with at(LATER):
        assert case.ref in browser(house, "li").get("/desk/?view=discontented").content.decode()
        assert "投诉人填了满意度调查" in text_of(browser(house, "li").get(f"/desk/c/{case.ref}/"))


def test_the_link_is_shown_once(house: House) -> None:
    case, path = sent(house)
    li = browser(house, "li")
    code = path.rpartition("/")[2]
    with at(LATER):
        for address in (f"/desk/c/{case.ref}/", f"/desk/c/{case.ref}/?do=send_survey", f"/desk/c/{case.ref}/act/send_survey/", "/desk/"):
            assert code not in li.get(address, follow=True).content.decode()
    again = posted(li, LATER, case, "send_survey")
    assert again.status_code == 200
    with at(LATER):
        assert Client().get(path).status_code == 410
    assert code not in str(list(Survey.objects.values()))


def test_used_expired_and_unknown_are_answered_alike(house: House) -> None:
    _, used = sent(house)
    assert fill(used, satisfaction="5").status_code == 303
    _, expired = sent(house)
    paths = (used, expired, f"/survey/{new_code()}", "/survey/x", "/survey/%00", f"/survey/{'字' * 22}")
    with at("2026-12-27 09:00"):
        answers = [Client().get(path) for path in paths]
        answers += [Client().post(path, {"satisfaction": "1"}) for path in paths]
    assert {each.status_code for each in answers} == {410}
    assert len({re.sub(r'X-CSRFToken": "[^"]+', "", each.content.decode()) for each in answers}) == 1
    assert "现在不能填写" in text_of(answers[0])


def test_opening_it_writes_nothing(house: House) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _, path = sent(house)
    with at(LATER), CaptureQueriesContext(connection) as seen:
        Client().get(path)
    assert transactions([each["sql"] for each in seen.captured_queries]) == []
    assert len(seen) <= 3


@pytest.mark.parametrize(
    ("given", "said"),
    [({"words": "要留着的话"}, "还没填"), ({"satisfaction": "9", "words": "要留着的话"}, "9"), ({"satisfaction": "5", "words": "要留着的话" + "字" * 2000}, "超过2000个字")],
)
def test_what_cannot_be_comes_back_with_what_was_typed(house: House, caplog: pytest.LogCaptureFixture, given: dict[str, str], said: str) -> None:
    _, path = sent(house)
    answer = fill(path, **given)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "要留着的话" in answer.content.decode()
    assert Survey.objects.get().answered_at is None
    assert path not in caplog.text
    assert fill(path, satisfaction="5", words="\x00<b>好</b>").status_code == 303


def test_a_form_from_elsewhere_is_refused(house: House) -> None:
    _, path = sent(house)
    assert fill(path, client=Client(enforce_csrf_checks=True), satisfaction="5").status_code == 403
    assert Survey.objects.get().answered_at is None


def test_without_public_pages_no_link_is_made(house: House) -> None:
    case = walked(house, forwarded_case(house), until="follow_up")
    with override_settings(ROOT_URLCONF="tests.web.without_portal"):
        answer = posted(browser(house, "li"), SENT, case, "send_survey")
        assert answer.status_code == 422
        assert "公开页没有开启" in text_of(answer)
    assert not Survey.objects.exists()


