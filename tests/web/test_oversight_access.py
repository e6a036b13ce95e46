"""Who is shown what of the assessment: every address asked by everybody, by GET and by POST; and what a page costs."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suqing.apps.assessment import actions
from suqing.apps.assessment.models import CountCheck, InsurerContact, Objection, Round, SourceFile
from suqing.apps.audit.models import Event
from suqing.casework.assessment.numbers import plain
from suqing.exchange.bulletin_sample import write_bulletin_sample
from suqing.web.oversight import urls
from tests.cast import House, cn, found_cast
from tests.office_cast import (
    OPENED,
    PERIOD,
    RULEBOOK,
    WHERE,
    AssessmentOffice,
    found_office,
    market,
    names_of,
    play,
    workbook_of,
)
from tests.web.desk_cast import at, statements, text_of, transactions

pytestmark = pytest.mark.django_db
NOW = "2026-07-20 10:00"
NOT_THERE = (404, 405)  # 405: an address that takes only the other method, whoever asks
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = [RULEBOOK, PERIOD]
THEIRS = ("mine", "mine_why", "mine_answer", "mine_object")  # of a contact
OWN = ("own", "own_save", "own_why")  # of an insurer
NOTES = ("迟报3日", "来访反映理赔拖延", "行业媒体报道销售误导", "未经公开的登记", "约谈分管负责人", "调解件数少计", "重复登记核减")


class World:
    """The office with a published round and one of everything, beside the insurers of the cast."""

    def __init__(self) -> None:
        self.house: House = found_cast()
        self.office: AssessmentOffice = found_office(self.house)
        kao, fu = self.office.actor("kao"), self.office.actor("fu")
        play(self.office)
        with at(NOW):
            self.source = SourceFile.objects.filter(round=self.office.round).first()
            self.adjustment = actions.propose_adjustment(**WHERE, kind="figure", code="P03", target=f"motor_complaints@{PERIOD}", value="99", reason="重复登记核减", actor=kao, at=cn(NOW))
            self.entry = actions.log_event(code="P02", day=cn(NOW).date(), indicator="violations", situation="letter_or_correction", note="未经公开的登记", actor=kao, at=cn(NOW))
            self.objection = actions.object_to_result(**WHERE, code="P02", words="调解件数少计", indicator="", actor=fu, at=cn(NOW))
            self.measure = actions.take_measure(**WHERE, code="P03", kind="talk", words="约谈分管负责人", due_on=None, actor=kao, at=cn(NOW))
            book = BytesIO()
            write_bulletin_sample(book)
            made = actions.make_bulletin(period="2022Q1", name="通报.xlsx", content=book.getvalue(), actor=kao, at=cn(NOW))
            assert made.row is not None
            self.bulletin = made.row

    def addresses(self) -> dict[str, str]:
        """Every name of the URLs with an address that leads to something."""
        given: dict[str, list[Any]] = {
            "home": [], "open": [], "insurers": [], "find": [], "record": [], "record_new": [], "filings": [], "bulletins": [], "own": [], "own_save": [], "template": [], "sample": [],
            "from_notice": HERE, "round": HERE, "upload": HERE, "step": HERE, "problems": [*HERE, self.source.id], "marks": HERE, "mark": [*HERE, "P02"],  # type: ignore[union-attr]
            "figures": HERE, "adjust": HERE, "decide": [*HERE, self.adjustment.id], "review": HERE, "ranking": HERE, "publish": HERE, "version": [*HERE, 1], "counts": HERE,
            "count": [*HERE, "P02"], "aftermath": HERE, "objection": [self.objection.id], "measure": [self.measure.id], "card": [*HERE, "P02"], "why": [*HERE, "P02", "execution"],
            "what_if": [*HERE, "P02"], "file": [*HERE, "ranking.xlsx"], "mine": HERE, "mine_why": [*HERE, "execution"], "mine_answer": HERE, "mine_object": HERE, "insurer": ["P02"], "contact": ["P02"],
            "record_decide": [self.entry.id], "bulletin": [self.bulletin.id], "bulletin_file": [self.bulletin.id, "bulletin.docx"], "bulletin_form": ["template.xlsx"],
            "own_why": [PERIOD, "execution"],
        }  # fmt: skip
        return {name: reverse(f"oversight:{name}", args=args) for name, args in given.items()}

    def client(self, who: str) -> Client:
        client = Client()
        if who:
            client.force_login(self.office.people[who], backend=BACKEND)
        return client


# One POST for each address that takes one: what would do something for somebody who may.
POSTS: dict[str, dict[str, str]] = {
    "open": {"rulebook": RULEBOOK, "period": "2025H1"}, "upload": {"kind": "mediation"}, "step": {"step": "review", "seen_version": "1"}, "mark": {"next": "1"},
    "adjust": {"code": "P02", "target": f"figure|motor_complaints@{PERIOD}", "value": "1", "reason": "试"}, "decide": {"confirm": "1"},
    "review": {"code": "P02", "pass": "1"}, "publish": {"seen_version": "1", "cause": "试"}, "counts": {}, "count": {"what": "settle", "words": "试"},
    "aftermath": {"what": "measure", "code": "P02", "kind": "talk", "words": "试"}, "objection": {"uphold": "1", "reply": "试"}, "measure": {"words": "试"},
    "record_new": {"code": "P02", "day": "2026-05-20", "what": "violations|letter_or_correction", "times": "1", "note": "试"},
    "record_decide": {"what": "confirm"}, "contact": {"staff": "1", "day": "2026-07-20"}, "filings": {"code": "P02"}, "bulletins": {"period": "2022Q1"},
}  # fmt: skip
# What an office of its own may open: its own empty pages, forms and the fictitious sample
OF_ANY_OFFICE = {"home", "open", "insurers", "find", "record", "record_new", "filings", "bulletins", "template", "sample", "bulletin_form", "from_notice"}


@pytest.fixture
def world() -> World:
    return World()


def secrets(*, but: str = "") -> list[str]:
    """The insurers' names, their premiums as shown and as digits, and what was noted about them; less those of one insurer."""
    facts = market()
    own = {but} | {each.code for each in facts.insurers if but and each.rolls_into == but}
    names = [each.name for each in facts.insurers if each.code not in own]
    figures = [value for row in facts.figures if row.code not in own for fact, value in row.values.items() if value and "premium" in fact]
    return [*names, *NOTES, *(plain(value) for value in figures), *(str(value.numerator) for value in figures if value.denominator == 1)]


