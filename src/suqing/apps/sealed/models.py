"""Reports of misconduct (举报件): their own table, their own master key, their own circle of readers (S5 5.2.4, 8.3, 9.1).

Nothing here is counted, listed or searched anywhere else. Every text is sealed under the report's own data key; who is
accused is kept as a keyed token, so that even a reader of the tables learns no name.
"""

from django.conf import settings
from django.db import models

from suqing.apps.organisations.models import Organisation
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText, WrappedKey


class Stage(models.TextChoices):
    RECEIVED = "received", "已收到"
    ACCEPTED = "accepted", "已受理"
    INVESTIGATING = "investigating", "调查中"
    CONCLUDED = "concluded", "已办结"
    HANDED_OVER = "handed_over", "已移送司法机关"


class Origin(models.TextChoices):
    DESK = "desk", "柜台登记"
    API = "api", "接口登记"
    PORTAL = "portal", "网页"
    RECLASSED = "reclassed", "由投诉件转入"


class Method(models.TextChoices):
    """How it reached us; the codes are those of the ordinary register."""

    TELEPHONE = "telephone", "电话"
    VISIT = "visit", "来访"
    LETTER = "letter", "信函"
    FORWARDED = "forwarded", "转办"
    FAX = "fax", "传真"
    WEB = "web", "网络"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    APP = "app", "移动客户端"
    WECHAT = "wechat", "微信（公众号、小程序）"
    COUNTER = "counter", "柜面"
    MEDIA = "media", "媒体"
    OTHER = "other", "其他"


class Circle(models.TextChoices):
    """Who may read it. Whoever is accused is left out of any circle."""

    OFFICE = "office", "总裁办公室"
    BOTH = "both", "总裁办公室和纪检"
    DISCIPLINE = "discipline", "纪检"


class NoteKind(models.TextChoices):
    NOTE = "note", "办理记录"
    ACCEPTANCE = "acceptance", "受理"
    CONCLUSION = "conclusion", "结论"
    HAND_OVER = "hand_over", "移送"
    SPLIT = "split", "另立投诉件"


class MisconductReport(models.Model):
    """One report. The reporter's fields may all be empty: anonymous."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    ref = models.CharField(max_length=24, unique=True)
    version = models.PositiveIntegerField(default=1)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.RECEIVED)
    circle = models.CharField(max_length=12, choices=Circle, default=Circle.OFFICE)
    origin = models.CharField(max_length=12, choices=Origin)
    method = models.CharField(max_length=20, choices=Method)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    data_key = WrappedKey(room="sealed")
    story = CipherText()
    demands = CipherText()
    accused = CipherText(help_text="who is accused, in the reporter's words")
    reporter_name = CipherText()
    reporter_phone = CipherText()
    reporter_email = CipherText()
    particulars = CipherText(help_text="what else came with it: title, papers, address, the reason of the re-class")
    came_from = CipherText(help_text="reference of the blanked ordinary record, where it was re-classed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_at__lte=models.F("entered_at")), name="report_received_before_entered"
            ),
            models.CheckConstraint(condition=~models.Q(story=""), name="report_has_a_story"),
        ]
        indexes = [models.Index(fields=["root", "circle", "-received_at"], name="report_root_circle")]

    def __str__(self) -> str:
        return self.ref


class AccusedToken(models.Model):
    """A member of staff named as accused, as a keyed token (`kernel.crypto.blind`): enough to keep them out."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    report = models.ForeignKey(MisconductReport, models.CASCADE, related_name="accused_tokens")
    key_id = models.CharField(max_length=32)
    token = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "token"], name="accused_once_per_report")]
        indexes = [models.Index(fields=["root", "token"], name="accused_root_token")]


class ReportNote(models.Model):
    """What was done about it, one entry at a time, never changed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    report = models.ForeignKey(MisconductReport, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind, default=NoteKind.NOTE)
    text = CipherText(help_text="sealed under the report's data key")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
