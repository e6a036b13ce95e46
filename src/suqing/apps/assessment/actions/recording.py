"""The daily work record (S13) and receipts of filings (S1 五(一)1): logged when it happens, confirmed by a second person."""

from collections.abc import Iterable
from datetime import date, datetime

from suqing.apps.assessment.actions.working import Work, fits, working
from suqing.apps.assessment.models import AssessedInsurer, FilingReceipt, Proposed, RecordEntry
from suqing.apps.editions.queries import editions_in_force
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused
from suqing.kernel.swap import swap
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.deduction import DeductionRule, Situation


def scoring_edition(root_id: int, on: date) -> Edition:
    """The scoring rulebook that the office applies on a day. Refused where it applies none."""
    for stored in editions_in_force(root_id, on).values():
        edition = open_stored(stored.content_hash)
        if edition.rules("composition"):
            return edition
    raise Refused("还没有采用考评规则。先由管理员采用一版，写明起始日和理由。")


def situations_of(edition: Edition, on: date) -> dict[str, tuple[DeductionRule, dict[str, Situation]]]:
    """Indicator → its rule and what may have happened, by id."""
    return {each.id: (each, each.situations_on(on)) for each in edition.rules("deduction")}


def log_event(
    *, code: str, day: date, indicator: str, situation: str, times: int = 1, persons: int | None = None, note: str, source: str = "", actor: Actor, at: datetime
) -> RecordEntry:
    """A new entry; it counts once another person has confirmed it."""
    with working(actor, at) as work:
        entry = _new_entry(work, code, day, indicator, situation, times, persons, note, source)
        _once(work, entry)
        entry.save(force_insert=True)
        work.finish(("record_entry", entry.id), "entry.logged", [entry], clause=scoring_edition(work.root_id, work.today).id + "/5.1.2.3", refs={"day": day, "situation": situation})
    return entry


def _once(work: Work, entry: RecordEntry) -> None:
    """One event, one entry: what happened several times that day is told by `times`."""
    same = RecordEntry.objects.filter(
        root_id=work.root_id, insurer_code=entry.insurer_code, day=entry.day, indicator=entry.indicator, situation=entry.situation,
        state__in=[Proposed.PROPOSED, Proposed.CONFIRMED],
    ).first()  # fmt: skip
    if same is not None:
        raise Refused(
            f"{entry.day.isoformat()}这一家同一情形已登记过：“{same.note[:40]}”（{same.get_state_display()}）。同一件不重复登记；那天确有几件的，撤销那一条，合登一条写明次数。",
            clause=scoring_edition(work.root_id, work.today).id + "/5.1.2.3",
        )


def _new_entry(
    work: Work, code: str, day: date, indicator: str, situation: str, times: int, persons: int | None, note: str, source: str
) -> RecordEntry:
    wrong: list[BadInput] = []
    if not AssessedInsurer.objects.filter(root_id=work.root_id, code=code).exists():
        wrong.append(BadInput("机构", code or "空", "机构名录里的一家", "先在一轮考评里上传机构名录"))
    if day > work.today:
        wrong.append(BadInput("发生日期", day.isoformat(), "不晚于今天的日期"))
    rules = situations_of(scoring_edition(work.root_id, work.today), day)
    rule, known = rules.get(indicator, (None, {}))
    if rule is None:
        wrong.append(BadInput("指标", indicator or "空", f"{'、'.join(each.word for each, _ in rules.values())}之一"))
    elif situation not in known:
        wrong.append(BadInput("情形", situation or "空", f"{rule.word}的情形之一"))
    else:
        low, high = known[situation].persons_from, known[situation].persons_to
        if persons is not None and ((low is not None and persons < low) or (high is not None and persons > high)):
            heads = f"{low or 1}至{high}人" if high is not None else f"{low}人及以上"
            wrong.append(BadInput("人数", str(persons), f"{heads}（{known[situation].label}）", "更正人数，或换成相应的情形"))
    if not 1 <= times <= 999:
        wrong.append(BadInput("次数", str(times), "1至999的整数"))
    if not note.strip():
        wrong.append(BadInput("说明", "空", "发生了什么、依据什么", "写明文件或记录，不写消费者姓名"))
    if wrong:
        raise BadInputs(wrong)
    return RecordEntry(
        root_id=work.root_id, insurer_code=code, day=day, indicator=indicator, situation=situation, times=times, persons=persons,
        note=fits("说明", note, 600), source=fits("来源", source, 120), entered_by_id=work.actor.staff_id, entered_at=work.at,
    )  # fmt: skip


