"""Facts for the pure questions. Absent and null are both "unknown", which is not "false"."""

from typing import Annotated, Literal

from pydantic import Field

from suqing.casework.classes import CLASS_NAMES
from suqing.casework.repeat import LEVELS
from suqing.web.api.bodies.base import Body, Flag, Moment, Money


class DeadlineFacts(Body):
    rulebook: Literal["property", "claims", "cbirc2020", "life2010"] = Field(title="规则集")
    received: Moment = Field(title="公司收到的时刻")
    classification: Literal[*CLASS_NAMES] | None = Field(None, title="类别；property 必填", alias="class")
    level: Literal[*LEVELS] = Field("first", title="第几次投诉")
    came_via: str | None = Field(None, title="从哪里来")


class ClassFacts(Body):
    rulebook: Literal["property"] = Field("property", title="规则集")
    company_loss_yuan: Money | None = Field(None, title="公司已有或可能的损失")
    came_via: str | None = Field(None, title="从哪里来")
    exposed_by_media: Flag | None = Field(None, title="媒体曝光")
    concerns_insider_misconduct: Flag | None = Field(None, title="反映内部人员舞弊")
    only_venting: Flag | None = Field(None, title="只为倾诉")
    in_litigation: Flag | None = Field(None, title="已诉讼")
    in_arbitration: Flag | None = Field(None, title="已仲裁")
    with_judicial_organs: Flag | None = Field(None, title="司法机关已介入")


class FineFacts(Body):
    rulebook: Literal["claims"] = Field("claims", title="规则集")
    came_via: str | list[str] | None = Field(None, title="从哪里来；多个渠道写成列表")
    times_complained: Annotated[int, Field(ge=1, le=1000, strict=True)] | None = Field(None, title="第几次投诉")
    valid: Flag | None = Field(None, title="是否有效")
    verified: Flag | None = Field(None, title="是否查实")
    pr_cost_yuan: Money | None = Field(None, title="公关费用")
    grave_influence: Flag | None = Field(None, title="造成恶劣影响")
    pr_needed: Flag | None = Field(None, title="需要公关")
