"""The fixed cast: a property insurer with a Shanghai branch, and a life insurer beside it whose people must see nothing.

    house = found_cast()
    house.li      小李专员, 投诉专员 of the branch         house.wang   王经理, head of 车险理赔部
    house.sun     小孙, handles claims complaints          house.ding   定损员老丁, often complained of
    house.zhao    赵总, leader in charge, up to 100,000    house.qian   钱总, general manager, up to 1,000,000
    house.zhang   小张坐席, hotline                        house.zhou   法务周, sees what she is asked for
    house.yan   严总, leader of headquarters on 27 November 2026 alone: reviews what 韩主管 had a part in
    house.outsider 外人, same insurer, no part in anything  house.stranger 邻家专员, officer of the other insurer
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from suqing.apps.complaints import actions
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint
from suqing.apps.editions.actions import adopt_edition
from suqing.apps.organisations.actions import end_post, found_organisation, give_post, report_to
from suqing.apps.organisations.actors import Actor, actor_of, system_actor
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff
from suqing.kernel.clock import HOUSE
from suqing.kernel.crypto import new_keys
from suqing.rulebook import open_edition
from tests.remembered import remembered

SINCE = date(2020, 1, 1)
REVIEW_DAY = date(2026, 11, 27)
YUAN = 100


def cn(text: str) -> datetime:
    """`2026-11-23 09:12` in the house."""
    return datetime.fromisoformat(text).replace(tzinfo=HOUSE)


@dataclass
class House:
    root: Organisation
    branch: Organisation
    claims: Organisation
    health: Organisation
    people: dict[str, Staff] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Staff:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str) -> Actor:
        return actor_of(self.people[name])

    def intake(self, **given: object) -> Intake:
        """陈女士's call about a late loss assessment, unless told otherwise."""
        return Intake(
            **{
                "method": "telephone",
                "received_at": cn("2026-11-23 09:12"),
                "unit_id": self.branch.id,
                "facts": "11月2日轻微剐蹭报案，定损员两次改期，至今未定损。",
                "demands": "尽快定损，赔付代步费。",
                "respondent_text": "车险理赔部定损岗",
                "respondent_staff_id": self.people["ding"].id,
                "conduct_day": date(2026, 11, 5),
                "line_of_business": "motor",
                "dispute_type": "claim",
                "policy_no": "PDAA2026310000883417",
                "name": "陈女士",
                "phone": "13800006621",
                **given,
            }
        )

    def register(self, *, by: str = "li", at: datetime = cn("2026-11-23 09:15"), **given: object) -> Complaint:
        return actions.register_complaint(intake=self.intake(**given), actor=self.actor(by), at=at)


def _found(code: str, name: str, business: str) -> Organisation:
    root = found_organisation(at=cn("2020-01-01 09:00"),
        code=code, name=f"{name}股份有限公司", short_name=name, kind=OrganisationKind.HEADQUARTERS, parent=None, from_day=SINCE, business=business
    )
    for book in ("property", "claims", "cbirc2020") if business == "property" else ("cbirc2020",):
        adopt_edition(
            root=root, edition=open_edition(book), from_day=SINCE, reason="总经理室会议决定", actor=system_actor(root.id), at=cn("2020-01-01 09:00")
        )
    return root


def _unit(parent: Organisation, code: str, name: str, kind: OrganisationKind) -> Organisation:
    return found_organisation(at=cn("2020-01-01 09:00"), code=code, name=name, short_name=name, kind=kind, parent=parent, from_day=SINCE)


@remembered
def found_cast() -> House:
    """Both insurers, adopted rules, posts and lines since 2020."""
    new_keys(Path(settings.KEYS))
    root = _found("P0101", "东海财险", "property")
    branch = _unit(root, "P0101-31", "上海分公司", OrganisationKind.BRANCH)
    claims = _unit(branch, "P0101-31-C", "车险理赔部", OrganisationKind.DEPARTMENT)
    health = _unit(branch, "P0101-31-H", "健康险部", OrganisationKind.DEPARTMENT)
    house = House(root, branch, claims, health)
    posts = [
        ("li", "小李专员", branch, Role.COMPLAINT_OFFICER, 20_000),
        ("han", "韩主管", root, Role.COMPLAINT_MANAGER, 50_000),
        ("wang", "王经理", claims, Role.DEPARTMENT_HEAD, 20_000),
        ("sun", "小孙", claims, Role.HANDLER, 5_000),
        ("ding", "定损员老丁", claims, Role.EMPLOYEE, 0),
        ("feng", "冯经理", health, Role.DEPARTMENT_HEAD, 20_000),
        ("zhao", "赵总", branch, Role.LEADER_IN_CHARGE, 100_000),
        ("qian", "钱总", branch, Role.GENERAL_MANAGER, 1_000_000),
        ("liao", "廖总", branch, Role.CLAIMS_HEAD, 50_000),
        ("zhang", "小张坐席", root, Role.HOTLINE_CLERK, 0),
        ("zhou", "法务周", branch, Role.LEGAL, 0),
        ("qin", "总裁办小秦", root, Role.PRESIDENT_OFFICE, 0),
        ("admin", "管理员小吴", root, Role.ADMINISTRATOR, 0),
        ("outsider", "外人", branch, Role.EMPLOYEE, 0),
    ]
    for code, name, unit, role, limit in posts:
        house.people[code] = _person(root, code, name, unit, role, limit)
    house.people["yan"] = yan = Staff.objects.create(root=root, username="yan", name="严总")
    post = give_post(at=cn("2020-01-01 09:00"), staff=yan, organisation=root, role=Role.LEADER_IN_CHARGE, from_day=REVIEW_DAY)
    end_post(post=post, last_day=REVIEW_DAY, at=cn("2020-01-01 09:00"))
    report_to(at=cn("2020-01-01 09:00"), staff=house.ding, superior=house.wang, from_day=SINCE)
    report_to(at=cn("2020-01-01 09:00"), staff=house.sun, superior=house.wang, from_day=SINCE)
    report_to(at=cn("2020-01-01 09:00"), staff=house.wang, superior=house.liao, from_day=SINCE)
    other = _found("L0201", "安宁人寿", "life")
    house.people["stranger"] = _person(other, "stranger", "邻家专员", other, Role.COMPLAINT_MANAGER, 50_000)
    return house


def _person(root: Organisation, code: str, name: str, unit: Organisation, role: Role, limit: int) -> Staff:
    person = Staff.objects.create(root=root, username=code, name=name)
    give_post(at=cn("2020-01-01 09:00"), staff=person, organisation=unit, role=role, from_day=SINCE, authority_fen=limit * YUAN)
    return person
