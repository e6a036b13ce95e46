"""A Monday morning: clerks register at their desks while an older register is being brought in. Every item has a number of its own.

That 200 items registered at one moment over the API are 200, and eight retries one, is asked in tests/web/test_api_load.py.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint, RegisterEntry
from suqing.apps.registers import actions
from suqing.apps.registers.bringing import check_batch, take_batch
from suqing.kernel.clock import house, now
from suqing.kernel.references import check_reference
from tests.apps.test_register_import import GOOD, book
from tests.web.desk_cast import Office

pytestmark = [pytest.mark.load, pytest.mark.django_db(transaction=True)]
CLERKS, EACH, BROUGHT = ("zhang", "li", "han"), 12, 120


def test_every_item_has_a_number_of_its_own_whichever_way_it_came() -> None:
    office = Office()
    start, said = Barrier(len(CLERKS) + 1), Lock()
    refs: list[str] = []

    def clerk(who: str) -> None:
        browser = Client(raise_request_exception=False)
        browser.force_login(office.house.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        start.wait(timeout=30)
        try:
            for number in range(EACH):
                answer = browser.post("/desk/new/", form(office, who, number))
                assert answer.status_code == 303, answer.content.decode()[-2000:]
                with said:
                    refs.append(answer.headers["Location"].split("/desk/c/")[1].split("/")[0])
        finally:
            connections.close_all()

    def register() -> None:
        at, li = now(), office.house.actor("li")
        content = book(*({**GOOD, "登记编号": f"TS-{number}", "收到时间": f"{house(at):%Y-%m-%d} 00:00"} for number in range(BROUGHT)))
        batch = actions.hand_over(name="台账.xlsx", content=content, unit_id=office.house.branch.id, actor=li, at=at, later=False)
        check_batch(batch, actor=li, now=at)
        batch.refresh_from_db()
        batch = actions.begin(batch_id=batch.id, seen_version=batch.version, actor=li, at=at, later=False)
        start.wait(timeout=60)
        try:
            take_batch(batch, actor=li, now=at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(CLERKS) + 1) as pool:
        for done in [pool.submit(register), *(pool.submit(clerk, who) for who in CLERKS)]:
            done.result()
    found = list(Complaint.objects.values_list("ref", flat=True))
    assert len(found) == len(set(found)) == len(CLERKS) * EACH + BROUGHT
    assert set(refs) <= set(found)
    assert len(refs) == len(set(refs)) == len(CLERKS) * EACH
    assert [check_reference(ref) for ref in found] == found
    assert RegisterEntry.objects.values("number").distinct().count() == BROUGHT
    assert Event.objects.filter(subject_kind="complaint", verb="registered").count() == len(found)
    assert verify() == []


def form(office: Office, who: str, number: int) -> dict[str, Any]:
    return {
        "misconduct": "no", "method": "telephone", "source": "own", "received_at": f"{house(now()):%Y-%m-%dT%H:%M}", "unit_id": str(office.house.branch.id),
        "phone": f"138{CLERKS.index(who)}{number:07}", "name": "陈女士", "facts": f"{who}记下的第{number}件", "demands": "回电",
    }  # fmt: skip
