"""The insurers' word: counts confirmed or disputed before scoring, objections after publication, each answered in writing (S14)."""

import json
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from suqing.apps.assessment.access import access_as_contact, assesses, contact_of
from suqing.apps.assessment.actions.working import (
    Work,
    fits,
    open_for_change,
    standing_of_actor,
    touch,
    working,
)
from suqing.apps.assessment.models import (
    Answer,
    CountCheck,
    InsurerContact,
    Measure,
    MeasureKind,
    Objection,
    PublishedVersion,
    Step,
)
from suqing.apps.assessment.state import RoundState
from suqing.apps.audit.record import record
from suqing.apps.notices.actions import notify
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Role, Staff
from suqing.apps.organisations.queries import in_force
from suqing.casework.assessment.facts import Facts
from suqing.casework.assessment.problems import nearest
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.kernel.swap import swap
from suqing.rulebook.canonical import dumps


def counts_hash(facts: Facts, code: str) -> str:
    """Of the figures of one insurer and the units merged into it, as they are shown to it."""
    codes = {code} | {each.code for each in facts.insurers if each.rolls_into == code}
    rows = sorted([f.place.sheet, f.code, f.period, {name: str(value) for name, value in f.values.items()}] for f in facts.figures if f.code in codes)
    return sha256(dumps(rows).encode()).hexdigest()


def ask_counts(*, rulebook: str, period: str, actor: Actor, at: datetime) -> int:
    """Ask every assessed insurer to check its figures; asked again after a change only where the figures differ. How many were asked."""
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        state = RoundState(found)
        clause = f"{state.edition.id}/5.2.1"
        if not state.subjects.assessed:
            raise Refused("还没有可以核对的数据。先上传机构名录和各来源。", clause=clause)
        if found.step == Step.PUBLISHED:
            raise Refused("已发布，不再核对数据。公司有异议的，走异议。", clause=clause)
        rows = []
        for subject in state.subjects.assessed:
            code = subject.insurer.code
            digest = counts_hash(state.assembled.facts, code)
            known = state.count_checks.get(code)
            if known is None:
                known = CountCheck(root_id=work.root_id, round=found, insurer_code=code, counts_hash=digest)
                known.save(force_insert=True)
                rows.append(known)
            elif known.counts_hash != digest:
                swap(known, seen_version=known.version, state=Answer.ASKED, counts_hash=digest)
                rows.append(known)
        touch(found, counts_asked_at=at)
        work.finish(("round", found.id), "counts.asked", [found, *rows], clause=clause, refs={"count": len(rows)})
        asked = {row.insurer_code for row in rows}
        contacts = InsurerContact.objects.filter(in_force(work.today), root_id=work.root_id, insurer_code__in=asked)
        notify(
            root_id=work.root_id, recipients=[each.staff_id for each in contacts], kind="assessment.counts_asked", subject=("round", found.id),
            ref=f"{rulebook}/{period}", params={"period": state.period.words}, dedupe_key=f"counts:{found.id}:{found.version}", at=at,
        )  # fmt: skip
    return len(rows)


