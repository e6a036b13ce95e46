"""How urgent is it beside the others (轻重缓急, GB/T 19012 initial assessment; C35)? Reasons first, then a sum.

It changes the order in which people take things up and the care they take, and nothing else: never class, validity,
authority or a limit. No rule gives these weights; they are ours (assumed), and each reason names the clause it rests on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from suqing.casework.ways_in import REGULATOR
from suqing.casework.yuan import yuan
from suqing.rulebook.explain import Line

HIGH, RAISED, NORMAL = "high", "raised", ""  # normal is the empty text: what a case without any reason holds
LEVELS: Mapping[str, str] = {HIGH: "优先", RAISED: "关注", NORMAL: "普通"}
HIGH_FROM, RAISED_FROM = 3, 1  # assumed
LARGE_FEN = 2_000_000  # assumed: the number of S5 5.2.3, here of what the complainant asks for
MANY = 2  # assumed: more than one person face to face


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """None is unknown, and unknown is no reason. `persons_from`: of the law that rules the case."""

    classification: str | None = None
    repeat_level: str = "first"
    sum_claimed_fen: int | None = None
    elderly: bool = False
    disabled: bool = False
    seriously_ill: bool = False
    exposed_by_media: bool | None = None
    came_via: str | None = None
    in_litigation: bool | None = None
    in_arbitration: bool | None = None
    with_judicial_organs: bool | None = None
    crisis: bool = False
    persons: int | None = None
    persons_from: int | None = None
    near_limit: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    id: str
    words: str
    weight: int
    clause: str
    holds: Callable[[PriorityFacts], bool | None]


@dataclass(frozen=True, slots=True)
class Priority:
    level: str
    reasons: tuple[Reason, ...]
    line: Line


REASONS = (
    Reason("major", "重大投诉件", 3, "property/5.2.3", lambda facts: facts.classification == "major"),
    Reason("crisis", "危机处理中", 3, "claims/8", lambda facts: facts.crisis),
    Reason("third", "第3次及以上投诉", 3, "claims/9.1", lambda facts: facts.repeat_level == "third_or_more"),
    Reason("second", "第2次投诉", 1, "claims/9.1", lambda facts: facts.repeat_level == "second"),
    Reason("regulator", "监管转办", 2, "cbirc2020/33", lambda facts: facts.came_via in REGULATOR),
    Reason("media", "媒体或公共网络曝光", 2, "property/5.2.3", lambda facts: facts.exposed_by_media or facts.came_via in ("media", "internet")),
    Reason("legal", "已诉讼、仲裁或司法机关已介入", 2, "property/3.2", lambda facts: facts.in_litigation or facts.in_arbitration or facts.with_judicial_organs),
    Reason("crowd", "多人面谈，达到重大消费投诉的人数", 3, "cbirc2020/29.2.2", lambda facts: bool(facts.persons and facts.persons_from and facts.persons >= facts.persons_from)),
    Reason("several", f"{MANY}人以上面谈", 1, "cbirc2020/12", lambda facts: facts.persons is not None and facts.persons >= MANY),
    Reason("large", f"诉求金额达到{yuan(LARGE_FEN)}", 1, "property/5.2.3", lambda facts: facts.sum_claimed_fen is not None and facts.sum_claimed_fen >= LARGE_FEN),
    Reason("elderly", "老年人", 1, "cbirc2020/3", lambda facts: facts.elderly),
    Reason("disabled", "残疾人", 1, "cbirc2020/3", lambda facts: facts.disabled),
    Reason("seriously_ill", "重病", 2, "cbirc2020/3", lambda facts: facts.seriously_ill),
    Reason("near", "有时限临近或已超期", 1, "property/10.2", lambda facts: facts.near_limit),
)  # fmt: skip


def priority(facts: PriorityFacts) -> Priority:
    """The level and every reason that holds, the weightiest first, with the sum worked out."""
    found = tuple(sorted((each for each in REASONS if each.holds(facts)), key=lambda each: -each.weight))
    total = sum(each.weight for each in found)
    level = HIGH if total >= HIGH_FROM else RAISED if total >= RAISED_FROM else NORMAL
    worked = f"{' + '.join(str(each.weight) for each in found)} = {total}" if len(found) > 1 else str(total)
    because = (
        f"{'各项分量相加：' + worked if found else '没有要优先的情形，分量0'}；{HIGH_FROM}起为{LEVELS[HIGH]}，{RAISED_FROM}起为{LEVELS[RAISED]}。"
        "分量是本产品设定的，只影响先后和服务，不影响类别、有效与否、授权和时限。"
    )
    children = tuple(Line(each.words, each.clause, value=True, because=f"分量{each.weight}", basis="assumed") for each in found)
    return Priority(level, found, Line("先后", None, value=LEVELS[level], because=because, basis="assumed", children=children))
