"""What a decision must say when the complainant is told of it (2020 measures Art. 19), and which ways stand open after it (Art. 19, 20)."""

from collections.abc import Collection

from suqing.casework.case_facts import StageFacts
from suqing.casework.verdict import Missing
from suqing.rulebook.edition import Edition


def is_decision(facts: StageFacts) -> bool:
    """An answer after an inquiry decides on the claim, whichever way. Without one it is a courteous word: not established, venting, out of scope."""
    return facts.in_scope is not False and facts.finding_version > 0


def is_decided_at_once(classification: str | None) -> bool:
    """The same of what is settled on the spot: who only vents makes no claim that could be decided (gap property/venting_today)."""
    return classification != "venting"


def lacking_parts(law: Edition, said: Collection[str]) -> list[Missing]:
    """The parts that the law asks for and that are not among `said` (facts_verified, grounds, remedies)."""
    rows = [row for row in law.table("notices") if row["part"] == "contents" and row.id not in said]
    return [Missing(row.id, row["label"].partition("：")[0], row.clause, f"决定须写明{row['label']}（{law.short_name}第十九条）") for row in rows]


def usual_remedies(law: Edition, *, by_branch: bool) -> str:
    """What may be said of remedies; a review is told of only where a branch decided."""
    ways = [row["label"] for row in law.table("notices") if row["part"] == "remedy" or by_branch and row["part"] == "remedy_of_branch"]
    return f"对处理结果有异议的，可以：{'；'.join(ways)}。" if ways else "对处理结果有异议的，可以申请调解、仲裁，或向人民法院起诉。"
