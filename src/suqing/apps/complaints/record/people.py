"""Parties and numbers of a case as this person may see them: masked, or open while a disclosure is in force (C20)."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import Complaint, DocumentSeen, Party
from suqing.apps.complaints.models.choices import PartyRole, ServiceTier
from suqing.apps.complaints.record.rows import Rows
from suqing.apps.complaints.texts import read
from suqing.casework.agents import AgentDocument, still_to_see
from suqing.kernel.crypto import DataKey
from suqing.kernel.masks import HIDDEN, mask_address, mask_id, mask_name, mask_phone, mask_policy


def mask_email(email: str) -> str:
    return f"{email[0]}****@{email.rpartition('@')[2]}" if "@" in email else ("****" if email else "")


def mask_contact(method: str, to: str) -> str:
    """Where a telling went, by its form; what is no address, number or mailbox keeps its words without the long numbers."""
    known = {"letter": mask_address, "sms": mask_phone, "telephone": mask_phone, "email": mask_email}
    return known[method](to) if method in known else _NUMBER.sub(HIDDEN, to)


MASKS: Mapping[str, Callable[[str], str]] = {
    "name": mask_name, "phone": mask_phone, "id_number": mask_id, "address": mask_address, "email": mask_email,
    "policy_no": mask_policy, "claim_no": mask_policy,
}  # fmt: skip
WORDS = {"name": "姓名", "phone": "电话", "id_number": "证件", "address": "地址", "email": "邮箱"}
FLAGS = {"elderly": "老年人", "disabled": "残疾人", "seriously_ill": "重病", "home_visit": "上门办理"}
SERVICE = {"call_back": "回电时间", "customer_manager": "客户经理"}  # what was arranged: changes service, never class, validity, authority or limit (S3)


@dataclass(frozen=True, slots=True)
class PartyView:
    """`values` in the order of the form, masked unless open; `flags` by name, `service` as arranged; `proof` of an agent or heir: whether all of it was seen."""

    role: str
    role_words: str
    values: Mapping[str, str]
    marks: frozenset[str]
    service: Mapping[str, str]
    proof: bool | None
    tier: str = ""
    seen: tuple[DocumentSeen, ...] = ()
    to_see: tuple[AgentDocument, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        """In words, in the order of the form."""
        tier = (str(ServiceTier(self.tier).label),) if self.tier else ()
        return (*tier, *(words for name, words in FLAGS.items() if name in self.marks))

    @property
    def arranged(self) -> tuple[tuple[str, str], ...]:
        """(name, value), without what was not arranged."""
        found = [(each.label, f"{each.seen_on}{f'，{each.by.name}' if each.by else ''}看过") for each in self.seen]
        found += [(each.label, "还没有看过") for each in self.to_see]
        proof = [] if self.proof is None else found or [("证明材料", "已看过" if self.proof else "还没有看过")]
        return (*((SERVICE[name], value) for name, value in self.service.items() if value), *proof)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """(name of the field, value), without what was never given."""
        return tuple((WORDS[name], value) for name, value in self.values.items() if value)


def masked(name: str, value: str, open_fields: frozenset[str]) -> str:
    return value if name in open_fields else MASKS[name](value)


def parties_of(rows: Rows, open_fields: frozenset[str]) -> tuple[PartyView, ...]:
    """The complainant first."""
    found = []
    for party in sorted(rows.parties, key=lambda each: each.role != PartyRole.COMPLAINANT):
        values = {name: masked(name, rows.text(party, name), open_fields) for name in WORDS}
        marks = frozenset(name for name in FLAGS if getattr(party, name))
        service = {name: rows.text(party, name) for name in SERVICE}
        proof = party.proof_seen if party.role in (PartyRole.AGENT, PartyRole.HEIR) else None
        seen = tuple(each for each in rows.documents_seen if each.party_id == party.id)
        to_see = documents_to_see(rows, party) if proof is False else ()
        found.append(PartyView(party.role, PartyRole(party.role).label, values, marks, service, proof, party.service_tier, seen, to_see))
    return tuple(found)


def documents_to_see(rows: Rows, party: Party) -> tuple[AgentDocument, ...]:
    """What this agent or heir has not shown yet; nothing where the law has no list."""
    law = law_of(rows.complaint)
    return still_to_see(law, party.role, {each.document for each in rows.documents_seen if each.party_id == party.id}) if law else ()


def known_identity(complaint: Complaint, parties: Iterable[Party], key: DataKey) -> tuple[str, ...]:
    """Everything that names the complainant, longest first: to be taken out of what the respondent reads."""
    values = {read(party, key, name) for party in parties for name in WORDS}
    values |= {read(complaint, key, name) for name in ("policy_no", "claim_no")}
    return tuple(sorted((each for each in values if len(each) > 1), key=len, reverse=True))


_NUMBER = re.compile(r"[0-9０-９][0-9０-９ \-－—()（）]{4,}[0-9０-９Xx]")
_TITLES = ("先生", "女士", "小姐", "太太", "阿姨", "大爷")


def without_identity(text: str, rows: Rows) -> str:
    """Without what names the complainant: as registered, surname with a title, and every number of seven digits or more however it is written."""
    return unnamed(text, rows.complaint, rows.parties, rows.key)


def unnamed(text: str, complaint: Complaint, parties: Collection[Party], key: DataKey) -> str:
    """The same, with the complaint, its parties and its opened key at hand."""
    surnames = {name[0] for party in parties if (name := read(party, key, "name"))}
    for value in (*known_identity(complaint, parties, key), *(f"{surname}{title}" for surname in surnames for title in _TITLES)):
        text = text.replace(value, HIDDEN)
    return _NUMBER.sub(lambda found: HIDDEN if sum(each.isdigit() for each in found[0]) >= 7 else found[0], text)
