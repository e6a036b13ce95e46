"""What comes in within a year: how much on which day, what is told, by whom. Words and persons are those of the sample register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from suqing.apps.registers.columns import DISPUTES, LINES
from suqing.apps.registers.forms import STORIES, SURNAMES
from suqing.kernel.clock import HOUSE
from suqing.rulebook import Calendar

YEAR = 365
WEEKDAYS = (1.5, 1.2, 1.0, 1.0, 0.9, 0.4, 0.25)
ON_HOLIDAYS = 0.35
TYPHOON = (7, 8, 9)
AGAIN, ADVICE, FORWARDED = 0.06, 0.02, 0.05
KNOWN = dict.fromkeys(("exposed_by_media", "in_litigation", "in_arbitration", "with_judicial_organs", "only_venting"), False)
OF_PROPERTY = ("motor", "property_other", "guarantee", "liability", "accident", "health_short")
DEPARTMENTS = {"motor": "sh.motor", "health_short": "sh.health", "accident": "sh.health"}
# The repair shop about which every third motor complaint of the typhoon months is.
SHOP = ("机动车辆保险", "理赔纠纷", "浦东二号合作修理厂", "台风中进水的车送浦东二号合作修理厂，报价两次翻高，三周没有修好，厂里和定损互相推。", "换厂修理，赔代步费。", "换厂修复，代步费按天补偿。", 5200)
# The product of which one comes in every week, the more the later in the year.
PRODUCT = next(story for story in STORIES if "首月一元" in story[3])

Told = tuple[str, str, str, str, str, str, int]


@dataclass(frozen=True)
class Call:
    """One item as it comes in. `again`: the number of the earlier item about the same matter."""

    number: int
    received_at: datetime
    by: str
    unit: str
    department: str
    story: Told
    told: dict[str, Any]
    again: int | None = None

    @property
    def outcome(self) -> str:
        return self.story[5]

    @property
    def sum_fen(self) -> int:
        return int(self.told.get("sum_claimed_fen") or 0)


def calls(dice: Random, *, items: int, until: date, calendar: Calendar, days: int = YEAR) -> Iterator[Call]:
    """In the order of receipt, `items` of them, the last on the day before `until`."""
    all_days = [until - timedelta(days=back) for back in range(days, 0, -1)]
    weights = [weight_of(day, calendar) for day in all_days]
    earlier: list[Call] = []
    for number, day in enumerate(sorted(dice.choices(all_days, weights, k=items)), start=1):
        call = _call(number, day, dice, calendar, earlier)
        earlier.append(call)
        yield call


def weight_of(day: date, calendar: Calendar) -> float:
    """The week's rhythm, quiet holidays, and the two busy seasons."""
    weight = WEEKDAYS[day.weekday()] if calendar.is_working_day(day) or day.weekday() >= 5 else ON_HOLIDAYS
    if day.month in TYPHOON:
        weight *= 1.6
    return weight * (1.5 if near_spring_festival(day, calendar) else 1.0)


def near_spring_festival(day: date, calendar: Calendar) -> bool:
    return any(calendar.holiday_name(day + timedelta(days=shift)) == "春节" for shift in range(-10, 11))


def _call(number: int, day: date, dice: Random, calendar: Calendar, earlier: Sequence[Call]) -> Call:
    received = datetime.combine(day, time(8), HOUSE) + timedelta(minutes=dice.randrange(0, 11 * 60))
    roll = dice.random()
    before = [each for each in earlier[-60:] if each.received_at.date() < day and "kind" not in each.told] if roll < AGAIN else []
    if before:
        return _again(number, received, dice, dice.choice(before))
    story = _story(day, dice, calendar)
    line, dispute, whom, facts, demand, _, yuan = story
    business = LINES[line]
    sum_fen = (yuan + dice.randrange(0, 41) * 10) * 100 if yuan else None
    told: dict[str, Any] = {
        "method": "telephone", "source": "own", "facts": facts, "demands": demand, "respondent_text": whom, "line_of_business": business, "dispute_type": DISPUTES[dispute],
        "name": dice.choice(SURNAMES) + dice.choice(("先生", "女士")), "phone": f"1990{dice.randrange(10_000_000):07d}", "policy_no": f"YEAR{number:012d}",
        "sum_claimed_fen": sum_fen, "possible_loss_fen": sum_fen or 0, **KNOWN,
    }  # fmt: skip
    unit, by = dice.choices((("sh", "zhang"), ("sh", "xu"), ("sh", "du"), ("sh", "li"), ("sh.pudong", "ni"), ("sh.jingan", "qi")), (5, 4, 4, 2, 3, 2))[0]
    if by in ("ni", "qi"):
        told["method"] = "visit"
    elif by == "li":
        told["method"], told["source"] = dice.choice((("letter", "own"), ("web", "own"), ("forwarded", "association"), ("web", "internet"), ("media", "media")))
        told["exposed_by_media"] = told["method"] == "media"
    if roll > 1 - FORWARDED:
        unit, by = "sh", "li"
        told |= {"method": "forwarded", "source": "regulator_local", "letter": _letter(number, received)}
    elif roll > 1 - FORWARDED - ADVICE:
        told["kind"] = "advice"
    elif business == "motor" and dispute == "理赔纠纷" and dice.random() < 0.12:
        told |= {"respondent_staff": "ding", "conduct_day": day - timedelta(days=dice.randrange(3, 20))}
    department = unit if unit != "sh" and dice.random() < 0.5 else DEPARTMENTS.get(business, "sh.kefu")
    return Call(number, received, by, unit, department, story, told)


def _again(number: int, received: datetime, dice: Random, first: Call) -> Call:
    """The same customer calls once more about the same matter."""
    kept = {name: value for name, value in first.told.items() if name != "letter"}
    told = {**kept, "method": "telephone", "source": "own", "exposed_by_media": False, "facts": f"再次来电：{first.story[3]}", "demands": "说明办到哪一步，尽快答复。"}
    return Call(number, received, dice.choice(("zhang", "xu", "du")), first.unit, first.department, first.story, told, again=first.number)


def _story(day: date, dice: Random, calendar: Calendar) -> Told:
    """Hot spots first; in the busy seasons two of three are about motor claims."""
    if day.month in TYPHOON and dice.random() < 0.2:
        return SHOP
    if dice.random() < 0.04 + 0.1 * day.timetuple().tm_yday / YEAR:
        return PRODUCT
    ours = [story for story in STORIES if LINES[story[0]] in OF_PROPERTY]
    motor = [story for story in ours if story[:2] == SHOP[:2]]
    busy = day.month in TYPHOON or near_spring_festival(day, calendar)
    return dice.choice(motor if busy and dice.random() < 0.5 else ours)


def _letter(number: int, received: datetime) -> dict[str, Any]:
    return {
        "letter_no": f"沪投转〔{received:%Y}〕{number:04d}号", "bureau": "上海监管局", "regulator_received_at": received - timedelta(days=3),
        "forwarded_at": received - timedelta(days=1), "return_by": received + timedelta(days=14),
    }  # fmt: skip
