"""Another edition of a rulebook: by its hash where it is known, or as files."""

from typing import Annotated

from pydantic import Field

from suqing.web.api.bodies.base import Body, Day, Flag

Text = Annotated[str, Field(max_length=400_000)]


class Which(Body):
    edition: str = Field("", title="版本：随产品发布、本公司交过或采用过的一版的 SHA-256", max_length=64)
    files: dict[str, Text] = Field({}, title="或全部 YAML 文件：文件夹内的路径 → 内容 / path within the edition → text", max_length=200)


class Adopt(Which):
    from_day: Day = Field(title="从哪天起；不早于今天")
    reason: str = Field(title="依据：文号、会议决定等", max_length=400)
    replaces: str = Field(title="看过不同之处的、现在采用的一版的 SHA-256", max_length=64)


class Replay(Which):
    open_only: Flag = Field(False, title="只看在办的")