def answer_counts(*, rulebook: str, period: str, code: str, agrees: bool, words: str = "", actor: Actor, at: datetime) -> CountCheck:
    """The insurer's own contact answers, or an assessor for a letter that came on paper."""
    if not agrees and not words.strip():
        raise BadInput("异议", "空", "哪一个数不对、应是多少、依据什么")
    with transaction.atomic():
        standing = standing_of_actor(actor, at)
        today = house(at).date()
        if not assesses(standing):
            found, own = access_as_contact(standing, rulebook, period, on=today)
            if own != code:
                raise NotYours
        work = Work(actor, at, standing, actor.root_id)
        found = open_for_change(work, rulebook, period)
        row = CountCheck.objects.select_for_update(of=("self",)).filter(root_id=work.root_id, round=found, insurer_code=code).first()
        if row is None:
            raise NotYours
        if found.step == Step.PUBLISHED:
            raise Refused("这一期已发布。有不同意见的，请提出异议。", clause=f"{found.rulebook}/5.3.1")
        digest = counts_hash(RoundState(found).assembled.facts, code)
        if digest != row.counts_hash:
            raise Refused("数据在发出核对之后有变动。请看过现在的数再答复。", clause=f"{found.rulebook}/5.2.1")
        swap(
            row, seen_version=row.version, state=Answer.CONFIRMED if agrees else Answer.DISPUTED, words=fits("异议", words, 1000),
            answered_by_id=actor.staff_id, answered_at=at, reply="", replied_by_id=None, replied_at=None,
        )  # fmt: skip
        touch(found)
        record(
            root_id=work.root_id, subject=("round", found.id), verb="counts.confirmed" if agrees else "counts.disputed", actor=actor, at=at,
            clause=f"{found.rulebook}/5.2.1", records=[found, row], refs={"check": row.id},
        )  # fmt: skip
        if not agrees:
            _tell_office(work, "assessment.counts_disputed", ("round", found.id), f"{rulebook}/{period}", {"period": period}, f"dispute:{row.id}:{row.version}")
    return row


def settle_dispute(*, rulebook: str, period: str, code: str, reply: str, actor: Actor, at: datetime) -> CountCheck:
    """The office's answer in writing; what has to change is changed by an adjustment."""
    if not reply.strip():
        raise BadInput("答复", "空", "核对结果和依据")
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        row = CountCheck.objects.select_for_update(of=("self",)).filter(root_id=work.root_id, round=found, insurer_code=code).first()
        if row is None:
            raise NotYours
        if row.state != Answer.DISPUTED:
            raise Refused("没有待答复的异议。", clause=f"{found.rulebook}/5.2.1")
        swap(row, seen_version=row.version, state=Answer.SETTLED, reply=fits("答复", reply, 1000), replied_by_id=actor.staff_id, replied_at=at)
        touch(found)
        work.finish(("round", found.id), "counts.settled", [found, row], clause=f"{found.rulebook}/5.2.1", refs={"check": row.id})
        _tell_contacts(work, code, "assessment.counts_settled", ("round", found.id), f"{rulebook}/{period}", {"period": period}, f"settled:{row.id}:{row.version}")
    return row


