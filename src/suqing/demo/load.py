"""Load the demo into an empty installation, through the same actions that people use."""

from django.db import transaction

from suqing.apps.editions.actions import adopt_edition
from suqing.apps.organisations.actors import system_actor
from suqing.apps.organisations.models import Organisation
from suqing.apps.sealed.actions import ReportTexts, receive_report
from suqing.demo.houses import PASSWORD, SINCE, Houses, found_houses, hashed_password
from suqing.demo.life_stories import LIFE
from suqing.demo.office import found_office, play_rounds, score_themselves
from suqing.demo.play import Stage
from suqing.demo.property_stories import PROPERTY
from suqing.demo.times import Times
from suqing.demo.year import Progress, play_year
from suqing.kernel.clock import now
from suqing.kernel.errors import Refused
from suqing.rulebook import open_calendar, open_edition

# The property insurer applies both company rules and the law; the life insurer has no rule of four classes, but the service rule of life business and the limits of claims.
ADOPTED = {"donghai": ("property", "claims", "cbirc2020"), "anning": ("claims", "cbirc2020", "life2010", "insurancelaw")}

# log-in, password, who, what they see
LOGINS = (
    ("li", PASSWORD, "小李专员", "投诉专员：本分公司全部投诉，待定类、待结案"),
    ("sun", PASSWORD, "小孙", "承办人：派给自己的投诉"),
    ("wang", PASSWORD, "王经理", "车险理赔部负责人：接办或退回"),
    ("zhao", PASSWORD, "赵总", "主管领导：待批示的方案"),
    ("zhang", PASSWORD, "小张坐席", "热线坐席：登记来电，查可说的进展"),
    ("wairen", PASSWORD, "外人", "没有参与任何投诉：什么也看不到"),
    ("han", PASSWORD, "韩主管", "总公司投诉管理岗：全公司"),
    ("ding", PASSWORD, "老丁", "被投诉的定损员：只看请他陈述的件"),
    ("qin", PASSWORD, "秦主任", "总裁办公室：举报专用通道"),
    ("kao", PASSWORD, "考评员小高", "考评办公室：收集数据、评定、计算"),
    ("fu", PASSWORD, "考评员小傅", "考评办公室：复核"),
    ("jiandu", PASSWORD, "负责人老纪", "考评办公室：发布"),
    ("jia", PASSWORD, "甲财险联系人", "被考评公司：核对数据、看自己的结果、提异议"),
    ("lin", PASSWORD, "小林专员", "另一家公司（安宁人寿）的投诉专员"),
)


def load(*, year: int = 0, progress: Progress = lambda done: None) -> None:
    """Everything or nothing. Refused where there are organisations already.

    `year`: so many items of a year's work before the stories; `progress` is told of each of them.
    """
    if Organisation.objects.exists():
        raise Refused("这里已有机构，不能再载入演示数据。请用 --data 另选一个空文件夹。")
    with transaction.atomic():
        houses = found_houses(now())
        _adopt(houses)
        calendar = open_calendar("cn")
        if year:  # first, as in life: the register stands in the order of entry
            play_year(houses, items=year, now=now(), calendar=calendar, progress=progress)
        stage = Stage(houses, Times(now(), calendar), {})
        for story in (*PROPERTY, *LIFE):
            stage.play(story)
        _report(stage)
        play_rounds(found_office(hashed_password()))
        score_themselves(houses.units["sh"], "li")


def _adopt(houses: Houses) -> None:
    for code, books in ADOPTED.items():
        root = houses.units[code]
        for book in books:
            edition = open_edition(book)
            adopt_edition(
                root=root,
                edition=edition,
                from_day=SINCE,
                reason="总经理室会议决定，沿用至今",
                actor=system_actor(root.id),
                at=now(),
            )


def _report(stage: Stage) -> None:
    """One report of misconduct, for the president's office alone; it is in no list, count or register of the desk."""
    receive_report(
        root=stage.houses.units["donghai"],
        texts=ReportTexts(story="反映某修理厂与查勘人员串通，虚报配件更换。", demands="请查清。", accused="某查勘员"),
        received_at=stage.times.at("3 14:20"),
        method="telephone",
        taken_by=stage.houses.people["zhang"].id,
        actor=stage.houses.actor("zhang"),
        at=stage.times.at("3 14:30"),
    )
