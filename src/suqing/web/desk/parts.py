"""Every component in every state on one page: for eyes, for the look test and for axe. Nothing here is read from the register."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.kernel.clock import HOUSE
from suqing.rulebook.explain import Input, Line, StripDay
from suqing.web.context import Heartbeat
from suqing.web.words import names

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=HOUSE)
TOLD = "方案已由赵总批示，王经理今日给您答复，赔付24,500.00元。"


@dataclass(frozen=True)
class File:
    name: str
    size: int
    url: str
    note: str
    check: str = ""


@dataclass(frozen=True)
class Page:
    earlier_url: str
    later_url: str
    words: str


class Sample(forms.Form):
    phone = forms.CharField(label="电话")
    received = forms.CharField(label="收到时间")
    demand = forms.CharField(label="投诉人要什么", widget=forms.Textarea(attrs={"rows": 2, "placeholder": "用投诉人的话写"}))
    line = forms.ChoiceField(label="险种", choices=[("motor", "车险"), ("health", "健康险")], required=False)
    method = forms.ChoiceField(label="投诉方式", choices=list(names.METHODS.items()), widget=forms.RadioSelect)

    def clean_received(self) -> str:
        raise forms.ValidationError("晚于现在。请填实际收到的时间。")


def explanation() -> Line:
    """The strip of five working days over a weekend, as the engine gives it."""
    days = (("23", "start", None, "收到"), ("24", "working", 1, "第1"), ("25", "working", 2, "第2"), ("26", "working", 3, "第3"),
            ("27", "working", 4, "第4"), ("28", "weekend", None, "休"), ("29", "weekend", None, "休"), ("30", "working", 5, "第5"))  # fmt: skip
    return Line(
        label="办结",
        clause="property/8.2",
        gist="重大投诉件：1个工作日内联系，5个工作日内处理完毕。",
        inputs={
            "收到时间": Input("2026-11-23T09:12:00+08:00", "登记记录，小李专员"),
            "类别": Input("重大投诉件", "可能损失26,400元 ≥ 20,000元，5.2.3"),
        },
        because="收到日不计，逢休息日跳过，第5个工作日下班时。",
        basis="quoted",
        children=(Line(label="下班时刻", value="17:30", because="本机构作息", basis="assumed"),),
        strip=tuple(StripDay(f"2026-11-{day}", kind, ordinal, words) for day, kind, ordinal, words in days),
    )


WHY = {
    "question": "为什么是11月30日 周一 17:30？",
    "subtitle": "办结时限 · 重大投诉件 · 以最早的一条为准",
    "also": [{"words": "法定15日：12月8日 23:59", "clause": "cbirc2020/18"}],
    "calendar_words": "国办2026年安排",
}


@login_required
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    form = Sample({"phone": "138 0000 662", "received": "2026-11-25 09:00", "line": "motor", "method": "telephone"})
    return render(request, "desk/parts.html", {
        "now": NOW,
        "form": form,
        "unread": 5,
        "worker": Heartbeat(alive=False, last=NOW.replace(hour=9, minute=10)),
        "steps": STEPS,
        "events": EVENTS,
        "people": [("首问", "小李专员"), ("责任部门", "车险理赔部"), ("诉求金额", "26,400.00元", "与可能损失是两回事"), ("回访", None)],
        "files": [
            File("定损照片.zip", 2_412_000, "#files", "小李专员 今日 09:55", "3f9a2c"),
            File("4S店报价单.pdf", 341_000, "#files", "王经理 周一 16:30"),
        ],
        "page": Page("?after=1", "?before=2", "第51–100件"),
        "views": VIEWS,
        "pills": [{"name": "承办", "value": "小李专员、王经理", "remove_url": "#list"}, {"name": "阶段", "value": "未结案", "remove_url": "#list"}],
        "rows": ROWS,
        "actions": [{"words": words, "url": "#list"} for words in ("催办", "分派…", "导出")],
        "changes": [("赔付金额", "21,800.00元", "24,500.00元")],
        "new": TOLD,
        "method_icons": names.ICONS_OF_METHODS,
        "why_url": reverse("desk:parts_why"),
        "old": "方案已由王经理批示，赵总明日给您答复，赔付21,800.00元。",
        "line": explanation(),
        "print_number": "SQ20261124-004218",
        "print_edition": "property · 3f9a2c",
        **WHY,
    })  # fmt: skip


@login_required
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """The panel alone when htmx asks, else a page of its own."""
    template = "components/why_panel.html" if request.headers.get("HX-Request") else "components/why_page.html"
    return render(request, template, {"line": explanation(), "now": NOW, **WHY})


STEPS = [
    {"words": "记录投诉", "state": "done", "detail": "11月23日 09:12 小李专员"},
    {"words": "判断成立与类别", "state": "done", "detail": "成立；重大投诉件"},
    {"words": "确定责任部门", "state": "done", "detail": "车险理赔部，王经理受理"},
    {"words": "分析原因", "state": "done", "detail": "查明第1版：定损延误"},
    {"words": "提出处理方案", "state": "now", "detail": "第2版，草稿", "missing": ["公司损失", "关键证据1件"]},
    {"words": "主管领导批示", "state": "todo", "detail": "超出专员授权，须赵总批示"},
    {"words": "实施并答复", "state": "todo"},
    {"words": "总结评价、归档", "state": "todo"},
]
EVENTS = [
    {"at": NOW.replace(hour=9, minute=55), "kind": "contact", "icon": "phone", "head": "陈女士来电", "text": "，小李专员接听。催问进展，承诺今日14:00前回电。", "quote": "“车一直停在厂里，我就想知道到底哪天能修。”", "meta": "承诺已计时"},
    {"at": NOW.replace(hour=8, minute=40), "kind": "work", "icon": "pencil", "head": "赵总退回方案第1版", "text": "，意见：代步费依据不足。", "meta": "批示针对第1版", "clauses": ["property/7.6"]},
    {"at": NOW.replace(day=23, hour=9, minute=12), "kind": "sys", "icon": "file", "head": "时限已起算", "text": "，办结11月30日 周一 17:30。"},
]  # fmt: skip
VIEWS = [
    {"title": "我的", "views": [
        {"words": "待我办", "url": "#list", "icon": "list", "count": 18, "current": True},
        {"words": "今日到期", "url": "#list", "icon": "clock", "count": 5, "state": "near"},
        {"words": "已超期", "url": "#list", "icon": "alert", "count": 2, "state": "late"},
        {"words": "全部在办", "url": "#list", "icon": "file", "count": 1001},
    ]},
]  # fmt: skip
ROWS = [
    {"ref": "SQ20261117-TS4107", "state": "late", "left": "超1日1时42分", "kind": "办结", "due": NOW.replace(day=20, hour=17, minute=30), "next": "答复投诉人", "because": "方案已批示，尚无答复记录", "matter": "轻微剐蹭报案后定损员两次改期，迟迟未定损", "who": "陈女士 尾号6621", "class": "general", "level": "first", "method": "telephone", "line": "车险·理赔时效", "owner": "王经理", "unit": "浦东支公司"},
    {"ref": "SQ20261123-TS4218", "state": "near", "left": "余2时18分", "kind": "承诺", "due": NOW.replace(hour=14, minute=0), "next": "兑现承诺：给出答复", "because": "承诺“下午两点前回电说明进展”", "matter": "定损延误，要求按4S店报价赔付并承担代步费", "who": "陈女士 尾号6621", "class": "major", "level": "second", "method": "telephone", "line": "车险·理赔金额", "owner": "小李专员", "unit": "浦东支公司"},
    {"ref": "SQ20261124-TS4238", "state": "ok", "left": "余3日5时48分", "kind": "办结", "due": NOW.replace(day=27, hour=17, minute=30), "next": "受理或退回分派", "because": "派往健康险部，2时前", "matter": "一年期医疗险“首月0元”，称保费均摊未说明", "who": "投保人 尾号1162", "class": "venting", "level": "third_or_more", "method": "web", "line": "健康险·销售", "owner": "", "unit": "健康险部"},
]  # fmt: skip