def decide_entry(*, entry_id: int, confirm: bool, reason: str = "", actor: Actor, at: datetime) -> RecordEntry:
    """Another person confirms, or says why not."""
    with working(actor, at) as work:
        entry = _open(work, entry_id)
        clause = scoring_edition(work.root_id, work.today).id + "/5.2.4"
        if entry.state != Proposed.PROPOSED:
            raise Refused("这一条已经处理过。", clause=clause)
        if entry.entered_by_id == actor.staff_id:
            raise Refused("自己登记的不能自己复核。请另一位考评员复核。", clause=clause)
        if not confirm and not reason.strip():
            raise BadInput("理由", "空", "为什么不予确认")
        swap(
            entry, seen_version=entry.version, state=Proposed.CONFIRMED if confirm else Proposed.REJECTED, decided_by_id=actor.staff_id,
            decided_at=at, reason=fits("理由", reason, 400),
        )  # fmt: skip
        work.finish(("record_entry", entry.id), "entry.confirmed" if confirm else "entry.rejected", [entry], clause=clause)
    return entry


def cancel_entry(*, entry_id: int, reason: str, actor: Actor, at: datetime) -> RecordEntry:
    """The event is gone (a measure was lifted, an administrative review upheld): scores that rest on it are computed anew."""
    with working(actor, at) as work:
        entry = _open(work, entry_id)
        clause = scoring_edition(work.root_id, work.today).id + "/5.2.4"
        if entry.state not in (Proposed.CONFIRMED, Proposed.PROPOSED):
            raise Refused("这一条不在计分里，不用撤销。", clause=clause)
        if not reason.strip():
            raise BadInput("撤销理由", "空", "依据的文件，例如行政复议决定的文号")
        swap(entry, seen_version=entry.version, state=Proposed.CANCELLED, cancelled_by_id=actor.staff_id, cancelled_at=at, reason=fits("理由", reason, 400))
        work.finish(("record_entry", entry.id), "entry.cancelled", [entry], clause=clause)
    return entry


def _open(work: Work, entry_id: int) -> RecordEntry:
    entry = RecordEntry.objects.select_for_update(of=("self",)).filter(pk=entry_id, root_id=work.root_id).first()
    if entry is None:
        raise NotYours
    return entry


def receive_filing(
    *, code: str, duty: str, period: str, due_on: date, received_on: date | None, document_no: str = "", missing_items: Iterable[str] = (),
    actor: Actor, at: datetime,
) -> FilingReceipt:  # fmt: skip
    """A report arrived (or is known not to have come: `received_on` None after the due day). Late, missing or thin: an event is proposed.

    The same filing entered again corrects the receipt; an event that was proposed before stays to be decided by a second person.
    """
    with working(actor, at) as work:
        edition = scoring_edition(work.root_id, work.today)
        if not AssessedInsurer.objects.filter(root_id=work.root_id, code=code).exists():
            raise BadInput("机构", code or "空", "机构名录里的一家")
        if received_on is not None and received_on > work.today:
            raise BadInput("收到日期", received_on.isoformat(), "不晚于今天的日期")
        outline = {row.id: str(row["label"]) for row in edition.table("report_outline")} if "report_outline" in edition.tables() else {}
        lacking = [each for each in missing_items if each in outline]
        row = FilingReceipt.objects.select_for_update(of=("self",)).filter(root_id=work.root_id, insurer_code=code, duty=duty, period=period).first()
        given = {
            "due_on": due_on, "received_on": received_on, "document_no": fits("文号", document_no, 80), "missing_items": ",".join(lacking),
            "entered_by_id": actor.staff_id, "entered_at": at,
        }  # fmt: skip
        if row is None:
            row = FilingReceipt(root_id=work.root_id, insurer_code=code, duty=duty, period=period, **given)
            row.save(force_insert=True)
        else:
            swap(row, seen_version=row.version, **given)
        entries = list(_proposed(work, row, lacking, outline))
        if entries and row.proposed_entry_id is None:
            for entry in entries:
                entry.save(force_insert=True)
            swap(row, seen_version=row.version, proposed_entry_id=entries[0].id)
        else:
            entries = []
        work.finish(("filing", row.id), "filing.received", [row, *entries], clause=f"{edition.id}/5.1.1", refs={"period": period, "due": due_on, "received": received_on})
    return row


def _proposed(work: Work, row: FilingReceipt, lacking: list[str], outline: dict[str, str]) -> Iterable[RecordEntry]:
    late = row.received_on is not None and row.received_on > row.due_on
    if late or (row.received_on is None and work.today > row.due_on):
        day = row.received_on or work.today
        words = f"{row.period}报告应于{row.due_on.isoformat()}前报送，{day.isoformat()}{'收到' if late else '仍未收到'}。"
        yield _new_entry(work, row.insurer_code, day, "execution", "report_late" if late else "material_not_sent", 1, None, words, "报送登记")
    if lacking:
        words = f"{row.period}报告缺：{'、'.join(outline[each] for each in lacking)}。"
        yield _new_entry(work, row.insurer_code, row.received_on or work.today, "execution", "report_item_missing", len(lacking), None, words, "报送登记")