def leaked(answer: Any, hidden: list[str]) -> list[str]:
    content = answer.content.decode(errors="ignore")
    return [each for each in hidden if each in content]


def test_every_address_is_asked_here(world: World) -> None:
    assert set(world.addresses()) == {each.name for each in urls.urlpatterns}
    assert len(secrets()) > 30
    kao = world.client("kao")
    with at(NOW):
        # an assessor is shown them, so that what is missing below was there to be seen
        told = "".join(kao.get(path).content.decode(errors="ignore") for name, path in world.addresses().items() if name not in (*THEIRS, *OWN))
    shown = (*names_of(), "未经公开的登记", "约谈分管负责人", "调解件数少计", "重复登记核减")
    assert [each for each in shown if each not in told] == []


@pytest.mark.parametrize("who", ["outsider", "li", "stranger", "han", "admin"])
def test_the_people_of_an_insurer_see_nothing_of_the_office(world: World, who: str) -> None:
    client = world.client(who)
    with at(NOW):
        for name, path in world.addresses().items():
            answer = client.get(path)
            if name == "from_notice":
                assert client.get(answer.headers["Location"]).status_code == 404
            elif name in ("home", *OWN):
                assert answer.status_code in (200, 302, 404, 405), name
            else:
                assert answer.status_code in (NOT_THERE if name in THEIRS else (404,)), name
            assert leaked(answer, secrets()) == [], name


def test_an_assessor_of_another_office_sees_only_empty_pages_of_their_own(world: World) -> None:
    client = world.client("bie")
    with at(NOW):
        for name, path in world.addresses().items():
            answer = client.get(path)
            if name not in OF_ANY_OFFICE:
                assert answer.status_code in NOT_THERE, name
            assert leaked(answer, secrets()) == [], name
        assert "申" not in text_of(client.get(f"{world.addresses()['find']}?q=财险"))
        assert text_of(client.get(f"{world.addresses()['record']}?code=P02")).count("P02") == 0


