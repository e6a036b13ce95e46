"""Papers asked of the complainant: which kinds, and why again what is held already (2020 measures Art. 13)."""

from collections.abc import Sequence
from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.held_papers import held_papers
from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import Complaint, PaperRequest
from suqing.apps.complaints.models.choices import PaperKind
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, BadInputs

CLAUSE = "cbirc2020/13"
TABLE = "paper_kinds"
SHOWN = 3


def ask_papers(*, ref: str, seen_version: int, actor: Actor, at: datetime, kinds: Sequence[str], words: str, reason: str = "") -> Complaint:
    """What is held already, here or in another case of the policy or claim that the person reads, is asked again only with a `reason`, which is kept."""
    with changing(ref=ref, action="ask_papers", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        asked = list(dict.fromkeys(kinds))
        _check(complaint, asked, words)
        found = held_papers(complaint, change.opened.standing, now=at, kinds=asked)
        if found and not cleaned(reason):
            listed = "；".join(each.words for each in found[:SHOWN]) + ("；等" if len(found) > SHOWN else "")
            raise BadInput("仍要提供的理由", "", f"已有{listed}，仍要的写明理由", f"已有{listed}。从材料里去掉，或写明为什么还要")
        held = {each.kind for each in found}
        row = PaperRequest(
            root_id=complaint.root_id, complaint=complaint, round=complaint.round, kinds=",".join(asked), held=",".join(each for each in asked if each in held), by_id=actor.staff_id, at=at,
        )  # fmt: skip
        write(row, change.key, words=words, reason=reason if held else "")
        row.save(force_insert=True)
        return change.finish(verb="papers_asked", clause=CLAUSE, refs={"kinds": asked, "held": sorted(held)}, records=[row])


def kinds_of_papers(complaint: Complaint) -> list[tuple[str, str]]:
    """(code, words) by the law's edition of this case; the whole list where that has none of its own."""
    law = law_of(complaint)
    if law is None or TABLE not in law.tables():
        return [(code, str(words)) for code, words in PaperKind.choices]
    return [(row.id, row["words"]) for row in law.table(TABLE) if row.id in PaperKind.values]


def _check(complaint: Complaint, kinds: list[str], words: str) -> None:
    wrong, known = [], dict(kinds_of_papers(complaint))
    strange = [each for each in kinds if each not in known]
    if strange or not kinds:
        wrong.append(BadInput("要哪些材料", "、".join(strange)[:40], "、".join(known.values()) + "里的至少一种", "从列表里选"))
    if not cleaned(words):
        wrong.append(BadInput("说明", "", "要什么、为什么要、怎样交", "一次说全，写一两句"))
    if wrong:
        raise BadInputs(wrong)
