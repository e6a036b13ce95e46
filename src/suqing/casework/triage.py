"""Which class is it (S5 5.2)? Scope first, then whistleblow, major, venting, general: the order of the table `classes`.

Three-valued: a fact is true, false or unknown. A class is certain when one of its rows holds and no class before it is
still open; losing a fact can make a class provisional, never certain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from suqing.casework.admissibility import in_scope, rows_on
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.facts import TriageFacts
from suqing.casework.yuan import yuan
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input, Line, Value
from suqing.rulebook.kinds.table import Row


@dataclass(frozen=True, slots=True)
class Considered:
    """One row that was looked at. `holds` is None where the fact is unknown; `otherwise` marks the row of all the rest."""

    row: str
    classification: str
    clause: str
    holds: bool | None
    words: str
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Classification:
    """`classification` is None when out of scope. `facts_used` are the facts that were known and read."""

    classification: str | None
    in_scope: bool | None
    clause: str
    because: str
    provisional: bool
    matched_row: str
    facts_used: tuple[str, ...]
    considered: tuple[Considered, ...]
    line: Line


def classify(*, edition: Edition, facts: TriageFacts) -> Classification:
    """The proposal; a person confirms it or overrides it with a reason."""
    scope = in_scope(edition=edition, facts=facts)
    used = tuple(name for name in facts.known() if name != "received_on")
    if scope.in_scope is False:
        said = f"{scope.because}请说明情况，终止办理并告知投诉人。"
        row = next(str(next(iter(each.inputs))) for each in scope.line.children if each.value is True)
        line = Line("分类", scope.clause, scope.line.inputs, value=None, because=said, basis="quoted", children=(scope.line,))
        return Classification(None, False, scope.clause, said, False, row, used, (), line)
    rows = rows_on(edition.table("classes"), facts.received_on)
    considered = tuple(_consider(edition, row, facts) for row in rows)
    by_row = dict(zip((row.id for row in rows), rows, strict=True))
    asked = [(each, "若是，就不属于投诉") for each in scope.asks]
    for name, group in groupby(considered, key=lambda each: each.classification):
        looked = list(group)
        holding = next((each for each in looked if each.holds is True), None)
        if holding is not None:
            return _found(holding, by_row[holding.row], scope.in_scope, scope.line, asked, used, considered, facts)
        unknown = [by_row[each.row] for each in looked if each.holds is None]
        asked += [(str(row["ask"]), f"若{_if(row)}，就是{CLASS_NAMES[name]}") for row in unknown]
    raise LookupError(f"{edition.id} 的 classes 表没有 otherwise 行，分不出类别")


def _found(
    holding: Considered, row: Row, scope: bool | None, scope_line: Line,
    asked: list[tuple[str, str]], used: tuple[str, ...], considered: tuple[Considered, ...], facts: TriageFacts,
) -> Classification:  # fmt: skip
    name = CLASS_NAMES[holding.classification]
    because = f"{holding.words}，{'暂' if asked else ''}定为{name}。"
    if asked:
        because += f"还不知道：{_questions(asked)}。"
    lines = (scope_line, *(Line(each.words, each.clause, value=each.holds, because=_outcome(each, holding)) for each in considered))
    inputs = {row["fact"]: Input(facts.value(row["fact"]), "登记")} if row["fact"] else {}
    line = Line("分类", holding.clause, inputs, holding.classification, because=because, basis=row.basis, gap=row.gap, children=lines)
    return Classification(
        holding.classification, scope, holding.clause, because, bool(asked), holding.row, used, considered, line
    )


def _questions(asked: list[tuple[str, str]]) -> str:
    """Questions with the same consequence stand together."""
    together: dict[str, list[str]] = {}
    for question, then in asked:
        together.setdefault(then, []).append(question)
    return "；".join(f"{'、'.join(questions)}（{then}）" for then, questions in together.items())


def _outcome(each: Considered, winner: Considered) -> str:
    """What became of a row: it won, it held but a class before it won, it did not hold, or it is open."""
    if each is winner:
        return "成立，以此定类"
    if each.holds is None:
        return "尚不知道"
    if not each.holds:
        return "不成立"
    if each.classification == winner.classification:
        return "也成立"
    return "其余才归此类，前面已经定类" if each.otherwise else "也成立，但先定了前面的一类"


def _consider(edition: Edition, row: Row, facts: TriageFacts) -> Considered:
    value = facts.value(row["fact"]) if row["fact"] else None
    holds = TESTS[row["test"]](edition, row, value)
    words = str(row["words"])
    if row["test"] == "at_least_fen" and isinstance(value, int):
        words = f"{words}{yuan(value)}，{'达到' if holds else '不到'}{yuan(row['threshold_fen'])}"
    return Considered(row.id, row["class"], row.clause, holds, words, row["test"] == "otherwise")


def _if(row: Row) -> str:
    return {
        "flag": "是",
        "at_least_fen": f"达到{yuan(row['threshold_fen'] or 0)}",
        "regulator_channel": "监管部门",
    }.get(row["test"], "成立")


def _flag(edition: Edition, row: Row, value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _at_least(edition: Edition, row: Row, value: Value) -> bool | None:
    return None if not isinstance(value, int) else value >= int(row["threshold_fen"])


def _regulator(edition: Edition, row: Row, value: Value) -> bool | None:
    if value is None:
        return None
    channels = {each.id: each for each in edition.table("channels")}
    if value not in channels:
        raise LookupError(f"来源 {value} 不在来源表中：{'、'.join(channels)}")
    return bool(channels[str(value)]["regulator"])


def _otherwise(edition: Edition, row: Row, value: Value) -> bool | None:
    return True


TESTS: dict[str, Callable[[Edition, Row, Value], bool | None]] = {
    "flag": _flag,
    "at_least_fen": _at_least,
    "regulator_channel": _regulator,
    "otherwise": _otherwise,
}
