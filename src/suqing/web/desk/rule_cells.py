"""A row of a rule table as a sentence for a reader of rules: words and labels are kept, codes are translated or left out."""

import re
from collections.abc import Callable
from typing import Any

from suqing.rulebook import Edition
from suqing.web.words import names
from suqing.web.words.numbers import money_words

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FLAGS = {
    "regulator": ("属于监管渠道", ""),
    "penalised": ("有罚则", "没有罚则，也不类推"),
    "needs_verified": ("须另行查实", ""),
    "by_level": ("按次数", ""),
    "told": ("须已告知投诉人", ""),
    "agreement": ("须写明怎样约定、哪一天约定", ""),
}
CODES = {
    "class": names.CLASSES,
    "classification": names.CLASSES,
    "level": {"first": "首次", "second": "第2次", "third_or_more": "第3次及以上"},
    "role": {"agent_of_complainant": "受托人", "heir": "继承人"},
    "axis": {"method": "投诉方式", "source": "投诉来源"},
    "part": {"contents": "决定的内容", "form": "告知的形式", "exception": "例外"},
    "of": {"subject": "对象", "form": "形式", "checked": "所查", "who": "由谁"},
}
FORMS: dict[str, Callable[[Any], str]] = {
    "threshold_fen": lambda value: f"{money_words(value).replace('.00', '')}以上（含）",
    "persons_from": lambda value: f"{value}人以上（含）",
    "persons_to": lambda value: f"不超过{value}人",
    "counts_at": lambda value: f"以{value.removeprefix('以')}为准" if value.endswith("时") else value,
    "proof": lambda value: f"证明：{value}",
    "to": lambda value: f"写明{value}",
    "tries": lambda value: f"主动联系不少于{value}次",
    "on_days": lambda value: f"分在不少于{value}天",
    "who": lambda value: f"指{value}",
    "seen_from": lambda value: f"依据：{value}",
    "sample_every": lambda value: f"每{value}件抽一件回访",
    "do": lambda value: f"补救：{value}",
}
ORDER = ("level", "class", "classification", "part", "of", "role", "label", "words")  # first what it is about, then the words, then the rest
UNSAID = {"ask", "times_from", "times_to"}  # the question of the form, the bounds of a level: another cell says the same


def row_words(edition: Edition, row: Any) -> str:
    """The cells worth reading, parted by semicolons."""
    first = [name for name in ORDER if name in row.cells]
    rest = [name for name in row.cells if name not in first and name not in UNSAID]
    said = [_cell(edition, name, row.cells[name]) for name in (*first, *rest)]
    if "level" in row.cells:
        said[1] = f"本细则称“{said[1]}”"  # 重大 of a third complaint is not the class of that name
    return "；".join(filter(None, said))


def _cell(edition: Edition, name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return FLAGS.get(name, ("", ""))[0 if value else 1]
    if name in CODES:
        return CODES[name].get(value, "")
    if name in FORMS:
        return FORMS[name](value)
    if isinstance(value, list):
        return _named_rows(edition, name, value)
    return str(value) if CHINESE.search(str(value)) else ""


def _named_rows(edition: Edition, name: str, ids: list[str]) -> str:
    """`needs` names rows of another table: their words, said as what must not be missing."""
    found = {row.id: row.cells.get("words") for table in edition.tables().values() for row in table.rows}
    words = [str(found[each]) for each in ids if found.get(each)]
    return f"有下列之一的不能结案：{'、'.join(words)}" if name == "needs" and words else ""
