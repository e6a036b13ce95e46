"""Bodies of the assessment: what the pages' forms send, as JSON."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from suqing.apps.assessment.models import AdjustmentKind, MeasureKind, SourceKind, Step
from suqing.web.api.bodies.base import Body, Flag, StaffKey

Whole = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Words = Annotated[str, Field(max_length=2000)]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class OpenRound(Body):
    rulebook: str = Field("sh2018", title="考评规则", max_length=40)
    period: str = Field(title="考评期间，如 2018H1、2018", max_length=8)


class UploadSource(Body):
    kind: Literal[*[str(each) for each in SourceKind], "workbook"] = Field(title="来源；workbook 是含几张表的一本")
    name: str = Field(title="文件名", min_length=1, max_length=200)
    content_base64: str = Field(title="xlsx 文件的内容，Base64", min_length=1)


class GoToStep(Body):
    step: Literal[*[str(each) for each in Step]] = Field(title="到哪一步")
    seen_version: Whole = Field(title="读到的版本")


class OneMark(Body):
    indicator: str = Field(title="指标编号", max_length=40)
    item: str = Field(title="项目编号", max_length=40)
    level: Literal["complete", "noncompliant", "missing"] = Field(title="评定")
    basis: Words = Field("", title="依据；不是完备的必填")


class Marks(Body):
    marks: list[OneMark] = Field(title="评定", min_length=1, max_length=200)


class Adjust(Body):
    kind: Literal[*[str(each) for each in AdjustmentKind]] = Field(title="调整什么")
    code: Code = Field(title="机构代码")
    target: str = Field("", title="数据：事实@期间；评定：指标/项目；事件：键", max_length=120)
    value: str = Field("", title="改为", max_length=60)
    reason: Words = Field(title="理由")


class Decide(Body):
    confirm: Flag = Field(title="复核通过或退回")


class ReviewCards(Body):
    codes: list[Code] = Field(title="机构代码", min_length=1, max_length=500)
    passed: Flag = Field(title="通过或退回")
    words: Words = Field("", title="退回的必填：哪里不对、怎么改")


class Publish(Body):
    seen_version: Whole = Field(title="读到的版本")
    cause: Words = Field("", title="更正版的必填：更正原因")


class AnswerCounts(Body):
    agrees: Flag = Field(title="有没有异议")
    words: Words = Field("", title="有异议的必填")


class Reply(Body):
    reply: Words = Field(title="答复")


class ObjectTo(Body):
    code: Code = Field(title="机构代码")
    words: Words = Field(title="异议")
    indicator: str = Field("", title="对哪一行", max_length=40)


class AnswerObjection(Body):
    upheld: Flag = Field(title="采纳或不予采纳")
    reply: Words = Field(title="答复")


class TakeMeasure(Body):
    code: Code = Field(title="机构代码")
    kind: Literal[*[str(each) for each in MeasureKind]] = Field(title="措施")
    words: Words = Field(title="内容")
    due_on: date | None = Field(None, title="期限")


class FinishMeasure(Body):
    words: Words = Field(title="怎么落实的")


class LogEvent(Body):
    code: Code = Field(title="机构代码")
    day: date = Field(title="发生日期")
    indicator: str = Field(title="指标编号", max_length=40)
    situation: str = Field(title="情形编号", max_length=60)
    times: Whole = Field(1, title="次数")
    persons: Whole | None = Field(None, title="人数")
    note: Words = Field(title="说明；不写消费者姓名")
    source: str = Field("", title="来源", max_length=120)


class DecideEntry(Body):
    what: Literal["confirm", "reject", "cancel"] = Field(title="确认、不予确认或撤销")
    reason: Words = Field("", title="不予确认、撤销的必填")


class ReceiveFiling(Body):
    code: Code = Field(title="机构代码")
    duty: str = Field(title="报送义务的编号", max_length=40)
    period: str = Field(title="期间", max_length=8)
    received_on: date | None = Field(None, title="收到日期；不写是仍未收到")
    document_no: str = Field("", title="文号", max_length=80)
    missing: list[str] = Field([], title="缺哪几项", max_length=30)


class NameContact(Body):
    staff_id: StaffKey = Field(title="在本办公室任公司联系人的人")
    from_day: date = Field(title="起始日")


class EndContact(Body):
    last_day: date = Field(title="最后一天")


class WhatIf(Body):
    asked: dict[str, int] = Field(title="问题编号到件数，如 {\"on_time\": 10}", max_length=20)
    version: Whole | None = Field(None, title="对哪一版；不写是最新发布的，没有则试算")


class OwnInputs(Body):
    """Figures as text or whole numbers in yuan and cases; benchmarks in the unit of the line (50 for 50 %)."""

    unit_id: str | None = Field(None, title="机构代码；不写是本人的分公司")
    period: str = Field(title="期间", max_length=8)
    seen_version: Whole = Field(0, title="读到的版本，第一次是0")
    figures: dict[str, str] = Field({}, title="本期数据", max_length=40)
    previous: dict[str, str] = Field({}, title="上年同期", max_length=40)
    benchmarks: dict[str, str] = Field({}, title="行业水平", max_length=20)
    marks: dict[str, Literal["complete", "noncompliant", "missing"]] = Field({}, title="定性项目，如 institutions/archives", max_length=40)
    events: dict[str, Whole] = Field({}, title="扣分情形的次数，如 execution/report_late", max_length=100)


class MakeBulletin(Body):
    period: str = Field(title="期间，如 2022Q1", max_length=8)
    name: str = Field(title="文件名", min_length=1, max_length=200)
    content_base64: str = Field(title="xlsx 文件的内容，Base64", min_length=1)
