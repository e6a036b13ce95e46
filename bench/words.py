"""Measure the search of texts: python bench/words.py [--rows 200000] [--only sqlite|postgres]. See README.md.

A thousand registered items with texts drawn from common and rare phrases, then copies of their rows. Copies do not open (their
texts are bound to the first row), so the candidates are measured, and the proof of fifty of them apart.
"""

import argparse
import json
import random
import sys
import time
from typing import Any

from assessment import APART, SEEDS, multiply
from run import SERVER, median, migrated, statistics_of_tables, temporary

PHRASES = ("理赔人员", "定损改期", "保险公司", "拖延不办", "电话无人接听", "要求赔付", "退保损失", "服务态度", "拒绝赔偿", "合同条款", "销售误导", "资料反复补交", "车辆受损", "等待多日")
ASKED = {"common": "理赔人员", "phrase": "电话无人接听", "one": "赔", "rare": "玄武岩", "two": "理赔人员 玄武岩", "long": "车辆受损电话无人接听拖延不办合同条款"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--server", default=SERVER, help="a PostgreSQL server where databases may be created")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(inside(given.rows)))
        return
    for database in ["sqlite", "postgres"]:
        if given.only in (None, database):
            found = temporary(database, given.server, [sys.executable, __file__, "--inside", "--rows", str(given.rows)])
            print(f"{database}, {given.rows:,} items: " + ", ".join(f"{name} {value:,.1f}" for name, value in found.items()))


def inside(rows: int) -> dict[str, float]:
    migrated()
    from tests.cast import cn, found_cast

    from suqing.apps.complaints.actions import register_complaints
    from suqing.apps.complaints.models import Complaint, Sight, TextToken
    from suqing.apps.complaints.queries import seer_of
    from suqing.apps.complaints.text_search import candidates, proven
    from suqing.apps.organisations.access import standing_of

    house, at, chance = found_cast(), cn("2026-11-23 09:15"), random.Random(7)
    began = time.perf_counter()
    for first in range(0, SEEDS, 50):
        intakes = [house.intake(facts=told(chance, number), demands="要求尽快赔付并道歉", respondent_staff_id=None) for number in range(first, first + 50)]
        register_complaints(intakes=intakes, actor=house.actor("li"), at=at)
    found: dict[str, float] = {"registering, items/s": SEEDS / (time.perf_counter() - began), "tokens an item": TextToken.objects.count() / SEEDS}
    seeds = list(Complaint.objects.prefetch_related("parties")[:50])
    for copy in range(1, rows // SEEDS):
        multiply(Complaint, copy, {"ref": f"ref || '-{copy}'", "item_no": f"item_no + {copy}"})
        for model in (Sight, TextToken):
            multiply(model, copy, {"complaint_id": f"complaint_id + {copy * APART}"})
    statistics_of_tables()
    now = cn("2026-11-24 10:00")
    seer = seer_of(standing_of(house.people["li"], on=now.date()), now=now)
    found |= {f"{name}, ms": median(lambda words=words: candidates(seer, words, limit=200)) for name, words in ASKED.items()}
    return found | {"proof of fifty, ms": median(lambda: proven(seer, seeds, "赔付"))}


def told(chance: Any, number: int) -> str:
    rare = "玄武岩" if number == 500 else "".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(12))
    return "，".join([*chance.sample(PHRASES, 9), rare]) + "。"


if __name__ == "__main__":
    main()
