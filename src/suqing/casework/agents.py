"""By which documents somebody speaks for another, and when it may be ended because they were not brought (2020 measures Art. 14, 18)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from suqing.casework.verdict import Missing, Verdict, decide
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input

CLAUSE = "cbirc2020/18.4"


@dataclass(frozen=True, slots=True)
class AgentDocument:
    id: str
    label: str
    clause: str


def documents_for(law: Edition, role: str) -> tuple[AgentDocument, ...]:
    """What this role shows; nothing in an edition that has no list."""
    rows = law.table("agents") if "agents" in law.tables() else ()
    return tuple(AgentDocument(row.id, row["label"], row.clause) for row in rows if row["role"] == role)


def still_to_see(law: Edition, role: str, seen: Collection[str]) -> tuple[AgentDocument, ...]:
    return tuple(each for each in documents_for(law, role) if each.id not in seen)


def may_end(*, lacking: Collection[str], asked_by: date | None, today: date) -> Verdict:
    """`lacking`: the labels of what was not seen; `asked_by`: the day by which it was last asked for, None where it never was."""
    missing = []
    if not lacking:
        missing.append(Missing("proof", "没有缺的证明材料", CLAUSE, "照常办理"))
    elif asked_by is None:
        missing.append(Missing("asked", f"缺{'、'.join(lacking)}，还没有要求补充的记录", CLAUSE, "先登记要求补充，写明哪一天以前"))
    elif today <= asked_by:
        missing.append(Missing("due", f"要求{asked_by.month}月{asked_by.day}日以前补充，还没有到期", CLAUSE, "到期仍没有补的，再办理"))
    inputs = {"lacking": Input("、".join(lacking), "记录"), "asked_by": Input(str(asked_by or ""), "记录"), "today": Input(str(today), "今天")}
    return decide("不予办理（非本人提出）", CLAUSE, missing, refused="还不能不予办理", inputs=inputs)
