"""采用 and 试算 in the browser and over the API: handed in, compared, tried on what one sees, applied from a day on."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint, RuleTrial, RuleTrialRow
from suqing.apps.complaints.trials import KEPT
from suqing.apps.editions.models import Adoption, HandedIn
from suqing.apps.jobs.work import run_due
from suqing.kernel.clock import now
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn
from tests.web.api_world import World, world
from tests.web.desk_cast import Office, at, statements, text_of

__all__ = ["world"]
pytestmark = pytest.mark.django_db
RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"
DAY = "2026-11-25 09:00"
EDITIONS = "/desk/rules/cbirc2020/editions/"


def files(rulebook: str = "cbirc2020", *, old: str = "value: 15, basis: quoted", new: str = "value: 10, basis: quoted") -> dict[str, str]:
    """The shipped rulebook with one value changed."""
    folder = RULEBOOKS / rulebook
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml") if "examples" not in path.parts}
    assert any(old in text for text in found.values())
    return {name: text.replace(old, new) for name, text in found.items()}


def packed(found: dict[str, str], top: str = "") -> SimpleUploadedFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in found.items():
            file.writestr(top + name, text)
    return SimpleUploadedFile("新的一版.zip", target.getvalue())


@pytest.fixture
def office(house: House) -> Office:
    found = Office(house)
    found.ref = found.house.register().ref
    return found


def handed(office: Office, who: str = "han", upload: Any = None, address: str = EDITIONS) -> str:
    answer = office.post(who, DAY, address, files=upload or packed(files()))
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["Location"])


def test_from_the_zip_to_the_adoption(office: Office) -> None:
    page = text_of(office.get("han", DAY, "/desk/rules/cbirc2020/"))
    assert "采用另一版" in page
    assert "试算" in page
    address = handed(office, upload=packed(files(), top="cbirc2020/"))
    page = text_of(office.get("han", DAY, address))
    assert "有1处不同" in page
    assert "第十八条" in page
    tried = office.post("han", DAY, address, what="try")
    assert tried.status_code == 302
    result = text_of(office.get("han", DAY, str(tried.headers["Location"])))
    assert "查了1件，1件有不同，共1处" in result
    assert office.ref in result
    assert "2026-12-03" in result
    before = set(office.case.editions.values_list("rulebook", "edition_hash"))
    adoption = Adoption.objects.get(root=office.house.root, rulebook="cbirc2020")
    given = {"what": "adopt", "seen_adoption": str(adoption.id), "from_day": "2026-12-01", "reason": "总经理室会议决定"}
    done = office.post("han", DAY, address, **given)
    assert done.status_code == 303, text_of(done)
    adoption.refresh_from_db()
    new = Adoption.objects.get(root=office.house.root, rulebook="cbirc2020", until_day=None)
    assert (str(adoption.until_day), str(new.from_day), new.by) == ("2026-11-30", "2026-12-01", office.house.han)
    assert address.endswith(f"{new.edition.content_hash}/")
    late = office.house.register(received_at=cn("2026-12-01 09:00"), at=cn("2026-12-01 09:05"))
    assert late.editions.get(rulebook="cbirc2020").edition_hash == new.edition.content_hash
    assert set(office.case.editions.values_list("rulebook", "edition_hash")) == before
    again = office.post("han", DAY, address, **given)
    assert (again.status_code, "不同之处要重看" in text_of(again)) == (409, True)
    assert verify() == []


@pytest.mark.parametrize(
    ("given", "words"),
    [({"from_day": "2026-11-24"}, "已经过去"), ({"reason": " "}, "为什么采用"), ({"from_day": "明天"}, "从哪天起")],
)
def test_what_keeps_an_adoption_back(office: Office, given: dict[str, str], words: str) -> None:
    address = handed(office)
    seen = Adoption.objects.get(root=office.house.root, rulebook="cbirc2020").id
    answer = office.post("han", DAY, address, **{"what": "adopt", "seen_adoption": str(seen), "from_day": "2026-12-01", "reason": "会议", **given})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Adoption.objects.filter(root=office.house.root, rulebook="cbirc2020").count() == 1


def test_who_adopts_and_who_tries(office: Office) -> None:
    """The complaint post and the general managers of headquarters adopt; who oversees a unit tries; others read."""
    address = handed(office, "li")
    seen = Adoption.objects.get(root=office.house.root, rulebook="cbirc2020").id
    given = {"what": "adopt", "seen_adoption": str(seen), "from_day": "2026-12-01", "reason": "会议"}
    for who in ("li", "qian", "zhao", "ding"):
        answer = office.post(who, DAY, address, **given)
        assert (who, answer.status_code) == (who, 422)
        assert "由总公司的投诉管理岗或总经理室决定" in text_of(answer)
    assert office.post("ding", DAY, address, what="try").status_code == 422
    assert office.post("ding", DAY, EDITIONS, files=packed(files())).status_code == 422
    assert "采用另一版" not in text_of(office.get("li", DAY, "/desk/rules/cbirc2020/"))
    assert Adoption.objects.filter(root=office.house.root, rulebook="cbirc2020").count() == 1
    assert office.get("stranger", DAY, address).status_code == 404  # another insurer's edition is not there


def test_a_trial_shows_what_its_person_sees_and_no_one_else_opens_it(office: Office) -> None:
    case = walked(office.house, office.house.register(by="zhang"), until="dispatch")
    address = handed(office)
    of_han = str(office.post("han", DAY, address, what="try").headers["Location"])
    assert "2件有不同" in text_of(office.get("han", DAY, of_han))
    of_feng = str(office.post("feng", DAY, address, what="try").headers["Location"])
    assert "查了0件，0件有不同" in text_of(office.get("feng", DAY, of_feng))
    assert office.get("li", DAY, of_han).status_code == 404
    assert case.ref in text_of(office.get("han", DAY, f"{of_han}?what=limit"))
    with at(DAY):
        office.house.han.posts.update(until_day=cn("2026-11-24 09:00").date())
    assert case.ref not in office.get("han", DAY, of_han).content.decode()


def test_a_large_register_is_tried_by_the_worker(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suqing.apps.complaints.trials.AT_ONCE", 1)
    monkeypatch.setattr("suqing.apps.complaints.trials.BATCH", 2)
    for _ in range(4):
        office.house.register()
    address = str(office.post("han", DAY, handed(office), what="try").headers["Location"])
    assert "等后台开始" in text_of(office.get("han", DAY, address))
    assert office.get("han", DAY, f"{address}?part=progress").status_code == 200
    with at(DAY):
        run_due(at=now())
    assert office.get("han", DAY, f"{address}?part=progress").headers["HX-Refresh"] == "true"
    assert "查了5件，5件有不同，共5处" in text_of(office.get("han", DAY, address))
    assert sorted(RuleTrialRow.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_results_come_in_pages_at_the_same_cost(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suqing.apps.complaints.trials.PAGE", 3)
    edition = handed(office)
    one = str(office.post("han", DAY, edition, what="try").headers["Location"])
    statements(office.browser("han"), one, DAY)
    _, few = statements(office.browser("han"), one, DAY)
    refs = {office.ref, *(office.house.register().ref for _ in range(4))}
    many = str(office.post("han", DAY, edition, what="try").headers["Location"])
    answer, more = statements(office.browser("han"), many, DAY)
    page = answer.content.decode()
    assert len(more) == len(few)
    rest = office.get("han", DAY, f"{many}?what=&after=3").content.decode()
    assert {each for each in refs if each in page} ^ {each for each in refs if each in rest} == refs


def test_the_fines_say_what_they_take_for_granted(office: Office) -> None:
    case = walked(office.house, office.house.register(by="li", source="internet", method="web"), until="close")
    upload = packed(files("claims", old="value: 200,", new="value: 250,"))
    address = handed(office, upload=upload, address="/desk/rules/claims/editions/")
    page = text_of(office.get("han", "2026-11-26 09:00", str(office.post("han", "2026-11-26 09:00", address, what="try").headers["Location"])))
    assert case.ref in page
    assert "罚款200元" in page
    assert "影响重大与公关费用：没有登记，按没有算" in page
    assert "查实：" not in page  # there is a confirmed finding


def test_the_words_of_a_moved_case_are_gone_with_its_key(office: Office) -> None:
    from suqing.apps.complaints import actions

    address = str(office.post("han", DAY, handed(office), what="try").headers["Location"])
    assert RuleTrialRow.objects.count() == 1
    actions.reveal_misconduct(ref=office.ref, seen_version=office.case.version, actor=office.house.actor("li"), at=cn(DAY), reason="反映内外勾结")
    assert not RuleTrialRow.objects.exists()
    assert "没有不同" in text_of(office.get("han", DAY, address))


def test_old_trials_do_not_pile_up(office: Office) -> None:
    address = handed(office)
    for _ in range(KEPT + 2):
        office.post("han", DAY, address, what="try")
    assert RuleTrial.objects.count() == KEPT + 2
    assert RuleTrialRow.objects.values("trial").distinct().count() == KEPT


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("版.zip", b"no zip"), "打不开的 ZIP"),
        (SimpleUploadedFile("版.txt", b"x"), "名称以 .yaml 结尾"),
        (packed({"deadlines.yaml": "kind: deadline"}), "没有 rulebook.yaml"),
        (packed(files(new="value: 十, basis: quoted")), "cbirc2020/deadlines.yaml"),
        (packed({"rulebook.yaml": "a: &x [1]\nb: [*x, *x]"}), "锚点"),
        (packed({"rulebook.yaml": "id: cbirc2020", "../x.yaml": "a: 1"}), "文件夹以内"),
        (packed({"a/rulebook.yaml": "id: a", "b/rulebook.yaml": "id: b"}), "2个 rulebook.yaml"),
        (packed(files("property", old="id: property", new="id: property")), "id: property"),
    ],
    ids=["no zip", "no yaml", "no head", "a wrong value", "anchors", "outside", "two", "another rulebook"],
)
def test_files_that_are_no_edition_are_refused_in_words(office: Office, upload: SimpleUploadedFile, words: str) -> None:
    upload.seek(0)
    answer = office.post("han", DAY, EDITIONS, files=upload)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not HandedIn.objects.exists()


def test_the_same_over_the_api(world: World) -> None:
    ref = world.register()["ref"]
    base = "/api/v1/rulebooks/cbirc2020"
    given = {"files": files()}
    tried = world.post("han", f"{base}/replays", given)
    assert tried.status_code == 200, tried.content.decode()
    assert (tried.json()["state"], tried.json()["cases"]) == ("done", 1)
    found = world.get("han", f"{base}/replays/{tried.json()['replay']}").json()
    assert [(each["ref"], each["what"], each["after"]) for each in found["differences"]] == [(ref, "limit", "2026-12-03 23:59")]
    assert world.get("li", f"{base}/replays/{tried.json()['replay']}").status_code == 404
    now_applied = Adoption.objects.get(root=world.house.root, rulebook="cbirc2020").edition.content_hash
    wanted = HandedIn.objects.get().edition.content_hash
    body = {"edition": wanted, "from_day": "2026-12-01", "reason": "总经理室会议决定", "replaces": now_applied}
    assert world.post("li", f"{base}/adoptions", body).json()["type"].endswith("#refused")
    assert Adoption.objects.filter(root=world.house.root, rulebook="cbirc2020").count() == 1
    assert world.post("han", f"{base}/adoptions", {**body, "replaces": wanted}).status_code == 409
    done = world.post("han", f"{base}/adoptions", body)
    assert done.status_code == 200, done.content.decode()
    assert (done.json()["edition"], done.json()["from"]) == (wanted, "2026-12-01")
    assert world.post("han", f"{base}/adoptions", {**body, "edition": "0" * 64, "replaces": wanted}).status_code == 404
    assert world.post("stranger", f"{base}/replays", {"edition": wanted}).status_code == 404
    assert Complaint.objects.get(ref=ref).editions.get(rulebook="cbirc2020").edition_hash == now_applied


def test_a_case_that_was_forwarded_keeps_its_edition_through_its_whole_life(office: Office) -> None:
    case = forwarded_case(office.house)
    first = case.editions.get(rulebook="cbirc2020").edition_hash
    address = handed(office)
    seen = Adoption.objects.get(root=office.house.root, rulebook="cbirc2020").id
    office.post("han", "2026-11-23 09:00", address, what="adopt", seen_adoption=str(seen), from_day="2026-11-24", reason="会议")
    case = walked(office.house, case, until="close")
    assert case.editions.get(rulebook="cbirc2020").edition_hash == first
