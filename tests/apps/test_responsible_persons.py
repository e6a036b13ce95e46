"""Who is responsible, from day to day; what of its changes waits to be reported; who may see and do it (2020 measures Art. 7, 35)."""

from datetime import date, datetime

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import end_post
from suqing.apps.organisations.models import Post
from suqing.apps.supervision.actions import end_responsible, name_responsible, report_change
from suqing.apps.supervision.models import ChangeReport, ResponsiblePerson
from suqing.apps.supervision.queries import persons_of, responsible_for
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused, Stale
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
AT = cn("2026-11-23 10:00")
TODAY = date(2026, 11, 23)


def named(house: House, person: str, *, kind: str = "contact", by: str = "zhao", unit: int | None = None, from_day: date = date(2026, 11, 2), at: datetime = AT) -> ResponsiblePerson:
    return name_responsible(unit_id=unit or house.branch.id, kind=kind, staff_id=house.people[person].id, from_day=from_day, actor=house.actor(by), at=at)


def reported(house: House, row: ResponsiblePerson, what: str = "named", *, by: str = "zhao", **given: object) -> ChangeReport:
    return report_change(**{
        "responsible_id": row.id, "what": what, "reported_on": TODAY, "report_no": "东财沪〔2026〕31号", "addressee": "上海监管局", "actor": house.actor(by), "at": AT, **given,
    })  # fmt: skip


def missing(house: House, who: str, on: date = TODAY) -> list[tuple[str, str]]:
    return [(each.unit.short_name, each.kind.id) for each in persons_of(standing_of(house.people[who], on=on), on=on).missing]


def waiting(house: House, who: str = "zhao", on: date = TODAY) -> list[tuple[str, str, int]]:
    return [(each.row.staff.name, each.change.what, each.change.waiting) for each in persons_of(standing_of(house.people[who], on=on), on=on).waiting]


def test_the_branch_sees_its_own_tree_headquarters_all_others_nothing(house: House) -> None:
    kinds = ["senior_manager", "complaint_head", "contact"]
    branch = [("上海分公司", kind) for kind in kinds]
    assert missing(house, "li") == missing(house, "zhao") == branch
    assert missing(house, "han") == missing(house, "qin") == [*(("东海财险", kind) for kind in kinds), *branch]
    assert {unit for unit, _ in missing(house, "stranger")} == {"安宁人寿"}
    for who in ("outsider", "zhang", "wang", "sun", "admin"):
        with pytest.raises(NotYours):
            missing(house, who)


def test_named_reported_and_no_longer_waiting(house: House) -> None:
    row = named(house, "li")
    assert missing(house, "zhao") == [("上海分公司", "senior_manager"), ("上海分公司", "complaint_head")]
    assert waiting(house) == [("小李专员", "named", 21)]
    reported(house, row)
    assert waiting(house) == []
    events = Event.objects.filter(subject_kind="responsible").order_by("seq")
    assert [(each.verb, each.subject_id, each.clause) for each in events] == [("responsible.named", house.branch.id, "cbirc2020/35"), ("responsible.reported", house.branch.id, "cbirc2020/35")]
    assert verify() == []
    with pytest.raises(Refused, match="已经登记过报告"):
        reported(house, row)
    assert ChangeReport.objects.count() == 1


def test_a_new_one_ends_the_one_before(house: House) -> None:
    first = named(house, "li")
    reported(house, first)
    second = named(house, "zhou", from_day=date(2026, 11, 20))
    first.refresh_from_db()
    assert (first.until_day, first.version, second.until_day) == (date(2026, 11, 19), 2, None)
    assert waiting(house) == [("法务周", "named", 3)]
    seats = persons_of(standing_of(house.zhao, on=TODAY), on=TODAY).seats
    contact = next(each for each in seats if each.kind.id == "contact")
    assert contact.row == second
    assert contact.history == (second, first)
    assert verify() == []


def test_days_do_not_overlap_and_nobody_follows_themselves(house: House) -> None:
    named(house, "li")
    for day in (date(2026, 11, 2), date(2026, 11, 1)):
        with pytest.raises(Refused, match="须晚于这一天"):
            named(house, "zhou", from_day=day)
    with pytest.raises(Refused, match="现在登记的就是小李专员"):
        named(house, "li", from_day=date(2026, 11, 20))
    assert ResponsiblePerson.objects.count() == 1
    named(house, "li", kind="complaint_head")  # one person may be two kinds


