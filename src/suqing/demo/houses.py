"""The demo cast: a property insurer with two branches and four sub-branches, and a smaller life insurer.

Posts are those of S4 第五、六条 and S5 5; names are the roles of the stage, not persons.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from suqing.apps.organisations.actions import employ, found_organisation, give_post, report_to
from suqing.apps.organisations.actors import Actor, actor_of
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff

SINCE = date(2018, 1, 1)
PASSWORD = "suqing-demo-2026"
FEN = 100

# code: (name, short name, kind, code of the parent)
UNITS = {
    "donghai": ("东海财产保险股份有限公司", "东海财险", OrganisationKind.HEADQUARTERS, ""),
    "dh.kefu": ("客户服务部", "总公司客服部", OrganisationKind.DEPARTMENT, "donghai"),
    "dh.lipei": ("理赔追偿事业部", "总公司理赔部", OrganisationKind.DEPARTMENT, "donghai"),
    "dh.zongcai": ("总裁办公室", "总裁办公室", OrganisationKind.DEPARTMENT, "donghai"),
    "dh.renli": ("人力资源部", "人力资源部", OrganisationKind.DEPARTMENT, "donghai"),
    "sh": ("东海财险上海分公司", "上海分公司", OrganisationKind.BRANCH, "donghai"),
    "sh.motor": ("上海分公司车险理赔部", "车险理赔部", OrganisationKind.DEPARTMENT, "sh"),
    "sh.health": ("上海分公司健康险部", "健康险部", OrganisationKind.DEPARTMENT, "sh"),
    "sh.kefu": ("上海分公司客户服务部", "客户服务部", OrganisationKind.DEPARTMENT, "sh"),
    "sh.pudong": ("浦东支公司", "浦东支公司", OrganisationKind.SUB_BRANCH, "sh"),
    "sh.jingan": ("静安支公司", "静安支公司", OrganisationKind.SUB_BRANCH, "sh"),
    "js": ("东海财险江苏分公司", "江苏分公司", OrganisationKind.BRANCH, "donghai"),
    "js.motor": ("江苏分公司车险理赔部", "江苏车险理赔部", OrganisationKind.DEPARTMENT, "js"),
    "js.nanjing": ("南京支公司", "南京支公司", OrganisationKind.SUB_BRANCH, "js"),
    "js.suzhou": ("苏州支公司", "苏州支公司", OrganisationKind.SUB_BRANCH, "js"),
    "anning": ("安宁人寿保险股份有限公司", "安宁人寿", OrganisationKind.HEADQUARTERS, ""),
    "an.zongcai": ("总裁办公室", "总裁办公室", OrganisationKind.DEPARTMENT, "anning"),
    "fj": ("安宁人寿福建分公司", "福建分公司", OrganisationKind.BRANCH, "anning"),
    "fj.claims": ("福建分公司理赔部", "理赔部", OrganisationKind.DEPARTMENT, "fj"),
    "fj.policy": ("福建分公司保全部", "保全部", OrganisationKind.DEPARTMENT, "fj"),
    "fj.sales": ("福建分公司销售管理部", "销售管理部", OrganisationKind.DEPARTMENT, "fj"),
}
BUSINESS = {"donghai": "property", "anning": "life"}

# log-in: (name, unit, role, title, authority in yuan, log-in of the superior)
PEOPLE: dict[str, tuple[str, str, Role, str, int, str]] = {
    "lu": ("陆总", "donghai", Role.GENERAL_MANAGER, "总经理", 5_000_000, ""),
    "he": ("何总", "donghai", Role.LEADER_IN_CHARGE, "分管客服副总经理", 1_000_000, "lu"),
    "han": ("韩主管", "donghai", Role.COMPLAINT_MANAGER, "投诉管理岗", 50_000, "he"),
    "cheng": ("程组员", "donghai", Role.LEADING_GROUP, "投诉管理领导小组", 0, "lu"),
    "tang": ("汤经理", "dh.lipei", Role.LINE_HEAD, "车险条线主管", 200_000, "he"),
    "qin": ("秦主任", "dh.zongcai", Role.PRESIDENT_OFFICE, "总裁办公室主任", 0, "lu"),
    "zheng": ("郑书记", "donghai", Role.DISCIPLINE_INSPECTION, "纪检", 0, "lu"),
    "meng": ("孟主管", "dh.renli", Role.HR, "薪酬绩效岗", 0, "lu"),
    "wu": ("吴工", "donghai", Role.ADMINISTRATOR, "系统管理员", 0, "lu"),
    "shao": ("邵律", "donghai", Role.LEGAL, "法律合规", 0, "lu"),
    "zhang": ("小张坐席", "dh.kefu", Role.HOTLINE_CLERK, "热线坐席", 0, "han"),
    "xu": ("小许坐席", "dh.kefu", Role.HOTLINE_CLERK, "热线坐席", 0, "han"),
    "du": ("小杜坐席", "dh.kefu", Role.HOTLINE_CLERK, "热线坐席", 0, "han"),
    "qian": ("钱总", "sh", Role.GENERAL_MANAGER, "分公司总经理", 1_000_000, "lu"),
    "zhao": ("赵总", "sh", Role.LEADER_IN_CHARGE, "分管副总经理", 100_000, "qian"),
    "liao": ("廖总", "sh", Role.CLAIMS_HEAD, "理赔负责人", 50_000, "qian"),
    "li": ("小李专员", "sh", Role.COMPLAINT_OFFICER, "投诉专员", 20_000, "zhao"),
    "zhou": ("法务周", "sh", Role.LEGAL, "法务", 0, "zhao"),
    "wang": ("王经理", "sh.motor", Role.DEPARTMENT_HEAD, "部门负责人", 20_000, "liao"),
    "sun": ("小孙", "sh.motor", Role.HANDLER, "投诉经办", 5_000, "wang"),
    "gu": ("小顾", "sh.motor", Role.HANDLER, "投诉经办", 5_000, "wang"),
    "ding": ("老丁", "sh.motor", Role.EMPLOYEE, "定损员", 0, "wang"),
    "feng": ("冯经理", "sh.health", Role.DEPARTMENT_HEAD, "部门负责人", 20_000, "liao"),
    "cai": ("小蔡", "sh.health", Role.HANDLER, "投诉经办", 5_000, "feng"),
    "xin": ("小辛", "sh.health", Role.EMPLOYEE, "理赔审核", 0, "feng"),
    "yu": ("俞经理", "sh.kefu", Role.DEPARTMENT_HEAD, "部门负责人", 10_000, "zhao"),
    "ni": ("小倪", "sh.pudong", Role.COUNTER_CLERK, "柜面", 0, "cao"),
    "cao": ("曹经理", "sh.pudong", Role.DEPARTMENT_HEAD, "支公司负责人", 10_000, "zhao"),
    "yan": ("严经理", "sh.jingan", Role.DEPARTMENT_HEAD, "支公司负责人", 10_000, "zhao"),
    "qi": ("小戚", "sh.jingan", Role.COUNTER_CLERK, "柜面", 0, "yan"),
    "wairen": ("外人", "sh.kefu", Role.EMPLOYEE, "行政", 0, "yu"),
    "su": ("苏总", "js", Role.LEADER_IN_CHARGE, "分管副总经理", 100_000, "lu"),
    "jiang": ("小江专员", "js", Role.COMPLAINT_OFFICER, "投诉专员", 20_000, "su"),
    "luo": ("鲁经理", "js.motor", Role.DEPARTMENT_HEAD, "部门负责人", 20_000, "su"),
    "wei": ("小韦", "js.motor", Role.HANDLER, "投诉经办", 5_000, "luo"),
    "nan": ("南经理", "js.nanjing", Role.DEPARTMENT_HEAD, "支公司负责人", 10_000, "su"),
    "shi": ("史经理", "js.suzhou", Role.DEPARTMENT_HEAD, "支公司负责人", 10_000, "su"),
    "kang": ("康主任", "an.zongcai", Role.PRESIDENT_OFFICE, "总裁办公室主任", 0, ""),
    "bai": ("白主管", "anning", Role.COMPLAINT_MANAGER, "投诉管理岗", 50_000, ""),
    "huang": ("黄总", "fj", Role.LEADER_IN_CHARGE, "分管副总经理", 200_000, ""),
    "lin": ("小林专员", "fj", Role.COMPLAINT_OFFICER, "投诉专员", 20_000, "huang"),
    "liang": ("梁经理", "fj.claims", Role.DEPARTMENT_HEAD, "部门负责人", 20_000, "huang"),
    "song": ("宋经理", "fj.policy", Role.DEPARTMENT_HEAD, "部门负责人", 20_000, "huang"),
    "you": ("尤经理", "fj.sales", Role.DEPARTMENT_HEAD, "部门负责人", 20_000, "huang"),
    "heagent": ("代理人老贺", "fj.sales", Role.EMPLOYEE, "保险代理人", 0, "you"),
    "luozi": ("小罗坐席", "anning", Role.HOTLINE_CLERK, "热线坐席", 0, "bai"),
}
NOT_EMPLOYED = {"heagent"}


@dataclass
class Houses:
    units: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Staff] = field(default_factory=dict)

    def actor(self, login: str) -> Actor:
        return actor_of(self.people[login])


def found_houses(at: datetime) -> Houses:
    """All units, people, posts and reporting lines, since 2018."""
    houses = Houses()
    for code, (name, short_name, kind, parent) in UNITS.items():
        houses.units[code] = found_organisation(at=at,
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            parent=houses.units[parent] if parent else None,
            from_day=SINCE,
            business=BUSINESS.get(code, "property"),
        )
    hashed = hashed_password()
    for login, (name, unit, role, title, authority, _) in PEOPLE.items():
        organisation = houses.units[unit]
        person = employ(
            root=organisation.root, username=login, name=name, at=at, password=hashed, employed_from=SINCE, is_employee=login not in NOT_EMPLOYED
        )
        give_post(at=at, staff=person, organisation=organisation, role=role, from_day=SINCE, title=title, authority_fen=authority * FEN)
        houses.people[login] = person
    for login, (*_, superior) in PEOPLE.items():
        if superior:
            report_to(at=at, staff=houses.people[login], superior=houses.people[superior], from_day=SINCE)
    return houses


def hashed_password() -> str:
    """One hash for all: argon2 takes a fifth of a second, and the demo's password is printed anyway."""
    return make_password(PASSWORD)
