"""不重复要材料: what is held, here or in another case of the policy, is asked again only with a reason (law 13)."""
# ruff: noqa: F811

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.keeping import Handed, keep_papers
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.held_papers import held_papers
from suqing.apps.complaints.models import Complaint, PaperRequest
from suqing.apps.complaints.models.choices import PaperKind
from suqing.apps.organisations.access import standing_of
from suqing.apps.papers.models import Paper
from suqing.kernel.clock import house as in_house
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused
from suqing.rulebook import open_edition
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn, found_cast
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import at, text_of
from tests.web.test_desk_urge import posted
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
NOW = "2026-11-23 10:30"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


@pytest.fixture
def house() -> House:
    return found_cast()


def filed(house: House, case: Complaint, kind: str, name: str = "证件.jpg", when: str = "2026-11-23 09:30") -> Paper:
    kept, refused = keep_papers(complaint=case, files=[Handed(name, BytesIO(JPG), "image/jpeg")], actor=house.actor("li"), at=cn(when), kind=kind)
    assert refused == []
    return kept[0]


def asks(house: House, case: Complaint, *, by: str = "li", when: str = NOW, **given: Any) -> Complaint:
    told = {"kinds": ("identity",), "words": "身份证正反面"} | given
    return actions.ask_papers(ref=case.ref, seen_version=Complaint.objects.get(pk=case.pk).version, actor=house.actor(by), at=cn(when), **told)


def held(house: House, case: Complaint, who: str) -> list[str]:
    now = cn(NOW)
    return [each.words for each in held_papers(case, standing_of(house.people[who], on=in_house(now).date()), now=now)]


def test_the_kinds_are_the_rulebooks(house: House) -> None:
    assert {row.id: row["words"] for row in open_edition("cbirc2020").table("paper_kinds")} == {code: str(words) for code, words in PaperKind.choices}
    assert "evidence" not in PaperKind.values, "papers that were kept without a kind bear that word"


def test_what_nobody_holds_is_asked_and_kept(house: House) -> None:
    case = asks(house, house.register(), kinds=("identity", "bank", "identity"))
    row = PaperRequest.objects.get()
    assert (row.kinds, row.held, row.round) == ("identity,bank", "", 1)
    assert ("材料", "身份证明、银行卡信息") in next(each for each in sections_of(case) if each.title == "请投诉人提供材料").records[0]
    assert verify() == []


def test_what_lies_in_the_case_or_with_the_same_policy_needs_a_reason(house: House) -> None:
    case, sibling = house.register(), house.register(name="王先生", phone="13900000000")
    filed(house, case, "identity", "本件证件.jpg")
    filed(house, sibling, "medical", "病历.jpg")
    filed(house, sibling, "", "没有分类.jpg")
    filed(house, sibling, "other", "杂项.jpg")
    filed(house, house.register(policy_no="PDAA2026310000999999", claim_no="", name="李女士", phone="13700000000"), "bank", "别的保单.jpg")
    assert held(house, case, "li") == ["身份证明：本件“本件证件.jpg”（2026年11月23日）", f"医疗资料：{sibling.ref}“病历.jpg”（2026年11月23日）"]
    with pytest.raises(BadInput, match="本件证件.jpg"):
        asks(house, case)
    with pytest.raises(BadInput, match=sibling.ref):
        asks(house, case, kinds=("medical", "bank"), reason=" ")
    assert not PaperRequest.objects.exists()
    asks(house, case, kinds=("medical", "bank"), reason="病历不全，缺出院小结")
    row = PaperRequest.objects.get()
    assert (row.kinds, row.held) == ("medical,bank", "medical")
    asks(house, case, kinds=("bank", "other"))
    assert PaperRequest.objects.count() == 2


