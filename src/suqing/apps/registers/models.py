"""Older registers brought in (C22): a batch for each workbook, and the verdict of each of its rows: the journal by which a resumed import is exact."""

from django.db import models

from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText, WrappedKey


class BatchState(models.TextChoices):
    CHECKING = "checking", "正在检查"
    CHECKED = "checked", "已检查，待导入"
    TAKING = "taking", "正在导入"
    DONE = "done", "已完成"
    UNREADABLE = "unreadable", "不能读取"
    DISMISSED = "dismissed", "不导入了"


class RowVerdict(models.TextChoices):
    READY = "ready", "可以导入"
    TAKEN = "taken", "已导入"
    REFUSED = "refused", "不能导入"
    THERE = "there", "以前已导入"
    DIFFERING = "differing", "与已有的不同"


class Batch(models.Model):
    """One workbook. Its content is sealed under a key of its own, and both are gone when the batch has ended."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+", help_text="where a row names none")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=BatchState, default=BatchState.CHECKING)
    content = CipherText(help_text="the workbook, Base64")
    problems = CipherText(help_text="of the workbook as a whole, JSON")
    rows = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    data_key = WrappedKey(blank=True)
    ledger_omits = ("rows", "state", "ended_at", "content", "problems")  # the check writes them; sha256 tells the workbook

    class Meta:
        indexes = [models.Index(fields=["root", "at"], name="batch_root_at"), models.Index(fields=["root", "sha256"], name="batch_root_sha")]


class BatchRow(models.Model):
    """The verdict of one row. `findings` are its problems and warnings: sealed, because they quote what was typed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="journal")
    row = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=RowVerdict)
    number = models.CharField(max_length=60, blank=True)
    ref = models.CharField(max_length=24, blank=True, help_text="the item that it became or that was there")
    findings = CipherText(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="batch_row_once")]
        indexes = [models.Index(fields=["root", "batch", "verdict", "row"], name="batch_row_verdict")]
