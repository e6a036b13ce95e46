"""Which edition holds for whom on a day. A case asks for the day of its receipt, a score for its period."""

from datetime import date

from suqing.apps.editions.models import CALENDAR, Adoption, HandedIn, StoredEdition
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.apps.organisations.queries import in_force
from suqing.kernel.errors import NotYours
from suqing.rulebook import Calendar, Edition, open_calendar, open_edition
from suqing.rulebook.places import rulebook_ids


def edition_in_force(root_id: int, rulebook: str, on: date) -> StoredEdition | None:
    """The edition of one rulebook that the root applies on that day; None = it applies none."""
    return editions_in_force(root_id, on).get(rulebook)


def editions_in_force(root_id: int, on: date) -> dict[str, StoredEdition]:
    """All editions that the root applies on that day, by rulebook (one statement, without their texts)."""
    adoptions = (
        Adoption.objects.filter(in_force(on), root_id=root_id)
        .select_related("edition")
        .defer("edition__canonical")
        .order_by("rulebook")
    )
    return {adoption.rulebook: adoption.edition for adoption in adoptions}


def adoptions_of(root_id: int, rulebook: str | None = None) -> list[Adoption]:
    """Every adoption of the root, newest first, with who and why."""
    rows = Adoption.objects.filter(root_id=root_id).select_related("edition", "by").defer("edition__canonical")
    if rulebook is not None:
        rows = rows.filter(rulebook=rulebook)
    return list(rows.order_by("rulebook", "-from_day"))


def newest_adoption(root_id: int, rulebook: str) -> Adoption | None:
    """The last that was decided, whether its day has come or not."""
    return next(iter(adoptions_of(root_id, rulebook)), None)


def handed_in(root_id: int, rulebook: str) -> list[HandedIn]:
    """What the root handed in for this rulebook, newest first."""
    rows = HandedIn.objects.filter(root_id=root_id, rulebook=rulebook).select_related("edition", "by").defer("edition__canonical")
    return list(rows.order_by("-at", "-id")[:50])


def edition_known(root_id: int, rulebook: str, content_hash: str) -> Edition:
    """Shipped, handed in by this root, or applied by it once. NotYours for every other: another insurer's edition is not there."""
    if rulebook in rulebook_ids():
        shipped = open_edition(rulebook)
        if shipped.content_hash == content_hash:
            return shipped
    own = {"root_id": root_id, "rulebook": rulebook, "edition__content_hash": content_hash}
    if HandedIn.objects.filter(**own).exists() or Adoption.objects.filter(**own).exists():
        return open_stored(content_hash)
    raise NotYours


def current_calendar() -> Calendar:
    """The calendar stored last (one short statement); before any is stored, the shipped one."""
    newest = (
        StoredEdition.objects.filter(rulebook=CALENDAR)
        .order_by("-stored_at", "-id")
        .values_list("content_hash", flat=True)
        .first()
    )
    return open_calendar("cn") if newest is None else open_stored_calendar(newest)
