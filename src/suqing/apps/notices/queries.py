"""What a person has been told."""

from dataclasses import dataclass

from suqing.apps.notices.models import Notice
from suqing.apps.notices.params import from_text
from suqing.apps.notices.words import words_of

MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Page:
    """`after` is the key of the next page; None on the last."""

    notices: list[Notice]
    after: int | None


def unread_count(root_id: int, recipient_id: int) -> int:
    """How many are unread, counted up to 100 (one statement)."""
    return Notice.objects.filter(root_id=root_id, recipient_id=recipient_id, read_at=None)[: MOST_COUNTED + 1].count()


def count_words(count: int) -> str:
    """`7`, `99+`."""
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def notices_of(
    root_id: int, recipient_id: int, *, after: int | None = None, limit: int = 50, unread_only: bool = False
) -> Page:
    """The newest first, from behind the notice with id `after` (one statement)."""
    rows = Notice.objects.filter(root_id=root_id, recipient_id=recipient_id)
    if unread_only:
        rows = rows.filter(read_at=None)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def text_of(notice: Notice) -> str:
    """The sentence, in Chinese."""
    return words_of(notice.kind, notice.subject_ref, from_text(notice.params))
