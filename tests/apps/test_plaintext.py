"""Who complained, of what, and what was said about it rests nowhere in the clear; what moved to the sealed room, nowhere else."""

import pytest
from django.db import connection

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Pause
from suqing.apps.complaints import actions
from suqing.apps.complaints.intake import FromRegister
from suqing.apps.complaints.models import (
    Complaint,
    IdentityToken,
    Party,
    RegisterEntry,
    Sight,
    TextToken,
)
from suqing.apps.complaints.queries import search, seer_of
from suqing.apps.complaints.texts import case_key
from suqing.apps.organisations.access import standing_of
from suqing.apps.sealed.models import MisconductReport
from suqing.kernel.errors import KeyDestroyed, NotYours
from tests.apps.case_walk import PLAN, REPLY, SPOT, STEPS, forwarded_case, spot_case, walked
from tests.apps.sealed_world import bytes_of_database, text_of_all_tables
from tests.cast import House, cn

pytestmark = pytest.mark.django_db

# whole and in pieces: who, their numbers, the story, and what was written at every step
IDENTITY = ("陈女士", "文浩坚", "13800006621", "13900000001", "310101199003071234", "chen@example.com", "浦东新区")
NUMBERS = ("PDAA2026310000883417", "RDAA202631000076", "RDAA202631000077")
STORY = ("轻微剐蹭", "两次改期", "代步费", "定损岗", "尽快定损")
STEPS_WORDS = (
    "核实经过", "被水淹", "气象预警", "报价悬殊", "总部技术岗", "城东修理厂", "请公估师", "公估师已出单", "正在核实定损", "排期有误", "周三前答复", "是车险的事", "排期冲突", "排期失误", "超期9天", "4S店", "定损照片", "保单照常",
    "支付赔款", "并致歉", "总部申请复核", "邮寄EMS", "尽快打款", "已赔付", "网银流水", "排期无预警", "改期须报备", "排期要有预警", "新的照片", "书面撤回",
    "调解委员会", "坐下来谈", "先要看定损", "双方签字", "没有谈成",
    "二楼接待室", "戚代表", "13700000009", "端茶让座", "部门负责人到场", "三日内书面答复",
    "几时能定损", "要求领导回电", "今日下午上门", "今天来就好", "代步费收据", "先告知客户",
    "记者已到", "先安抚再", "资深定损员", "上门定损", "是我亲戚", "名车主到场", "值班经理", "人群已散", "垫付代步", "我来办",
    "预警确实缺位", "每日提示", "提示功能", "擅改", "mKp2vX9qLr4TzB7nWd5YcA",
)  # fmt: skip


def found_in_the_clear(words: tuple[str, ...]) -> list[str]:
    dump, image = text_of_all_tables(), bytes_of_database()
    forms = {word: (word, word.encode("unicode_escape").decode()) for word in words}
    return [
        word
        for word, (plain, escaped) in forms.items()
        if plain in dump or escaped in dump or plain.encode() in image or plain.encode("utf-16-le") in image or escaped.encode() in image
    ]


def test_the_search_can_find_something(house: House) -> None:
    assert found_in_the_clear(("小李专员", "东海财险", "P0101-31-C")) == ["小李专员", "东海财险", "P0101-31-C"]


def test_a_whole_case_leaves_no_word_in_the_clear(house: House) -> None:
    case = walked(house, forwarded_case(house))
    assert case.stage == "not_admitted"
    assert walked(house, spot_case(house), steps=SPOT).stage == "triaged"
    assert len(STEPS) > 30
    assert PLAN.text[:3] == "按4S"
    assert REPLY.text.startswith("赔付")
    assert found_in_the_clear((*IDENTITY, *NUMBERS, *STORY, *STEPS_WORDS)) == []


def revealed(house: House) -> Complaint:
    case = walked(house, forwarded_case(house), until="confirm_finding")
    return actions.reveal_misconduct(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 17:00"), reason="反映定损员收受回扣"
    )


def test_what_turned_out_to_be_misconduct_is_only_in_the_sealed_room(house: House) -> None:
    case = revealed(house)
    assert found_in_the_clear((*IDENTITY, *NUMBERS, *STORY, *STEPS_WORDS, "回扣")) == []
    with pytest.raises(KeyDestroyed):
        case_key(Complaint.objects.get(pk=case.pk))
    assert MisconductReport.objects.count() == 1
    assert verify() == []


def test_the_ordinary_record_keeps_neither_ciphertext_nor_trace_of_who(house: House) -> None:
    case = Complaint.objects.get(pk=revealed(house).pk)
    sealed = [field.name for model in (Complaint,) for field in model._meta.concrete_fields if type(field).__name__ == "CipherText"]
    assert {getattr(case, name) for name in sealed} == {""}
    assert (case.respondent_staff_id, case.respondent_unit_id, case.handler_id) == (None, None, None)
    for model in (Party, IdentityToken, Sight, TextToken):
        assert not model.objects.filter(complaint=case).exists(), model
    left = {
        relation.related_model._meta.db_table: relation.related_model._base_manager.filter(**{relation.field.name: case}).count()
        for relation in Complaint._meta.related_objects
    }
    kept = {table for table, count in left.items() if count}
    assert kept <= {"complaints_caseedition", "complaints_forwardedletter"}, left
    assert not Pause.objects.filter(clock__subject_id=case.id).exists()


def test_a_row_of_a_register_keeps_its_number_and_not_its_words(house: House) -> None:
    case = house.register(register=FromRegister(number="2021-077", key_id="k", digest="d", result="已赔付"))
    assert RegisterEntry.objects.get().result
    actions.reveal_misconduct(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 17:00"), reason="反映舞弊")
    entry = RegisterEntry.objects.get()
    assert (entry.number, entry.result) == ("2021-077", "")
    assert verify() == []


def test_nobody_finds_it_any_more_at_the_ordinary_door(house: House) -> None:
    case = revealed(house)
    now = cn("2026-11-24 09:00")
    for name, person in house.people.items():
        seer = seer_of(standing_of(person, on=now.date()), now=now)
        for words in (case.ref, "13800006621", "陈女士", "PDAA2026310000883417", "轻微剐蹭", "代步费"):
            assert search(seer, words, now=now) == [], (name, words)
    with pytest.raises(NotYours):
        actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=now, sayable="好了")


def test_free_pages_are_overwritten(house: House) -> None:
    """SQLite keeps deleted rows on free pages unless told otherwise; even ciphertext of a moved story must not stay."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL overwrites by vacuum; the destroyed key is what protects there")
    case = forwarded_case(house)
    wrapped, facts = case.data_key.encode(), case.facts.encode()
    image = bytes_of_database()
    assert wrapped in image
    assert facts in image
    actions.reveal_misconduct(ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 10:00"), reason="反映舞弊")
    image = bytes_of_database()
    assert wrapped not in image
    assert facts not in image
