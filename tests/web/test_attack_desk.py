"""Reading without a trace, forms that are not one's own, identity past the mask, log-in under another spelling."""

import io

import pytest
from django.test import Client

from suqing.apps.audit import reading
from suqing.apps.audit.models import Disclosure, ReadTrace
from suqing.apps.audit.reading import flush_reads
from suqing.apps.papers.keeping import keep_paper
from suqing.project.accounts import login_name
from tests.cast import cn
from tests.web.desk_cast import Office, text_of

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2026-11-23 09:20"


@pytest.fixture
def office() -> Office:
    found = Office()
    found.ref = found.house.register().ref
    return found


@pytest.mark.parametrize("path", ["act/triage/", "act/close/", "disclose/"])
def test_a_refused_act_shows_the_case_and_leaves_the_trace_of_reading_it(office: Office, path: str) -> None:
    reading._buffer.clear()  # what earlier tests of this process left
    answer = office.post("qian", NOW, path, seen_version="0")
    assert answer.status_code == 422
    assert "尽快定损" in text_of(answer)
    flush_reads()
    assert list(ReadTrace.objects.values_list("staff_id", flat=True)) == [office.house.qian.id]


def test_the_respondent_is_shown_no_form_but_their_own(office: Office) -> None:
    own = {"seen_version", "statement", "csrfmiddlewaretoken"}
    for action in ("dispatch", "complete_record", "record_hearing", "record_finding", "instruct_proposal", "reveal"):
        page = office.act("ding", NOW, action).content.decode()
        names = {each.partition('"')[0] for each in page.split(' name="')[1:]} - {"viewport", "htmx-config", "color-scheme", "theme-color", "theme", "q"}
        assert names <= own, (action, names - own)


def test_the_volume_with_the_whole_identity_asks_for_the_reason_first(office: Office) -> None:
    case = office.case
    paper = keep_paper(
        root=case.root_id, subject=("complaint", case.id), data_key_wrapped=case.data_key, name="卷宗.txt", content=io.BytesIO("陈女士 13800006621".encode()),
        declared_type="", actor=office.house.actor("li"), at=cn(NOW), kind="archive",
    )  # fmt: skip
    path = f"papers/{paper.id}/"
    refused = office.get("li", NOW, path)
    assert (refused.status_code, "13800006621" in refused.content.decode()) == (422, False)
    office.post("li", NOW, "disclose/", reason="inspection")
    assert "13800006621" in b"".join(office.get("li", "2026-11-23 09:24", path).streaming_content).decode()
    assert office.get("li", "2026-11-23 09:26", path).status_code == 422
    assert office.get("liao", NOW, path).status_code == 422, "the reason of one opens nothing to another"


def test_a_letter_opens_the_name_and_nothing_else(office: Office) -> None:
    assert office.post("li", NOW, "letter/", text="赔付").status_code == 200
    assert Disclosure.objects.get().fields == "name"
    page = text_of(office.get("li", NOW))
    assert "陈女士" in page
    assert "13800006621" not in page


@pytest.mark.parametrize("typed", ["LI", " li ", "Li", "ｌｉ", "LI\u3000"])
def test_attempts_at_one_name_are_counted_together_however_it_is_written(office: Office, typed: str) -> None:
    assert login_name(None, {"username": typed}) == "li"  # type: ignore[arg-type]


def test_five_wrong_passwords_in_five_spellings_lock_the_name(office: Office, settings: object) -> None:
    client = Client(REMOTE_ADDR="10.1.2.3")
    office.house.li.set_password("right-password-2026")
    office.house.li.save()
    for typed in ("li", "LI", "Li", " lI", "li "):
        last = client.post("/login/", {"login": typed, "password": "wrong"})
    assert last.status_code == 429
    assert client.post("/login/", {"login": "LI", "password": "right-password-2026"}).status_code == 429
    other = Client(REMOTE_ADDR="10.9.9.9")
    assert other.post("/login/", {"login": "li", "password": "right-password-2026"}).status_code == 302
