"""Whoever wants past the clock, the class or the person responsible finds no way: desk, API, bulk page, import and command line.

Each try is refused with its clause, or what was smuggled in is left aside; rows and ledger are the same before and after.
"""

import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from suqing.apps.audit.models import Event
from suqing.apps.complaints.models import Complaint, Proposal
from suqing.apps.integration.tokens import make_token
from suqing.apps.jobs.work import run_due
from suqing.apps.organisations.actions import report_to
from suqing.apps.registers.models import Batch
from suqing.kernel.clock import now
from tests.apps.test_register_import import ENDED, GOOD, book
from tests.cast import cn
from tests.stories.office import approved, closed, found_valid, in_hand, take_down
from tests.web.api_world import BASE, call
from tests.web.desk_cast import Office, at, text_of

TUESDAY = "2026-11-24 10:00"
WATCHED = ("complaints", "clocks", "accountability")
PLAN = {"text": "赔付", "amount_fen": "100", "company_loss_fen": "100", "grounds": "保险法", "evidence": "照片"}
FINDING = {"cause_kind": "claim", "cause": "失误", "evidence": "表", "valid": "yes"}
COLUMNS = {
    "received_at": "2026-11-01T09:00:00", "limit_at": "2027-11-23T09:00:00", "next_holder_id": "li", "next_action": "close", "version": 99, "stage": "closed",
    "classification": "simple", "repeat_level": "first", "handler_id": "sun", "officer_id": "li", "item_no": 1,
}  # fmt: skip


def everything() -> dict[str, list[Any]]:
    """All rows of the cases, their clocks and penalties, and how far each chain of the ledger has come."""
    rows = {model._meta.db_table: list(model._default_manager.order_by("pk").values()) for label in WATCHED for model in apps.get_app_config(label).get_models()}
    chains = Event.objects.filter(subject_kind="complaint").order_by("subject_id", "seq")
    return rows | {"ledger": list(chains.values_list("subject_id", "seq", "hash"))}


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = everything()
    yield
    after = everything()
    assert [name for name in before if before[name] != after[name]] == []


def api(office: Office, who: str, when: str, act: str, body: dict[str, Any]) -> Any:
    person = office.house.people[who]
    token = make_token(staff=person, name=f"{who} {act} {when} {len(body)}", at=cn("2026-11-01 09:00"), expires_at=cn("2027-11-01 09:00"))[1]
    with at(when):
        return call(office.browser(who), "POST", f"{BASE}/{office.ref}/{act}", body, token=token, If_Match=f'"{office.case.version}"')


def refused(office: Office, who: str, when: str, act: str, desk: dict[str, Any], body: dict[str, Any] | None = None) -> None:
    """By the form and over the API: no success, a clause where the case is open to them, and not a row moved."""
    with nothing_changes():
        page = office.act(who, when, act, **desk)
        assert page.status_code in (404, 422), (act, page.status_code)
        answer = api(office, who, when, act, desk if body is None else body)
        assert answer.status_code in (404, 409, 422), (act, answer.content.decode())
        if answer.status_code == 409:
            assert "/" in answer.json()["clause"], answer.json()
            assert answer.json()["clause_words"] in text_of(page) or page.status_code == 404


