"""The demo's assessment office: a root of its own beside the insurers, with a round in every state. It sees no case."""

from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO

from suqing.apps.assessment import actions
from suqing.apps.assessment.models import InsurerContact, Round, Step
from suqing.apps.assessment.own_inputs import Entered
from suqing.apps.assessment.state import RoundState, card_hash
from suqing.apps.editions.actions import adopt_edition
from suqing.apps.organisations.actions import employ, found_organisation, give_post
from suqing.apps.organisations.actors import Actor, actor_of, system_actor
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff
from suqing.casework.assessment.periods import Period
from suqing.exchange.bulletin_sample import write_bulletin_sample
from suqing.exchange.sample import sample_facts, write_facts
from suqing.kernel.clock import house, now
from suqing.rulebook import open_edition

SINCE = date(2018, 1, 1)
RULEBOOK = "sh2018"
# log-in: (name, role, title)
PEOPLE = {
    "kao": ("考评员小高", Role.ASSESSOR, "考评经办"),
    "fu": ("考评员小傅", Role.ASSESSOR, "考评复核"),
    "jiandu": ("负责人老纪", Role.ASSESSMENT_LEADER, "考评负责人"),
    "jia": ("甲财险联系人", Role.INSURER_CONTACT, "公司联系人"),
}
CONTACT_OF = {"jia": "P0101"}


def found_office(hashed: str) -> Organisation:
    """The office with its people, the scheme it applies and why."""
    at = now()
    office = found_organisation(at=at, code="kaoping", name="东港保险消费投诉考评办公室（演示）", short_name="考评办公室", kind=OrganisationKind.OFFICE, parent=None, from_day=SINCE)
    for login, (name, role, title) in PEOPLE.items():
        person = employ(root=office, username=login, name=name, at=at, password=hashed, employed_from=SINCE)
        give_post(at=at, staff=person, organisation=office, role=role, from_day=SINCE, title=title)
        if login in CONTACT_OF:
            InsurerContact.objects.create(root=office, staff=person, insurer_code=CONTACT_OF[login], from_day=SINCE)
    adopt_edition(root=office, edition=open_edition(RULEBOOK), from_day=SINCE, reason="本办公室沿用原细则，规则到期后经主任办公会议决定继续采用", actor=system_actor(office.id), at=at)
    return office


def play_rounds(office: Organisation) -> None:
    """Two earlier periods published, the newest one waiting for its last source: so that trends, changes and the work itself can be seen."""
    today = house(now()).date()
    newest = Period(today.year, "H1") if today.month > 6 else Period(today.year - 1, "H1")
    for period in (Period(newest.year - 2, "H1"), Period(newest.year - 1, "H1")):
        _publish(office, period)
    _begin(office, newest)
    _log_events(today)
    sample = BytesIO()
    write_bulletin_sample(sample)
    actions.make_bulletin(period="2022Q1", name="通报示例2022Q1.xlsx", content=sample.getvalue(), actor=actor_of(_actor("kao")), at=now())


def _actor(login: str) -> Staff:
    return Staff.objects.get(username=login)


def _workbook(period: Period) -> bytes:
    edition = open_edition(RULEBOOK)
    facts = sample_facts(edition, period)
    target = BytesIO()
    write_facts(target, facts, edition, period)
    return target.getvalue()


def _publish(office: Organisation, period: Period) -> None:
    where = {"rulebook": RULEBOOK, "period": str(period)}
    kao, fu, leader = (actor_of(_actor(login)) for login in ("kao", "fu", "jiandu"))
    found = actions.open_round(**where, actor=kao, at=now())
    actions.upload_source(**where, kind="workbook", name=f"考评数据{period}.xlsx", content=_workbook(period), actor=kao, at=now())
    for incomplete in RoundState(found).trial.incomplete if RoundState(found).trial else ():
        row = actions.propose_adjustment(**where, kind="set_aside", code=incomplete.code, target="", value="", reason="业务量数据补不齐，经批准本期不计分", actor=kao, at=now())
        actions.decide_adjustment(adjustment_id=row.id, confirm=True, actor=leader, at=now())
    for step in (Step.QUALITATIVE, Step.QUANTITATIVE, Step.REVIEW):
        _step(where, step, kao)
    state = RoundState(_round(office, period))
    assert state.trial is not None
    cards = list(state.trial.cards())
    actions.review_cards(**where, codes=[card.code for card in cards], passed=True, seen={card.code: card_hash(card) for card in cards}, actor=fu, at=now())
    _step(where, Step.SCORE, kao)
    actions.publish_round(**where, seen_version=_round(office, period).version, actor=leader, at=now())


def _round(office: Organisation, period: Period) -> Round:
    return Round.objects.select_related("edition").get(root=office, period=str(period), rulebook=RULEBOOK)


def _step(where: dict[str, str], step: Step, actor: Actor) -> None:
    version = Round.objects.get(root_id=actor.root_id, **where).version
    actions.go_to_step(**where, step=step, seen_version=version, actor=actor, at=now())


def _begin(office: Organisation, period: Period) -> None:
    """Everything but publicity monitoring has come."""
    where = {"rulebook": RULEBOOK, "period": str(period)}
    kao = actor_of(_actor("kao"))
    actions.open_round(**where, actor=kao, at=now())
    content = _workbook(period)
    for kind in ("directory", "complaints_system", "statistics", "mediation", "qualitative"):
        actions.upload_source(**where, kind=kind, name=f"{kind}.xlsx", content=content, actor=kao, at=now())
    actions.ask_counts(**where, actor=kao, at=now())
    actions.answer_counts(**where, code="P0102", agrees=True, actor=actor_of(_actor("fu")), at=now())
    actions.answer_counts(**where, code="P0103", agrees=False, words="投诉件数与我公司登记相差1件，请核对5月的一件重复登记。", actor=actor_of(_actor("fu")), at=now())


def _log_events(today: date) -> None:
    kao, fu = actor_of(_actor("kao")), actor_of(_actor("fu"))
    day = today - timedelta(days=6)
    one = actions.log_event(code="P0105", day=day, indicator="execution", situation="contact_change_not_filed", note="联系人变动两个月后才报备", source="日常报备", actor=kao, at=now())
    actions.decide_entry(entry_id=one.id, confirm=True, actor=fu, at=now())
    actions.log_event(code="L0107", day=day, indicator="improper_handling", situation="single_visit", persons=2, note="先向公司投诉两次未答复，来访反映", source="来访登记", actor=kao, at=now())


def score_themselves(unit: Organisation, login: str) -> None:
    """An insurer has entered its exposure: its own card shows at once."""
    figures = {
        "motor_premium": 420_000_000, "nonmotor_premium": 160_000_000, "nonmotor_policies": 180_000, "motor_complaints": 26, "nonmotor_complaints": 7,
        "withdrawn_before_forwarding": 14, "forwarded": 19, "on_time": 16, "overdue": 2, "mediation_sent": 6, "mediation_succeeded": 4,
    }  # fmt: skip
    before = {"motor_premium": 395_000_000, "nonmotor_premium": 140_000_000, "motor_complaints": 24, "nonmotor_complaints": 8}
    entered = Entered(
        {name: Fraction(value) for name, value in figures.items()}, {name: Fraction(value) for name, value in before.items()}, {"institutions/gm_case_review": "noncompliant"}
    )
    year = house(now()).date().year
    actions.save_own_inputs(unit=unit, period=Period(year, "H1"), entered=entered, seen_version=0, actor=actor_of(_actor(login)), at=now())
