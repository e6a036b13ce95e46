"""The documents by which somebody speaks for another: asked for, seen one by one, or never brought (2020 measures Art. 14, 18)."""

from collections.abc import Sequence
from datetime import date, datetime

from suqing.apps.complaints.actions.attached import check_paper
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import Complaint, DocumentRequest, DocumentSeen, Party
from suqing.apps.complaints.models.choices import PartyRole
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.casework.agents import AgentDocument, documents_for, may_end, still_to_see
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused

CLAUSE = "cbirc2020/14"
SPEAKERS = (PartyRole.AGENT, PartyRole.HEIR)


def ask_documents(*, ref: str, seen_version: int, actor: Actor, at: datetime, words: str, due_day: date) -> Complaint:
    """The agent or heir was asked for what is missing, to be brought by a day. It stops nothing."""
    if not cleaned(words):
        raise BadInput("要求补充的话", "", "要补哪些、怎样告知的", "写明材料和告知的方式")
    if due_day < house(at).date():
        raise BadInput("补充的期限", str(due_day), "今天或以后的一天", "给对方留出时间")
    with changing(ref=ref, action="ask_documents", actor=actor, at=at, seen_version=seen_version) as change:
        row = DocumentRequest(root_id=change.complaint.root_id, complaint=change.complaint, round=change.complaint.round, due_day=due_day, by_id=actor.staff_id, at=at)
        write(row, change.key, words=words)
        row.save(force_insert=True)
        return change.finish(verb="documents_asked", clause=CLAUSE, refs={"due_day": str(due_day)}, records=[row])


def see_documents(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, documents: Sequence[str], seen_on: date | None = None, paper_id: int | None = None
) -> Complaint:
    """Each document that was seen, on a day, by whom; with the last of them the agent or heir has shown by what they speak."""
    day = seen_on or house(at).date()
    if not documents:
        raise BadInput("看过的材料", "", "一项或几项", "勾选看过的；没有看过的不勾")
    if day > house(at).date():
        raise BadInput("看过的日期", str(day), "今天或以前的一天", "核对日期")
    with changing(ref=ref, action="see_documents", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        check_paper(complaint, paper_id)
        law, seen = law_of(complaint), seen_of(complaint)
        known: dict[str, tuple[Party, AgentDocument]] = {}
        for party in unproven(complaint):
            known |= {each.id: (party, each) for each in (still_to_see(law, party.role, seen.get(party.id, ())) if law else ())}
        unknown = [each for each in documents if each not in known]
        if unknown:
            there = "、".join(each.label for _, each in known.values()) or "已经没有要看的"
            raise BadInput("看过的材料", unknown[0][:40], there, "从列表里选；法律没有列明的，在补填记录里登记已看过")
        rows = [
            DocumentSeen(root_id=complaint.root_id, complaint=complaint, party=known[each][0], document=each, label=known[each][1].label, seen_on=day, paper_id=paper_id, by_id=actor.staff_id, at=at)
            for each in dict.fromkeys(documents)
        ]  # fmt: skip
        DocumentSeen.objects.bulk_create(rows)
        shown = [party for party in {known[each][0].id: known[each][0] for each in documents}.values() if _all_seen(change, party)]
        for party in shown:
            party.proof_seen = True
            party.save(update_fields=["proof_seen"])
        return change.finish(verb="documents_seen", clause=CLAUSE, refs={"documents": [each.document for each in rows]}, records=[*rows, *shown])


def check_not_entitled(change: Change) -> None:
    """Refused unless what is missing was asked for on record, and the day is over (Art. 18)."""
    complaint = change.complaint
    law, seen = law_of(complaint), seen_of(complaint)
    lacking = [each.label for party in unproven(complaint) for each in (still_to_see(law, party.role, seen.get(party.id, ())) if law else ())]
    asked = DocumentRequest.objects.filter(complaint=complaint, round=complaint.round).order_by("-at", "-id").values_list("due_day", flat=True).first()
    verdict = may_end(lacking=lacking, asked_by=asked, today=house(change.at).date())
    if not verdict.allowed:
        raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)


def unproven(complaint: Complaint) -> list[Party]:
    """Who speaks for another without having shown by what."""
    return list(Party.objects.filter(complaint=complaint, role__in=SPEAKERS, proof_seen=False).order_by("id"))


def seen_of(complaint: Complaint) -> dict[int, set[str]]:
    """What was seen of each party, by its id."""
    found: dict[int, set[str]] = {}
    for party_id, document in DocumentSeen.objects.filter(complaint=complaint).values_list("party_id", "document"):
        found.setdefault(party_id, set()).add(document)
    return found


def _all_seen(change: Change, party: Party) -> bool:
    law = law_of(change.complaint)
    return bool(law and documents_for(law, party.role)) and not still_to_see(law, party.role, seen_of(change.complaint).get(party.id, set()))  # type: ignore[arg-type]
