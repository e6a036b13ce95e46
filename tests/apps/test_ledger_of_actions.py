"""Whatever people do, `audit verify` agrees: no action changes a row of which its event does not tell."""

from datetime import date

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Proposal
from suqing.apps.editions.actions import adopt_edition
from suqing.apps.organisations.actors import system_actor
from suqing.rulebook import open_edition
from tests.apps.test_procedure import PLAN, Walk, walk_to_reply
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def instruct(walk: Walk, when: str, kind: str, text: str = "") -> None:
    proposal = Proposal.objects.get(complaint=walk.complaint, live=True)
    walk.do(
        "zhao", when, actions.instruct_proposal, kind=kind, text=text,
        proposal_version=proposal.version, proposal_hash=proposal.content_hash,
    )  # fmt: skip


def test_a_reply_refused_a_second_version_returned_and_a_third_redrafted(house: House) -> None:
    walk = walk_to_reply(house, accepted=False)
    walk.do("sun", "2026-11-25 09:00", actions.draft_proposal, content=PLAN)
    walk.do("sun", "2026-11-25 09:05", actions.submit_proposal)
    instruct(walk, "2026-11-25 09:30", "return", "补写依据")
    walk.do("sun", "2026-11-25 10:00", actions.draft_proposal, content=PLAN)
    walk.do("sun", "2026-11-25 10:10", actions.draft_proposal, content=PLAN)
    assert Proposal.objects.filter(complaint=walk.complaint).count() == 3
    assert verify() == []


def test_ended_and_taken_up_again(house: House) -> None:
    walk = walk_to_reply(house)
    walk.do("li", "2026-11-26 09:00", actions.terminate_complaint, kind="withdrawn", reason="投诉人来电撤回。", told_how="recorded")
    walk.do("li", "2026-11-27 09:00", actions.reopen_complaint, reason="投诉人提出新的事实。")
    assert walk.complaint.round == 2
    assert verify() == []


def test_an_adoption_after_another(house: House) -> None:
    adopt_edition(
        root=house.root, edition=open_edition("claims"), from_day=date(2026, 1, 1), reason="总经理室会议决定",
        actor=system_actor(house.root.id), at=cn("2025-12-20 09:00"),
    )  # fmt: skip
    assert verify() == []
