"""Clocks: each duty with a time, the clause it rests on, and the next moment at which somebody has to be told.

A clock stores no "near" or "late": that is computed from now. It stores when to wake.
"""

from django.conf import settings
from django.db import models

from suqing.apps.editions.models import StoredEdition
from suqing.apps.organisations.models import Organisation
from suqing.kernel.ids import new_id


class ClockState(models.TextChoices):
    RUNNING = "running", "进行中"
    PAUSED = "paused", "暂停"
    MET = "met", "按时"
    MISSED = "missed", "逾期"
    SUPERSEDED = "superseded", "已改期"
    VOID = "void", "已终止"


LIVE = (ClockState.RUNNING, ClockState.PAUSED)
STOPPED = (ClockState.MET, ClockState.MISSED)


class Clock(models.Model):
    """One duty on one subject (a case, a promise, a crisis path …), from its start to how it ended."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    rulebook = models.CharField(max_length=40)
    clause = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    occasion = models.CharField(
        max_length=40, default="", help_text="tells apart what may run several times at once (promises: the time promised)"
    )
    edition = models.ForeignKey(
        StoredEdition, models.PROTECT, to_field="content_hash", db_column="edition_hash", related_name="+", db_index=False
    )
    calendar = models.ForeignKey(
        StoredEdition, models.PROTECT, to_field="content_hash", db_column="calendar_hash", related_name="+", db_index=False
    )
    started_at = models.DateTimeField()
    target_at = models.DateTimeField(null=True)
    limit_at = models.DateTimeField(help_text="may lie before started_at: a return date that had passed on receipt")
    unit = models.CharField(max_length=20)
    strength = models.CharField(max_length=20)
    provisional = models.BooleanField(default=False)
    recurs = models.CharField(max_length=40, default="", help_text="until_resolved, or empty")
    line = models.TextField(help_text="the explanation, canonical JSON of rulebook.Line")
    state = models.CharField(max_length=12, choices=ClockState, default=ClockState.RUNNING)
    stopped_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes", db_index=False)
    wake_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    escalation_step = models.SmallIntegerField(default=0, help_text="steps of the ladder already taken")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "subject_kind", "rulebook", "clause", "kind", "occasion"],
                condition=models.Q(state__in=["running", "paused"]),
                name="clock_one_running",
            ),
            models.CheckConstraint(
                condition=models.Q(state="running") | models.Q(wake_at=None), name="clock_only_running_wakes"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "paused"], stopped_at=None)
                | (~models.Q(state__in=["running", "paused"]) & models.Q(stopped_at__isnull=False)),
                name="clock_stopped_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by=None) | models.Q(state="superseded"),
                name="clock_successor_only_when_superseded",
            ),
        ]
        indexes = [
            models.Index(fields=["wake_at"], condition=models.Q(state="running"), name="clock_wake"),
            models.Index(fields=["subject_id"], name="clock_subject"),
            models.Index(fields=["root", "state", "limit_at"], name="clock_root_state_limit"),
            models.Index(fields=["root", "kind", "started_at"], name="clock_root_kind_started"),
            models.Index(
                fields=["root", "limit_at"],
                condition=models.Q(provisional=True, state__in=["running", "paused"]),
                name="clock_root_provisional",
            ),
            models.Index(
                fields=["root", "stopped_at", "id"], condition=models.Q(state="superseded"), name="clock_root_recomputed"
            ),
        ]

    @property
    def subject(self) -> tuple[str, int]:
        return (self.subject_kind, self.subject_id)

    @property
    def edition_hash(self) -> str:
        return str(self.edition_id)

    @property
    def calendar_hash(self) -> str:
        return str(self.calendar_id)


class Pause(models.Model):
    """A time that the law leaves out of one clock; `until` empty = still paused (2020年第3号令 第十八条第二款, 第二十三条)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    ground = models.CharField(max_length=20, help_text="appraisal or mediation")
    clause = models.CharField(max_length=60)
    reason = models.CharField(max_length=400, help_text="names the body and the document, no person")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    institution = models.CharField(max_length=200, default="", help_text="who appraises, tests or assesses")
    document_no = models.CharField(max_length=80, default="", help_text="of the document that commissions it")
    document_on = models.DateField(null=True)
    paper_id = models.BigIntegerField(null=True)
    ended_no = models.CharField(max_length=80, default="", help_text="of the report or notice that ended it")
    ended_on = models.DateField(null=True)
    ended_paper_id = models.BigIntegerField(null=True)
    proof_at = models.DateTimeField(help_text="when the complainant was told (appraisal), when both agreed (mediation)")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=models.Q(until_at=None), name="pause_one_open"),
            models.CheckConstraint(
                condition=models.Q(until_at=None) | models.Q(until_at__gte=models.F("from_at")),
                name="pause_times_in_order",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="pause_has_a_reason"),
        ]
