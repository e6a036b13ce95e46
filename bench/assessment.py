"""Measure the assessment on SQLite and PostgreSQL: python bench/assessment.py [--rows 1000000] [--only sqlite|postgres]. See README.md.

A register of `--rows` items received in one half-year, `--lodged` of a hundred of them with the regulator: the insurer's own counts and its score.
"""

import argparse
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from run import SERVER, median, migrated, statistics_of_tables, temporary

SEEDS = 1000
APART = 2**38  # ids of one copy lie within a minute; an id counts milliseconds above its 22 lowest bits


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--lodged", type=int, default=10, help="of a hundred items, how many the regulator forwarded")
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--server", default=SERVER, help="a PostgreSQL server where databases may be created")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(inside(given.rows, given.lodged)))
        return
    print(f"| {given.rows:,} items, {given.lodged} % lodged | count: ms | count and score: ms |\n|---|---:|---:|")
    for database in ["sqlite", "postgres"]:
        if given.only in (None, database):
            found = temporary(database, given.server, [sys.executable, __file__, "--inside", "--rows", str(given.rows), "--lodged", str(given.lodged)])
            print(f"| {database} | {found['count']:,.0f} | {found['score']:,.0f} |")


def inside(rows: int, lodged: int) -> dict[str, float]:
    migrated()
    from fractions import Fraction

    from tests.cast import cn, found_cast

    from suqing.apps.assessment.own_inputs import Entered
    from suqing.apps.assessment.own_result import own_result
    from suqing.apps.assessment.register import count_register
    from suqing.apps.complaints.actions import register_complaints
    from suqing.apps.complaints.models import Complaint, ForwardedLetter, ReportBack, Termination
    from suqing.casework.assessment.periods import parse_period
    from suqing.rulebook import open_edition

    house, period, now = found_cast(), parse_period("2026H1"), cn("2026-08-03 09:00")
    for first in range(0, SEEDS, 50):
        day = cn(f"2026-0{1 + first * 6 // SEEDS}-{10 + first // 50 % 15} 10:00")
        register_complaints(intakes=[told(house, number, day, lodged) for number in range(first, first + 50)], actor=house.actor("li"), at=day)
    answered(house)
    for copy in range(1, rows // SEEDS):
        multiply(Complaint, copy, {"ref": f"ref || '-{copy}'", "item_no": f"item_no + {copy}"})
        for model in (ForwardedLetter, ReportBack, Termination):
            multiply(model, copy, {"complaint_id": f"complaint_id + {copy * APART}"})
    statistics_of_tables()
    entered = Entered(
        {fact: Fraction(10**9) for fact in ("motor_premium", "nonmotor_premium", "nonmotor_policies")} | {"mediation_sent": Fraction(4), "mediation_succeeded": Fraction(3)},
        benchmarks={rule: Fraction(1, 2) for rule in ("motor_per_premium", "nonmotor_per_premium", "nonmotor_per_policies", "withdrawal_before_forwarding", "mediation_success")},
    )
    edition = open_edition("sh2018")
    found = own_result(unit=house.branch, edition=edition, period=period, as_of=now, entered=entered)
    if found.assessment is None or found.register.items != rows * lodged // 100:
        raise SystemExit(f"found {found.register.items} items and {found.missing}, expected {rows * lodged // 100} and a score")
    return {
        "count": median(lambda: count_register(unit=house.branch, period=period, as_of=now)),
        "score": median(lambda: own_result(unit=house.branch, edition=edition, period=period, as_of=now, entered=entered)),
    }


def told(house: Any, number: int, day: Any, lodged: int) -> Any:
    from suqing.apps.complaints.intake import Letter

    given = {"received_at": day, "respondent_staff_id": None, "conduct_day": None, "phone": f"139{number:08d}", "line_of_business": "motor" if number % 3 else "liability"}
    if number % 100 < lodged:
        given |= {"source": "regulator_local", "method": "forwarded", "letter": Letter(f"转{number}", "地方局", *((day, day, day + timedelta(days=10) if number % 2 else None) if number % 4 else ()))}
    return house.intake(**given)


def answered(house: Any) -> None:
    """Of ten forwarded items eight are answered, after 4 to 12 days, and one of the others is withdrawn."""
    from suqing.apps.complaints.models import ForwardedLetter, ReportBack, Termination

    letters = ForwardedLetter.objects.select_related("complaint").order_by("id")
    made: dict[Any, list[Any]] = {ReportBack: [], Termination: []}
    for number, letter in enumerate(letters):
        case, at = letter.complaint, letter.complaint.received_at + timedelta(days=4 + number % 9)
        common = {"root_id": case.root_id, "complaint": case, "by": house.people["li"], "at": at}
        if number % 10 < 8:
            made[ReportBack].append(ReportBack(**common, summary=b"", entered_at=at))
        elif number % 10 == 8:
            made[Termination].append(Termination(**common, round=1, kind="withdrawn", clause="cbirc2020/16", reason=b""))
    for model, found in made.items():
        model.objects.bulk_create(found)


def multiply(model: Any, copy: int, changed: dict[str, str]) -> None:
    """Every seed once more, with other ids."""
    from django.db import connection

    table, names = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    values = {name: f'"{name}"' for name in names} | {"id": f"id + {copy * APART}"} | changed
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS " + f"seed_{table} AS SELECT * FROM {table}")
        cursor.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values[name] for name in names)} FROM seed_{table}")  # noqa: S608


if __name__ == "__main__":
    main()
