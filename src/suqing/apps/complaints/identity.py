"""Finding the same person, policy or claim again, by keyed tokens (C06). A find is a suggestion; a person confirms."""

from collections.abc import Iterable
from dataclasses import dataclass

from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint, IdentityToken
from suqing.kernel.crypto import blind, text_tokens

_WHOLE = {"phone": ("phone", "agent_phone"), "id": ("id_number",), "policy": ("policy_no",), "claim": ("claim_no",)}
WORDS = {"phone": "电话", "id": "证件", "policy": "保单", "claim": "报案"}


@dataclass(frozen=True, slots=True)
class Earlier:
    complaint: Complaint
    by: tuple[str, ...]  # phone, id, policy, claim


def whole_tokens(intake: Intake, *, root_id: int) -> list[tuple[str, str, str]]:
    """(purpose, key id, token) of each number that was given."""
    found = []
    for purpose, names in _WHOLE.items():
        for name in names:
            key_id, token = blind(root=root_id, purpose=purpose, text=getattr(intake, name))
            if token:
                found.append((purpose, key_id, token))
    return sorted(set(found))


def tokens_of(complaint: Complaint, intake: Intake) -> list[IdentityToken]:
    """The rows to store for one item: whole numbers, and the name in pieces."""
    triples = whole_tokens(intake, root_id=complaint.root_id)
    for name in {intake.name, intake.agent_name} - {""}:
        key_id, pieces = text_tokens(root=complaint.root_id, purpose="name", text=name)
        triples += [("name", key_id, piece) for piece in pieces]
    return [
        IdentityToken(root_id=complaint.root_id, complaint=complaint, purpose=purpose, key_id=key_id, token=token)
        for purpose, key_id, token in sorted(set(triples))
    ]


def representatives_tokens(complaint: Complaint, persons: Iterable[tuple[str, str]]) -> list[IdentityToken]:
    """Those who speak for a group are found by name and phone too; `persons` are (name, phone)."""
    found: set[tuple[str, str, str]] = set()
    for name, phone in persons:
        key_id, pieces = text_tokens(root=complaint.root_id, purpose="name", text=name)
        found |= {("name", key_id, piece) for piece in pieces}
        key_id, token = blind(root=complaint.root_id, purpose="phone", text=phone)
        found |= {("phone", key_id, token)} if token else set()
    return [IdentityToken(root_id=complaint.root_id, complaint=complaint, purpose=purpose, key_id=key_id, token=token) for purpose, key_id, token in sorted(found)]


def find_earlier(intake: Intake, *, root_id: int, most: int = 10) -> list[Earlier]:
    """Earlier items of the root that share a number, newest first (one statement)."""
    triples = whole_tokens(intake, root_id=root_id)
    if not triples:
        return []
    wanted = {token: purpose for purpose, _, token in triples}
    rows = (
        IdentityToken.objects.filter(root_id=root_id, purpose__in=set(wanted.values()), token__in=list(wanted))
        .select_related("complaint", "complaint__handler", "complaint__unit")
        .order_by("-complaint__received_at", "-complaint_id")[: most * 4]
    )
    found: dict[int, tuple[Complaint, set[str]]] = {}
    for row in rows:
        found.setdefault(row.complaint_id, (row.complaint, set()))[1].add(row.purpose)
    return [Earlier(complaint, tuple(sorted(by))) for complaint, by in list(found.values())[:most]]
