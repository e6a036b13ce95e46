"""Storing editions by content, and deciding to apply one from a day."""

from datetime import date, datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.editions.models import CALENDAR, Adoption, StoredEdition
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation
from suqing.kernel.errors import Refused
from suqing.rulebook import Calendar, open_calendar
from suqing.rulebook.edition import Edition


def store_edition(edition: Edition, *, at: datetime) -> StoredEdition:
    """Keep a rulebook's content. The same content twice is one row."""
    return _store(edition.id, edition.content_hash, edition.canonical, at)


def store_calendar(calendar: Calendar, *, at: datetime) -> StoredEdition:
    """Keep a calendar's content; from then on it is the current one."""
    return _store(CALENDAR, calendar.content_hash, calendar.canonical, at)


def _store(rulebook: str, content_hash: str, canonical: str, at: datetime) -> StoredEdition:
    row = StoredEdition(rulebook=rulebook, content_hash=content_hash, canonical=canonical, stored_at=at)
    known = StoredEdition.objects.filter(content_hash=content_hash)
    if not known.exists():
        StoredEdition.objects.bulk_create([row], ignore_conflicts=True)
    return known.get()


def adopt_edition(
    *,
    root: Organisation,
    edition: Edition,
    from_day: date,
    reason: str,
    actor: Actor,
    at: datetime,
    until_day: date | None = None,
) -> Adoption:
    """The root applies `edition` from that day on; the open adoption before it ends the day before.

    `until_day` is for a stretch of the past. Refused without a reason, and where another adoption already covers a day of it.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("还缺1项：为什么采用这一版。写明依据，例如文号或会议决定。")
    if root.root_id != root.id:
        raise Refused(f"{root.short_name}不是顶层机构，规则由顶层机构采用。改选它的总公司。")
    if until_day is not None and until_day < from_day:
        raise Refused(f"结束日{until_day:%Y-%m-%d}早于起始日{from_day:%Y-%m-%d}。请改结束日。")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=root.id)  # two adoptions at once: one after the other
        stored = store_edition(edition, at=at)
        store_calendar(open_calendar("cn"), at=at)
        earlier = Adoption.objects.filter(root=root, rulebook=edition.id)
        ended = list(earlier.filter(until_day=None, from_day__lt=from_day)) if until_day is None else []
        for other in ended:
            other.until_day = from_day - timedelta(days=1)
            other.save(update_fields=["until_day"])
        _refuse_overlap(list(earlier), edition, from_day, until_day)
        adoption = Adoption.objects.create(
            root=root,
            rulebook=edition.id,
            edition=stored,
            from_day=from_day,
            until_day=until_day,
            reason=reason,
            by_id=actor.staff_id,
            at=at,
        )
        _record(adoption, ended, actor, at)
    return adoption


def _refuse_overlap(earlier: list[Adoption], edition: Edition, from_day: date, until_day: date | None) -> None:
    for other in earlier:
        starts_before_end = until_day is None or other.from_day <= until_day
        if starts_before_end and (other.until_day is None or other.until_day >= from_day):
            end = f"{other.until_day:%Y-%m-%d}" if other.until_day else "今"
            raise Refused(
                f"{edition.short_name}从{other.from_day:%Y-%m-%d}到{end}已采用一版，同一天不能有两版。请改起始日。"
            )


def _record(adoption: Adoption, ended: list[Adoption], actor: Actor, at: datetime) -> None:
    record(
        root_id=adoption.root_id,
        subject=("adoption", adoption.id),
        verb="adoption.decided",
        actor=actor,
        at=at,
        edition=adoption.edition.content_hash,
        refs={"rulebook": adoption.rulebook, "from": adoption.from_day, "until": adoption.until_day},
        records=[adoption, *ended],
    )