def test_the_day_of_receipt_is_not_moved_back(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    with nothing_changes():
        assert api(office, "li", TUESDAY, "complete_record", {"received_at": "2026-11-01T09:00:00"}).status_code == 422
        assert office.post("zhang", TUESDAY, "/desk/new/", misconduct="no", method="telephone", received_at="2027-01-01T09:00", facts="明年的事").status_code == 422
    before = office.case
    office.does("li", TUESDAY, "complete_record", claim_no="RDAA202631000077", received_at="2026-11-01T09:00", received_day="2026-11-01")
    after = office.case
    assert (after.received_at, after.received_day, after.limit_at) == (before.received_at, before.received_day, before.limit_at)


def test_no_column_is_set_from_outside(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    for name, value in COLUMNS.items():
        with nothing_changes():
            answer = api(office, "sun", TUESDAY, "note_progress", {"sayable": "在办。", name: value})
            assert answer.status_code == 422, name
            assert name in answer.content.decode()
    before = Complaint.objects.filter(ref=office.ref).values(*(set(COLUMNS) - {"version"})).get()
    seen = office.case.version
    office.does("sun", TUESDAY, "note_progress", sayable="在办。", **{name: str(value) for name, value in COLUMNS.items()})
    after = Complaint.objects.filter(ref=office.ref).values(*(set(COLUMNS) - {"version"})).get()
    assert {name for name in after if after[name] != before[name]} <= {"limit_at"}  # writing progress starts that clock anew (S4 6.2.3) …
    assert after["limit_at"] < cn("2026-12-01 09:00")  # … to its own limit, not to the one that was sent
    assert office.case.version == seen + 1


def test_the_class_changes_by_its_own_act_alone(office: Office) -> None:
    take_down(office, "2026-11-23 09:12", possible_loss_fen="26400")
    refused(office, "li", "2026-11-23 09:30", "dispatch", {"department_id": office.house.claims.id, "classification": "general"}, {"department_id": "P0101-31-C"})
    refused(office, "zhang", "2026-11-23 09:30", "triage", {"classification": "general", "established": "yes"}, {"classification": "general", "established": True})
    in_hand(office, classification="major")
    for who in ("sun", "wang", "ding", "liao"):
        refused(office, who, TUESDAY, "reclassify", {"classification": "general", "reason": "改小"})
    refused(office, "li", TUESDAY, "triage", {"classification": "general", "established": "yes"}, {"classification": "general", "established": True})
    assert office.case.classification == "major"


def test_nobody_handles_what_was_not_sent_to_them(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    for who in ("sun", "wang", "feng"):
        refused(office, who, "2026-11-23 10:00", "accept_dispatch", {"handler_id": office.house.sun.id}, {"handler_id": "sun"})
        refused(office, who, "2026-11-23 10:00", "record_finding", FINDING, FINDING | {"valid": True})
    office.does("li", "2026-11-23 10:10", "triage", classification="general", established="yes")
    office.does("li", "2026-11-23 10:11", "dispatch", department_id=office.house.claims.id)
    refused(office, "feng", "2026-11-23 10:20", "accept_dispatch", {"handler_id": office.house.sun.id}, {"handler_id": "sun"})
    refused(office, "sun", "2026-11-23 10:20", "record_finding", FINDING, FINDING | {"valid": True})


def test_the_finding_is_not_skipped_and_the_handler_does_not_close(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    body = {"text": "赔付", "amount_yuan": "1.00", "company_loss_yuan": "1.00", "grounds": "保险法", "evidence": "照片"}
    refused(office, "sun", TUESDAY, "draft_proposal", PLAN, body)
    refused(office, "sun", TUESDAY, "send_reply", {"method": "letter", "text": "答复"})
    refused(office, "li", TUESDAY, "close", {"ground": "accepted"})
    found_valid(office)
    refused(office, "sun", TUESDAY, "confirm_finding", {"valid": "yes"}, {"valid": True})
    approved(office, "2026-11-25")
    for who in ("sun", "wang", "zhang"):
        refused(office, who, "2026-11-25 10:00", "close", {"ground": "accepted"})


def test_the_superior_of_the_respondent_approves_nothing(office: Office) -> None:
    house = office.house
    report_to(at=cn("2020-01-01 09:00"), staff=house.ding, superior=house.zhao, from_day=date(2021, 1, 1))
    take_down(office, "2026-11-18 09:12")
    first = take_down(office, "2026-11-19 09:12", same_matter_as=office.ref)
    take_down(office, "2026-11-23 09:12", same_matter_as=first)
    in_hand(office)
    found_valid(office)
    office.does("sun", "2026-11-24 09:00", "draft_proposal", **PLAN)
    live = Proposal.objects.get(complaint=office.case, live=True)
    assert live.submitted_to_id == house.qian.id
    for who in ("zhao", "wang", "sun", "li"):
        refused(office, who, TUESDAY, "instruct_proposal", {"kind": "approve", "text": "同意", "proposal_version": live.version, "proposal_hash": live.content_hash})


def test_what_has_ended_takes_no_further_step(office: Office) -> None:
    closed(office)
    for who, act, desk, body in (
        ("sun", "record_finding", FINDING, FINDING | {"valid": True}), ("sun", "note_progress", {"sayable": "在办"}, None),
        ("sun", "draft_proposal", PLAN, {"text": "赔付"}), ("li", "close", {"ground": "accepted"}, None),
        ("li", "reclassify", {"classification": "major", "reason": "改"}, None), ("li", "dispatch", {"department_id": office.house.claims.id}, {"department_id": "P0101-31-C"}),
    ):  # fmt: skip
        refused(office, who, "2026-11-25 10:00", act, desk, body)


def test_the_bulk_page_knows_no_other_way(office: Office) -> None:
    ref = take_down(office, "2026-11-23 09:12")
    sent = {"ref": [ref], "listed": [ref], f"seen-{ref}": office.case.version, "go": "1"}
    with nothing_changes():
        for act in ("triage", "reclassify", "confirm_finding", "instruct_proposal", "close", "accept_dispatch"):
            assert office.post("li", TUESDAY, f"/desk/together/{act}/", **sent, classification="general", ground="accepted").status_code == 404
        page = office.post("li", TUESDAY, "/desk/together/dispatch/", **sent, department_id=office.house.claims.id, reason="", classification="general", stage="triaged")
        assert "还不能分派" in text_of(page)
        for who in ("sun", "zhang"):
            told = office.post(who, TUESDAY, "/desk/together/dispatch/", **sent, department_id=office.house.claims.id, reason="")
            assert "办好1件" not in text_of(told)


def brought_in(office: Office, *rows: dict[str, Any], columns: tuple[str, ...] | None = None) -> None:
    content = book(*rows) if columns is None else book(*rows, columns=columns)
    answer = office.post("li", TUESDAY, "/desk/registers/", file=SimpleUploadedFile("台账.xlsx", content), unit=str(office.house.branch.id))
    assert answer.status_code == 303, text_of(answer)
    with at(TUESDAY):
        run_due(at=now())
    batch = Batch.objects.order_by("-id").first()
    assert batch is not None
    office.post("li", TUESDAY, f"{answer.headers['Location']}act/", what="begin", seen_version=str(batch.version))
    with at(TUESDAY):
        run_due(at=now())


def test_a_register_that_is_brought_in_moves_no_item_that_is_there(office: Office) -> None:
    brought_in(office, GOOD)
    first = Complaint.objects.get()
    ref = take_down(office, "2026-11-23 09:12")
    with nothing_changes():
        brought_in(office, {**GOOD, "收到时间": "2026-11-01 10:00"})
        brought_in(office, {**GOOD, **ENDED})
    before = everything()
    extra = {**GOOD, "登记编号": ref, "编号": ref, "承办": "小孙", "期限": "2027-12-31", "version": 99}
    brought_in(office, extra, columns=tuple(extra))
    assert not [each for each in before["complaints_complaint"] if each not in everything()["complaints_complaint"]], "what was there is as it was"
    added = Complaint.objects.exclude(pk__in=[each["id"] for each in before["complaints_complaint"]])
    assert {(each.handler_id, each.version, each.ref == ref) for each in added} <= {(None, 1, False)}
    assert first.received_at == Complaint.objects.get(pk=first.pk).received_at


def test_the_command_line_moves_no_item_that_is_there(peopled: Path, suqing: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (peopled / "一.xlsx").write_bytes(book(GOOD))
    (peopled / "二.xlsx").write_bytes(book({**GOOD, **ENDED, "收到时间": "2026-11-01 10:00"}))

    def rows() -> list[Any]:
        with closing(sqlite3.connect(peopled / "data" / "suqing.sqlite3")) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'complaints%' OR name LIKE 'clocks%')")]
            found = [database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in sorted(tables)]  # noqa: S608
            return [*found, database.execute("SELECT hash FROM audit_event WHERE subject_kind = 'complaint' ORDER BY 1").fetchall()]

    told = suqing("import", "一.xlsx", "--organisation", "P0101", "--unit", "P0101-31", "--by", "li")
    assert told.returncode == 0, told.stderr
    before = rows()
    assert any(before)
    for book_name in ("一.xlsx", "二.xlsx"):
        again = suqing("import", book_name, "--organisation", "P0101", "--unit", "P0101-31", "--by", "li", "--json")
        assert json.loads(again.stdout)["counts"]["taken"] == 0
    for words in (("triage", "SQ1"), ("close", "SQ1"), ("import", "一.xlsx", "--organisation", "P0101", "--by", "nobody"), ("import", "一.xlsx", "--organisation", "P0101", "--received-at", "2026-01-01")):
        assert suqing(*words).returncode == 2, words
    assert rows() == before
