"""How a telling is proved, form by form, and when nobody need be told (2020 measures Art. 21)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from suqing.casework.verdict import Missing, Verdict, decide
from suqing.rulebook.calendar import house
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input


@dataclass(frozen=True, slots=True)
class Form:
    """One way of telling as the law takes it. `contact` names what of the record form may serve as its address.

    `tries` and `days` stand only where it is no telling: nobody could be reached.
    """

    label: str
    clause: str
    counts_at: str
    proof: str
    to: str = ""
    contact: str = ""
    agreement: bool = False
    tries: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """Of the record: reached or tried; `incoming` where the complainant came to us."""

    at: datetime
    reached: bool
    incoming: bool = False


def forms(law: Edition, day: date) -> dict[str, Form]:
    """Each method with its form; empty for an edition that says nothing of methods."""
    rows = [row for row in law.table("notices") if row["part"] in ("form", "exception") and (row.from_day is None or row.from_day <= day) and (row.until_day is None or day <= row.until_day)]
    return {
        method: Form(
            row["label"], row.clause, row["counts_at"], row["proof"], row["to"] or "", row["contact"] or "", bool(row["agreement"]), row["tries"] or 0, row["on_days"] or 0,
        )
        for row in rows
        for method in row.cells.get("methods") or ()
    }  # fmt: skip


def lacking_proof(law: Edition, form: Form, given: Collection[str]) -> list[Missing]:
    """What of address, proof, agreement, agreed_on the form asks for and is not among `given`."""
    asked = {"address": form.to, "proof": form.proof}
    if form.agreement:
        asked |= {"agreement": "约定了怎样告知", "agreed_on": "哪一天约定的"}
    place = f"{law.short_name}{law.clauses[form.clause].place}"
    return [Missing(code, words, form.clause, f"{form.label}的，写明{words}（{place}）") for code, words in asked.items() if code not in given]


def counting(contacts: Iterable[Contact]) -> list[Contact]:
    """Our own tries since the complainant was last spoken to, oldest first."""
    ordered = sorted(contacts, key=lambda each: each.at)
    last = max((number for number, each in enumerate(ordered) if each.reached), default=-1)
    return [each for each in ordered[last + 1 :] if not each.incoming]


def may_leave_untold(form: Form, contacts: Iterable[Contact]) -> Verdict:
    """May it be said that the complainant cannot be reached? The tries are counted, not judged (gap cbirc2020/unreachable)."""
    found = counting(contacts)
    days = len({house(each.at).date() for each in found})
    lack = [f"{most - there}{unit}" for there, most, unit in ((len(found), form.tries, "次"), (days, form.days, "天")) if there < most]
    words = f"已联系{len(found)}次、分在{days}天；还差{'、'.join(lack)}"
    missing = [Missing("tries", words, form.clause, f"联系不上的，须有{form.tries}次、分在{form.days}天的联系记录")] if lack else []
    inputs = {"tries": Input(len(found), "联系记录"), "days": Input(days, "联系记录"), "asked": Input(f"{form.tries}次、{form.days}天", "规则")}
    return decide(form.label, form.clause, missing, refused="还不能按无法联系处理", inputs=inputs)
