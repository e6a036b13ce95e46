"""Opening a round and taking it from step to step (S1 三, 五(二))."""

from datetime import datetime

from django.db import IntegrityError

from suqing.apps.assessment.actions.working import open_for_change, touch, working
from suqing.apps.assessment.models import Round, Step
from suqing.apps.assessment.state import ORDER, RoundState
from suqing.apps.editions.queries import edition_in_force
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.assessment.checks import check_period
from suqing.casework.assessment.periods import parse_period
from suqing.kernel.errors import BadInput, Refused

OLDEST = 15  # years back: a round opened by a slip of the hand cannot be taken away


def open_round(*, rulebook: str, period: str, actor: Actor, at: datetime) -> Round:
    """A new round by the edition that the office applies on the last day of the period, or else applies today."""
    try:
        wanted = parse_period(period)
    except ValueError:
        raise BadInput("考评期间", period, "2018H1（半年度）或 2018（年度）这样的期间") from None
    with working(actor, at) as work:
        if wanted.first_day > work.today or wanted.year < work.today.year - OLDEST:
            raise BadInput("考评期间", period, f"已经开始、{OLDEST}年以内的期间", "核对年份")
        stored = edition_in_force(work.root_id, rulebook, wanted.last_day) or edition_in_force(work.root_id, rulebook, work.today)
        if stored is None:
            raise Refused(f"还没有采用考评规则 {rulebook}。先由管理员采用一版，写明起始日和理由。")
        edition = open_stored(stored.content_hash)
        if not edition.rules("composition"):
            raise BadInput("考评规则", edition.short_name, "写有计分办法的规则")
        for problem in check_period(edition, wanted):
            raise BadInput(problem.sheet, problem.found, problem.expected, problem.do)
        if Round.objects.filter(root_id=work.root_id, rulebook=rulebook, period=str(wanted)).exists():
            raise Refused(f"{wanted.words}的考评已经开了。打开它接着做。", clause=f"{edition.id}/3")
        found = Round(root_id=work.root_id, period=str(wanted), rulebook=rulebook, edition=stored, opened_by_id=actor.staff_id, opened_at=at)
        try:
            found.save(force_insert=True)
        except IntegrityError as error:
            raise Refused(f"{wanted.words}的考评刚被别人开了。打开它接着做。", clause=f"{edition.id}/3") from error
        work.finish(("round", found.id), "round.opened", [found], clause=f"{edition.id}/3", edition=stored.content_hash, refs={"period": str(wanted)})
    return found


def go_to_step(*, rulebook: str, period: str, step: str, seen_version: int, actor: Actor, at: datetime) -> Round:
    """On to the next step when what it needs is there; back to any earlier one until the round is published."""
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period, seen_version=seen_version)
        state = RoundState(found)
        here, there = ORDER.index(Step(found.step)), ORDER.index(Step(step))
        clause = f"{state.edition.id}/5.2"
        if found.step == Step.PUBLISHED or step == Step.PUBLISHED:
            raise Refused("发布由考评负责人在最后一步进行，发布后不能退回。", clause=clause)
        if there > here + 1:
            raise Refused(f"要先经过“{ORDER[here + 1].label}”，一步一步来。", clause=clause)
        if there > here:
            missing = state.missing_for(step)
            if missing:
                raise Refused(
                    f"还不能进入“{Step(step).label}”：{'；'.join(each.words for each in missing)}。{'；'.join(dict.fromkeys(each.do for each in missing))}。",
                    clause=missing[0].clause, missing=missing,
                )  # fmt: skip
        before = found.step
        touch(found, step=step)
        work.finish(
            ("round", found.id), "round.step", [found], clause=clause, edition=state.edition.content_hash, refs={"from": before, "to": step}
        )
    return found
