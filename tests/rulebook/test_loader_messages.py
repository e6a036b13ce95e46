"""Each way of breaking a rulebook has a fixture (broken/<case>/) and a message that helps: file, line, clause, found, expected, what to do."""

from pathlib import Path

import pytest

from suqing.rulebook import RulebookError, open_edition
from suqing.rulebook.compiler import examine
from tests.rulebook.broken_case import HERE, broken

MESSAGES = {
    (
        "assumed_without_gap",
        "assumed_without_gap",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 basis: assumed 而没有 gap；应为 gap: 后跟 gaps.yaml 中的编号；请在 gaps.yaml 记下这个缺口并在此引用。",
    (
        "backwards",
        "backwards",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 until 2021-01-01 早于 from 2022-01-01；应为 until 不早于 from；请更正起止日期。",
    (
        "bad_yaml",
        "bad_yaml",
    ): "sample/sums.yaml 第3行：发现 写法错误（expected ',' or ']', but got ':'）；应为 合法的YAML；请检查缩进、冒号和引号。",
    (
        "carrier_for_unknown_clause",
        "unknown_clause",
    ): "sample/carriers.yaml 第4行（sample/3）：发现 未知条款 sample/3；应为 clauses.yaml 中已有的编号，最接近的是 sample/2；请更正编号或先在 clauses.yaml 中加入它。",
    (
        "carrier_in_missing_file",
        "no_file",
    ): "sample/carriers.yaml（sample/1.1）：发现 没有的文件 rulebooks/sample/deadline.yaml；应为 已有的规则文件；请更正 where 或补上文件。",
    (
        "carrier_without_place",
        "no_place",
    ): "sample/carriers.yaml（sample/1）：发现 落点 screen 没有写 where；应为 文件或函数名；请补上 where。",
    (
        "clause_without_quotes",
        "not_text",
    ): "sample/deadlines.yaml 第6行：发现 clause: 1.1；应为 带引号的文字；请给它加上引号。",
    (
        "cut_text",
        "cut_text",
    ): "sample/carriers.yaml 第1行（sample/1）：发现 没有值的键 不计算；应为 花括号内带引号的文字（半角逗号会把文字断开）；请给整段文字加引号，或改用全角逗号。",
    (
        "decimal",
        "float",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 小数 1.5；应为 整数（金额用分，比例用分子和分母）或带引号的文字；请改写这个数。",
    (
        "duplicate_id",
        "duplicate_id",
    ): "sample/clauses.yaml 第4行（sample/2）：发现 重复的编号 sample/2（第3行已有）；应为 每个编号只出现一次；请改名或删去其中一个。",
    (
        "duplicate_row",
        "duplicate_id",
    ): "sample/sums.yaml 第7行（sample/2）：发现 重复的编号 one（第6行已有）；应为 每个编号只出现一次；请改名或删去其中一个。",
    (
        "foreign_clause",
        "foreign_id",
    ): "sample/clauses.yaml 第4行（other/3）：发现 编号 other/3；应为 以 sample/ 开头的编号；请补上前缀。",
    (
        "missing_basis",
        "missing_basis",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 缺少 basis；应为 basis: quoted、derived 或 assumed（值从何来）；请补上 basis。",
    (
        "missing_key",
        "missing_key",
    ): "sample/deadlines.yaml 第3行（sample/1.1）：发现 缺少 stops；应为 必填的键 stops；请补上 stops。",
    (
        "no_carrier",
        "no_carrier",
    ): "sample/carriers.yaml（sample/1）：发现 条款 1 没有落点；应为 每一条款都有落点（rule、permission、screen、report、procedure 或 prose）；请在 carriers.yaml 中为它加一行。",
    (
        "no_kind",
        "unknown_kind",
    ): "sample/sums.yaml 第1行：发现 没有写 kind；应为 change、checklist、composition、deadline、deduction、due_date、fine、ratio、table 之一；请更正 kind。",
    (
        "not_a_date",
        "not_a_date",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 from: '2020-13-01'；应为 形如 2020-03-01 的日期（不带引号）；请更正日期。",
    (
        "number_as_text",
        "number_as_text",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 value: '3'；应为 不带引号的整数；请去掉引号，只写数字。",
    (
        "overlap",
        "overlap",
    ): "sample/deadlines.yaml 第12行（sample/1.1）：发现 自 2022-01-01 起的值与上一个值（至 2022-06-30）重叠；应为 互不重叠的起止日期；请给上一个值填写 until，为新值生效的前一日。",
    (
        "repeated_key",
        "bad_yaml",
    ): "sample/sums.yaml 第3行：发现 重复的键；应为 合法的YAML；请删去或改名其中一个。",
    (
        "rule_called_prose",
        "rule_not_carried",
    ): "sample/carriers.yaml（sample/1.1）：发现 有规则引用该条款，落点却只写 prose；应为 落点 rule；请把落点改为 rule。",
    (
        "same_table_twice",
        "duplicate_table",
    ): "sample/sums.yaml 第2行：发现 重复的表名 sums（more.yaml 已用）；应为 每张表一个名字；请改名。",
    (
        "unknown_basis",
        "unknown_word",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 basis: guessed；应为 quoted、derived、assumed 之一，最接近的是 assumed；请更正 basis。",
    (
        "unknown_carrier",
        "unknown_word",
    ): "sample/carriers.yaml 第1行（sample/1）：发现 carrier: text；应为 rule、permission、screen、report、procedure、prose 之一；请更正 carrier。",
    (
        "unknown_clause",
        "unknown_clause",
    ): "sample/deadlines.yaml 第6行（sample/1.2）：发现 未知条款 sample/1.2；应为 clauses.yaml 中已有的编号，最接近的是 sample/1.1；请更正编号或先在 clauses.yaml 中加入它。",
    (
        "unknown_column",
        "bad_value",
    ): "sample/sums.yaml 第5行：发现 行 one 的未知列 rolle；应为 role 之一；请更正它。",
    (
        "unknown_column_type",
        "bad_value",
    ): "sample/sums.yaml 第4行：发现 列 yuan 的类型 money；应为 text、number、flag、texts 之一；请更正它。",
    (
        "unknown_gap",
        "unknown_gap",
    ): "sample/deadlines.yaml 第11行（sample/1.1）：发现 未知缺口 sample/hours；应为 gaps.yaml 中已有的编号，最接近的是 sample/hour；请更正编号或先在 gaps.yaml 中加入它。",
    (
        "unknown_key",
        "unknown_key",
    ): "sample/deadlines.yaml 第8行（sample/1.1）：发现 未知的键 units；应为 已知的键，最接近的是 unit；请更正或删去这个键。",
    (
        "unknown_kind",
        "unknown_kind",
    ): "sample/sums.yaml 第1行：发现 未知的 kind: tabel；应为 change、checklist、composition、deadline、deduction、due_date、fine、ratio、table 之一，最接近的是 table；请更正 kind。",
    (
        "unknown_unit",
        "unknown_unit",
    ): "sample/deadlines.yaml 第8行（sample/1.1）：发现 unit: workday；应为 working_day、day、hour、same_day、date 之一，最接近的是 working_day；请更正 unit。",
    (
        "wrong_cell",
        "bad_value",
    ): "sample/sums.yaml 第5行：发现 行 one 的 yuan: '五十'；应为 number 类型的值；请更正它。",
    (
        "wrong_rulebook_id",
        "wrong_id",
    ): "sample/rulebook.yaml 第1行：发现 id: simple；应为 与文件夹同名的 sample；请更正 id 或文件夹名。",
}
ONLY_WHEN_CHECKED = {
    "no_carrier",
    "carrier_without_place",
    "carrier_in_missing_file",
    "rule_called_prose",
}


@pytest.mark.parametrize(("case", "code"), MESSAGES)
def test_broken_rulebook_says_where_and_what_to_do(case: str, code: str, tmp_path: Path) -> None:
    problems = examine(broken(case, tmp_path) / "sample", coverage=True)[1]
    assert [(each.code, str(each)) for each in problems] == [(code, MESSAGES[case, code])]


def test_every_fixture_has_a_message_and_every_message_a_fixture() -> None:
    assert {path.name for path in (HERE / "broken").iterdir()} == {case for case, _ in MESSAGES}


def test_the_sample_itself_is_in_order(tmp_path: Path) -> None:
    (tmp_path / "calm").mkdir()
    folder = broken("unknown_kind", tmp_path / "calm").parent / "rulebooks"
    good = (HERE / "good" / "sample" / "sums.yaml").read_bytes()
    (folder / "sample" / "sums.yaml").write_bytes(good)
    assert examine(folder / "sample", coverage=True)[1] == []


@pytest.mark.parametrize("case", sorted({case for case, _ in MESSAGES} - ONLY_WHEN_CHECKED))
def test_a_broken_rulebook_does_not_open(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUQING_DATA", str(tmp_path))
    with pytest.raises(RulebookError) as refused:
        open_edition("sample", folder=broken(case, tmp_path))
    assert str(refused.value) in [
        message for (name, _), message in MESSAGES.items() if name == case
    ]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    base = broken("unknown_unit", tmp_path)
    (base / "sample" / "sums.yaml").write_text("kind: tabel\n", encoding="utf-8")
    codes = {each.code for each in examine(base / "sample")[1]}
    assert codes == {"unknown_unit", "unknown_kind"}


def test_a_missing_rulebook_file_is_said(tmp_path: Path) -> None:
    base = broken("unknown_kind", tmp_path)
    (base / "sample" / "sums.yaml").unlink()
    (base / "sample" / "rulebook.yaml").unlink()
    assert [each.code for each in examine(base / "sample")[1]] == ["no_rulebook"]
