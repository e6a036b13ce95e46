"""The sealed pages over HTTP: anyone takes down, the circle reads, everybody else meets the page for "nothing there"."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suqing.apps.audit import reading
from suqing.apps.audit.models import ReadTrace
from suqing.apps.sealed.models import MisconductReport
from suqing.kernel import clock
from tests.apps.sealed_world import (
    HEARD,
    MUST_NOT_READ,
    NOW,
    PLAIN_WORDS,
    STORY,
    TEXTS,
    House,
    found_house,
    take_down,
    text_of_all_tables,
)

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"^(SAVEPOINT|BEGIN|INSERT|UPDATE|DELETE)", re.I)


@pytest.fixture(autouse=True)
def _at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("door", "forms", "taking", "reading"):
        monkeypatch.setattr(f"suqing.web.sealed_desk.{module}.now", lambda: NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _no_traces_of_other_tests() -> None:
    reading._buffer.clear()


@pytest.fixture
def ours() -> House:
    return found_house("JIA")


def enter(house: House, name: str, **more: object) -> Client:
    client = Client(**more)
    client.force_login(house.staff[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def without_number(page: bytes) -> str:
    """An error page without what differs by design: the number to quote, the token, the name in the bar."""
    text = re.sub(r"E[0-9A-Z]{7}|[A-Za-z0-9]{64}", "", page.decode())
    return re.sub(r"\s+", " ", text)


def fill(client: Client, **changes: str) -> dict[str, str]:
    page = client.get("/sealed/new").content.decode()
    entry = re.search(r'name="entry" value="([^"]+)"', page)
    assert entry is not None
    return {
        "entry": entry[1], "method": "telephone", "received_at": "2026-11-24T10:00", "story": STORY,
        "accused": TEXTS.accused, "reporter_phone": TEXTS.reporter_phone,
    } | changes  # fmt: skip


def test_taken_down_by_the_hotline_read_by_the_office_alone(ours: House) -> None:
    clerk = enter(ours, "小张坐席")
    answer = clerk.post("/sealed/new", fill(clerk), follow=True)
    report = MisconductReport.objects.get()
    page = answer.content.decode()
    assert report.ref in page
    assert not any(word in page for word in PLAIN_WORDS)
    assert clerk.get(f"/sealed/{report.ref}").status_code == 404
    office = enter(ours, "总裁办小秦")
    assert report.ref in office.get("/sealed/").content.decode()
    opened = office.get(f"/sealed/{report.ref}").content.decode()
    assert STORY in opened
    assert TEXTS.reporter_phone in opened


@pytest.mark.parametrize("name", MUST_NOT_READ)
def test_for_everybody_else_there_is_nothing_here(ours: House, name: str) -> None:
    report, _ = take_down(ours)
    client = enter(ours, name)
    nothing = client.get("/sealed/SQ20261124ABCDEFG")
    for address in ("/sealed/", f"/sealed/{report.ref}", f"/sealed/?before={report.ref}", "/sealed/taken"):
        found = client.get(address)
        assert found.status_code == nothing.status_code == 404
        assert without_number(found.content) == without_number(nothing.content)
        assert report.ref not in found.content.decode()
    for step in ("accept", "note", "conclude", "hand_over", "burn"):
        assert client.post(f"/sealed/{report.ref}/{step}", {"version": 1, "text": "读一读"}).status_code == 404
    assert MisconductReport.objects.get().version == 1


def test_another_roots_office_and_a_visitor_find_nothing(ours: House) -> None:
    report, _ = take_down(ours)
    theirs = found_house("YI")
    take_down(theirs)
    stranger = enter(theirs, "总裁办小秦")
    assert stranger.get(f"/sealed/{report.ref}").status_code == 404
    assert report.ref not in stranger.get("/sealed/").content.decode()
    visitor = Client()
    for address in ("/sealed/", "/sealed/new", f"/sealed/{report.ref}"):
        assert visitor.get(address).headers["Location"].startswith("/login/")


def test_the_four_steps_by_hand(ours: House) -> None:
    report, _ = take_down(ours)
    office = enter(ours, "总裁办小秦")
    for version, step in enumerate(("accept", "note", "conclude", "hand_over"), start=1):
        answer = office.post(f"/sealed/{report.ref}/{step}", {"version": version, "text": f"第{version}步的内容"}, follow=True)
        assert answer.status_code == 200
        assert f"第{version}步的内容" in answer.content.decode()
    assert MisconductReport.objects.get().stage == "handed_over"


def test_what_is_refused_or_came_second_keeps_what_was_typed(ours: House) -> None:
    report, _ = take_down(ours)
    office = enter(ours, "总裁办小秦")
    early = office.post(f"/sealed/{report.ref}/conclude", {"version": 1, "text": "写早了的结论"})
    assert early.status_code == 422
    assert "写早了的结论" in early.content.decode()
    assert "先受理" in early.content.decode()
    assert office.post(f"/sealed/{report.ref}/accept", {"version": 1, "text": "由我办"}).status_code == 302
    late = office.post(f"/sealed/{report.ref}/note", {"version": 1, "text": "慢了一步的记录"})
    assert late.status_code == 409
    assert "慢了一步的记录" in late.content.decode()
    assert "更新过" in late.content.decode()


def test_a_form_that_lacks_its_story_comes_back_with_the_rest(ours: House) -> None:
    clerk = enter(ours, "小张坐席")
    answer = clerk.post("/sealed/new", fill(clerk, story="", demands="要求查清"))
    assert answer.status_code == 422
    assert "还缺1项" in answer.content.decode()
    assert "要求查清" in answer.content.decode()
    future = clerk.post("/sealed/new", fill(clerk, received_at="2026-11-24T10:43"))
    assert "收到时间晚于现在" in future.content.decode()
    assert not MisconductReport.objects.exists()


def test_pressed_twice_is_one_report_and_a_borrowed_form_none(ours: House) -> None:
    clerk, other = enter(ours, "小张坐席"), enter(ours, "小李专员")
    form = fill(clerk)
    assert other.post("/sealed/new", form).status_code == 422
    assert other.post("/sealed/new", form | {"entry": "12345"}).status_code == 422
    assert [clerk.post("/sealed/new", form).status_code for _ in range(2)] == [302, 302]
    assert MisconductReport.objects.count() == 1


def test_no_page_is_stored_by_a_browser_and_no_get_writes(ours: House) -> None:
    report, _ = take_down(ours)
    office = enter(ours, "总裁办小秦")
    for address in ("/sealed/", "/sealed/new", f"/sealed/{report.ref}"):
        with CaptureQueriesContext(connection) as queries:
            answer = office.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []
    assert office.get(f"/sealed/{report.ref}/accept").status_code == 405


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_three(ours: House) -> None:
    office = enter(ours, "总裁办小秦")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            take_down(ours)
        with CaptureQueriesContext(connection) as queries:
            assert office.get("/sealed/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_older_reports_are_a_page_further(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suqing.web.sealed_desk.reading.PAGE", 2)
    refs = [take_down(ours, received_at=HEARD - timedelta(hours=hours))[0].ref for hours in (2, 0, 1, 1)]
    office, found, address = enter(ours, "总裁办小秦"), [], "/sealed/"
    while address:
        page = office.get(address).content.decode()
        found.append(re.findall(r'href="/sealed/(SQ\w+)"', page))
        older = re.search(r'href="(\?before=SQ\w+)"', page)
        address = f"/sealed/{older[1]}" if older else ""
    assert [len(page) for page in found] == [2, 2]
    shown = [ref for page in found for ref in page]
    assert (shown[0], set(shown[1:3]), shown[3]) == (refs[1], set(refs[2:]), refs[0])


def test_forms_from_elsewhere_are_refused(ours: House) -> None:
    report, _ = take_down(ours)
    office = enter(ours, "总裁办小秦", enforce_csrf_checks=True)
    for address in ("/sealed/new", f"/sealed/{report.ref}/accept"):
        assert office.post(address, {"version": 1, "text": "外站", "story": "外站"}).status_code == 403
    assert MisconductReport.objects.get().version == 1


def test_words_from_a_report_are_shown_as_words(ours: House) -> None:
    clerk, office = enter(ours, "小张坐席"), enter(ours, "总裁办小秦")
    clerk.post("/sealed/new", fill(clerk, story="<script>alert(1)</script>"))
    page = office.get(f"/sealed/{MisconductReport.objects.get().ref}").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_reading_leaves_a_trace_and_the_way_of_a_form_leaves_no_word(ours: House) -> None:
    type(ours.staff["老魏"]).objects.filter(pk=ours.staff["老魏"].pk).update(name="魏某")
    clerk, office = enter(ours, "小张坐席"), enter(ours, "总裁办小秦")
    clerk.post("/sealed/new", fill(clerk, story=""))
    clerk.post("/sealed/new", fill(clerk))
    report = MisconductReport.objects.get()
    office.get(f"/sealed/{report.ref}")
    reading.flush_reads()
    assert ReadTrace.objects.get(subject_kind="report").staff_id == ours.staff["总裁办小秦"].id
    dump = text_of_all_tables()
    assert not any(word in dump for word in PLAIN_WORDS)


def test_with_nobody_in_the_post_the_taker_is_told_to_have_it_filled(ours: House) -> None:
    clerk = enter(ours, "小张坐席")
    for name in ("总裁办小秦", "总裁办老周"):
        type(ours.staff[name]).objects.filter(pk=ours.staff[name].pk).update(is_active=False)
    page = clerk.post("/sealed/new", fill(clerk), follow=True).content.decode()
    assert "没有人担任" in page
