"""The assessment: rounds, their acts and results, the daily record, insurers' words, self-assessment, bulletins."""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import (
    access_as_contact,
    access_round,
    contact_of,
    need_assessor,
)
from suqing.apps.assessment.actions.recording import scoring_edition
from suqing.apps.assessment.models import PublishedVersion, Round
from suqing.apps.assessment.queries import (
    bulletin,
    bulletins_of,
    contacts_of,
    counts_shown,
    entries_page,
    filings_due,
    insurer_named,
    insurers_of,
    measures_of,
    objections_of,
    published_versions,
    receipts_of,
    rounds_of,
    version_numbered,
)
from suqing.apps.assessment.state import RoundState
from suqing.apps.editions.stored import open_stored
from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.scoring import Assessment, assess
from suqing.casework.assessment.stored import load
from suqing.casework.assessment.what_if import Impossible, what_if
from suqing.exchange.feeds import write_feeds
from suqing.exchange.ranking import write_ranking
from suqing.exchange.result_bulletin import write_result_bulletin
from suqing.exchange.scorecards import scorecards
from suqing.kernel.errors import BadInput, NotYours
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.bodies import assessment as bodies
from suqing.web.api.bodies.base import staff_id
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.room import api
from suqing.web.api.shown.values import moment
from suqing.web.sending import DOCX, XLSX, made, sent

TAGS = ["考评 / Assessment"]
EXTRA = {"parameters": [KEY_PARAMETER]}
ROUND = "/assessment/rounds/{rulebook}/{period}"


