"""Who must leave a case to another, and by what they are concerned in it (2020 measures Art. 17; C31)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

CLAUSE = "cbirc2020/17"


class Concern(StrEnum):
    RESPONDENT = "respondent"
    HEARD = "heard"
    FOUND = "found"
    STOOD_BACK = "stood_back"
    SELLER = "seller"
    SURVEYOR = "surveyor"


# By these the file itself is closed to the person; who sold or surveyed reads what their post lets them read, and does nothing in it.
CLOSES = frozenset({Concern.RESPONDENT, Concern.HEARD, Concern.FOUND, Concern.STOOD_BACK})
WORDS: Mapping[Concern, str] = {Concern.SELLER: "涉诉保单的销售人员", Concern.SURVEYOR: "本件的查勘定损人员"}
Named = Mapping[Concern, Collection[int]]


def barred(named: Named) -> frozenset[int]:
    """Everybody who may neither handle, confirm, approve nor review it."""
    return frozenset(each for people in named.values() for each in people)


def closed_to(named: Named) -> frozenset[int]:
    return frozenset(each for concern in CLOSES for each in named.get(concern, ()))


def concern_words(staff_id: int, named: Named) -> str:
    """As what the person is concerned: 涉诉保单的销售人员."""
    if staff_id in closed_to(named):
        return "本件被投诉人或责任认定中的人员"
    return "、".join(words for concern, words in WORDS.items() if staff_id in named.get(concern, ()))


def refusal(staff_id: int, named: Named, other: str) -> str:
    """`other` is the next person up, empty where there is none."""
    words = concern_words(staff_id, named)
    what = "经办或决定本件" if staff_id in closed_to(named) else "经办、认定、批示或核查本件"
    return f"您是{words}，不能{what}。请交{other or '上一级'}处理。"
