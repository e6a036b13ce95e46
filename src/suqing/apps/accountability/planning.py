"""From the schedule's answer and the persons of a finding to the rows to write. Pure: no database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from suqing.casework.responsibility import FineProposal, Proposed
from suqing.rulebook.explain import Input, Line

ROLE_WORDS = {"direct": "直接责任人", "indirect": "间接责任人", "claims_head": "理赔负责人"}
NOT_AN_EMPLOYEE = "不是本公司员工，规则只处罚员工，不提罚款也不提醒。"
NOBODY = "调查结论没有写明这一责任人是谁。补充调查结论并重新认定后，系统重新提出。"


@dataclass(frozen=True, slots=True)
class Named:
    """A person of the finding. `role`: direct, indirect, claims_head; others have no consequence in the schedule."""

    staff_id: int
    role: str
    is_employee: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """One row to be. `staff_id` None: the finding names nobody in that role."""

    staff_id: int | None
    role: str
    kind: str
    amount_fen: int
    clause: str
    line: Line
    same_person: bool


def plan(proposed: Proposed, persons: Iterable[Named]) -> Sequence[Planned]:
    """Every person of a role gets the role's row; a role without anyone gets one row that says so."""
    named = tuple(persons)
    held: dict[int, set[str]] = {}
    roles = {item.role for item in proposed.lines}
    for person in named:
        if person.role in roles:
            held.setdefault(person.staff_id, set()).add(person.role)
    rows = []
    for item in proposed.lines:
        those = {person.staff_id: person for person in named if person.role == item.role}
        if not those:
            rows.append(_row(item, None, NOBODY))
        for person in those.values():
            rows.append(_person_row(item, person, same_person=len(held[person.staff_id]) > 1))
    return rows


def _person_row(item: FineProposal, person: Named, *, same_person: bool) -> Planned:
    if person.is_employee:
        return _row(item, person.staff_id, "", same_person=same_person)
    row = _row(item, person.staff_id, NOT_AN_EMPLOYEE, same_person=same_person)
    return Planned(row.staff_id, row.role, "not_an_employee", 0, row.clause, row.line, row.same_person)


def _row(item: FineProposal, staff_id: int | None, because: str, *, same_person: bool = False) -> Planned:
    """With a reason of ours the schedule's own explanation becomes the child of one that says it."""
    line = item.line
    if because:
        line = Line(
            label=ROLE_WORDS[item.role],
            clause=item.clause,
            inputs={"责任人": Input("未写明" if staff_id is None else "非员工", "调查结论")},
            because=because,
            basis="derived" if staff_id is not None else None,
            children=(item.line,),
        )
    return Planned(staff_id, item.role, item.kind, item.amount_fen, item.clause, line, same_person)
