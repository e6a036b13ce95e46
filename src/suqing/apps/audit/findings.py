"""What a verification found, named exactly."""

from dataclasses import dataclass

# what → words
WHATS = {
    "trigger": "防改触发器缺失",
    "changed": "被改动",
    "removed": "被删除",
    "inserted": "被插入",
    "unanchored": "不在任何锚点中",
    "row_changed": "记录的内容与留痕不符",
    "row_removed": "记录被删除",
    "checkpoint_changed": "锚点被改动",
    "checkpoint_removed": "锚点被删除",
    "anchors": "锚点文件不符",
}


@dataclass(frozen=True)
class Finding:
    """`what` is a key of WHATS; `subject` and `seq` name an event, `table` and `row` a record, `detail` says the rest."""

    what: str
    subject: tuple[str, int] | None = None
    seq: int | None = None
    table: str | None = None
    row: int | None = None
    detail: str = ""

    @property
    def words(self) -> str:
        """complaint 17 第3条留痕：被删除。"""
        place = []
        if self.subject:
            place.append(f"{self.subject[0]} {self.subject[1]}" + (f" 第{self.seq}条留痕" if self.seq else ""))
        if self.table:
            place.append(f"表 {self.table} 第 {self.row} 行")
        said = WHATS[self.what] + (f"（{self.detail}）" if self.detail else "")
        return f"{'，'.join(place)}：{said}。" if place else f"{said}。"
