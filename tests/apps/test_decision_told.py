"""A decision says what was verified, on what grounds, and which ways stand open (2020 measures Art. 19, 20)."""

from dataclasses import replace

import pytest

from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.law import remedies_of
from suqing.apps.complaints.models import Complaint, Reply
from suqing.apps.complaints.texts import case_key, read
from suqing.kernel.errors import BadInputs
from tests.apps.case_walk import REPLY, SPOT, forwarded_case, spot_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def told(house: House, case: Complaint, content: ReplyText, *, who: str = "sun", when: str = "2026-11-24 10:00") -> Complaint:
    return actions.send_reply(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(when), content=content)


@pytest.mark.parametrize(("part", "label"), [("facts_verified", "核实情况"), ("grounds", "依据和理由"), ("remedies", "救济途径")])
def test_a_decision_without_a_part_of_article_19_is_refused_and_its_clock_runs_on(house: House, part: str, label: str) -> None:
    case = walked(house, forwarded_case(house), until="send_reply")
    with pytest.raises(BadInputs) as refused:
        told(house, case, replace(REPLY, **{part: " "}))
    assert [each.field for each in refused.value.items] == [label]
    assert "第十九条" in refused.value.items[0].do
    assert not Reply.objects.filter(complaint=case).exists()
    assert Clock.objects.filter(subject_id=case.id, kind__startswith="decide", state="running").exists()
    told(house, case, REPLY)
    assert not Clock.objects.filter(subject_id=case.id, kind__startswith="decide", state="running").exists()


def test_what_was_not_established_is_answered_politely_without_the_parts(house: House) -> None:
    case = house.register()
    case = actions.triage_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:40"), classification="general", established=False, reason="误会"
    )  # fmt: skip
    case = told(house, case, ReplyText("telephone", "您的保单一直有效，请放心。"), who="li", when="2026-11-23 10:00")
    assert case.stage == "replied"


def test_what_was_settled_on_the_spot_states_facts_and_grounds_and_the_usual_remedies(house: House) -> None:
    content = SPOT[4].given(house, spot_case(house))["content"]
    case = spot_case(house)
    with pytest.raises(BadInputs) as refused:
        actions.settle_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:20"), content=replace(content, facts_verified="", grounds=""))
    assert {each.field for each in refused.value.items} == {"核实情况", "依据和理由"}
    case = actions.settle_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:20"), content=content)
    reply, key = Reply.objects.get(complaint=case), case_key(case)
    assert read(reply, key, "facts_verified") == content.facts_verified
    assert "申请核查" in read(reply, key, "remedies")
    venting = house.register(exposed_by_media=False, possible_loss_fen=0, only_venting=True)
    short = replace(content, facts_verified="", grounds="", amount_fen=None, proof="")
    assert actions.settle_complaint(ref=venting.ref, seen_version=venting.version, actor=house.actor("li"), at=cn("2026-11-23 09:20"), content=short).stage == "closed"


def test_a_review_is_told_of_only_where_a_branch_decides(house: House) -> None:
    branch, top = house.register(), house.register(unit_id=house.root.id, by="han")
    assert "书面向作出决定机构的上级机构申请核查" in remedies_of(branch)
    assert "核查" not in remedies_of(top)
    for way in ("调解", "仲裁", "起诉"):
        assert way in remedies_of(branch)
        assert way in remedies_of(top)
