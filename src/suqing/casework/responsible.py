"""Who is responsible for complaints at each unit (2020 measures Art. 7), and which changes wait to be reported (Art. 35)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from suqing.rulebook import Edition
from suqing.rulebook.explain import Input, Line

TABLE = "responsible"
REPORT_CLAUSE = "cbirc2020/35"
CHANGES: Mapping[str, str] = {"named": "新任", "ended": "卸任，没有接任的", "left": "已不在岗"}


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    words: str
    clause: str
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A person named for a kind at a unit. `left_on`: the first day without any post, where there is none now."""

    id: int
    unit_id: int
    kind: str
    from_day: date
    until_day: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the list that is to be reported: of which row, what (see CHANGES), and since which day."""

    row_id: int
    what: str
    since: date
    waiting: int
    line: Line

    @property
    def words(self) -> str:
        return CHANGES[self.what]


def kinds_on(law: Edition | None, day: date) -> tuple[Kind, ...]:
    """The kinds that the law asks for on that day; none where it does not apply or in an edition without the table."""
    if law is None or TABLE not in law.tables():
        return ()
    rows = [row for row in law.table(TABLE) if (row.from_day is None or row.from_day <= day) and (row.until_day is None or day <= row.until_day)]
    return tuple(Kind(row.id, row["words"], row.clause, tuple(row["at"] or ())) for row in rows)


def holding(row: Named, day: date) -> bool:
    """Whether the row holds on that day and its person still has a post."""
    return row.from_day <= day and (row.until_day is None or day <= row.until_day) and (row.left_on is None or day < row.left_on)


def changes_of(rows: Collection[Named], reported: Collection[tuple[int, str]], *, day: date) -> tuple[Change, ...]:
    """What happened until `day` and was not reported, the longest waiting first. Whoever follows without a gap reports both in one."""
    followed = {(row.unit_id, row.kind, row.from_day) for row in rows}
    found = []
    for row in rows:
        for what, since in _happened(row, followed):
            settled = (row.id, what) in reported or (what == "ended" and (row.id, "left") in reported)
            if since <= day and not settled:
                found.append(_change(row, what, since, day))
    return tuple(sorted(found, key=lambda each: (each.since, each.row_id)))


def _happened(row: Named, followed: Collection[tuple[int, str, date]]) -> Iterable[tuple[str, date]]:
    yield "named", row.from_day
    if row.until_day is not None and (row.unit_id, row.kind, row.until_day + timedelta(days=1)) in followed:
        return
    if row.left_on is not None and (row.until_day is None or row.left_on <= row.until_day):
        yield "left", max(row.left_on, row.from_day)
    elif row.until_day is not None:
        yield "ended", row.until_day + timedelta(days=1)


def _change(row: Named, what: str, since: date, day: date) -> Change:
    waiting = (day - since).days
    because = f"{since.year}年{since.month}月{since.day}日{CHANGES[what]}，到今天{waiting}日，还没有登记报告。办法没有写几日之内报告。"
    line = Line("责任人变动待报告", REPORT_CLAUSE, {"变动": Input(str(since), "责任人登记")}, value=waiting, because=because, gap="cbirc2020/persons_report")
    return Change(row.id, what, since, waiting, line)
