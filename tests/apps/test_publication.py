"""What was seen where the channels must be published: who may put it down, what cannot be taken, one event each (2020 measures Art. 8)."""

from datetime import date

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.organisations.access import standing_of
from suqing.apps.supervision.actions import note_check
from suqing.apps.supervision.models import PublicationCheck
from suqing.apps.supervision.queries import owed_count, place_of, publication_of
from suqing.kernel.errors import BadInput, BadInputs, NotYours
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
AT = cn("2026-11-23 10:00")
TODAY = date(2026, 11, 23)
ALL = ("phone", "address", "process", "online")


def noted(house: House, who: str = "li", **given: object) -> PublicationCheck:
    return note_check(**{
        "unit_id": house.branch.id, "place": "premises", "checked_on": TODAY, "shown": ALL, "where": "一楼大厅公示栏", "proof": "照片两张，存品牌部公共盘",
        "actor": house.actor(who), "at": AT, **given,
    })  # fmt: skip


def owed(house: House, who: str, on: date = TODAY) -> list[tuple[str, str, str]]:
    found = publication_of(standing_of(house.people[who], on=on), on=on)
    return [(each.unit.name, each.place.id, each.state) for each in found.owed]


def test_each_sees_what_lies_in_their_unit(house: House) -> None:
    assert owed(house, "li") == [("上海分公司", "premises", "missing")]
    assert owed(house, "zhao") == owed(house, "li")
    assert len(owed(house, "han")) == 6
    assert {unit for unit, _, _ in owed(house, "stranger")} == {"安宁人寿"}
    for who in ("outsider", "zhang", "wang", "qin", "admin"):
        standing = standing_of(house.people[who], on=TODAY)
        with pytest.raises(NotYours):
            publication_of(standing, on=TODAY)
        assert owed_count(standing, on=TODAY) == 0


def test_a_look_is_one_row_one_event_and_nothing_is_owed(house: House) -> None:
    row = noted(house)
    assert owed(house, "li") == []
    assert owed(house, "li", date(2027, 5, 23)) == [("上海分公司", "premises", "stale")]
    event = Event.objects.get(subject_kind="publication")
    assert (event.verb, event.subject_id, event.clause, event.actor_id) == ("publication.checked", house.branch.id, "cbirc2020/8", house.li.id)
    assert verify() == []
    one = place_of(standing_of(house.li, on=TODAY), house.branch.id, "premises", on=TODAY)
    assert [each.id for each in one.history] == [row.id]
    PublicationCheck.objects.filter(pk=row.pk).update(shown="phone")
    assert [each.what for each in verify()] == ["row_changed"]


def test_a_second_look_is_another_row_and_the_later_counts(house: House) -> None:
    noted(house, shown=(), proof="")
    assert owed(house, "li") == [("上海分公司", "premises", "incomplete")]
    noted(house, at=cn("2026-11-23 11:00"))
    assert owed(house, "li") == []
    assert PublicationCheck.objects.count() == 2


def test_another_insurers_unit_and_the_unit_above_are_not_there(house: House) -> None:
    for unit in (house.root.id, house.stranger.root_id, house.claims.id, None, 2**62):
        with pytest.raises(BadInput, match="您负责的一个机构"):
            noted(house, unit_id=unit)
    for who in ("outsider", "wang", "qin"):
        with pytest.raises(NotYours):
            noted(house, who)
    with pytest.raises(BadInput, match="您负责的一个机构"):
        noted(house, "stranger")
    for who, unit, place in (("li", house.root, "website"), ("stranger", house.branch, "premises"), ("li", house.branch, "website"), ("li", house.branch, "nothing")):
        with pytest.raises(NotYours):
            place_of(standing_of(house.people[who], on=TODAY), unit.id, place, on=TODAY)
    assert PublicationCheck.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"place": "website"}, "premises（营业场所或办公场所的醒目位置）"),
        ({"shown": ("phone", "channel")}, "看到的内容"),
        ({"shown": (*ALL, "no_online")}, "只能有一项"),
        ({"where": " \x00 "}, "具体在哪里"),
        ({"where": "长" * 301}, "300字以内"),
        ({"proof": ""}, "填网址或证明"),
        ({"proof_url": "javascript:alert(1)"}, "http:// 或 https://"),
        ({"checked_on": date(2026, 11, 24)}, "今天或以前"),
        ({"unused": True, "shown": ()}, "必须公布"),
    ],
)
def test_what_cannot_be_taken(house: House, given: dict[str, object], words: str) -> None:
    with pytest.raises((BadInput, BadInputs)) as raised:
        noted(house, **given)
    assert words in str(raised.value)
    assert (PublicationCheck.objects.count(), Event.objects.filter(subject_kind="publication").count()) == (0, 0)


def test_a_channel_that_is_not_used_has_its_reason(house: House) -> None:
    with pytest.raises(BadInput, match="写明为什么不用"):
        noted(house, "han", unit_id=house.root.id, place="wechat", unused=True, shown=(), where="", proof="")
    noted(house, "han", unit_id=house.root.id, place="wechat", unused=True, shown=(), where="公司没有开通公众号", proof="")
    assert ("东海财险", "wechat", "missing") not in owed(house, "han")
    assert Event.objects.get(subject_kind="publication").verb == "publication.unused"
