"""Satisfaction asked by a link after closing: sent by the officer, answered once by the complainant (S5 4.1, C15)."""

from datetime import datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.codes import digest_of, is_code
from suqing.apps.complaints.events import SurveyAnswered
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.models import Complaint, Survey
from suqing.apps.complaints.surveys import waiting_survey
from suqing.apps.complaints.texts import case_key, cleaned, write
from suqing.apps.complaints.turns import next_turn
from suqing.apps.organisations.actors import Actor, consumer_actor
from suqing.kernel.errors import BadInput, NotYours
from suqing.kernel.publish import publish
from suqing.kernel.swap import swap

CLAUSE = "property/4.1"
VALID_FOR = timedelta(days=30)
MOST_WORDS = 2_000


def send_survey(*, ref: str, seen_version: int, actor: Actor, at: datetime, code: str) -> Complaint:
    """A link for thirty days and one answer. `code` is made by whoever sends it (`codes.new_code`) and not kept; an earlier open link ends."""
    if not is_code(code):
        raise BadInput("调查码", f"{len(code)}个字符", "22至64个随机的字母、数字、-或_", "用随机数生成，不要用编号或电话")
    with changing(ref=ref, action="send_survey", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        key_id, digest = digest_of(code)
        if Survey.objects.filter(digest=digest).exists():
            raise BadInput("调查码", "用过的调查码", "没有用过的调查码", "重新生成一个")
        earlier = list(Survey.objects.filter(complaint=complaint, answered_at=None, expires_at__gt=at))
        for each in earlier:
            each.expires_at = at
            each.save(update_fields=["expires_at"])
        row = Survey(
            root_id=complaint.root_id, complaint=complaint, round=complaint.round, key_id=key_id, digest=digest, by_id=actor.staff_id, at=at, expires_at=at + VALID_FOR
        )  # fmt: skip
        row.save(force_insert=True)
        return change.finish(verb="survey_sent", clause=CLAUSE, refs={"until": row.expires_at}, records=[row, *earlier])


def answer_survey(*, code: str, at: datetime, satisfaction: int | None, words: str = "", contact_wanted: bool = False) -> Survey:
    """The complainant's own answer; nobody can change it. NotYours for a code that is unknown, used or too old, all alike."""
    if satisfaction not in (1, 2, 3, 4, 5):
        raise BadInput("满意度", "" if satisfaction is None else str(satisfaction), "1到5之间的一个", "选一个最接近的")
    text = cleaned(words)
    if len(text) > MOST_WORDS:
        raise BadInput("想说的话", f"{len(text):,}个字", f"不超过{MOST_WORDS:,}个字", "写要紧的，或选希望再联系")
    with transaction.atomic():
        row = waiting_survey(code, at=at, lock=True)
        if row is None:
            raise NotYours
        complaint, actor = Complaint.objects.select_for_update(of=("self",)).get(pk=row.complaint_id), consumer_actor(row.root_id)
        row.satisfaction, row.contact_wanted, row.answered_at = satisfaction, contact_wanted, at
        write(row, case_key(complaint), words=text)
        row.save(update_fields=["satisfaction", "contact_wanted", "answered_at", "words"])
        changed = _kept_turn(complaint)
        record(
            root_id=row.root_id, subject=("complaint", complaint.id), verb="survey_answered", actor=actor, at=at, clause=CLAUSE,
            refs={"satisfaction": satisfaction, "contact": contact_wanted}, records=[row, *changed],
        )  # fmt: skip
        publish(SurveyAnswered(complaint.id, complaint.root_id, complaint.ref, actor, at, (complaint.officer_id,) if complaint.officer_id else ()))
    return row


def _kept_turn(complaint: Complaint) -> list[Complaint]:
    """Discontent makes a call the next act: the lists say so at once. The case where that changed it; none otherwise."""
    turn = next_turn(complaint, stage_facts(complaint))
    if (turn.action, turn.staff_id) == (complaint.next_action, complaint.next_holder_id):
        return []
    swap(complaint, seen_version=complaint.version, next_action=turn.action, next_holder_id=turn.staff_id)
    return [complaint]
