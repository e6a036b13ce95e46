"""Art. 8: to look whether the channels and the procedure are published, and to put down what was seen."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Staff
from suqing.apps.supervision.access import PUBLISHERS, need, units_for
from suqing.apps.supervision.actions.words import line_of, unit_among
from suqing.apps.supervision.models import PublicationCheck
from suqing.apps.supervision.queries import law_on
from suqing.casework.publishing import Place, Rule, rule_on
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused, collect
from suqing.kernel.ids import new_id

LONGEST = 300


def note_check(
    *, unit_id: int | None, place: str, checked_on: date, actor: Actor, at: datetime, shown: Sequence[str] = (), unused: bool = False, where: str = "", proof_url: str = "", proof: str = ""
) -> PublicationCheck:
    """One look at one place. `shown`: parts that were seen, none of them where nothing was; `unused` with the reason in `where`."""
    on = house(at).date()
    standing = standing_of(Staff.objects.get(pk=actor.staff_id), on=on)
    need(standing, PUBLISHERS)
    unit = unit_among(units_for(standing, PUBLISHERS), unit_id)
    rule = rule_on(law_on(standing.root_id, on), on)
    if rule is None:
        raise Refused("本公司现在采用的处理办法没有列出公布的地方。先采用新的一版。", clause="cbirc2020/8")
    found = _place(rule, unit, place)
    seen = tuple(dict.fromkeys(shown))
    problems: list[BadInput] = []
    kept_where = line_of("具体在哪里", where, problems, most=LONGEST)
    kept_url = line_of("证明网址", proof_url, problems, most=LONGEST)
    kept_proof = line_of("证明", proof, problems, most=LONGEST)
    problems += _wrong(rule, found, seen, unused, kept_where, kept_url, kept_proof)
    if checked_on > on:
        problems.append(BadInput("核对日期", f"{checked_on}", "今天或以前的日期", "改日期"))
    collect(problems)
    row = PublicationCheck(
        id=new_id(), root_id=unit.root_id, unit=unit, place=found.id, unused=unused, shown=",".join(seen), where=kept_where, proof_url=kept_url, proof=kept_proof,
        checked_on=checked_on, by_id=standing.staff_id, at=at,
    )  # fmt: skip
    with transaction.atomic():
        row.save(force_insert=True)
        verb = "publication.unused" if unused else "publication.checked"
        record(root_id=row.root_id, subject=("publication", unit.id), verb=verb, actor=actor, at=at, clause=found.clause, refs={"place": found.id, "shown": list(seen)}, records=[row])
    return row


def _place(rule: Rule, unit: Organisation, place: str) -> Place:
    here = [each for each in rule.places if unit.kind in each.at]
    found = next((each for each in here if each.id == place), None)
    if found is None:
        raise BadInput("公布的地方", place[:40], "、".join(f"{each.id}（{each.words}）" for each in here) or "这一级机构没有要公布的地方", "从列表里选")
    return found


def _wrong(rule: Rule, place: Place, shown: tuple[str, ...], unused: bool, where: str, url: str, proof: str) -> list[BadInput]:
    problems = []
    known = rule.choices(place)
    strange = [part for part in shown if part not in known]
    if strange:
        problems.append(BadInput("看到的内容", strange[0][:40], "、".join(f"{part}（{words}）" for part, words in known.items()), "从列表里选"))
    both = next((part for part in shown if rule.stands_for.get(part) in shown), None)
    if both is not None:
        problems.append(BadInput("看到的内容", known.get(both, both), f"与“{rule.parts[rule.stands_for[both]]}”只能有一项", "核对以后去掉一项"))
    if url and not (url.startswith(("https://", "http://")) and " " not in url):
        problems.append(BadInput("证明网址", url[:60], "http:// 或 https:// 开头的网址", "从地址栏复制"))
    if not where:
        problems.append(BadInput("具体在哪里", "", "不用的理由" if unused else "页面、墙面或条款的位置", "写明为什么不用" if unused else "写明在哪里看到、或该在哪里"))
    if unused:
        if not place.may_be_unused:
            problems.append(BadInput("不用这个渠道", "是", f"{place.words}必须公布", "登记看到的内容"))
        if shown:
            problems.append(BadInput("看到的内容", known.get(shown[0], shown[0]), "不用这个渠道的不填", "去掉其中一项"))
    elif shown and not (url or proof):
        problems.append(BadInput("证明", "", "网址，或照片、截图的说明和存放处", "填网址或证明"))
    return problems
