"""The service rule of life business and the insurance law on a case: whom they rule, what stops the clock, what is shown."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.claim_checks import claim_checks
from suqing.apps.complaints.models import CaseEdition, Complaint, Reply
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.editions.actions import adopt_edition
from suqing.apps.organisations.actors import system_actor
from suqing.kernel.errors import BadInputs
from suqing.rulebook import open_edition
from tests.apps.case_walk import STEPS, walked
from tests.cast import House, cn, found_cast
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import Office, at, text_of

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-23 09:30")


def adopt(house: House) -> House:
    for book in ("life2010", "insurancelaw"):
        adopt_edition(root=house.root, edition=open_edition(book), from_day=date(2020, 3, 1), reason="测试", actor=system_actor(house.root.id), at=cn("2026-01-05 09:00"))
    return house


@pytest.fixture
def house() -> House:
    return adopt(found_cast())


def clock(case: Complaint) -> Clock | None:
    return Clock.objects.filter(subject_id=case.id, kind="life_reply").exclude(state="superseded").order_by("-id").first()


def completed(house: House, case: Complaint, **given: Any) -> Complaint:
    return actions.complete_record(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, additions=house.intake(**given), given=frozenset(given))


@pytest.mark.parametrize(
    ("given", "clause", "applies"),
    [
        ({"line_of_business": "life", "policy_kind": "individual"}, "个人人身保险业务", True),
        ({"line_of_business": "life"}, "先按个人计时", True),
        ({"line_of_business": "unknown"}, "险种未明", True),
        ({"line_of_business": "life", "policy_kind": "group"}, "团体业务", False),
        ({"line_of_business": "motor"}, "险种不是人身保险", False),
    ],
)
def test_whom_the_service_rule_rules(house: House, given: dict[str, str], clause: str, applies: bool) -> None:
    case = house.register(**given)
    ruling = CaseEdition.objects.get(complaint=case, rulebook="life2010")
    assert (ruling.applies, clause in ruling.because) == (applies, True)
    found = clock(case)
    assert (found is not None) is applies
    if found:
        assert (found.limit_at, found.clause) == (cn("2026-12-07 17:30"), "life2010/29")


def test_group_filled_in_later_ends_the_clock(house: House) -> None:
    case = house.register(line_of_business="life")
    case = completed(house, case, policy_kind="group")
    found = clock(case)
    assert found is None or found.state not in ("running", "paused")
    assert not CaseEdition.objects.get(complaint=case, rulebook="life2010").applies
    assert verify() == []


def test_word_of_progress_is_enough(house: House) -> None:
    case = house.register(line_of_business="life")
    case = actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, sayable="正在核对保单，下周一答复")
    found = clock(case)
    assert found is not None
    assert (found.state, found.stopped_at) == ("met", NOW)


def test_the_answer_is_enough(house: House) -> None:
    steps = tuple(each for each in STEPS if each.act != "note_progress")
    case = walked(house, house.register(line_of_business="life"), until="record_response", steps=steps)
    found = clock(case)
    assert found is not None
    assert found.state == "met"
    assert found.stopped_at == Reply.objects.get(complaint=case).sent_at


def test_an_insurer_without_the_rules_has_neither(db: None) -> None:
    case = found_cast().register(line_of_business="life", claim_applied_on=date(2026, 9, 1))
    assert clock(case) is None
    assert claim_checks(case, today=date(2026, 11, 23)) == ()


def test_days_of_the_claim_are_taken_down_completed_and_measured(house: House) -> None:
    case = house.register(claim_applied_on=date(2026, 9, 1))
    case = completed(house, case, claim_assessed_on=date(2026, 10, 6))
    assert [(each.id, each.kept) for each in claim_checks(case, today=date(2026, 11, 23))] == [("assess", False)]
    with pytest.raises(BadInputs) as refused:
        completed(house, case, claim_paid_on=date(2026, 8, 1))
    assert "赔付日期" in str(refused.value.items[0].sentence)
    with pytest.raises(BadInputs):
        house.register(claim_applied_on=date(2026, 11, 24))
    assert verify() == []


def test_the_case_page_shows_the_arithmetic_and_the_reply_offers_the_article() -> None:
    office = Office()
    adopt(office.house)
    case = office.house.register(claim_applied_on=date(2026, 9, 1), claim_assessed_on=date(2026, 10, 6))
    text = text_of(office.get("li", "2026-11-23 10:00", f"/desk/c/{case.ref}/"))
    assert "加30日为2026年10月1日" in text
    assert "已超过5日" in text
    assert "核定在法定期限内吗" in text_of(office.get("li", "2026-11-23 10:00", f"/desk/c/{case.ref}/why/claim/assess/"))
    assert office.get("li", "2026-11-23 10:00", f"/desk/c/{case.ref}/why/claim/nothing/").status_code == 404


def test_a_ticked_article_stands_in_the_grounds_of_the_reply() -> None:
    office = Office()
    adopt(office.house)
    case = walked(office.house, office.house.register(claim_applied_on=date(2026, 9, 1), claim_assessed_on=date(2026, 10, 6)), until="send_reply")
    page = text_of(office.get("sun", "2026-11-26 16:00", f"/desk/c/{case.ref}/?do=send_reply"))
    assert "第二十三条" in page
    browser = office.browser("sun")
    with at("2026-11-26 16:00"):
        browser.post(f"/desk/c/{case.ref}/act/send_reply/", {"seen_version": case.version, "method": "letter", "text": "补付维修费", "facts_verified": "核定晚于法定期限", "grounds": "按合同", "remedies": "核查、调解、诉讼", "proof": "回执", "address": "上海市浦东新区张杨路500号", "cites": ["assess"]})
    reply = Reply.objects.get(complaint=case)
    assert read(reply, case_key(case), "grounds").splitlines()[0] == "按合同"
    assert "第二十三条" in read(reply, case_key(case), "grounds")


def test_the_api_takes_and_shows_the_same(world: World) -> None:  # noqa: F811
    case = world.register(policy_kind="individual", line_of_business="life", claim_applied_on="2026-09-01")
    told = world.get("li", f"{BASE}/{case['ref']}").json()
    assert (told["policy_kind"], told["claim_dates"]["claim_applied_on"]) == ("individual", "2026-09-01")
    assert [(each["id"], each["kept"], each["limit_on"]) for each in told["claim_checks"]] == [("assess", False, "2026-10-01")]
    assert "life_reply" in {each["kind"] for each in told["clocks"]}
