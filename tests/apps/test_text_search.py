"""Any piece of a Chinese text finds its case, for whoever may read it, and for nobody else; no text rests in the clear."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suqing.apps.complaints import actions, text_search
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint, TextToken
from suqing.apps.complaints.queries import Filters, search, seer_of
from suqing.apps.complaints.text_index import FIRST, fill_in_later
from suqing.apps.complaints.text_search import proven
from suqing.apps.jobs.models import Job, JobState
from suqing.apps.jobs.work import run_due
from suqing.apps.organisations.access import standing_of
from suqing.kernel.crypto import rotate, the_ring
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-24 10:42")


def seer(house: House, name: str):  # type: ignore[no-untyped-def]
    return seer_of(standing_of(house.people[name], on=NOW.date()), now=NOW)


def refs(house: House, words: str, name: str = "li", **narrowed: object) -> list[str]:
    return [each.ref for each in search(seer(house, name), words, now=NOW, **narrowed)]  # type: ignore[arg-type]


def piece(house: House, case: Complaint, words: str, name: str = "li"):  # type: ignore[no-untyped-def]
    return proven(seer(house, name), [Complaint.objects.get(pk=case.pk)], words).get(case.id)


@pytest.mark.parametrize(
    "words", ["文浩坚", "文浩", "浩坚", "浩", "轻微剐蹭报案", "定损员两次", "改期，至今", "改期至今", "剐", "代步费", "定损岗", "剐蹭 代步费", "11月2日", "１１月"]
)
def test_any_piece_of_a_name_or_a_text_finds_the_case(house: House, words: str) -> None:
    case = house.register(name="文浩坚")
    house.register(name="王五", facts="保单寄错地址，电话无人接听。", demands="重寄保单。", respondent_text="客服部")
    assert refs(house, words) == [case.ref]


@pytest.mark.parametrize("words", ["定损员改期", "蹭剐", "剐蹭 保费", "人伤", "，。", "  "])
def test_what_the_texts_do_not_hold_finds_nothing(house: House, words: str) -> None:
    """The pairs of the first one all stand in the text, though not in this order beside each other."""
    house.register()
    assert refs(house, words) == []


def test_tokens_that_fit_are_no_find_until_the_opened_text_holds_the_words(house: House) -> None:
    house.register(facts="甲乙丙，另有丁。", demands="", respondent_text="")
    assert text_search.candidates(seer(house, "li"), "甲乙丙丁", limit=10) == []
    case = house.register(facts="甲乙丙。又见乙丙丁。", demands="", respondent_text="")
    assert text_search.candidates(seer(house, "li"), "甲乙丙丁", limit=10) == [case.id]
    assert refs(house, "甲乙丙丁") == []


def test_newest_first_and_narrowed(house: House) -> None:
    first, second = house.register(), house.register(source="media")
    assert refs(house, "剐蹭") == [second.ref, first.ref]
    assert refs(house, "剐蹭", limit=1) == [second.ref]
    assert refs(house, "剐蹭", filters=Filters(source="media")) == [second.ref]
    assert refs(house, "剐蹭", view="ended") == []
    assert refs(house, "剐蹭", view="open") == [second.ref, first.ref]


def test_who_may_not_see_or_not_read_it_does_not_find_it(house: House) -> None:
    house.register()
    assert {name for name in house.people if refs(house, "剐蹭", name)} == {"li", "han", "zhao", "qian", "liao"}
    taken = house.register(by="zhang")
    assert refs(house, taken.ref, "zhang") == [taken.ref]
    assert refs(house, "剐蹭", "zhang") == []
    house.register(respondent_staff_id=house.zhao.id, facts="服务态度恶劣")
    assert refs(house, "恶劣", "zhao") == []
    assert len(refs(house, "恶劣", "li")) == 1


def test_who_sees_few_cases_is_asked_about_those(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever side is walked, and however the counts are cut, the same is found."""
    cases = [house.register() for _ in range(3)]
    mine = cases[0]
    mine = actions.triage_complaint(ref=mine.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 09:40"), classification="general", established=True, reason="损失未满两万")
    actions.dispatch_complaint(ref=mine.ref, seen_version=mine.version, actor=house.actor("li"), at=cn("2026-11-23 09:45"), department_id=house.claims.id)
    for rare in (1, 2000):
        monkeypatch.setattr(text_search, "RARE", rare)
        assert refs(house, "轻微剐蹭", "wang") == [mine.ref]
        assert len(refs(house, "轻微剐蹭", "li")) == 3


def test_a_common_word_is_followed_into_the_newest_cases_only(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.register()
    newest = house.register()
    monkeypatch.setattr(text_search, "LOOK_AT", 1)
    assert refs(house, "剐蹭") == [newest.ref]


def test_only_the_first_two_thousand_characters_are_found(house: House) -> None:
    case = house.register(facts="一" * (FIRST - 2) + "尾巴长出来")
    assert refs(house, "尾巴") == [case.ref]
    assert refs(house, "长出来") == []


def test_the_piece_shows_no_name_and_no_number_beside_the_words(house: House) -> None:
    case = house.register(name="文浩坚", facts="文浩坚（13800006621）来电称理赔员态度差，身份证310101199003071234。")
    shown = piece(house, case, "来电称")
    assert (shown.where, shown.found) == ("投诉", "来电称")
    assert "文**" in shown.before
    for text in (shown.before, piece(house, case, "身份证").after, piece(house, case, "态度").after):
        for secret in ("浩坚", "00006621", "19900307"):
            assert secret not in text
    assert "****" in piece(house, case, "身份证").after
    assert piece(house, case, "身份证", "zhang") is None


def test_what_is_corrected_is_found_by_what_it_says_now(house: House) -> None:
    case = house.register()
    additions = Intake(method="telephone", received_at=case.received_at, facts="停车场受损，拒绝赔付。")
    with CaptureQueriesContext(connection) as captured:
        actions.complete_record(ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 09:40"), additions=additions, given=frozenset({"facts"}))
    assert len([each for each in captured if "complaints_texttoken" in each["sql"]]) == 2
    assert refs(house, "停车场") == [case.ref]
    assert refs(house, "剐蹭") == []
    assert refs(house, "代步费") == [case.ref]


def test_registering_writes_all_tokens_in_one_statement_and_none_is_a_word(house: House) -> None:
    with CaptureQueriesContext(connection) as captured:
        house.register(facts="".join(chr(0x4E00 + at) for at in range(1500)))
    assert len([each for each in captured if "complaints_texttoken" in each["sql"]]) == 1
    assert TextToken.objects.count() > 2999
    assert {row.key_id for row in TextToken.objects.all()} == {the_ring().current("blind").id}


def test_the_two_insurers_have_different_tokens(house: House) -> None:
    house.register()
    ours = set(TextToken.objects.values_list("token", flat=True))
    unit = house.stranger.root
    house.register(by="stranger", unit_id=unit.id, respondent_staff_id=None)
    theirs = set(TextToken.objects.filter(root=unit).values_list("token", flat=True))
    assert theirs
    assert not ours & theirs
    assert len(refs(house, "剐蹭", "stranger")) == 1


def test_nothing_is_left_of_a_case_that_moved_to_the_sealed_room(house: House) -> None:
    case = house.register()
    assert TextToken.objects.filter(complaint=case).exists()
    actions.reveal_misconduct(ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 10:00"), reason="反映舞弊")
    assert not TextToken.objects.filter(complaint=case).exists()
    assert refs(house, "剐蹭") == []
    assert not fill_in_later(at=NOW)


def test_what_an_earlier_version_took_down_becomes_findable_once(house: House) -> None:
    case = house.register()
    assert not fill_in_later(at=NOW)
    TextToken.objects.all().delete()
    assert refs(house, "剐蹭") == []
    assert fill_in_later(at=NOW)
    assert not fill_in_later(at=NOW)
    assert Job.objects.filter(kind="reindex_texts").count() == 1
    run_due(at=NOW)
    assert Job.objects.get(kind="reindex_texts").state == JobState.DONE
    assert refs(house, "剐蹭") == [case.ref]


def test_after_a_new_blind_key_the_job_makes_the_tokens_anew(house: House, settings) -> None:  # type: ignore[no-untyped-def]
    case, other = house.register(), house.register(facts="别的事")
    rotate(settings.KEYS, ("blind",))
    assert refs(house, "剐蹭") == []
    TextToken.objects.filter(complaint=other).delete()
    assert fill_in_later(at=NOW)
    run_due(at=NOW)
    assert refs(house, "剐蹭") == [case.ref]
    assert {row.key_id for row in TextToken.objects.all()} == {the_ring().current("blind").id}


def test_candidates_are_read_from_the_index_alone(house: House) -> None:
    """SQLite says how it reads: every token is a range of the one index, and no table of cases or texts is walked."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the table, and here it is empty")
    house.register()
    with CaptureQueriesContext(connection) as captured:
        text_search.candidates(seer(house, "li"), "轻微剐蹭", limit=10)
    asked = [each["sql"] for each in captured if "complaints_texttoken" in each["sql"]]
    assert len(asked) == 2
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
            assert not [line for line in plan if line.startswith(("SCAN complaints", "SCAN U", "SCAN V"))], plan
            assert [line for line in plan if "COVERING INDEX" in line and "root_id=? AND token=?" in line], plan
