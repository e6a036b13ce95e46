"""Complaints of the browser stories: what 陈女士 and the others say, each case with a telephone and policy of its own."""

from datetime import datetime, timedelta
from itertools import count

from suqing.kernel.clock import house, now
from tests.browser.desks import Desk

_NUMBERS = count(int(now().timestamp()) % 100_000_000)


def fresh() -> dict[str, str]:
    """A telephone and a policy number that no other case has."""
    number = next(_NUMBERS) % 100_000_000
    return {"phone": f"139{number:08d}", "policy_no": f"PDAA2026{number:010d}"}


def told(**given: str) -> dict[str, str]:
    """The record form as 小李专员 types it while 陈女士 speaks."""
    return {
        **fresh(), "name": "陈女士", "line_of_business": "motor", "dispute_type": "claim",
        "respondent_text": "车险理赔部定损岗", "respondent_unit_id": "车险理赔部",
        "conduct_day": day(-18), "facts": "轻微剐蹭报案，定损员两次改期，至今未定损。", "demands": "尽快定损，赔付代步费。",
        "sum_claimed_fen": "26400", "possible_loss_fen": "26400",
        "exposed_by_media": "no", "in_litigation": "no", "in_arbitration": "no", "with_judicial_organs": "no", "only_venting": "no", **given,
    }  # fmt: skip


def take_down(desk: Desk, **given: str) -> str:
    """Register through the page; the reference."""
    person = given.pop("respondent_staff_id", "")
    desk.open("/desk/new/")
    desk.fill("#intake", **told(**given))
    if person:
        desk.page.locator(f'#in-respondent_staff_id option:has-text("{person}")').wait_for(state="attached")
        desk.fill("#intake", respondent_staff_id=person)
    desk.send("#intake")
    assert "/desk/c/" in desk.page.url, desk.refusal
    return desk.page.url.split("/desk/c/")[1].split("/")[0]


def day(ahead: int) -> str:
    """A day of the house as the date field wants it."""
    return (house(now()) + timedelta(days=ahead)).date().isoformat()


def moment(ago: timedelta) -> str:
    return local(now() - ago)


def local(at: datetime) -> str:
    """As the datetime field wants it."""
    return house(at).strftime("%Y-%m-%dT%H:%M")
