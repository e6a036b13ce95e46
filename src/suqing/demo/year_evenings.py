"""Before going home: the day's progress is entered (claims/7.3), and what is late is explained (2020 measures Art. 18). Not always, as with people."""

from datetime import datetime, timedelta
from random import Random

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.queries import missed
from suqing.apps.clocks.subjects import about
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.actors import actor_of
from suqing.demo.houses import Houses

DAY = timedelta(days=1)
CAUSES = (
    ("complainant", 5, "等投诉人补交资料，已电话提醒。"), ("department", 4, "责任部门排期靠后，已请部门负责人催办。"), ("staff", 3, "当天来件多，已调人支援。"),
    ("complex", 2, "两处说法不一，须再核实。"), ("appraisal", 1, "等鉴定意见，已问过日期。"), ("system", 1, "核心系统停机半天，已补录。"),
)  # fmt: skip


def evening_round(houses: Houses, at: datetime, dice: Random) -> None:
    _progress(houses, at, dice)
    _explain(houses, at, dice)


def _progress(houses: Houses, at: datetime, dice: Random) -> None:
    due = Clock.objects.filter(subject_kind="complaint", kind="progress", state=ClockState.RUNNING, limit_at__lt=at + DAY).values("subject_id")
    for complaint in Complaint.objects.filter(pk__in=due, open=True).select_related("handler").order_by("id"):
        if dice.random() < 0.9:
            by = actor_of(complaint.handler) if complaint.handler else houses.actor("li")
            words = "今天继续核实，有结果马上答复您。" if complaint.handler else "已转交责任部门，安排专人后与您联系。"
            actions.note_progress(ref=complaint.ref, seen_version=complaint.version, actor=by, at=at, sayable=words)


def _explain(houses: Houses, at: datetime, dice: Random) -> None:
    """Once, on the evening after the limit."""
    for complaint in Complaint.objects.filter(unexplained_from__gte=at - DAY, unexplained_from__lt=at).order_by("id"):
        if dice.random() >= 0.85:
            continue
        for clock in Clock.objects.filter(about(("complaint", complaint.id)), missed(at), limit_at=complaint.unexplained_from):
            cause, _, words = dice.choices(CAUSES, [each[1] for each in CAUSES])[0]
            complaint = actions.explain_lateness(ref=complaint.ref, seen_version=complaint.version, actor=houses.actor("li"), at=at, kind=clock.kind, cause=cause, words=words, limit_at=clock.limit_at)
