"""Which rulebooks apply to a case and why others do not (C26: S4 第二条, S5 2, law 2)."""

from dataclasses import dataclass

from suqing.casework.respondents import CLAIMS, Respondent
from suqing.rulebook import Edition

NOBODY = Respondent()


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """What decides scope: kind of the unit that deals with it, dispute, civil claim or not, line and level of the one complained of."""

    unit_kind: str
    dispute_type: str
    is_civil_claim: bool = True
    respondent: Respondent = NOBODY
    line_of_business: str = "unknown"
    policy_kind: str = ""  # individual, group; empty = not said


@dataclass(frozen=True, slots=True)
class Applies:
    rulebook: str
    applies: bool
    clause: str
    because: str


def _claims(subject: CaseSubject) -> Applies:
    if subject.dispute_type == "claim":
        return Applies("claims", True, "claims/2", "投诉内容为理赔，属理赔条线")
    if not subject.dispute_type:
        return Applies("claims", True, "claims/2", "纠纷类型未填，先按理赔计时，补填后重算")
    if subject.respondent.line == CLAIMS:
        return Applies("claims", True, "claims/2", f"投诉内容不是理赔，但被投诉人当日岗位属理赔条线（{subject.respondent.words}）")
    told = f"；被投诉人当日岗位（{subject.respondent.words}）也不属理赔条线" if subject.respondent.known else ""
    return Applies("claims", False, "claims/2", f"投诉内容不是理赔，理赔细则只管理赔条线{told}")


def _property(subject: CaseSubject) -> Applies:
    if subject.unit_kind == "headquarters":
        return Applies("property", False, "property/2", "由总公司本部受理，管理细则只管分公司及以下")
    told = "；被投诉人在总公司，仍按受理机构" if subject.respondent.level == "headquarters" else ""
    return Applies("property", True, "property/2", f"由分公司或其所属机构受理{told}")


def _cbirc2020(subject: CaseSubject) -> Applies:
    if subject.is_civil_claim:
        return Applies("cbirc2020", True, "cbirc2020/2", "消费者向公司主张民事权益")
    return Applies("cbirc2020", False, "cbirc2020/2", "没有主张民事权益，不是消费投诉")


PERSONAL = frozenset({"life", "disease", "medical", "annuity", "participating", "accident", "health_short"})


def _life2010(subject: CaseSubject) -> Applies:
    if not subject.is_civil_claim:
        return Applies("life2010", False, "life2010/29", "没有主张民事权益，不是消费投诉")
    if subject.policy_kind == "group":
        return Applies("life2010", False, "life2010/32", "团体业务，不适用")
    if subject.line_of_business not in PERSONAL | {"unknown"}:
        return Applies("life2010", False, "life2010/29", "险种不是人身保险")
    if subject.line_of_business == "unknown":
        return Applies("life2010", True, "life2010/29", "险种未明，先按个人人身保险计时，补填后重算")
    if not subject.policy_kind:
        return Applies("life2010", True, "life2010/32", "没有填个人还是团体，先按个人计时，补填后重算")
    return Applies("life2010", True, "life2010/29", "个人人身保险业务")


def _insurance_law(subject: CaseSubject) -> Applies:
    """No clock rests on it: it measures the dates of the claim, where some are recorded."""
    return Applies("insurancelaw", True, "insurancelaw/23", "理赔经过有日期的，逐项核对法定期限")


_RULES = {"claims": _claims, "property": _property, "cbirc2020": _cbirc2020, "life2010": _life2010, "insurancelaw": _insurance_law}


def applicable(editions: dict[str, Edition], subject: CaseSubject) -> list[Applies]:
    """One answer for each adopted rulebook; a rulebook without a scope rule of its own applies."""
    return [
        _RULES[rulebook](subject) if rulebook in _RULES else Applies(rulebook, True, f"{rulebook}/1", "本机构采用")
        for rulebook in sorted(editions)
    ]
