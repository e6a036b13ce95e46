"""Weeks of generated work: what every view, count, list, search, file and figure says is what loops over the rows say (recount.py).

`SUQING_TEST_YEAR=3000` plays a whole year of so many items instead: half an hour, before a release. Much fewer leave a view or two empty at the
year's end, which the first test says.
"""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from openpyxl import load_workbook

from suqing.apps.assessment.register import count_register
from suqing.apps.clocks.tasks import wake_clocks
from suqing.apps.complaints import actions, facts, queries
from suqing.apps.complaints.actions.visiting import Representative
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import (
    Complaint,
    Dispatch,
    FollowUp,
    ForwardedLetter,
    HeadCount,
    Mediation,
    Party,
    Proposal,
    ReportBack,
    Survey,
    Termination,
    Urge,
    Visit,
)
from suqing.apps.complaints.models.case import NO_LIMIT
from suqing.apps.complaints.turns import next_turn
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.models import Organisation, Staff
from suqing.casework.assessment.periods import Period
from suqing.demo.houses import Houses, found_houses
from suqing.demo.load import _adopt
from suqing.demo.year import play_year
from suqing.kernel.clock import house
from suqing.kernel.crypto import new_keys
from suqing.rulebook import open_calendar
from suqing.web.desk.together import MOST as AT_ONCE
from suqing.web.lists.filtering import FILTER_NAMES
from tests.cast import cn
from tests.stories.recount import APPLY, OVERSEERS, Case, Eyes, Rows, how_urgent, refs
from tests.web.desk_cast import at

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-25 10:00")
GAPPY = 3  # taken down this morning besides
WHOLE = int(os.environ.get("SUQING_TEST_YEAR", "0"))
ITEMS, DAYS, SEED, EVENTFUL = (WHOLE, 365, 2, 1) if WHOLE else (60, 18, 2, 5)
# officer, heads, handlers, leaders, claims head, manager, clerks, respondent, the leading group, nobody, the other insurer
PEOPLE = ("li", "wang", "feng", "sun", "cai", "zhao", "qian", "liao", "han", "zhang", "ni", "ding", "cheng", "wairen", "lin")