def _read(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    need_assessor(caller.standing)
    return caller


def as_json(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json; charset=utf-8")


def _act(request: HttpRequest, act: Callable[[Caller], Any], shown: Callable[[Any], dict[str, Any]]) -> HttpResponse:
    """Every change: the key first, then the one action that the pages call as well, then what it wrote."""
    return answer(request, lambda caller: (200, shown(act(caller))))


def _round(found: Round) -> dict[str, Any]:
    return {
        "rulebook": found.rulebook, "period": found.period, "step": found.step, "version": found.version, "edition": found.edition.content_hash,
        "opened_at": moment(found.opened_at),
    }  # fmt: skip


def _content(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadInput("content_base64", text[:20], "Base64 编码的文件内容") from None


@api.get("/assessment/rounds", summary="各轮考评 · Rounds", tags=TAGS, operation_id="assessment_rounds")
def rounds(request: HttpRequest) -> HttpResponse:
    caller = _read(request)
    return as_json({"rounds": [_round(each) for each in rounds_of(caller.staff.root_id)]})


@api.post("/assessment/rounds", summary="开一轮 · Open a round", tags=TAGS, operation_id="assessment_open", openapi_extra=EXTRA)
def open_round(request: HttpRequest, body: bodies.OpenRound) -> HttpResponse:
    return _act(request, lambda who: actions.open_round(rulebook=body.rulebook, period=body.period, actor=who.actor, at=who.now), _round)


@api.get(ROUND, summary="一轮的情况 · How a round stands", tags=TAGS, operation_id="assessment_round")
def one_round(request: HttpRequest, rulebook: str, period: str) -> HttpResponse:
    """来源、各处问题、还缺什么、核对与复核的进度。Sources, problems, what is missing, progress."""
    state = RoundState(access_round(_read(request).standing, rulebook, period))
    reviewed = sum(1 for each in state.reviews.values() if each.holds and each.review.passed)
    return as_json(
        _round(state.round)
        | {
            "sources": [{"kind": kind, "name": each.name, "rows": each.rows, "sha256": each.sha256, "uploaded_at": moment(each.uploaded_at)} for kind, each in state.sources.items()],
            "problems": [each.data() for each in state.problems],
            "assessed": len(state.subjects.assessed),
            "excluded": len(state.subjects.excluded),
            "incomplete": [{"code": each.code, "name": each.name, "missing": list(each.missing)} for each in (state.trial.incomplete if state.trial else ())],
            "missing_for_next": [{"code": each.code, "words": each.words, "do": each.do, "clause": each.clause} for each in state.missing_for("published")],
            "reviewed": reviewed,
            "counts": [{"code": code, "state": each.state, "words": each.words, "reply": each.reply} for code, each in state.count_checks.items()],
            "adjustments": [_adjustment(each) for each in state.adjustments],
            "versions": [_version(each) for each in state.versions],
            "changed_since_published": state.changed_since_published,
        }
    )


def _version(each: PublishedVersion) -> dict[str, Any]:
    return {"number": each.number, "cause": each.cause, "facts": each.facts_hash, "edition": each.edition_hash, "result": each.result_hash, "published_at": moment(each.published_at)}


def _adjustment(each: Any) -> dict[str, Any]:
    return {
        "id": str(each.id), "kind": each.kind, "code": each.insurer_code, "target": each.target, "original": each.original, "adjusted": each.adjusted,
        "reason": each.reason, "state": each.state,
    }  # fmt: skip


@api.post(f"{ROUND}/sources", summary="上传一个来源 · Upload a source", tags=TAGS, operation_id="assessment_source", openapi_extra=EXTRA)
def source(request: HttpRequest, rulebook: str, period: str, body: bodies.UploadSource) -> HttpResponse:
    """一处有错，整份不入库，错误一次列全。All or nothing; every problem is told."""
    content = _content(body.content_base64)

    def shown(found: actions.Upload) -> dict[str, Any]:
        return {"taken": found.taken, "files": [{"kind": each.kind, "rows": each.rows} for each in found.files], "problems": [each.data() for each in found.problems]}

    return _act(
        request, lambda who: actions.upload_source(rulebook=rulebook, period=period, kind=body.kind, name=body.name, content=content, actor=who.actor, at=who.now), shown
    )


@api.post(f"{ROUND}/step", summary="到下一步 · Go to a step", tags=TAGS, operation_id="assessment_step", openapi_extra=EXTRA)
def step(request: HttpRequest, rulebook: str, period: str, body: bodies.GoToStep) -> HttpResponse:
    return _act(request, lambda who: actions.go_to_step(rulebook=rulebook, period=period, **body.model_dump(), actor=who.actor, at=who.now), _round)


@api.post(f"{ROUND}/marks/{{code}}", summary="评定一家 · Mark an insurer", tags=TAGS, operation_id="assessment_marks", openapi_extra=EXTRA)
def marks(request: HttpRequest, rulebook: str, period: str, code: str, body: bodies.Marks) -> HttpResponse:
    given = {(each.indicator, each.item): actions.Given(each.level, each.basis) for each in body.marks}
    return _act(
        request, lambda who: actions.mark_insurer(rulebook=rulebook, period=period, code=code, marks=given, actor=who.actor, at=who.now), lambda count: {"changed": count}
    )


@api.post(f"{ROUND}/adjustments", summary="提一条调整 · Propose an adjustment", tags=TAGS, operation_id="assessment_adjust", openapi_extra=EXTRA)
def adjust(request: HttpRequest, rulebook: str, period: str, body: bodies.Adjust) -> HttpResponse:
    return _act(request, lambda who: actions.propose_adjustment(rulebook=rulebook, period=period, **body.model_dump(), actor=who.actor, at=who.now), _adjustment)


@api.post("/assessment/adjustments/{adjustment_id}", summary="复核调整 · Decide an adjustment", tags=TAGS, operation_id="assessment_decide_adjustment", openapi_extra=EXTRA)
def decide_adjustment(request: HttpRequest, adjustment_id: int, body: bodies.Decide) -> HttpResponse:
    return _act(request, lambda who: actions.decide_adjustment(adjustment_id=adjustment_id, confirm=body.confirm, actor=who.actor, at=who.now), _adjustment)


@api.post(f"{ROUND}/reviews", summary="复核 · Review cards", tags=TAGS, operation_id="assessment_review", openapi_extra=EXTRA)
def review(request: HttpRequest, rulebook: str, period: str, body: bodies.ReviewCards) -> HttpResponse:
    return _act(
        request, lambda who: actions.review_cards(rulebook=rulebook, period=period, **body.model_dump(), actor=who.actor, at=who.now), lambda rows: {"reviewed": [row.insurer_code for row in rows]}
    )


@api.post(f"{ROUND}/publish", summary="发布 · Publish", tags=TAGS, operation_id="assessment_publish", openapi_extra=EXTRA)
def publish(request: HttpRequest, rulebook: str, period: str, body: bodies.Publish) -> HttpResponse:
    def shown(row: PublishedVersion) -> dict[str, Any]:
        return _version(row) | {"differences": json.loads(row.differences)}

    return _act(request, lambda who: actions.publish_round(rulebook=rulebook, period=period, **body.model_dump(), actor=who.actor, at=who.now), shown)


@api.get(f"{ROUND}/scorecards", summary="记分卡 · Scorecards", tags=TAGS, operation_id="assessment_scorecards")
def results(request: HttpRequest, rulebook: str, period: str, version: int | None = None) -> HttpResponse:
    """已发布的原样给出；没有发布的是试算。As published, byte for byte; else the trial, marked so."""
    state = RoundState(access_round(_read(request).standing, rulebook, period))
    row = version_numbered(state.round, version)
    if row is not None:
        return HttpResponse(row.result, content_type="application/json; charset=utf-8", headers={"X-Published-Version": str(row.number)})
    if version is not None or state.trial is None:
        raise NotYours
    return as_json(scorecards(state.trial) | {"trial": True})


@api.get(f"{ROUND}/versions/{{number}}", summary="一版的证明 · Proof of a version", tags=TAGS, operation_id="assessment_version")
def version(request: HttpRequest, rulebook: str, period: str, number: int) -> HttpResponse:
    row = version_numbered(access_round(_read(request).standing, rulebook, period), number)
    if row is None:
        raise NotYours
    facts_agree, result_agrees = actions.prove(row)
    return as_json(_version(row) | {"facts_agree": facts_agree, "result_agrees": result_agrees, "differences": json.loads(row.differences)})


@api.post(f"{ROUND}/what-if/{{code}}", summary="如果…会怎样 · What if", tags=TAGS, operation_id="assessment_what_if", openapi_extra=EXTRA)
def what_if_answer(request: HttpRequest, rulebook: str, period: str, code: str, body: bodies.WhatIf) -> HttpResponse:
    """只算不存。Computed only."""
    found = access_round(_read(request).standing, rulebook, period)
    row = version_numbered(found, body.version)
    facts = load(row.facts) if row else RoundState(found).assembled.facts
    edition = open_stored(row.edition_hash if row else found.edition.content_hash)
    try:
        told = what_if(facts, edition, RoundState(found).period, code, body.asked)
    except LookupError:
        raise NotYours from None
    except Impossible as impossible:
        raise BadInput("asked", str(body.asked), f"算得出的件数：{impossible}") from None
    lines = [{"indicator": each.indicator, "before": number(each.before), "after": number(each.after), "gain": number(each.gain), "because": each.because} for each in told.lines]
    shown = {"before": number(told.before.raw_total), "after": number(told.after.raw_total), "gain": number(told.gain), "lines": lines}
    return answer(request, lambda who: (200, shown))


def _check(row: Any) -> dict[str, Any]:
    return {"code": row.insurer_code, "state": row.state, "words": row.words, "reply": row.reply}


@api.post(f"{ROUND}/counts", summary="请公司核对 · Ask insurers to check counts", tags=TAGS, operation_id="assessment_ask_counts", openapi_extra=EXTRA)
def ask_counts(request: HttpRequest, rulebook: str, period: str) -> HttpResponse:
    return _act(request, lambda who: actions.ask_counts(rulebook=rulebook, period=period, actor=who.actor, at=who.now), lambda count: {"asked": count})


@api.post(f"{ROUND}/counts/{{code}}", summary="公司的答复 · An insurer's word on its counts", tags=TAGS, operation_id="assessment_answer_counts", openapi_extra=EXTRA)
def answer_counts(request: HttpRequest, rulebook: str, period: str, code: str, body: bodies.AnswerCounts) -> HttpResponse:
    """公司联系人答自己的；考评员代登来函。A contact for their own insurer; an assessor for a letter."""
    return _act(request, lambda who: actions.answer_counts(rulebook=rulebook, period=period, code=code, **body.model_dump(), actor=who.actor, at=who.now), _check)


@api.post(f"{ROUND}/counts/{{code}}/settle", summary="答复异议 · Settle a dispute", tags=TAGS, operation_id="assessment_settle", openapi_extra=EXTRA)
def settle(request: HttpRequest, rulebook: str, period: str, code: str, body: bodies.Reply) -> HttpResponse:
    return _act(request, lambda who: actions.settle_dispute(rulebook=rulebook, period=period, code=code, reply=body.reply, actor=who.actor, at=who.now), _check)


def _objection(row: Any) -> dict[str, Any]:
    return {"id": str(row.id), "code": row.insurer_code, "indicator": row.indicator, "words": row.words, "upheld": row.upheld, "reply": row.reply}


@api.post(f"{ROUND}/objections", summary="对结果提异议 · Object to a result", tags=TAGS, operation_id="assessment_object", openapi_extra=EXTRA)
def object_to(request: HttpRequest, rulebook: str, period: str, body: bodies.ObjectTo) -> HttpResponse:
    return _act(request, lambda who: actions.object_to_result(rulebook=rulebook, period=period, **body.model_dump(), actor=who.actor, at=who.now), _objection)


@api.post("/assessment/objections/{objection_id}", summary="答复对结果的异议 · Answer an objection", tags=TAGS, operation_id="assessment_answer_objection", openapi_extra=EXTRA)
def answer_objection(request: HttpRequest, objection_id: int, body: bodies.AnswerObjection) -> HttpResponse:
    return _act(request, lambda who: actions.answer_objection(objection_id=objection_id, **body.model_dump(), actor=who.actor, at=who.now), _objection)


@api.get(f"{ROUND}/objections", summary="异议和答复 · Objections", tags=TAGS, operation_id="assessment_objections")
def objections(request: HttpRequest, rulebook: str, period: str) -> HttpResponse:
    found = access_round(_read(request).standing, rulebook, period)
    return as_json({"objections": [_objection(each) for each in objections_of(found.root_id, round_id=found.id)]})


@api.get(f"{ROUND}/measures", summary="措施 · Measures", tags=TAGS, operation_id="assessment_measures")
def measures(request: HttpRequest, rulebook: str, period: str) -> HttpResponse:
    found = access_round(_read(request).standing, rulebook, period)
    return as_json({"measures": [_measure(each) for each in measures_of(found.root_id, round_id=found.id)]})


FILES: dict[str, Callable[[BytesIO, Assessment], None]] = {"ranking.xlsx": write_ranking, "bulletin.docx": write_result_bulletin, "feeds.xlsx": write_feeds}


@api.get(f"{ROUND}/files/{{name}}", summary="排名、通报、报送表 · Files of the result", tags=TAGS, operation_id="assessment_file")
def result_file(request: HttpRequest, rulebook: str, period: str, name: str, version: int | None = None) -> HttpResponse:
    """ranking.xlsx、bulletin.docx、feeds.xlsx；没有发布的是试算。Of the newest version, or of the trial."""
    state = RoundState(access_round(_read(request).standing, rulebook, period))
    row = version_numbered(state.round, version)
    found = assess(load(row.facts), open_stored(row.edition_hash), state.period) if row else state.trial
    if name not in FILES or found is None or (version is not None and row is None):
        raise NotYours
    return sent(made(lambda target: FILES[name](target, found)), f"{period}-{name}", DOCX if name.endswith("docx") else XLSX)


@api.get("/assessment/mine", summary="公司联系人：与我有关的各轮 · A contact's rounds", tags=TAGS, operation_id="assessment_mine_all")
def mine_all(request: HttpRequest) -> HttpResponse:
    caller = caller_of(request)
    code = contact_of(caller.standing, on=caller.today)
    if code is None:
        raise NotYours
    return as_json({"code": code, "rounds": [{"rulebook": each.rulebook, "period": each.period, "step": each.step} for each in rounds_of(caller.staff.root_id, told=True)]})


@api.get("/assessment/mine/{rulebook}/{period}", summary="公司联系人：本公司的数和结果 · A contact's own figures and card", tags=TAGS, operation_id="assessment_mine")
def mine(request: HttpRequest, rulebook: str, period: str) -> HttpResponse:
    """核对用的数，核对和异议的情况；发布后是本公司的记分卡，不含别家。The counts to be confirmed, or the published card of that insurer alone."""
    caller = caller_of(request)
    found, code = access_as_contact(caller.standing, rulebook, period, on=caller.today)
    row = version_numbered(found)
    cards = [card for cards in json.loads(row.result)["groups"].values() for card in cards if card["code"] == code] if row else []
    check = RoundState(found).count_checks.get(code)
    return as_json(
        {
            "code": code, "step": found.step, "check": _check(check) if check else None, "version": row.number if row else None, "card": cards[0] if cards else None,
            "counts": counts_shown(RoundState(found).assembled.facts, code) if check and row is None else [],
            "objections": [_objection(each) for each in objections_of(found.root_id, round_id=found.id, code=code)],
        }
    )  # fmt: skip


def _measure(row: Any) -> dict[str, Any]:
    return {"id": str(row.id), "code": row.insurer_code, "kind": row.kind, "words": row.words, "due_on": row.due_on and row.due_on.isoformat(), "done_on": row.done_on and row.done_on.isoformat()}


@api.post(f"{ROUND}/measures", summary="采取措施 · Take a measure", tags=TAGS, operation_id="assessment_measure", openapi_extra=EXTRA)
def take_measure(request: HttpRequest, rulebook: str, period: str, body: bodies.TakeMeasure) -> HttpResponse:
    return _act(request, lambda who: actions.take_measure(rulebook=rulebook, period=period, **body.model_dump(), actor=who.actor, at=who.now), _measure)


@api.post("/assessment/measures/{measure_id}", summary="措施已落实 · A measure is done", tags=TAGS, operation_id="assessment_measure_done", openapi_extra=EXTRA)
def finish_measure(request: HttpRequest, measure_id: int, body: bodies.FinishMeasure) -> HttpResponse:
    return _act(request, lambda who: actions.finish_measure(measure_id=measure_id, words=body.words, actor=who.actor, at=who.now), _measure)


def _entry(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id), "code": row.insurer_code, "day": row.day.isoformat(), "indicator": row.indicator, "situation": row.situation, "times": row.times,
        "persons": row.persons, "note": row.note, "source": row.source, "state": row.state, "reason": row.reason,
    }  # fmt: skip


@api.get("/assessment/record", summary="日常记录 · The daily record", tags=TAGS, operation_id="assessment_record")
def record(request: HttpRequest, state: str = "", code: str = "", after: str = "") -> HttpResponse:
    caller = _read(request)
    day, _, entry = after.partition("_")
    try:
        place = (date.fromisoformat(day), int(entry)) if after else None
    except ValueError:
        raise BadInput("after", after[:40], "上一页给出的 after") from None
    page = entries_page(caller.staff.root_id, state=state, code=code, after=place)
    return as_json({"entries": [_entry(each) for each in page.entries], "after": page.after})


@api.post("/assessment/record", summary="登记一条 · Log an event", tags=TAGS, operation_id="assessment_log", openapi_extra=EXTRA)
def log_event(request: HttpRequest, body: bodies.LogEvent) -> HttpResponse:
    return _act(request, lambda who: actions.log_event(**body.model_dump(), actor=who.actor, at=who.now), _entry)


@api.post("/assessment/record/{entry_id}", summary="确认、不予确认或撤销 · Decide or cancel an entry", tags=TAGS, operation_id="assessment_decide_entry", openapi_extra=EXTRA)
def decide_entry(request: HttpRequest, entry_id: int, body: bodies.DecideEntry) -> HttpResponse:
    def act(who: Caller) -> Any:
        if body.what == "cancel":
            return actions.cancel_entry(entry_id=entry_id, reason=body.reason, actor=who.actor, at=who.now)
        return actions.decide_entry(entry_id=entry_id, confirm=body.what == "confirm", reason=body.reason, actor=who.actor, at=who.now)

    return _act(request, act, _entry)


@api.get("/assessment/filings", summary="到期的报送和收到的 · Filings due and received", tags=TAGS, operation_id="assessment_filings")
def filings(request: HttpRequest) -> HttpResponse:
    caller = _read(request)
    root_id = caller.staff.root_id
    dues = filings_due(scoring_edition(root_id, caller.today), caller.today)
    return as_json(
        {
            "filings": [
                {
                    "duty": each.duty, "label": each.label, "clause": each.clause, "period": str(each.period), "due_on": each.due_on.isoformat(),
                    "received": [_filing(row) for row in receipts_of(root_id, each.duty, str(each.period)).values()],
                }
                for each in dues
            ]
        }
    )  # fmt: skip


def _filing(row: Any) -> dict[str, Any]:
    return {"code": row.insurer_code, "due_on": row.due_on.isoformat(), "received_on": row.received_on and row.received_on.isoformat(), "proposed_entry": row.proposed_entry_id and str(row.proposed_entry_id)}


@api.post("/assessment/filings", summary="报送登记 · Receive a filing", tags=TAGS, operation_id="assessment_filing", openapi_extra=EXTRA)
def filing(request: HttpRequest, body: bodies.ReceiveFiling) -> HttpResponse:
    caller = _read(request)
    dues = filings_due(scoring_edition(caller.staff.root_id, caller.today), caller.today)
    due = next((each for each in dues if each.duty == body.duty and str(each.period) == body.period), None)
    if due is None:
        raise BadInput("duty", f"{body.duty} {body.period}", "、".join(f"{each.duty} {each.period}" for each in dues) or "近期到期的报送")

    return _act(
        request,
        lambda who: actions.receive_filing(
            code=body.code, duty=body.duty, period=body.period, due_on=due.due_on, received_on=body.received_on, document_no=body.document_no, missing_items=body.missing,
            actor=who.actor, at=who.now,
        ),
        _filing,
    )  # fmt: skip


@api.get("/assessment/insurers", summary="机构 · Insurers", tags=TAGS, operation_id="assessment_insurers")
def insurers(request: HttpRequest) -> HttpResponse:
    caller = _read(request)
    return as_json({"insurers": [_insurer(each) for each in insurers_of(caller.staff.root_id)]})


def _insurer(each: Any) -> dict[str, Any]:
    return {"code": each.code, "name": each.name, "sector": each.sector, "type": each.type, "rolls_into": each.rolls_into or None, "opened_on": each.opened_on and each.opened_on.isoformat()}


@api.get("/assessment/insurers/{code}", summary="一家历年 · One insurer over the years", tags=TAGS, operation_id="assessment_insurer")
def insurer(request: HttpRequest, code: str) -> HttpResponse:
    caller = _read(request)
    found = insurer_named(caller.staff.root_id, code)
    if found is None:
        raise NotYours
    history = []
    for each in published_versions(caller.staff.root_id):
        cards = [card for cards in json.loads(each.result)["groups"].values() for card in cards if card["code"] == code]
        history += [{"period": each.round.period, "rulebook": each.round.rulebook, "number": each.number, "total": card["total"], "rank": card["rank"]} for card in cards]
    return as_json(_insurer(found) | {"history": history, "contacts": [_contact(each) for each in contacts_of(caller.staff.root_id, code)]})


def _contact(row: Any) -> dict[str, Any]:
    return {"id": str(row.id), "code": row.insurer_code, "staff_id": str(row.staff_id), "from_day": row.from_day.isoformat(), "until_day": row.until_day and row.until_day.isoformat()}


@api.post("/assessment/insurers/{code}/contacts", summary="登记联系人 · Name a contact", tags=TAGS, operation_id="assessment_name_contact", openapi_extra=EXTRA)
def name_contact(request: HttpRequest, code: str, body: bodies.NameContact) -> HttpResponse:
    def act(who: Caller) -> Any:
        return actions.name_contact(code=code, staff_id=staff_id(who, "staff_id", body.staff_id) or 0, from_day=body.from_day, actor=who.actor, at=who.now)

    return _act(request, act, _contact)


@api.post("/assessment/contacts/{contact_id}", summary="联系人的最后一天 · A contact's last day", tags=TAGS, operation_id="assessment_end_contact", openapi_extra=EXTRA)
def end_contact(request: HttpRequest, contact_id: int, body: bodies.EndContact) -> HttpResponse:
    return _act(request, lambda who: actions.end_contact(contact_id=contact_id, last_day=body.last_day, actor=who.actor, at=who.now), _contact)


@api.get("/assessment/bulletins", summary="季度通报 · Quarterly bulletins", tags=TAGS, operation_id="assessment_bulletins")
def bulletins(request: HttpRequest) -> HttpResponse:
    caller = _read(request)
    rows = bulletins_of(caller.staff.root_id)
    return as_json({"bulletins": [{"id": str(each.id), "period": each.period, "name": each.name, "sha256": each.sha256, "made_at": moment(each.made_at)} for each in rows]})


@api.get("/assessment/bulletins/{bulletin_id}", summary="一期通报 · One bulletin", tags=TAGS, operation_id="assessment_bulletin")
def one_bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    row = bulletin(_read(request).staff.root_id, bulletin_id)
    if row is None:
        raise NotYours
    return HttpResponse(row.result, content_type="application/json; charset=utf-8")


@api.post("/assessment/bulletins", summary="生成一期通报 · Make a bulletin", tags=TAGS, operation_id="assessment_make_bulletin", openapi_extra=EXTRA)
def make_bulletin(request: HttpRequest, body: bodies.MakeBulletin) -> HttpResponse:
    """一处有错就不生成，错误一次列全。All or nothing; every problem is told."""
    content = _content(body.content_base64)

    def shown(found: actions.Made) -> dict[str, Any]:
        return {"id": str(found.row.id) if found.row else None, "made": found.row is not None, "problems": [each.data() for each in found.problems]}

    return _act(request, lambda who: actions.make_bulletin(period=body.period, name=body.name, content=content, actor=who.actor, at=who.now), shown)