def test_one_of_tomorrow_holds_from_tomorrow(house: House) -> None:
    reported(house, named(house, "li"))
    later = named(house, "zhou", from_day=date(2026, 11, 24))
    assert waiting(house) == []
    with pytest.raises(Refused, match="还没有发生"):
        reported(house, later)
    seats = persons_of(standing_of(house.zhao, on=TODAY), on=TODAY).seats
    assert [each.row.staff.name for each in seats if each.row] == ["小李专员"]
    assert waiting(house, on=date(2026, 11, 24)) == [("法务周", "named", 0)]


def test_an_ending_without_a_successor_is_missing_and_waits(house: House) -> None:
    row = named(house, "li")
    reported(house, row)
    with pytest.raises(Stale):
        end_responsible(responsible_id=row.id, seen_version=7, last_day=date(2026, 11, 13), actor=house.actor("zhao"), at=AT)
    with pytest.raises(BadInput, match="最后一天"):
        end_responsible(responsible_id=row.id, seen_version=1, last_day=date(2026, 11, 1), actor=house.actor("zhao"), at=AT)
    end_responsible(responsible_id=row.id, seen_version=1, last_day=date(2026, 11, 13), actor=house.actor("zhao"), at=AT)
    assert ("上海分公司", "contact") in missing(house, "zhao")
    assert waiting(house) == [("小李专员", "ended", 9)]
    with pytest.raises(Refused, match="已登记到2026-11-13为止"):
        end_responsible(responsible_id=row.id, seen_version=2, last_day=TODAY, actor=house.actor("zhao"), at=AT)
    reported(house, row, "ended")
    assert waiting(house) == []
    assert verify() == []


def test_whoever_lost_their_last_post_is_missing_and_waits(house: House) -> None:
    row = named(house, "zhou")
    reported(house, row)
    end_post(post=Post.objects.get(staff=house.zhou), last_day=date(2026, 11, 17), at=AT)
    assert ("上海分公司", "contact") in missing(house, "zhao")
    assert waiting(house) == [("法务周", "left", 5)]
    reported(house, row, "left")
    assert waiting(house) == []
    named(house, "li", from_day=TODAY)
    assert waiting(house) == [("小李专员", "named", 0)]


def test_who_may_name_and_report(house: House) -> None:
    for who in ("li", "outsider", "zhang", "admin"):
        with pytest.raises(NotYours):
            named(house, "zhou", by=who)
    row = named(house, "li", by="qin")
    for who in ("li", "stranger", "outsider"):
        with pytest.raises(NotYours):
            reported(house, row, by=who)
        with pytest.raises(NotYours):
            end_responsible(responsible_id=row.id, seen_version=1, last_day=TODAY, actor=house.actor(who), at=AT)
    above = named(house, "han", by="han", unit=house.root.id)
    with pytest.raises(NotYours):
        reported(house, above)  # of the unit above
    with pytest.raises(NotYours):
        responsible_for(standing_of(house.stranger, on=TODAY), row.id)
    with pytest.raises(NotYours):
        responsible_for(standing_of(house.li, on=TODAY), above.id)
    assert responsible_for(standing_of(house.li, on=TODAY), row.id) == row


def test_what_cannot_be_taken(house: House) -> None:
    for unit in (house.root.id, house.stranger.root_id, house.claims.id):
        with pytest.raises(BadInput, match="您负责的一个机构"):
            named(house, "li", unit=unit)
    with pytest.raises(BadInput, match="senior_manager"):
        named(house, "li", kind="king")
    with pytest.raises(BadInput, match="在岗的同事"):
        named(house, "stranger")
    with pytest.raises(BadInput, match="在岗的同事"):
        named(house, "yan")  # holds a post on another day only
    with pytest.raises(BadInput, match="一年以内"):
        named(house, "li", from_day=date(2028, 1, 1))
    row = named(house, "li")
    with pytest.raises(BadInputs) as raised:
        reported(house, row, report_no=" ", addressee="", reported_on=date(2026, 11, 24))
    assert len(raised.value.items) == 3
    with pytest.raises(BadInput, match="变动"):
        reported(house, row, "moved")
    assert ChangeReport.objects.count() == 0
