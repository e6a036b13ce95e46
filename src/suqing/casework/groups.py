"""Several persons who come together: how many may speak for them (2020 measures Art. 12)."""

from suqing.casework.verdict import Missing, Verdict, decide
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input
from suqing.rulebook.kinds.table import Row


def may_represent(*, edition: Edition, representatives: int) -> Verdict:
    """`edition` is of `cbirc2020`. More than the law's number of representatives is refused, never the complaint."""
    row = _row(edition, "representatives")
    most = row["persons_to"]
    missing = [] if representatives <= most else [Missing("representatives", f"写了{representatives}名代表，最多{most}名", row.clause, f"请他们推选不超过{most}名代表")]
    return decide("推选代表", row.clause, missing, refused="代表太多", inputs={"representatives": Input(representatives, "登记")})


def _row(edition: Edition, row_id: str) -> Row:
    return next(row for row in edition.table("statutory_major") if row.id == row_id)
