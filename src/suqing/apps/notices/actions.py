"""Sending and reading notices."""

from collections.abc import Collection, Mapping
from datetime import datetime

from suqing.apps.notices.models import Notice
from suqing.apps.notices.params import from_text, to_text
from suqing.apps.notices.words import words_of

Subject = tuple[str, int]


def notify(
    *,
    root_id: int,
    recipients: Collection[int],
    kind: str,
    subject: Subject,
    ref: str,
    params: Mapping[str, str | int | datetime],
    dedupe_key: str,
    at: datetime,
) -> None:
    """One notice to each recipient (staff ids), in one statement; the same `dedupe_key` again sends nothing.

    The caller answers for it that every recipient may see `subject` today: a notice never goes to anyone else.
    KeyError when `kind` has no words or `params` lack what they name.
    """
    text = to_text(params)
    words_of(kind, ref, from_text(text))
    Notice.objects.bulk_create(
        (
            Notice(
                root_id=root_id,
                recipient_id=recipient,
                kind=kind,
                subject_kind=subject[0],
                subject_id=subject[1],
                subject_ref=ref,
                params=text,
                dedupe_key=f"{dedupe_key}:{recipient}",
                at=at,
            )
            for recipient in sorted(set(recipients))
        ),
        ignore_conflicts=True,
    )


def mark_read(*, root_id: int, recipient_id: int, ids: Collection[int], at: datetime) -> int:
    """The person has read these; how many were unread. Other people's notices are left alone."""
    return Notice.objects.filter(root_id=root_id, recipient_id=recipient_id, id__in=ids, read_at=None).update(read_at=at)


def mark_all_read(*, root_id: int, recipient_id: int, up_to: int, at: datetime) -> int:
    """Everything up to the notice with id `up_to` (the newest on the page), so that later ones stay unread."""
    return Notice.objects.filter(root_id=root_id, recipient_id=recipient_id, id__lte=up_to, read_at=None).update(read_at=at)
