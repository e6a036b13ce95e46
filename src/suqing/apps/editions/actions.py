"""Storing editions by content, handing one in, and deciding to apply one from a day."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.editions.access import need_adopter, need_trier
from suqing.apps.editions.models import CALENDAR, Adoption, HandedIn, StoredEdition
from suqing.apps.editions.queries import newest_adoption
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation
from suqing.exchange.edition_files import read_edition
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours, Refused, Stale
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


def decide_adoption(
    *, standing: Standing, edition: Edition, seen_adoption: int | None, from_day: date, reason: str, actor: Actor, at: datetime
) -> Adoption:
    """A person's decision, after they saw what is not the same as in the newest adoption (`seen_adoption`).

    From today on at the earliest: what was received before has its edition already. The past is filled in by `suqing adopt`.
    """
    need_adopter(standing)
    if from_day < house(at).date():
        raise Refused(f"起始日{from_day:%Y-%m-%d}已经过去，此前收到的件已按当时的一版办理。改为今天或以后。")
    with transaction.atomic():
        root = Organisation.objects.select_for_update(of=("self",)).get(pk=standing.root_id)
        newest = newest_adoption(root.id, edition.id)
        if (newest.id if newest else None) != seen_adoption:
            raise Stale("这部规则刚刚又采用了一版，不同之处要重看。请重新打开这一页。")
        if newest is not None and newest.until_day is None and newest.edition.content_hash == edition.content_hash:
            raise Refused(f"现在采用的就是这一版（自{newest.from_day:%Y-%m-%d}起），不用再采用。")
        return adopt_edition(root=root, edition=edition, from_day=from_day, reason=reason, actor=actor, at=at)


def hand_in(*, standing: Standing, rulebook: str, files: Mapping[str, bytes], actor: Actor, at: datetime) -> Edition:
    """An edition of the root's own, checked as `rules check` does and kept, to be tried or adopted. The same again is one row."""
    need_trier(standing)
    root_id = standing.root_id
    if newest_adoption(root_id, rulebook) is None:
        raise NotYours
    edition = read_edition(rulebook, files)
    with transaction.atomic():
        stored = store_edition(edition, at=at)
        row, new = HandedIn.objects.get_or_create(root_id=root_id, edition=stored, defaults={"rulebook": rulebook, "by_id": actor.staff_id, "at": at})
        if new:
            record(
                root_id=root_id, subject=("edition", row.id), verb="edition.handed_in", actor=actor, at=at,
                edition=edition.content_hash, refs={"rulebook": rulebook}, records=[row],
            )  # fmt: skip
    return edition


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
