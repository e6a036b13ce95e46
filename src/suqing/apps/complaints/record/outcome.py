"""Proposals with their versions, what was promised, and the papers of a case."""

from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.complaints.models import Instruction, Proposal, Undertaking
from suqing.apps.complaints.record.rows import Rows


@dataclass(frozen=True, slots=True)
class UndertakingView:
    id: int
    proposal_id: int
    what: str
    owner: str
    owner_id: int | None
    due_day: date
    done_at: datetime | None
    proof: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """One version as written; `earlier` is the text of the version before it, for the comparison."""

    row: Proposal
    text: str
    grounds: str
    evidence: str
    policy_effect: str
    brand_effect: str
    promised: tuple[UndertakingView, ...]
    instruction: Instruction | None
    instruction_text: str
    earlier: str


@dataclass(frozen=True, slots=True)
class PaperView:
    id: int
    name: str
    size: int
    kind: str
    added_by: str
    added_at: datetime
    sha256: str


def undertakings_of(rows: Rows) -> tuple[UndertakingView, ...]:
    """All that any version would have us do; `in_force` = of an approved or taken-over version."""
    return tuple(_undertaking(rows, each) for each in rows.undertakings)


def _undertaking(rows: Rows, row: Undertaking) -> UndertakingView:
    return UndertakingView(
        id=row.id,
        proposal_id=row.proposal_id,
        what=rows.text(row, "what"),
        owner=row.owner.name if row.owner else "",
        owner_id=row.owner_id,
        due_day=row.due_day,
        done_at=row.done_at,
        proof=rows.text(row, "proof"),
        in_force=row.proposal.state in ("approved", "taken_over"),
    )


def proposals_of(rows: Rows) -> tuple[ProposalView, ...]:
    """Oldest first; the last one is the latest."""
    said = {each.proposal_id: each for each in rows.instructions}
    promised = undertakings_of(rows)
    found: list[ProposalView] = []
    for row in rows.proposals:
        instruction = said.get(row.id)
        found.append(
            ProposalView(
                row=row,
                text=rows.text(row, "text"),
                grounds=rows.text(row, "grounds"),
                evidence=rows.text(row, "evidence"),
                policy_effect=rows.text(row, "policy_effect"),
                brand_effect=rows.text(row, "brand_effect"),
                promised=tuple(each for each in promised if each.proposal_id == row.id),
                instruction=instruction,
                instruction_text=rows.text(instruction, "text") if instruction else "",
                earlier=found[-1].text if found else "",
            )
        )
    return tuple(found)


def papers_of(rows: Rows) -> tuple[PaperView, ...]:
    return tuple(
        PaperView(
            id=each.id,
            name=rows.text(each, "name"),
            size=each.size,
            kind=each.kind,
            added_by=each.added_by.name if each.added_by else "系统",
            added_at=each.added_at,
            sha256=each.sha256,
        )
        for each in rows.papers
    )
