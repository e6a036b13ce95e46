"""What a call brings besides an item (S4 第七条三, S3; C24, C27). The case itself stays as it is: an officer's open form stays good."""

from datetime import datetime

from django.db import transaction

from suqing.apps.complaints.access import LEADERS, interested_staff
from suqing.apps.complaints.actions.beside import opened_beside, record_beside
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.events import CallPutThrough
from suqing.apps.complaints.models import Complaint, Inquiry, PutThrough
from suqing.apps.complaints.models.choices import NAMED_METHODS, Method
from suqing.apps.complaints.texts import case_key, write
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Post
from suqing.apps.organisations.queries import in_force
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput
from suqing.kernel.publish import publish


def note_inquiry(*, ref: str, actor: Actor, at: datetime, asked: str, told: str, method: str = Method.TELEPHONE) -> Complaint:
    """Somebody asked how things stand and was told. Neither an item nor a contact of ours: no level rises, no clock stops."""
    if method not in NAMED_METHODS:
        raise BadInput("问询方式", method[:40], "、".join(str(label) for label in Method.labels) + "之一", "从列表里选")
    if not told.strip():
        raise BadInput("告知内容", "", "告诉对方的话", "写下您怎么说的")
    with transaction.atomic():
        complaint, actor = opened_beside(ref, "note_inquiry", actor, at)
        row = Inquiry(root_id=complaint.root_id, complaint=complaint, method=method, by_id=actor.staff_id, at=at)
        write(row, case_key(complaint), asked=asked.strip(), told=told.strip())
        row.save(force_insert=True)
        record_beside(complaint, [row], "inquiry_noted", "claims/7.3", actor, at)
    return complaint


def put_through(*, ref: str, actor: Actor, at: datetime, to_staff_id: int, reached: bool, words: str = "") -> Complaint:
    """The caller was put through to a leader; one who was not reached is told to call back. The leader comes to see the case."""
    with transaction.atomic():
        complaint, actor = opened_beside(ref, "put_through", actor, at)
        if to_staff_id not in {post.staff_id for post in leaders_above(complaint, at)}:
            raise BadInput("转接给谁", str(to_staff_id), "本机构或上级的一位领导，且与本件无关", "从列表里选")
        row = PutThrough(root_id=complaint.root_id, complaint=complaint, to_staff_id=to_staff_id, reached=reached, by_id=actor.staff_id, at=at)
        write(row, case_key(complaint), words=words.strip())
        row.save(force_insert=True)
        grant_sight(complaint, [to_staff_id])
        publish(CallPutThrough(complaint.id, complaint.root_id, complaint.ref, actor, at, (to_staff_id,), reached=reached))
        record_beside(complaint, [row], "put_through", "claims/6.2.7", actor, at)
    return complaint


def leaders_above(complaint: Complaint, at: datetime) -> list[Post]:
    """Leaders of the unit and of those above it who have no part in the matter, the nearest first."""
    unit, barred = Organisation.objects.get(pk=complaint.unit_id), interested_staff(complaint)
    rows = Post.objects.filter(in_force(house(at).date()), root_id=complaint.root_id, organisation_id__in=unit.ancestor_ids, role__in=LEADERS, staff__is_active=True)
    found = [post for post in rows.select_related("staff", "organisation") if post.staff_id not in barred]
    return sorted(found, key=lambda post: (-len(post.organisation.path), post.id))