@dataclass
class Year:
    rows: Rows
    people: dict[str, Staff]
    browsers: dict[str, Client]

    def eyes(self, who: str) -> Eyes:
        return Eyes(self.rows, self.people[who], NOW)

    def page(self, who: str, path: str, status: int = 200) -> str:
        with at(NOW):
            answer = self.browsers[who].get(path)
        assert answer.status_code == status, (who, path, answer.status_code)
        return answer.content.decode()

    def listed(self, who: str, path: str, to: str = "/desk/c/") -> list[str]:
        """The references of a list through all its pages, in their order."""
        found: list[str] = []
        base = path.split("?")[0]
        while path:
            page = self.page(who, path)
            found += re.findall(rf'<tr data-row data-href="{to}([^/"]+)/"', page)
            following = re.search(r'href="([^"]+)" rel="next"', page)
            path = base + unescape(following[1]) if following else ""
        return found

    def exported(self, who: str, query: str) -> list[dict[str, Any]]:
        with at(NOW):
            answer = self.browsers[who].post(f"/desk/export/?{query}")
        head, *rows = load_workbook(BytesIO(answer.content))["投诉件"].iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any) -> Iterator[Year]:
    """Built once, inside a transaction that is rolled back at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        new_keys(Path(settings.KEYS))
        houses = found_houses(cn("2020-01-01 09:00"))
        _adopt(houses)
        play_year(houses, items=ITEMS, now=NOW, calendar=open_calendar("cn"), seed=SEED, days=DAYS, eventful=EVENTFUL)
        _this_morning(houses)
        wake_clocks(NOW)
        yield Year(Rows(), houses.people, {who: _logged_in(houses.people[who]) for who in PEOPLE})
        transaction.set_rollback(True)


def _this_morning(houses: Houses) -> None:
    """What so few weeks need not hold: two links answered badly, one case taken up again, one asked about, one withdrawn, two visits, one of them with a journalist, three taken down with gaps."""
    moment = cn("2026-11-25 09:30")
    closed = Complaint.objects.filter(stage="closed", respondent_staff=None, surveys=None).order_by("id")
    called, again = closed.filter(next_action__in=["evaluate", "archive"]).first(), closed.filter(next_action="follow_up").first()
    archived = Complaint.objects.filter(stage="archived", surveys=None).order_by("id").first()
    investigating = Complaint.objects.filter(stage="investigating", handler__username="sun").order_by("id").first()
    waiting = Complaint.objects.filter(stage__in=["registered", "triaged"]).order_by("id").first()
    assert called is not None
    assert again is not None
    assert archived is not None
    assert investigating is not None
    assert waiting is not None

    def act(action: Any, complaint: Complaint, who: str, **given: Any) -> Complaint:
        return action(ref=complaint.ref, seen_version=complaint.version, actor=houses.actor(who), at=moment, **given)  # type: ignore[no-any-return]

    for number, (complaint, score) in enumerate(((called, 1), (archived, 2))):
        code = f"{number}" * 22
        act(actions.send_survey, complaint, "li", code=code)
        actions.answer_survey(code=code, at=moment + timedelta(minutes=5), satisfaction=score, words="没有人联系我")
    act(actions.reopen_complaint, again, "li", reason="投诉人提出新的材料。")
    act(actions.ask_support, investigating, "sun", to_staff_id=houses.people["zhao"].id, kind="help", reason="要调取外地资料。", answer_by=moment + timedelta(days=1))
    act(actions.terminate_complaint, waiting, "li", kind="withdrawn", reason="投诉人来电撤回。", told_how="recorded")
    told = {"received_at": moment, "unit_id": houses.units["sh"].id, "facts": "查勘迟迟不来。", "demands": "尽快查勘。", "respondent_text": "查勘岗", "dispute_type": "claim"}
    known = {"name": "卜女士", "phone": "19900000000"}
    actions.register_complaint(intake=Intake(method="telephone", **told | known | {"demands": ""}), actor=houses.actor("li"), at=moment)
    actions.register_complaint(intake=Intake(method="forwarded", source="regulator_local", **told | known), actor=houses.actor("li"), at=moment)
    nameless = actions.register_complaint(intake=Intake(method="telephone", **told), actor=houses.actor("li"), at=moment)
    act(actions.triage_complaint, nameless, "li", classification="general", established=True, reason="按现有材料")


    for complaint in Complaint.objects.filter(open=True, stage="investigating").exclude(pk=investigating.pk).order_by("id")[:2]:
        six = act(actions.receive_visit, complaint, "li", persons=6, place="二楼接待室", recording_told=True, representatives=(Representative("戚代表", "13700000009"),), step="请坐下说")
    act(actions.open_crisis, six, "li", trigger="media", reason="记者陪同到访")
    actions.count_heads(ref=six.ref, actor=houses.actor("li"), at=moment + timedelta(minutes=5), persons=9)
    actions.end_visit(ref=six.ref, actor=houses.actor("li"), at=moment + timedelta(minutes=10), outcome="答应三日内答复，全部离开")


def _logged_in(person: Staff) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_there_is_something_in_every_view_and_somebody_who_must_not_see_it(year: Year) -> None:
    """Without this the comparisons below could not fail."""
    held = {view: max(len(year.eyes(who).view(view)) for who in PEOPLE) for view in queries.VIEWS}
    assert not [view for view, most in held.items() if most == 0], held
    assert {case.row.stage for case in year.rows.cases.values()} >= {"closed", "archived", "withdrawn", "investigating"}
    assert any(case.row.round > 1 for case in year.rows.cases.values())
    assert year.eyes("wairen").seen() == year.eyes("lin").seen() == []
    assert 0 < len(year.eyes("wang").seen()) < len(year.eyes("li").seen())


@pytest.mark.parametrize("who", PEOPLE)
def test_every_view_holds_what_it_says_in_its_order(year: Year, who: str) -> None:
    eyes = year.eyes(who)
    for view in queries.VIEWS:
        assert year.listed(who, f"/desk/?view={view}") == refs(eyes.view(view)), view


@pytest.mark.parametrize("who", PEOPLE)
def test_the_counts_at_the_side_are_those_of_the_lists(year: Year, who: str) -> None:
    page, eyes = year.page(who, "/desk/"), year.eyes(who)
    shown = dict(re.findall(r'href="/desk/\?view=(\w+)"[^>]*>.*?<span class="n[^"]*">([^<]+)</span>', page))
    there = {view: len(eyes.view(view)) for view in queries.VIEWS}
    assert shown == {view: str(count) if count < queries.COUNT_UP_TO else "999+" for view, count in there.items()}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_register_holds_all_that_is_seen_newest_first(year: Year, who: str) -> None:
    seen = sorted(year.eyes(who).seen(), key=lambda case: -case.row.id)
    assert year.listed(who, "/desk/cases/") == refs(seen)
    assert year.listed(who, "/desk/cases/?scope=open") == refs(case for case in seen if case.row.open)
    assert year.listed(who, "/desk/cases/?scope=ended") == refs(case for case in seen if not case.row.open)


def test_who_sees_a_case_is_who_had_to_do_with_it_or_is_above(year: Year) -> None:
    """The involvement table against the records: nobody is missing, and who is there besides was told of lateness, crisis, a second call or a suggestion."""
    holding = {role: {post.staff_id for posts in year.rows.posts.values() for post in posts if post.role == role} for role in (*OVERSEERS, "leading_group")}
    extra = 0
    for case in year.rows.cases.values():
        row = case.row
        sent = [each for each in Dispatch.objects.filter(complaint=row) if each.returned_at is None]
        last = max(sent, key=lambda each: each.at, default=None)
        must = {*case.above, row.taken_by_id, row.officer_id, row.handler_id, row.leader_id, *((last.department_id, last.to_staff_id) if last else ())} - {None}
        assert must <= case.seen_by, row.ref
        told = {each.submitted_to_id for each in Proposal.objects.filter(complaint=row)}
        late = any(each.escalation_step or each.state == "missed" for each in case.clocks) or any(each.escalated_at for each in [*case.urges, *case.supports])
        if row.crisis_item or late:
            told = told.union(*holding.values())
        if row.repeat_level == "second":
            told |= holding["leader_in_charge"]
        if case.improvements:
            told |= holding["leading_group"]
        besides = case.seen_by - must
        assert besides <= told, row.ref
        extra += len(besides)
    assert extra > 0


def _values(case: Case, name: str, now: datetime) -> set[str]:
    if name in ("late", "late_cause"):
        said = {(each.clock_kind, each.limit_at): each.cause for each in case.latenesses if each.superseded_at is None}
        missed = [each for each in case.clocks if each.kind != "review_apply" and (each.state == "missed" or each.state == "running" and each.limit_at < now)]
        return {each.kind if name == "late" else said.get((each.kind, each.limit_at), "unsaid") for each in missed}
    if name == "cause":
        last = max(case.findings, key=lambda each: each.version, default=None)
        return {last.cause_kind, last.cause_detail} - {""} if last else set()
    return {_value(case, name)}


def _value(case: Case, name: str) -> str:
    if name == "priority":
        return how_urgent(case)
    if name == "blockage":
        return case.stuck.stuck_on if case.stuck else ""
    if name == "care":
        return case.care
    return str(getattr(case.row, name))


@pytest.mark.parametrize("who", ["li", "wang"])
@pytest.mark.parametrize("name", FILTER_NAMES)
def test_every_filter_leaves_what_it_names(year: Year, who: str, name: str) -> None:
    seen = sorted(year.eyes(who).seen(), key=lambda case: -case.row.id)
    for value in FILTER_NAMES[name][1]:
        assert year.listed(who, f"/desk/cases/?{name}={value}") == refs(case for case in seen if value in _values(case, name, year.eyes(who).now)), value
        assert year.listed(who, f"/desk/?view=open&{name}={value}") == refs(case for case in year.eyes(who).view("open") if value in _values(case, name, year.eyes(who).now)), value


def test_days_of_receipt_narrow_every_list(year: Year) -> None:
    eyes = year.eyes("li")
    days = sorted({case.row.received_day for case in eyes.seen()})
    first, last = days[len(days) // 3], days[2 * len(days) // 3]
    seen = sorted(eyes.seen(), key=lambda case: -case.row.id)
    assert year.listed("li", f"/desk/cases/?since={first}&until={last}") == refs(case for case in seen if first <= case.row.received_day <= last)
    assert year.listed("li", f"/desk/cases/?since={last}") == refs(case for case in seen if case.row.received_day >= last)
    assert year.listed("li", f"/desk/?view=open&until={first}") == refs(case for case in eyes.view("open") if case.row.received_day <= first)
    assert year.listed("li", "/desk/cases/?since=yesterday&until=1066-10-14") == refs(seen)


def test_filters_by_unit_by_handler_and_several_together(year: Year) -> None:
    eyes = year.eyes("li")
    for case in {case.row.unit_id: case for case in eyes.seen()}.values():
        wanted = [each for each in eyes.view("open") if each.row.unit_id == case.row.unit_id]
        assert year.listed("li", f"/desk/?view=open&unit_id={case.row.unit_id}") == refs(wanted)
    for handler in {case.row.handler_id for case in eyes.seen()} - {None}:
        wanted = [each for each in eyes.view("overdue") if each.row.handler_id == handler and each.row.method == "telephone"]
        assert year.listed("li", f"/desk/?view=overdue&handler_id={handler}&method=telephone") == refs(wanted)


@pytest.mark.parametrize("who", ["li", "wang", "cai", "zhang", "ding", "wairen", "lin"])
def test_the_search_finds_every_case_and_no_other(year: Year, who: str) -> None:
    eyes = year.eyes(who)
    asked = {"女士", "先生", "陈", "修理厂", "定损", "没有 答复", "再次来电", "厂", "理赔部"}
    for case in list(year.rows.cases.values())[::9]:
        asked |= {case.told["phone"], case.told["policy_no"], case.told["name"], case.told["facts"][2:8]}
    for words in sorted(asked - {""}):
        assert year.listed(who, f"/desk/find/?q={words}") == refs(eyes.found(words))[: queries.PAGE], words


def test_a_reference_leads_to_its_case_or_says_nothing(year: Year) -> None:
    for case in list(year.rows.cases.values())[::11]:
        for who in ("li", "sun", "wairen"):
            with at(NOW):
                answer = year.browsers[who].get(f"/desk/find/?q={case.row.ref}")
            assert (answer.status_code == 302) == year.eyes(who).sees(case)


def test_a_clerk_of_few_cases_finds_the_old_ones_among_many_newer(year: Year) -> None:
    """A common piece of a name: the newest that the person may see, however many newer ones there are."""
    for who in ("li", "sun", "cai", "ni"):
        seer = queries.seer_of(_standing(year, who), now=NOW)
        for words in ("女士", "先生"):
            assert [each.ref for each in queries.search(seer, words, now=NOW, limit=2)] == refs(year.eyes(who).found(words))[:2], (who, words)


def _standing(year: Year, who: str) -> Standing:
    return standing_of(year.people[who], on=house(NOW).date())


@pytest.mark.parametrize("who", ["li", "wang", "zhao", "zhang", "wairen"])
def test_the_file_holds_the_rows_of_the_screen(year: Year, who: str) -> None:
    eyes = year.eyes(who)
    for query, wanted in (
        ("view=open", eyes.view("open")),
        ("view=overdue&classification=general", [case for case in eyes.view("overdue") if case.row.classification == "general"]),
        ("scope=ended", [case for case in sorted(eyes.seen(), key=lambda each: -each.row.id) if not case.row.open]),
    ):
        rows = year.exported(who, query)
        assert [row["编号"] for row in rows] == refs(wanted), query
        for row, case in zip(rows, wanted, strict=True):
            phone = case.phone
            assert row["收到时间"] == f"{house(case.row.received_at):%Y-%m-%d %H:%M}"
            assert row["投诉人"] == (f"投诉人 尾号{phone[-4:]}" if phone else "投诉人 无电话")
            assert (row["投诉"] or "") == case.told["title"]
            assert (row["到期"] or "") == _shown(min((each.limit_at for each in case.clocks if each.state in ("running", "paused") and each.kind != APPLY), default=None))
            assert (row["办结时间"] or "") == _shown(case.row.closed_at)
            assert not phone or phone not in str(row)


def _shown(moment: datetime | None) -> str:
    return f"{house(moment):%Y-%m-%d %H:%M}" if moment else ""


@pytest.mark.parametrize("who", ["li", "wang", "zhao", "liao", "han"])
def test_what_is_stuck_is_counted_by_cause(year: Year, who: str) -> None:
    oldest: dict[str, list[date]] = defaultdict(list)
    for case in year.eyes(who).view("open"):
        if case.stuck:
            oldest[str(case.stuck.get_stuck_on_display())].append(case.stuck.since)
    page = year.page(who, "/desk/blockages/")
    shown = {words: (int(count), int(days)) for words, count, days in re.findall(r'class="rowh">([^<]+)</th>.*?>(\d+)件</a>.*?data-name="最久">(\d+)天', page)}
    assert shown == {words: (len(days), (house(NOW).date() - min(days)).days) for words, days in oldest.items()}
    assert f"在办的{sum(len(days) for days in oldest.values())}件" in page


@pytest.mark.parametrize("who", ["sun", "zhang", "wairen"])
def test_who_oversees_nothing_has_no_page_of_what_is_stuck_nor_of_satisfaction(year: Year, who: str) -> None:
    year.page(who, "/desk/blockages/", status=404)
    year.page(who, "/desk/satisfaction/", status=404)


@pytest.mark.parametrize("who", ["li", "zhao", "wang", "feng", "sun", "han", "wairen", "lin"])
def test_suggestions_stand_where_their_steps_put_them(year: Year, who: str) -> None:
    eyes, today = year.eyes(who), house(NOW).date()
    for view in ("open", "overdue", "to_check", "done", "all"):
        shown = year.listed(who, f"/desk/improvements/?view={view}", "/desk/improvements/")
        assert shown == [str(each.id) for each in eyes.improvements(view, today)], view


@pytest.mark.parametrize("who", ["li", "zhao", "qian", "han"])
@pytest.mark.parametrize(("since", "until"), [(None, None), (date(2026, 11, 2), date(2026, 11, 13)), (date(2026, 11, 16), None)])
def test_satisfaction_is_the_mean_of_what_was_said(year: Year, who: str, since: date | None, until: date | None) -> None:
    eyes = year.eyes(who)
    asked: dict[str, list[int | None]] = {"链接": [], "电话": []}
    for case in year.rows.cases.values():
        if eyes.oversees(case):
            asked["链接"] += [each.satisfaction for each in case.surveys if _within(each, since, until)]
            asked["电话"] += [each.satisfaction for each in case.follow_ups if each.reached and _within(each, since, until)]
    page = year.page(who, f"/desk/satisfaction/?since={since or ''}&until={until or ''}")
    if not any(asked.values()):
        assert "还没有发过调查" in page
        return
    table = [re.findall(r"<td[^>]*>([^<]*)</td>", line)[::2] for line in re.findall(r'<tr><th scope="row">.*?</tr>', page)]
    said = [[score for score in scores if score] for scores in asked.values()]
    assert table[0] == [str(len(scores)) for scores in asked.values()]
    assert table[1] == [str(len(scores)) for scores in said]
    assert table[3:8] == [[str(scores.count(score)) for scores in said] for score in (5, 4, 3, 2, 1)]
    assert table[8] == [f"{sum(scores) / len(scores):.2f}" if scores else "—" for scores in said]


def _within(row: Survey | FollowUp, since: date | None, until: date | None) -> bool:
    day = house(row.at).date()
    return (since is None or day >= since) and (until is None or day <= until)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_reception_log_holds_every_visit_that_may_be_seen(year: Year, who: str) -> None:
    eyes, rows = year.eyes(who), []
    for visit in sorted(Visit.objects.all(), key=lambda each: -each.id):
        case = year.rows.cases[visit.complaint_id]
        if not eyes.sees(case):
            continue
        most = max(each.persons for each in HeadCount.objects.all() if each.visit_id == visit.id)
        speakers = sum(1 for each in Party.objects.all() if each.complaint_id == visit.complaint_id and each.role == "representative")
        rows.append((case.row.ref, str(most), str(speakers), visit.left_at is None))
    page = year.page(who, "/desk/visits/")
    shown = [
        (ref, *re.findall(r'class="num" data-name="(?:最多人数|代表)">(\d+)<', line), "还在" in line)
        for ref, line in re.findall(r'<tr data-row data-href="/desk/c/([^/"]+)/">(.*?)</tr>', page, re.S)
    ]
    assert shown == rows


def test_there_were_visits_and_one_goes_on(year: Year) -> None:
    """Without this the log could not be wrong."""
    assert Visit.objects.count() > 1
    assert year.eyes("li").seen()
    assert any("还在" in year.page(who, "/desk/visits/") for who in ("li", "han"))


@pytest.mark.parametrize(("who", "act"), [("li", "dispatch"), ("han", "dispatch"), ("li", "urge"), ("han", "urge"), ("zhao", "urge")])
def test_the_preview_of_many_at_once_says_of_each_whether_it_can_be_done(year: Year, who: str, act: str) -> None:
    """Chosen are cases that the person sees, some that they do not, and one that does not exist; nothing is written by looking."""
    eyes = year.eyes(who)
    chosen = [case for case in sorted(year.rows.cases.values(), key=lambda each: -each.row.id) if case.row.open or case.row.id % 3 == 0][: AT_ONCE - 1]
    before = (Dispatch.objects.count(), Urge.objects.count())
    with at(NOW):
        answer = year.browsers[who].post(f"/desk/together/{act}/", {"ref": [*(case.row.ref for case in chosen), "SQ20260101XXXXXXX"]})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("没有这一件，或不在您的查看范围内。") == 1 + sum(1 for case in chosen if not eyes.sees(case))
    ready = re.findall(r'name="ref" value="(\w+)"', page)
    assert ready == [case.row.ref for case in chosen if eyes.sees(case) and _can(case, who, act, year)]
    assert before == (Dispatch.objects.count(), Urge.objects.count())


def _can(case: Case, who: str, act: str, year: Year) -> bool:
    """Dispatched, or sent elsewhere, is what has its class and is not on its way to a department; urged what is open."""
    if act == "urge":
        return case.row.open
    return case.row.stage in ("triaged", "investigating", "replied")


def test_promises_are_kept_or_broken_by_the_moment_of_the_answer(year: Year) -> None:
    kept = Counter[str]()
    for case in year.rows.cases.values():
        ended = {"met": 0, "missed": 0}
        for clock in case.clocks:
            if clock.kind == "promise" and clock.state in ended:
                ended[clock.state] += 1
        answered = [each for each in case.promises if each.answered_at is not None]
        in_time = sum(1 for each in answered if each.answered_at <= each.due_at)  # type: ignore[operator]
        assert ended == {"met": in_time, "missed": len(answered) - in_time}, case.row.ref
        kept.update(met=in_time, missed=len(answered) - in_time)
    assert min(kept.values()) > 0


@pytest.mark.parametrize("who", ["li", "zhao", "han"])
def test_promised_answers_are_counted_over_what_one_oversees(year: Year, who: str) -> None:
    eyes, counted = year.eyes(who), Counter(kept=0, broken=0, ahead=0)
    for case in year.rows.cases.values():
        if not eyes.oversees(case):
            continue
        for each in case.promises:
            if each.answered_at is not None:
                counted["kept" if each.answered_at <= each.due_at else "broken"] += 1
            elif case.row.open:
                counted["broken" if each.due_at < NOW else "ahead"] += 1
    page = year.page(who, "/desk/satisfaction/").split('id="promised-title"')[1]
    kept, broken, _, ahead = re.findall(r'<td class="num">([^<]*)</td>', page)
    assert {"kept": int(kept), "broken": int(broken), "ahead": int(ahead)} == dict(counted)


def test_items_and_matters_are_counted_apart_and_calls_make_the_level(year: Year) -> None:
    matters: dict[int, list[Complaint]] = defaultdict(list)
    for case in sorted(year.rows.cases.values(), key=lambda each: each.row.id):
        matters[case.row.matter_id].append(case.row)
    assert len(matters) < len(year.rows.cases) == Complaint.objects.count() == ITEMS + GAPPY
    for items in matters.values():
        calls = 0
        for number, item in enumerate(items, start=1):
            calls += item.method == "telephone" and item.source == "own"
            assert item.item_no == number
            assert item.repeat_level == ("first", "first", "second", "third_or_more")[min(calls, 3)]


def test_what_a_list_keeps_of_a_case_is_what_its_records_say(year: Year) -> None:
    """Next act, whose turn, earliest limit, earliest day of what is promised: kept on the row for the lists, never out of date."""
    for case in year.rows.cases.values():
        turn = next_turn(case.row, stage_facts(case.row))
        assert (case.row.next_action, case.row.next_holder_id) == (turn.action, turn.staff_id), (case.row.ref, case.row.stage)
        assert case.row.limit_at == (case.limit or NO_LIMIT), case.row.ref
        owed = [each.due_day for each in case.undertakings if each.done_at is None and each.proposal.state in ("approved", "taken_over")]
        assert case.row.redress_due == min(owed, default=None), case.row.ref


def test_what_was_promised_and_is_not_done_is_counted_one_by_one(year: Year) -> None:
    owed = {case.row.ref: sum(1 for each in case.undertakings if each.done_at is None and each.proposal.state in ("approved", "taken_over")) for case in year.rows.cases.values()}
    assert max(owed.values()) > 1
    assert {case.row.ref: stage_facts(case.row).undertakings_open for case in year.rows.cases.values()} == owed


def test_the_prepared_statement_answers_as_a_fresh_one(year: Year) -> None:
    for case in year.rows.cases.values():
        prepared = facts.state_of(case.row)
        fresh = facts._of_case(case.row).values(*prepared).get()
        assert (prepared.pop("reply_at") is None) == (fresh.pop("reply_at") is None)  # a text on SQLite; asked only whether there is one
        assert prepared == fresh, case.row.ref


@pytest.mark.parametrize("code", ["sh", "sh.pudong", "donghai"])
@pytest.mark.parametrize("period", [Period(2026, "H1"), Period(2026, "H2"), Period(2026, "")])
def test_the_register_counts_of_the_assessment(year: Year, code: str, period: Period) -> None:
    unit = Organisation.objects.get(code=code)
    first, last = period.first_day, period.last_day
    until = min(NOW, cn(f"{last + timedelta(days=1)} 00:00"))  # what was not due when the period ended is neither on time nor overdue
    letters = {each.complaint_id: each for each in ForwardedLetter.objects.all()}
    wanted = Counter[str]()
    for case in year.rows.cases.values():
        row = case.row
        if unit.id not in case.above or row.kind != "complaint" or row.source not in ("regulator_local", "regulator_national"):
            continue
        letter = letters.get(row.id)
        if not first <= house((letter and letter.regulator_received_at) or row.received_at).date() <= last:
            continue
        wanted["complaints"] += 1
        wanted["motor_complaints" if row.line_of_business == "motor" else "nonmotor_complaints"] += 1
        withdrawn = min((each.withdrawn_at or each.at for each in Termination.objects.filter(complaint=row) if each.kind == "withdrawn"), default=None)
        if withdrawn and (letter is None or withdrawn < letter.forwarded_at):
            wanted["withdrawn_before_forwarding"] += 1
            continue
        wanted["forwarded"] += 1
        answered = min((each.at for each in ReportBack.objects.filter(complaint=row)), default=None)
        due = letter.return_by if letter else row.received_at + timedelta(days=15)
        if answered and answered < until and answered <= due:
            wanted["on_time"] += 1
        elif due < until:
            wanted["overdue"] += 1
    for each in Mediation.objects.all():
        if each.agreed_at and unit.id in year.rows.cases[each.complaint_id].above and first <= house(each.agreed_at).date() <= last:
            wanted["mediation_sent"] += 1
            wanted["mediation_succeeded"] += each.result == "success" and each.ended_at is not None and each.ended_at < until
    figures = count_register(unit=unit, period=period, as_of=NOW).figures
    assert {name: int(value) for name, value in figures.items() if value} == {name: count for name, count in wanted.items() if count}
