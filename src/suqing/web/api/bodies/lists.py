"""Saved views, notices, exports, the caller's answers, a letter's words."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from suqing.apps.clocks.words import KIND_WORDS
from suqing.apps.complaints.models.choices import BlockageCause, DisputeType, Method, Source
from suqing.apps.complaints.queries import VIEWS, Filters
from suqing.casework.causes import NAMES
from suqing.casework.classes import ORDINARY
from suqing.casework.repeat import LEVELS
from suqing.casework.stages import Stage
from suqing.web.api.bodies.base import Body, Day, Id, StaffKey, UnitKey, staff_id, unit_id
from suqing.web.api.caller import Caller
from suqing.web.lists.filtering import LATE_CAUSES
from suqing.web.lists.naming import SCOPES


class Codes(Schema):
    """缩小列表的代码 / what narrows a list, by codes: asked in an address and in a body alike."""

    classification: Literal[*ORDINARY] | None = Field(None, title="类别")  # type: ignore[valid-type]
    source: Source | None = Field(None, title="投诉来源")
    method: Method | None = Field(None, title="投诉方式")
    stage: Stage | None = Field(None, title="阶段")
    dispute_type: DisputeType | None = Field(None, title="纠纷类型")
    blockage: BlockageCause | None = Field(None, title="阻滞原因")
    repeat_level: Literal[*LEVELS] | None = Field(None, title="重复级别")  # type: ignore[valid-type]
    cause: Literal[*NAMES] | None = Field(None, title="查明的原因：环节或细项")  # type: ignore[valid-type]
    priority: Literal["high", "raised", "normal"] | None = Field(None, title="先后：优先、关注、普通")
    late: Literal[*KIND_WORDS] | None = Field(None, title="超期的时限的种类")  # type: ignore[valid-type]
    late_cause: Literal[*LATE_CAUSES] | None = Field(None, title="超期原因；unsaid 是没有说明的；与 late 同写的，指那一种时限的原因")  # type: ignore[valid-type]
    care: Literal["yes"] | None = Field(None, title="特殊照顾：老年、残疾、重病、上门")

    def codes(self) -> dict[str, str]:
        return {name: str(getattr(self, name) or "") for name in Codes.model_fields}


class FilterBody(Codes, Body):
    """缩小列表的条件 / what narrows a list."""

    since: Day | None = Field(None, title="收到日从")
    until: Day | None = Field(None, title="收到日至，含当天")
    unit: UnitKey | None = Field(None, title="机构代码或编号")
    handler: StaffKey | None = Field(None, title="承办人的用户名或编号")

    def filters(self, caller: Caller) -> Filters:
        return Filters(
            **self.codes(), since=self.since, until=self.until,
            unit_id=unit_id(caller, "unit", self.unit), handler_id=staff_id(caller, "handler", self.handler),
        )  # fmt: skip


class SaveView(FilterBody):
    name: str = Field(title="视图名称")
    view: Literal[*VIEWS] = Field("mine", title="视图")  # type: ignore[valid-type]


class RenameView(Body):
    name: str = Field(title="新名称")


class ExportList(FilterBody):
    """view、scope、q 只能给一个；都不给的是 view=open / one of them."""

    view: Literal[*VIEWS] | None = Field(None, title="工作台视图")  # type: ignore[valid-type]
    scope: Literal["all", *(each for each in SCOPES if each)] | None = Field(None, title="登记簿")  # type: ignore[valid-type]
    q: str | None = Field(None, title="搜索", min_length=1, max_length=80)


class ReadNotices(Body):
    ids: list[Id] = Field(default_factory=list, title="读过的", max_length=200)
    up_to: Id | None = Field(None, title="到这一条为止全部读过")


class CheckCaller(Body):
    name: str = Field(title="来电人自报的姓名", min_length=1, max_length=200)
    number: str = Field(title="电话、证件、保单或报案号，至少后四位", min_length=1, max_length=200)


class LetterWords(Body):
    text: str = Field("", title="处理结果")
    facts_verified: str = Field("", title="核实情况")
    grounds: str = Field("", title="依据和理由")
    remedies: str = Field("", title="救济途径")
