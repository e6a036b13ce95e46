"""Measure the casework on SQLite and PostgreSQL: python bench/run.py [--cases 10000] [--only sqlite|postgres]. See README.md."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SERVER = "postgresql://postgres@127.0.0.1:5432"
CLIENTS, EACH, LOOKS = 8, 25, 30
WORDS = {
    "bulk": "bulk, batches of 50: cases/s", "one": "single, 1 client: cases/s", "eight": "single, 8 clients (processes): cases/s",
    "open": "list of 50, all open: ms", "mine": "list of 50, my turn: ms", "register": "register, newest 50: ms", "case": "page of a case: ms",
    "ref": "search by reference: ms", "phone": "search by phone: ms", "name": "search by one character of a name: ms", "counts": "counts of 12 views: ms",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--server", default=SERVER, help="a PostgreSQL server where databases may be created")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--client", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.client:
        print(json.dumps(client(given.client)))
    elif given.inside:
        print(json.dumps(inside(given.cases)))
    else:
        compare(given)


def compare(given: argparse.Namespace) -> None:
    found = {}
    for database in ["sqlite", "postgres"]:
        if given.only in (None, database):
            load, found[database] = os.getloadavg()[0], measure(database, given)
            print(f"{database}: load before {load:.1f}, after {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {given.cases:,} cases")
    print(f"\n| what | {' | '.join(found)} | ratio |\n|---|{'---:|' * (len(found) + 1)}")
    for key, words in WORDS.items():
        values = [each[key] for each in found.values()]
        ratio = f"{values[1] / values[0]:.2f}" if len(values) == 2 else ""
        print(f"| {words} | {' | '.join(f'{value:,.1f}' for value in values)} | {ratio} |")


def measure(database: str, given: argparse.Namespace) -> dict[str, float]:
    return temporary(database, given.server, [sys.executable, __file__, "--inside", "--cases", str(given.cases)])


def temporary(database: str, server: str, words: list[str]) -> dict[str, float]:
    """One process with a database, data and keys of its own, all of it gone afterwards. What its last line of JSON says."""
    with tempfile.TemporaryDirectory(prefix="suqing-bench-") as folder:
        name = f"suqing_bench_{os.getpid()}"
        own = {"SUQING_DATA": f"{folder}/data", "SUQING_KEYS": f"{folder}/keys", "SUQING_DATABASE_URL": "", "SUQING_BASE_URL": "http://127.0.0.1:8000"}
        if database == "postgres":
            own["SUQING_DATABASE_URL"] = f"{server}/{name}"
            administer(server, f'CREATE DATABASE "{name}"')
        try:
            return json.loads(subprocess.run(words, env=os.environ | own, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])  # type: ignore[no-any-return]
        finally:
            if database == "postgres":
                administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(server: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[arg-type]


def start() -> None:
    sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "suqing.project.settings"
    import django

    django.setup()


def migrated() -> None:
    """Django with its tables, and all code loaded before anything is measured."""
    start()
    from django.conf import settings
    from django.core.management import call_command
    from django.urls import get_resolver

    Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    (Path(settings.DATA) / "static").mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    assert get_resolver().url_patterns


def inside(cases: int) -> dict[str, float]:
    migrated()
    from tests.cast import cn, found_cast

    from suqing.apps.complaints.actions import register_complaint, register_complaints

    house, at = found_cast(), cn("2026-11-23 09:15")
    actor, found = house.actor("li"), {}
    register_complaint(intake=told(house, 0), actor=actor, at=at)  # the editions are read once a process
    began = time.perf_counter()
    for first in range(0, cases, 50):
        register_complaints(intakes=[told(house, number) for number in range(first, min(first + 50, cases))], actor=actor, at=at)
    found["bulk"] = cases / (time.perf_counter() - began)
    began = time.perf_counter()
    for number in range(CLIENTS * EACH):
        last = register_complaint(intake=told(house, number), actor=actor, at=at)
    found["one"] = CLIENTS * EACH / (time.perf_counter() - began)
    found["eight"] = side_by_side()
    statistics_of_tables()
    return found | pages(house, last.ref)


def told(house: Any, number: int) -> Any:
    surname, given = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"[number % 20], "伟芳娜敏静丽强磊军洋"[number // 20 % 10]
    return house.intake(name=f"{surname}{given}", phone=f"139{number:08d}", policy_no=f"PDAA2026{number:012d}", respondent_staff_id=None)


def client(at_second: float) -> tuple[float, float]:
    """One of several clerks: waits for the second, registers, tells when it began and ended."""
    start()
    from tests.cast import House, cn

    from suqing.apps.complaints.actions import register_complaint
    from suqing.apps.organisations.actors import actor_of
    from suqing.apps.organisations.models import Organisation, Staff

    branch = Organisation.objects.get(code="P0101-31")
    house = House(branch, branch, branch, branch, {each.username: each for each in Staff.objects.all()})
    intakes = [told(house, 500_000 + os.getpid() * 100 + number) for number in range(EACH)]
    register_complaint(intake=intakes[0], actor=actor_of(house.li), at=cn("2026-11-23 09:15"))
    time.sleep(max(0.0, at_second - time.time()))
    began = time.time()
    for intake in intakes:
        register_complaint(intake=intake, actor=actor_of(house.li), at=cn("2026-11-23 09:15"))
    return began, time.time()


def side_by_side() -> float:
    at_second = time.time() + 20
    words = [sys.executable, __file__, "--client", str(at_second)]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE) for _ in range(CLIENTS)]
    times = [json.loads(each.communicate()[0].splitlines()[-1]) for each in running]
    return CLIENTS * EACH / (max(end for _, end in times) - min(began for began, _ in times))


def statistics_of_tables() -> None:
    """What autovacuum and `PRAGMA optimize` do by themselves within a day."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pages(house: Any, ref: str) -> dict[str, float]:
    """Medians, in process: the whole request with log-in, session and templates, without the network."""
    from django.conf import settings
    from django.test import Client
    from tests.cast import cn

    from suqing.apps.complaints.queries import counts_of, seer_of
    from suqing.apps.organisations.access import standing_of

    settings.ALLOWED_HOSTS = ["*"]
    browser, now = Client(), cn("2026-11-23 10:00")
    browser.force_login(house.li, backend="allauth.account.auth_backends.AuthenticationBackend")
    seer = seer_of(standing_of(house.li, on=now.date()), now=now)
    addresses = {
        "open": "/desk/?view=open", "mine": "/desk/?view=mine", "register": "/desk/cases/", "case": f"/desk/c/{ref}/",
        "ref": f"/desk/find/?q={ref}", "phone": "/desk/find/?q=13900000077", "name": "/desk/find/?q=陈",
    }  # fmt: skip
    found = {key: median(lambda address=address: looked_at(browser, address)) for key, address in addresses.items()}
    return found | {"counts": median(lambda: counts_of(seer, now=now))}


def looked_at(browser: Any, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code not in (200, 302):  # a whole reference leads to its case
        raise SystemExit(f"{address}: found {answer.status_code}, expected 200 or 302")


def median(call: Callable[[], object]) -> float:
    times = []
    for number in range(LOOKS + 3):
        began = time.perf_counter()
        call()
        if number >= 3:
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