def object_to_result(
    *, rulebook: str, period: str, code: str, words: str, indicator: str = "", actor: Actor, at: datetime
) -> Objection:
    """To the newest published version: by the insurer's contact, or entered by an assessor for a letter."""
    if not words.strip():
        raise BadInput("异议", "空", "对哪一行、为什么、有什么依据")
    with transaction.atomic():
        standing = standing_of_actor(actor, at)
        if not assesses(standing) and contact_of(standing, on=house(at).date()) != code:
            raise NotYours
        version = (
            PublishedVersion.objects.filter(root_id=actor.root_id, round__rulebook=rulebook, round__period=period).select_related("round").order_by("-number").first()
        )
        if version is None or f'"code":"{code}"' not in version.result:
            raise NotYours
        lines = {line["indicator"]: line["label"] for cards in json.loads(version.result)["groups"].values() for card in cards if card["code"] == code for line in card["lines"]}
        if indicator and indicator not in lines:
            raise BadInput("对哪一行", indicator, f"{'、'.join(lines)}之一{nearest(indicator, lines)}", "不写是对总分")
        row = Objection(
            root_id=actor.root_id, published=version, insurer_code=code, indicator=indicator, words=fits("异议", words, 2000),
            lodged_by_id=actor.staff_id, lodged_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        record(
            root_id=actor.root_id, subject=("objection", row.id), verb="objection.lodged", actor=actor, at=at, clause=f"{rulebook}/5.3.1",
            records=[row], refs={"round": version.round_id, "number": version.number},
        )  # fmt: skip
        work = Work(actor, at, standing, actor.root_id)
        _tell_office(work, "assessment.objected", ("objection", row.id), f"{rulebook}/{period}", {"period": period}, f"objection:{row.id}")
    return row


def answer_objection(*, objection_id: int, upheld: bool, reply: str, actor: Actor, at: datetime) -> Objection:
    """In writing. An objection that is upheld leads to an adjustment and a further version, made by their own acts."""
    if not reply.strip():
        raise BadInput("答复", "空", "核查结果、依据，以及是否更正")
    with working(actor, at) as work:
        row = Objection.objects.select_for_update(of=("self",)).filter(pk=objection_id, root_id=work.root_id).first()
        if row is None:
            raise NotYours
        found = row.published.round
        if row.upheld is not None:
            raise Refused("这件异议已经答复。", clause=f"{found.rulebook}/5.3.1")
        swap(row, seen_version=row.version, upheld=upheld, reply=fits("答复", reply, 2000), replied_by_id=actor.staff_id, replied_at=at)
        work.finish(("objection", row.id), "objection.upheld" if upheld else "objection.dismissed", [row], clause=f"{found.rulebook}/5.3.1")
        _tell_contacts(work, row.insurer_code, "assessment.objection_answered", ("objection", row.id), f"{found.rulebook}/{found.period}", {"period": found.period}, f"answered:{row.id}")
    return row


def take_measure(
    *, rulebook: str, period: str, code: str, kind: str, words: str, due_on: date | None = None, actor: Actor, at: datetime
) -> Measure:
    """What is done about a poor result (S1 五(三)4)."""
    if kind not in MeasureKind.values:
        raise BadInput("措施", kind or "空", f"{'、'.join(str(each.label) for each in MeasureKind)}之一")
    if not words.strip():
        raise BadInput("内容", "空", "要求公司做什么")
    with working(actor, at) as work:
        found = open_for_change(work, rulebook, period)
        if found.step != Step.PUBLISHED:
            raise Refused("结果发布之后才采取措施。", clause=f"{found.rulebook}/5.3.4")
        row = Measure(
            root_id=work.root_id, round=found, insurer_code=code, kind=kind, words=fits("内容", words, 600), due_on=due_on,
            entered_by_id=actor.staff_id, entered_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        work.finish(("measure", row.id), "measure.taken", [row], clause=f"{found.rulebook}/5.3.4", refs={"round": found.id, "kind": kind})
    return row


def finish_measure(*, measure_id: int, words: str, actor: Actor, at: datetime) -> Measure:
    if not words.strip():
        raise BadInput("结果", "空", "怎么落实的、效果如何")
    with working(actor, at) as work:
        row = Measure.objects.select_for_update(of=("self",)).select_related("round").filter(pk=measure_id, root_id=work.root_id).first()
        if row is None or row.done_on is not None:
            raise NotYours
        swap(row, seen_version=row.version, done_on=work.today, done_words=fits("内容", words, 600))
        work.finish(("measure", row.id), "measure.done", [row], clause=f"{row.round.rulebook}/5.3.4")
    return row


def _tell_office(work: Work, kind: str, subject: tuple[str, int], ref: str, params: dict[str, str], key: str) -> None:
    people = Staff.objects.filter(root_id=work.root_id, is_active=True, posts__role__in=[Role.ASSESSOR, Role.ASSESSMENT_LEADER]).distinct()
    notify(root_id=work.root_id, recipients=[each.id for each in people], kind=kind, subject=subject, ref=ref, params=dict(params), dedupe_key=key, at=work.at)


def _tell_contacts(work: Work, code: str, kind: str, subject: tuple[str, int], ref: str, params: dict[str, str], key: str) -> None:
    rows = InsurerContact.objects.filter(in_force(work.today), root_id=work.root_id, insurer_code=code)
    notify(root_id=work.root_id, recipients=[each.staff_id for each in rows], kind=kind, subject=subject, ref=ref, params=dict(params), dedupe_key=key, at=work.at)
