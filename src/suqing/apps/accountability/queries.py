"""What is proposed on a case, with its explanation and its words. Ask `access.may_see_proposals` first."""

from collections.abc import Iterable
from dataclasses import dataclass

from suqing.apps.accountability.models import PenaltyKind, PenaltyNotice, PenaltyRole, State
from suqing.kernel.money import yuan
from suqing.rulebook.explain import Line


@dataclass(frozen=True, slots=True)
class Proposal:
    """`who` is the name of the person, or 未写明; `words` the whole row as a sentence: 直接责任人老魏：罚款 100.00元."""

    notice: PenaltyNotice
    who: str
    role_words: str
    kind_words: str
    state_words: str
    words: str
    line: Line


def proposals_for(complaint_id: int, *, withdrawn: bool = False) -> list[Proposal]:
    """The live proposals of a case, by role (one statement); with `withdrawn` the earlier ones too."""
    rows = PenaltyNotice.objects.filter(complaint_id=complaint_id).select_related("staff")
    if not withdrawn:
        rows = rows.filter(state=State.PROPOSED)
    order = list(PenaltyRole.values)
    return sorted((_shown(row) for row in rows), key=lambda each: (order.index(each.notice.role), each.notice.id))


def concerned_ids(proposals: Iterable[Proposal]) -> frozenset[int]:
    """The staff to be fined or reminded: for `access.may_see_proposals`."""
    return frozenset(each.notice.staff_id for each in proposals if each.notice.staff_id is not None)


def _shown(notice: PenaltyNotice) -> Proposal:
    who = notice.staff.name if notice.staff else "未写明"
    role = PenaltyRole(notice.role).label
    kind = PenaltyKind(notice.kind).label
    sum_words = f" {yuan(notice.amount_fen)}元" if notice.kind == PenaltyKind.FINE else ""
    twice = "（同一人另有一项）" if notice.same_person else ""
    return Proposal(
        notice=notice,
        who=who,
        role_words=role,
        kind_words=kind,
        state_words=State(notice.state).label,
        words=f"{role}{who}：{kind}{sum_words}{twice}",
        line=Line.from_canonical(notice.line),
    )
