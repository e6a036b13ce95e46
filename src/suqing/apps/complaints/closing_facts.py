"""What is on the file when somebody wants to close it, read from the records of this round (S4 第七条四、五)."""

from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.models import CaseEdition, Complaint, Finding, Reply
from suqing.apps.complaints.models.choices import ReplyMethod
from suqing.apps.complaints.texts import read
from suqing.apps.editions.queries import edition_in_force
from suqing.apps.editions.stored import open_stored
from suqing.casework.facts import ClosingFacts
from suqing.kernel.crypto import DataKey
from suqing.kernel.errors import Refused
from suqing.rulebook import Edition


def ruling_editions(complaint: Complaint) -> list[Edition]:
    """The case's own editions. The closing grounds are S4's: a root that closes cases must have adopted `claims`."""
    hashes = dict(CaseEdition.objects.filter(complaint=complaint).values_list("rulebook", "edition_hash"))
    if "claims" not in hashes:
        stored = edition_in_force(complaint.root_id, "claims", complaint.received_day)
        if stored is None:
            raise Refused("本机构没有采用写明结案依据的规则（理赔细则 第七条四），还不能结案。先采用一版。", clause="claims/7.4")
        hashes["claims"] = stored.content_hash
    return [open_stored(each) for each in hashes.values()]


def closing_facts(complaint: Complaint, key: DataKey, *, law_cited: str, closer: CaseAccess) -> ClosingFacts:
    """Reply, response and finding of the present round; what the reply states is asked of its own fields (law 19)."""
    reply = Reply.objects.filter(complaint=complaint, round=complaint.round).order_by("-sent_at", "-id").first()
    response = reply.responses.order_by("-at", "-id").first() if reply else None
    finding = Finding.objects.filter(complaint=complaint).order_by("-version").first()
    unreached = reply is not None and reply.method == ReplyMethod.UNREACHABLE
    said = {name: bool(reply and read(reply, key, name)) for name in ("facts_verified", "grounds", "remedies")}
    return ClosingFacts(
        reply_on_record=reply is not None,
        response_on_record=response is not None or unreached,
        response_accepted=bool(response and response.accepted),
        law_cited=bool(law_cited.strip()),
        facts_stated=said["facts_verified"],
        grounds_stated=said["grounds"],
        remedies_stated=said["remedies"],
        finding_invalid=complaint.found_valid is False,
        found_by_complaint_unit=bool(finding and finding.confirmed_at),
        explanation_given=reply is not None and (said["grounds"] or bool(read(reply, key, "text"))),
        last_word_recorded=unreached or bool(response and read(response, key, "words")),
        actor_in_complaint_post="officer" in closer.parts,
        actor_is_handler=complaint.handler_id in closer.hands,
    )
