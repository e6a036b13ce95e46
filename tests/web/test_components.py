"""The components say what they mean: colour, shape and word; labels tied to fields; nothing inline; nothing unescaped."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template

from suqing.kernel.clock import HOUSE
from suqing.rulebook.explain import Input, Line, StripDay
from suqing.web.templatetags import field_markup
from suqing.web.words import names
from suqing.web.words.differences import differences

WEB = Path(field_markup.__file__).resolve().parent.parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STATIC = WEB / "static" / "suqing"
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=HOUSE)


def render(text, **context):
    return Template("{% load sq sq_blocks %}" + text).render(Context(context))


class Sample(forms.Form):
    phone = forms.CharField(label="电话", help_text="座机加区号")
    demand = forms.CharField(label="投诉人要什么", widget=forms.Textarea)
    method = forms.ChoiceField(label="投诉方式", choices=[("telephone", "电话"), ("visit", "来访")], widget=forms.RadioSelect)


# ── marks ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", ["ok", "near", "late", "paused", "met", "missed", "provisional"])
def test_a_clock_has_its_own_colour_shape_and_word(state):
    html = render('{% clock state=state words="余2时18分" %}', state=state)
    assert f'class="sq-clock sq-clock--{state}"' in html
    assert f"#clock-{state}" in html
    assert "余2时18分" in html


def test_a_clock_takes_what_casework_gives():
    class Left:
        state, words = "late", "超1日1时"

    assert "超1日1时" in render("{% clock left %}", left=Left())


def test_met_has_a_word_of_its_own():
    assert "按时" in render('{% clock state="met" %}')


@pytest.mark.parametrize(("code", "pips"), [("first", 1), ("second", 2), ("third_or_more", 3)])
def test_repeat_levels_have_as_many_pips(code, pips):
    html = render("{% level_badge code %}", code=code)
    assert f"#pips-{pips}" in html
    assert names.LEVELS[code] in html


def test_a_class_is_named_in_full_and_may_be_provisional():
    assert "重大投诉件（暂定）" in render('{% class_badge "major" provisional=True %}')
    assert "未定类" in render("{% class_badge None %}")


def test_an_assumption_says_so():
    html = render('{% basis "assumed" %}')
    assert ">设<" in html
    assert "本产品设定" in html


def test_a_clause_has_its_rule_its_place_and_its_gist():
    html = render('{% clause "claims/7.4" %}')
    assert "理赔细则 第七条四" in html
    assert "title=" in html


def test_an_unknown_clause_is_still_named():
    assert "管理细则 99.9" in render('{% clause "property/99.9" %}')


def test_an_avatar_is_the_surname():
    assert ">李<" in render('{% avatar "小李专员" %}')
    assert "sq-ava--none" in render('{% avatar "" %}')


def test_a_moment_keeps_its_machine_form():
    moment = datetime(2026, 11, 30, 17, 30, tzinfo=HOUSE)
    assert render("{% when moment %}", moment=moment, now=NOW) == '<time datetime="2026-11-30T17:30:00+08:00">11月30日 周一 17:30</time>'


# ── forms ──────────────────────────────────────────────────────────────────


def test_a_refused_field_is_tied_to_its_words():
    html = render("{% field form.demand %}", form=Sample({"phone": "1", "method": "visit"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_demand-line"' in html
    assert 'id="id_demand-line"' in html
    assert "还没填。" in html
    assert "必填" in html


def test_a_warning_does_not_make_a_field_invalid():
    html = render('{% field form.phone warn="少一位？" %}', form=Sample({"phone": "138", "demand": "x", "method": "visit"}))
    assert "sq-hint--warn" in html
    assert "少一位？" in html
    assert "aria-invalid" not in html


def test_the_help_text_is_the_hint_when_nothing_else_is_said():
    html = render("{% field form.phone %}", form=Sample())
    assert "座机加区号" in html
    assert 'aria-describedby="id_phone-line"' in html


def test_choices_are_a_group_with_a_name_and_keep_what_was_chosen():
    html = render("{% choices form.method %}", form=Sample({"method": "visit"}))
    assert "<legend" in html
    assert re.search(r'value="visit" checked', html)
    assert not re.search(r'value="telephone" checked', html)


def test_the_foot_names_every_missing_field_as_a_link():
    html = render("{% missing form %}", form=Sample({"phone": "1"}))
    assert "还缺2项" in html
    assert '<a href="#id_demand">投诉人要什么</a>' in html
    assert '<a href="#id_method">投诉方式</a>' in html


def test_what_was_typed_is_escaped():
    html = render("{% field form.phone %}", form=Sample({"phone": "\"><script>alert(1)</script>"}))
    assert "<script>" not in html


# ── blocks ─────────────────────────────────────────────────────────────────


def test_a_refusal_is_an_alert_and_its_markup_is_kept():
    html = render('{% message "bad" %}<b>还不能结案：</b>{{ why }}{% endmessage %}', why="<i>没有答复</i>")
    assert 'role="alert"' in html
    assert "<b>还不能结案：</b>" in html
    assert "&lt;i&gt;" in html


def test_an_empty_value_is_a_dash_and_zero_is_zero():
    html = render("{% facts rows %}", rows=[("回访", None), ("次数", 0)])
    assert "<dd>—</dd>" in html
    assert "<dd>0</dd>" in html


def test_differences_rebuild_both_texts():
    old, new = "赔付21,800.00元，王经理答复。", "赔付24,500.00元，赵总答复。"
    pieces = differences(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new
    assert ("gone", "21,800.00") in pieces


def test_differences_are_said_in_words():
    html = render("{% diff old new %}", old="甲乙", new="甲丙")
    assert "删去：" in html
    assert "增加：" in html


LINE = Line(
    label="办结",
    clause="property/8.2",
    gist="5个工作日内办完",
    inputs={"收到时间": Input("2026-11-23T09:12:00+08:00", "登记记录"), "媒体曝光": Input(False, "登记记录")},
    because="收到日不计",
    basis="quoted",
    children=(Line(label="下班时刻", value="17:30", because="本机构作息", basis="assumed"),),
    strip=(StripDay("2026-11-23", "start", None, "收到"), StripDay("2026-11-24", "working", 1, "第1"), StripDay("2026-11-25", "working", 2, "第2")),
)


def test_why_is_told_in_the_order_a_person_asks():
    html = render('{% why_panel line "为什么？" %}', line=LINE, now=NOW)
    places = [html.index(words) for words in ("条款", "用到的事实", "算式", "下班时刻")]
    assert places == sorted(places)
    assert "管理细则 8.2" in html
    assert "11月23日 周一 09:12" in html
    assert "<dd>否 " in html
    assert ">设<" in html


def test_the_strip_ends_on_the_deadline():
    html = render('{% why_panel line "为什么？" %}', line=LINE, now=NOW)
    squares = re.findall(r'<li class="([^"]*)"><b>(\d+)</b>', html)
    assert [(square[0].split()[-1] if "end" in square[0] else square[0].split()[0], square[1]) for square in squares] == [
        ("zero", "23"), ("working", "24"), ("end", "25"),
    ]  # fmt: skip


# ── the whole ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles_and_holds_nothing_inline(path):
    get_template(path.relative_to(WEB / "templates").as_posix())
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)


def test_every_icon_that_is_used_is_drawn():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    used = {name for path in TEMPLATES for name in re.findall(r'{% icon(?:_href)? "([^"]+)"', path.read_text())}
    assert used <= drawn
    assert set(names.ICONS_OF_METHODS.values()) <= drawn


def test_colours_have_values_in_one_file_only():
    for name in ("suqing.css", "parts.css"):
        screen = (STATIC / name).read_text().split("@media print")[0]
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", screen) == [], name


def test_every_token_that_is_used_has_a_value():
    tokens = set(re.findall(r"(--sq-[\w-]+):", (STATIC / "tokens.css").read_text()))
    used = {token for name in ("suqing.css", "parts.css") for token in re.findall(r"var\((--sq-[\w-]+)", (STATIC / name).read_text())}
    assert used - tokens == {"--sq-why-x", "--sq-why-y"}  # set by dialogs.js


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_scripts_keep_to_the_strict_policy(path):
    text = path.read_text()
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write|setAttribute\(\s*[\"']style", text)
    assert '"use strict"' in text
