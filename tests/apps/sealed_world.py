"""Two insurers with everybody who must not see a report, and the few who may."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actions import found_organisation, give_post, report_to
from suqing.apps.organisations.actors import Actor, actor_of
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff
from suqing.apps.sealed.actions import ReportTexts, receive_report
from suqing.kernel.crypto import new_keys

LONG_AGO = date(2020, 1, 1)
NOW = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)  # 10:42 in the house
HEARD = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)

STORY = "查勘员勾结修理厂虚增配件赔款三万元"
TEXTS = ReportTexts(
    story=STORY,
    demands="请查清并追回赔款",
    accused="查勘员老魏",
    reporter_name="匿名知情人甲",
    reporter_phone="13900007788",
    reporter_email="zhiqingren@example.test",
    particulars="附有维修单照片三张",
)
PLAIN_WORDS = (
    STORY,
    "勾结修理厂",
    TEXTS.demands,
    "老魏",
    "知情人",
    "13900007788",
    "zhiqingren",
    "维修单照片",
)

POSTS: dict[str, Role | None] = {
    "总裁办小秦": Role.PRESIDENT_OFFICE,
    "总裁办老周": Role.PRESIDENT_OFFICE,
    "纪检小郑": Role.DISCIPLINE_INSPECTION,
    "管理员小吴": Role.ADMINISTRATOR,
    "赵总": Role.GENERAL_MANAGER,
    "主管钱总": Role.LEADER_IN_CHARGE,
    "小李专员": Role.COMPLAINT_OFFICER,
    "王经理": Role.DEPARTMENT_HEAD,
    "小张坐席": Role.HOTLINE_CLERK,
    "法务周": Role.LEGAL,
    "老魏": Role.HANDLER,
}
MAY_READ = ("总裁办小秦", "总裁办老周")
MUST_NOT_READ = tuple(name for name in POSTS if name not in MAY_READ)


@dataclass
class House:
    root: Organisation
    staff: dict[str, Staff] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return actor_of(self.staff[name])

    def standing(self, name: str, on: date = TODAY) -> Standing:
        return standing_of(self.staff[name], on=on)


def found_house(code: str) -> House:
    new_keys(Path(settings.KEYS))
    root = found_organisation(at=NOW,
        code=code, name=f"{code}财产保险", short_name=code, kind=OrganisationKind.HEADQUARTERS, parent=None, from_day=LONG_AGO
    )
    house = House(root)
    for number, (name, role) in enumerate(POSTS.items()):
        person = Staff.objects.create(root=root, username=f"{code}{number}", name=name)
        house.staff[name] = person
        if role is not None:
            give_post(at=NOW, staff=person, organisation=root, role=role, from_day=LONG_AGO)
    report_to(at=NOW, staff=house.staff["老魏"], superior=house.staff["王经理"], from_day=LONG_AGO)
    return house


def take_down(house: House, *, by: str = "小张坐席", **more: Any) -> Any:
    """A report taken down by the hotline; more keywords go to the action."""
    given = {"texts": TEXTS, "received_at": HEARD, "method": "telephone", "at": NOW} | more
    return receive_report(root=house.root, taken_by=house.staff[by].id, actor=house.actor(by), **given)


def text_of_all_tables() -> str:
    """Every value of every column of every table, as text: what a dump would hold."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row if value is not None]
    return "\n".join(found)


def bytes_of_database() -> bytes:
    """The pages of the SQLite database, free ones included; the empty bytes on PostgreSQL."""
    if connection.vendor != "sqlite":
        return b""
    connection.ensure_connection()
    return bytes(connection.connection.serialize())
