"""How a case ends: the clause of each ground and of each kind of termination, and the stage it leaves behind."""

from suqing.apps.complaints.models.choices import ClosingGround, TerminationKind
from suqing.casework.lifecycle import Stage

GROUND_CLAUSE = {
    ClosingGround.ACCEPTED: "claims/7.4.1",
    ClosingGround.LAWFUL: "claims/7.4.2",
    ClosingGround.FOUND_INVALID: "claims/7.4.3",
}
TERMINATION_CLAUSE = {
    TerminationKind.WITHDRAWN: "cbirc2020/15",
    TerminationKind.OUT_OF_SCOPE: "property/3.1",
    TerminationKind.IN_COURT: "property/3.2",
    TerminationKind.MERGED: "cbirc2020/18.3",
    TerminationKind.TRANSFERRED: "cbirc2020/32",
    TerminationKind.NOT_ENTITLED: "cbirc2020/18.4",
}


def stage_after(kind: str) -> Stage:
    """Of a termination."""
    return {TerminationKind.WITHDRAWN: Stage.WITHDRAWN, TerminationKind.TRANSFERRED: Stage.TRANSFERRED}.get(TerminationKind(kind), Stage.NOT_ADMITTED)
