"""What belongs to one matter: number and repeat level of each item (S4 第九条一), and what must not be lost by merging (law 18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from suqing.casework.case_facts import StageFacts
from suqing.casework.repeat import LEVELS, repeat_level
from suqing.casework.verdict import Missing, Verdict, decide
from suqing.casework.ways_in import TELEPHONE

MERGING = "cbirc2020/18.3"


@dataclass(frozen=True, slots=True)
class MatterItem:
    """`duty_ran`: a limit of its level was started, or its finding confirmed, so that the level has had its consequence."""

    id: int
    received_at: datetime
    came_via: str
    level: str
    open: bool
    duty_ran: bool


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    number: int
    level: str


def places(items: Iterable[MatterItem], *, may_fall: bool = False) -> tuple[Place, ...]:
    """Numbered in the order of receipt; the level of each open item worked out anew from the calls before it.

    A level only rises. `may_fall`, where a mistaken joining is undone: the level falls back for an item on which no duty
    of that level ran (gap claims/level_after_leaving). What has ended keeps its level.
    """
    found, calls = [], 0
    for number, item in enumerate(sorted(items, key=lambda each: (each.received_at, each.id)), start=1):
        anew = repeat_level(came_via=item.came_via, telephone_items_before=calls)
        calls += item.came_via in TELEPHONE
        found.append(Place(item.id, number, _level(item, anew, may_fall)))
    return tuple(found)


def _level(item: MatterItem, anew: str, may_fall: bool) -> str:
    if not item.open:
        return item.level
    falls = LEVELS.index(anew) < LEVELS.index(item.level)
    return item.level if falls and (item.duty_ran or not may_fall) else anew


def may_merge(facts: StageFacts, *, report_back_open: bool, promise_open: bool) -> Verdict:
    """An item ends by merging only when nothing that was owed on it would end with it."""
    missing = []
    if report_back_open:
        missing.append(Missing("report_back", "还没有反馈监管", "cbirc2020/36", "先反馈监管；并入别件不停止反馈的时限"))
    if promise_open:
        missing.append(Missing("promise", "承诺投诉人的答复时间还没有兑现", "claims/4.4", "先按承诺答复"))
    if facts.undertakings_open:
        missing.append(Missing("undertakings", "答应投诉人的事还没有兑现并附凭证", "claims/4.4", "先兑现并附凭证"))
    if facts.urged:
        missing.append(Missing("urged", "还有催办没有回复", "claims/6.1.2", "先回复催办"))
    if facts.crisis_at:
        missing.append(Missing("crisis", "危机处理还没有反馈最终意见", "claims/8", "先登记意见并反馈"))
    if facts.emergency_open:
        missing.append(Missing("emergency_open", "应急预案还没有结束", "cbirc2020/29.1", "先结束应急预案"))
    return decide("并入其他投诉件", MERGING, missing, refused="还不能并入")