@pytest.mark.parametrize(("who", "code"), [("jia", "P01"), ("yi", "P02")])
def test_a_contact_sees_their_own_insurer_alone(world: World, who: str, code: str) -> None:
    client, hidden = world.client(who), [each for each in secrets(but=code) if code != "P02" or each not in ("未经公开的登记", "来访反映理赔拖延", "调解件数少计")]
    hidden = [each for each in hidden if code != "P01" or each != "迟报3日"]
    own = next(each.name for each in market().insurers if each.code == code)
    with at(NOW):
        for name, path in world.addresses().items():
            answer = client.get(path)
            if name not in ("home", "from_notice", *THEIRS):
                assert answer.status_code in (NOT_THERE if name in OWN else (404,)), name
            assert leaked(answer, hidden) == [], name
        assert own in text_of(client.get(world.addresses()["mine"]))
        assert "未经公开的登记" not in text_of(client.get(world.addresses()["mine"]))  # logged, not confirmed


def test_nobody_is_led_to_the_log_in(world: World) -> None:
    client = world.client("")
    for name, path in world.addresses().items():
        for answer in (client.get(path), client.post(path, POSTS.get(name, {}))):
            assert answer.status_code == 302, name
            assert "/oversight/" not in answer.headers["Location"].partition("?")[0], name
            assert leaked(answer, secrets()) == [], name


@pytest.mark.parametrize("who", ["outsider", "li", "stranger", "jia", "yi", "bie"])
def test_a_post_of_somebody_else_does_nothing(world: World, who: str) -> None:
    client, before = world.client(who), Event.objects.count()
    with at(NOW):
        for name, path in world.addresses().items():
            if name in POSTS and not (who == "bie" and name in OF_ANY_OFFICE):
                answer = client.post(path, POSTS[name])
                assert answer.status_code == 404, name
                assert leaked(answer, secrets()) == [], name
            elif name in THEIRS and who not in ("jia", "yi"):
                assert client.post(path, {"agree": "1", "words": "试"}).status_code in NOT_THERE, name
    assert Event.objects.count() == before
    assert not Round.objects.exclude(root=world.office.root).exists()


def test_another_offices_event_cannot_be_logged_about_an_insurer_that_it_does_not_know(world: World) -> None:
    with at(NOW):
        answer = world.client("bie").post(world.addresses()["record_new"], POSTS["record_new"])
    assert answer.status_code == 422
    assert "机构名录里的一家" in text_of(answer)


@pytest.mark.parametrize("who", ["outsider", "admin", "qin"])
def test_who_does_not_answer_for_complaints_does_not_score_the_insurer(world: World, who: str) -> None:
    with at(NOW):
        for name in OWN:
            path = world.addresses()[name]
            answer = world.client(who).post(path, {"figures:motor_premium": "1"}) if name == "own_save" else world.client(who).get(path)
            assert answer.status_code == 404, name


def test_an_officer_scores_no_unit_of_another_insurer(world: World) -> None:
    root = world.house.root
    with at(NOW):
        answer = world.client("stranger").get(f"/oversight/own/?unit={root.id}&period=2026")
        assert answer.status_code == 200
        assert "东海财险" not in text_of(answer)
        world.client("stranger").post("/oversight/own/save/", {"unit": str(root.id), "period": "2026", "seen_version": "0", "figures:premium": "1"})
    assert not Event.objects.filter(root=root, verb="own_assessment.saved").exists()


def test_a_contact_answers_for_their_own_insurer_whatever_the_form_says() -> None:
    office = found_office()
    play(office, "quantitative")
    actions.ask_counts(**WHERE, actor=office.actor("kao"), at=OPENED)
    client = Client()
    client.force_login(office.people["yi"], backend=BACKEND)
    with at(NOW):
        page = client.get(f"/oversight/mine/{RULEBOOK}/{PERIOD}/?code=P01")
        assert leaked(page, secrets(but="P02")) == []
        answer = client.post(f"/oversight/mine/{RULEBOOK}/{PERIOD}/answer/", {"agree": "1", "code": "P01"})
    assert answer.status_code == 303
    assert dict(CountCheck.objects.values_list("insurer_code", "state"))["P01"] == "asked"
    assert dict(CountCheck.objects.values_list("insurer_code", "state"))["P02"] == "confirmed"