def test_papers_of_a_case_that_the_person_does_not_read_are_not_told(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    filed(house, house.register(), "medical", "病历.jpg")
    filed(house, house.register(respondent_staff_id=house.li.id), "invoice", "发票.jpg")
    assert held(house, case, "sun") == []
    assert len(held(house, case, "li")) == 1, "not of the one that complains of her"
    asks(house, case, by="sun", kinds=("medical",), words="病历")
    assert PaperRequest.objects.get().held == ""


def test_what_cannot_be_is_told_and_who_may_not_is_refused(house: House) -> None:
    case = house.register()
    with pytest.raises(BadInputs) as found:
        asks(house, case, kinds=(), words=" ")
    assert [each.field for each in found.value.items] == ["要哪些材料", "说明"]
    with pytest.raises(BadInputs, match="要哪些材料"):
        asks(house, case, kinds=("mars",))
    for who in ("zhao", "zhang", "outsider"):
        with pytest.raises((Refused, NotYours)):
            asks(house, case, by=who)
    with pytest.raises(BadInput, match="材料种类"):
        filed(house, case, "mars")


def test_the_form_warns_and_shows_what_was_asked_before(house: House) -> None:
    case = house.register()
    li = browser(house, "li")
    with at("2026-11-23 09:30"):
        assert li.post(f"/desk/c/{case.ref}/papers/", {"kind": "identity", "files": SimpleUploadedFile("证件.jpg", JPG, "image/jpeg")}).status_code == 303
        assert "身份证明 · 小李专员" in text_of(li.get(f"/desk/c/{case.ref}/"))
    assert posted(li, "2026-11-23 10:00", case, "ask_papers", kinds=["bank"], words="银行卡照片").status_code == 303
    with at(NOW):
        form = text_of(li.get(f"/desk/c/{case.ref}/?do=ask_papers"))
        assert "已有：身份证明：本件“证件.jpg”（2026年11月23日）" in form
        assert "本轮要过：银行卡信息（小李专员，今日 10:00）" in form
    wrong = posted(li, NOW, case, "ask_papers", kinds=["identity"], words="身份证")
    assert wrong.status_code == 422
    assert "从材料里去掉，或写明为什么还要" in text_of(wrong)
    assert posted(li, NOW, case, "ask_papers", kinds=["identity"], words="身份证", reason="照片看不清").status_code == 303
    with at("2026-11-23 10:31"):
        page = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "请投诉人提供材料 ：身份证明；其中身份证明已有，理由：照片看不清。" in page or "请投诉人提供材料：身份证明；其中身份证明已有，理由：照片看不清。" in page


def test_the_same_over_the_api(world: World) -> None:
    ref = world.register()["ref"]
    path = f"{BASE}/{ref}"
    files = SimpleUploadedFile("证件.jpg", JPG, "image/jpeg")
    answer = world.client.post(f"{path}/papers", {"files": files, "kind": "identity"}, HTTP_AUTHORIZATION=f"Bearer {world.token('li')}")
    assert answer.status_code == 200, answer.content.decode()
    strange = world.client.post(f"{path}/papers", {"files": SimpleUploadedFile("b.jpg", JPG, "image/jpeg"), "kind": "mars"}, HTTP_AUTHORIZATION=f"Bearer {world.token('li')}")
    assert strange.status_code == 422
    seen = world.get("li", f"{path}/papers").json()
    assert [(each["kind"], each["ref"], each["name"]) for each in seen["held"]] == [("identity", ref, "证件.jpg")]
    refused = world.post("li", f"{path}/ask_papers", {"kinds": ["identity", "policy"], "words": "请补"}, If_Match='"1"')
    assert refused.status_code == 422
    assert "证件.jpg" in refused.content.decode()
    done = world.post("li", f"{path}/ask_papers", {"kinds": ["identity", "policy"], "words": "请补", "reason": "看不清"}, If_Match='"1"')
    assert done.status_code == 200, done.content.decode()
    (row,) = world.get("li", path).json()["paper_requests"]
    assert (row["kinds"], row["held"], row["reason"]) == (["identity", "policy"], ["identity"], "看不清")
