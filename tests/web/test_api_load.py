"""Many at once, each with a connection of its own: nothing lost, nothing doubled."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from suqing.apps.audit.models import Event
from suqing.apps.complaints.models import Complaint
from suqing.apps.integration.models import IdempotencyRecord
from tests.cast import found_cast
from tests.web.api_world import BASE, MORNING, World, call

pytestmark = [pytest.mark.load, pytest.mark.django_db(transaction=True)]
THREADS = 8


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World(found_cast(), monkeypatch).at(MORNING)
    for who in ("li", "han"):
        world.token(who)
    return world


def at_once(work: Callable[[int], Any], count: int) -> list[Any]:
    start = Barrier(min(THREADS, count))

    def one(number: int) -> Any:
        if number < THREADS:
            start.wait(timeout=30)
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(count)))


def post(world: World, who: str, path: str, body: Any, **headers: str) -> Any:
    return call(Client(raise_request_exception=False), "POST", path, body, token=world.tokens[who], **headers)


def test_eight_retries_at_one_moment_are_one_case(crowd: World) -> None:
    answers = at_once(lambda _: post(crowd, "li", BASE, crowd.intake(), Idempotency_Key="one"), THREADS)
    assert {each.status_code for each in answers} == {201}
    assert len({each.content for each in answers}) == 1
    assert Counter(each.headers.get("Idempotency-Replayed") for each in answers) == {None: 1, "true": THREADS - 1}
    assert Complaint.objects.count() == 1
    assert IdempotencyRecord.objects.count() == 1
    assert Event.objects.filter(subject_kind="complaint").count() == 1


def test_eight_acts_on_one_version_are_one_act(crowd: World) -> None:
    ref = post(crowd, "li", BASE, crowd.intake()).json()["ref"]
    body = {"classification": "major", "established": True}
    answers = at_once(lambda _: post(crowd, "li", f"{BASE}/{ref}/triage", body, If_Match='"1"'), THREADS)
    assert Counter(each.status_code for each in answers) == {200: 1, 412: THREADS - 1}
    assert Complaint.objects.get().version == 2


def test_two_hundred_registrations_at_once_are_two_hundred_cases(crowd: World) -> None:
    def one(number: int) -> Any:
        body = crowd.intake(facts=f"第{number}件", phone=f"138{number:08}")
        return post(crowd, ("li", "han")[number % 2], BASE, body, Idempotency_Key=f"key-{number}")

    answers = at_once(one, 200)
    assert Counter(each.status_code for each in answers) == {201: 200}
    refs = {each.json()["ref"] for each in answers}
    assert len(refs) == 200
    assert set(Complaint.objects.values_list("ref", flat=True)) == refs
    assert Event.objects.filter(subject_kind="complaint", verb="registered").count() == 200
    again = at_once(one, 200)
    assert {each.json()["ref"] for each in again} == refs
    assert Complaint.objects.count() == 200