def test_a_contact_is_shown_nothing_before_they_are_asked_or_after_they_have_left() -> None:
    office = found_office()
    play(office, "score")
    client = Client()
    client.force_login(office.people["jia"], backend=BACKEND)
    with at(NOW):
        assert client.get(f"/oversight/mine/{RULEBOOK}/{PERIOD}/").status_code == 404
        assert "还没有要您核对的数据" in text_of(client.get("/oversight/"))
    actions.ask_counts(**WHERE, actor=office.actor("kao"), at=OPENED)
    with at(NOW):
        page = text_of(client.get(f"/oversight/mine/{RULEBOOK}/{PERIOD}/"))
        assert "请核对这些数" in page
        assert "名次" not in page  # counts, not the trial
    InsurerContact.objects.filter(staff=office.people["jia"]).update(until_day=cn("2026-07-10 09:00").date())
    with at(NOW):
        assert client.get(f"/oversight/mine/{RULEBOOK}/{PERIOD}/").status_code == 404
        assert client.get("/oversight/").status_code == 404


def test_an_assessor_sees_no_case(world: World) -> None:
    case = world.house.register()
    for who in ("kao", "jiandu", "jia"):
        client = world.client(who)
        with at(NOW):
            for path in (f"/desk/c/{case.ref}/", f"/desk/c/{case.ref}/?do=triage"):
                assert client.get(path).status_code == 404, (who, path)
            for path in ("/desk/", "/desk/cases/", "/desk/?view=open", f"/desk/find/?q={case.ref}", "/desk/find/?q=定损"):
                answer = client.get(path)
                assert f"/desk/c/{case.ref}/" not in answer.content.decode(), (who, path)
                assert leaked(answer, ["陈女士", "轻微剐蹭", "13800006621"]) == [], (who, path)
            assert client.post(f"/desk/c/{case.ref}/act/triage/", {"classification": "major"}).status_code == 404, who


def test_the_id_of_another_row_is_not_there(world: World) -> None:
    largest = 2**63 - 1
    client = world.client("kao")
    with at(NOW):
        for path in (f"/oversight/objections/{largest}/", f"/oversight/measures/{largest}/", f"/oversight/record/{largest + 1}/", f"/oversight/rounds/{RULEBOOK}/{PERIOD}/adjust/{10**30}/"):
            assert client.post(path, {"what": "confirm", "words": "试", "reply": "试", "confirm": "1"}).status_code == 404, path
        for path in (f"/oversight/bulletins/{10**30}/", f"/oversight/rounds/{RULEBOOK}/{PERIOD}/source/{10**30}/problems.xlsx", f"/oversight/rounds/{RULEBOOK}/{PERIOD}/versions/{10**30}/"):
            assert client.get(path).status_code == 404, path
        for path in ("/oversight/record/?after=2026-01-01_99999999999999999999", "/oversight/record/?after=x_1&state=nothing", "/oversight/record/?code=%00"):
            assert client.get(path).status_code == 200, path


# ---- what a page costs ----

PLACES = ("", "marks/", "marks/P02/", "figures/", "figures/?code=P02", "counts/", "review/", "ranking/", "ranking/?version=trial", "aftermath/", "card/P02/", "card/P02/?version=trial", "card/P02/what-if/", "versions/1/")


def cost(client: Client, path: str) -> int:
    """Statements of a page whose caches are warm."""
    with at(NOW):
        client.get(path)
    answer, sql = statements(client, path, NOW)
    assert answer.status_code == 200, path
    return len(sql)


@pytest.mark.parametrize("upto", ["review", "published"])
def test_more_insurers_take_no_more_statements(upto: str) -> None:
    office = found_office()
    few, many = Client(), Client()
    few.force_login(office.people["kao"], backend=BACKEND)
    many.force_login(office.people["bie"], backend=BACKEND)
    play(office, upto, each=3)
    play(office.beside, upto, each=12)
    if upto == "review":
        for one in (office, office.beside):
            actions.ask_counts(**WHERE, actor=one.actor("kao"), at=OPENED)
    paths = [f"/oversight/rounds/{RULEBOOK}/{PERIOD}/{place}" for place in PLACES if upto == "published" or not place.startswith("versions")]
    paths += ["/oversight/", "/oversight/insurers/", "/oversight/insurers/P02/", "/oversight/record/", "/oversight/filings/", "/oversight/find/?q=P"]
    more = {path: (cost(few, path), cost(many, path)) for path in paths}
    assert {path: both for path, both in more.items() if both[0] != both[1]} == {}
    assert max(after for _, after in more.values()) <= 40


def test_more_rows_take_no_more_statements() -> None:
    office = found_office()
    play(office)
    kao, fu = office.actor("kao"), office.actor("fu")
    client = Client()
    client.force_login(office.people["kao"], backend=BACKEND)
    paths = ["/oversight/record/", "/oversight/", "/oversight/insurers/P02/", f"/oversight/rounds/{RULEBOOK}/{PERIOD}/aftermath/", f"/oversight/rounds/{RULEBOOK}/{PERIOD}/figures/"]

    def grow(rows: int, start: int) -> None:
        facts = [f"{fact}@{PERIOD}" for fact in ("motor_complaints", "nonmotor_complaints", "motor_premium", "nonmotor_premium", "nonmotor_policies", "mediation_sent")]
        for number in range(start, start + rows):
            entry = actions.log_event(code="P02", day=OPENED.date() - timedelta(days=number), indicator="violations", situation="letter_or_correction", note=f"第{number}件", actor=kao, at=OPENED)
            if number % 2:
                actions.decide_entry(entry_id=entry.id, confirm=True, actor=fu, at=OPENED)
            actions.object_to_result(**WHERE, code="P02", words=f"第{number}件", indicator="", actor=kao, at=OPENED)
            actions.take_measure(**WHERE, code="P02", kind="talk", words=f"第{number}件", due_on=None, actor=fu, at=OPENED)
            code, fact = ("P01", "P02", "P03")[number % 3], facts[number // 3 % len(facts)]
            actions.propose_adjustment(**WHERE, kind="figure", code=code, target=fact, value=str(70_000 + number), reason="试", actor=kao, at=OPENED)

    grow(3, 0)
    few = {path: cost(client, path) for path in paths}
    grow(9, 3)
    assert {path: cost(client, path) for path in paths} == few
    assert Objection.objects.count() == 12


def test_more_rounds_take_a_contact_no_more_statements() -> None:
    office = found_office()
    found = play(office)
    client = Client()
    client.force_login(office.people["jia"], backend=BACKEND)
    few = cost(client, "/oversight/")
    for year in (2022, 2023, 2024, 2025):
        Round.objects.create(root=office.root, period=f"{year}H1", rulebook=RULEBOOK, edition=found.edition, opened_by=office.people["kao"], opened_at=OPENED)
    assert cost(client, "/oversight/") == few


def test_pages_open_no_transaction_and_write_nothing(world: World) -> None:
    people = {"kao": [name for name in world.addresses() if name not in (*THEIRS, *OWN)], "jia": ["home", "mine", "mine_why"], "li": ["own"]}
    wrote = {}
    for who, names in people.items():
        client = world.client(who)
        for name in names:
            path = world.addresses()[name]
            with at(NOW), CaptureQueriesContext(connection) as seen:
                client.get(path)
            if found := transactions([each["sql"] for each in seen.captured_queries]):
                wrote[f"{who} {path}"] = found[:2]
    assert wrote == {}


def test_a_refused_upload_keeps_the_facts_as_they_were() -> None:
    office = found_office()
    play(office, "quantitative")
    before = office.round.version
    bad = workbook_of().replace(b"xl/workbook.xml", b"xl/workbook.xlm")
    client = Client()
    client.force_login(office.people["kao"], backend=BACKEND)
    with at(NOW):
        answer = client.post(f"/oversight/rounds/{RULEBOOK}/{PERIOD}/upload/", {"kind": "workbook", "file": BytesIO(bad)})
    assert answer.status_code == 422
    assert office.round.version == before
