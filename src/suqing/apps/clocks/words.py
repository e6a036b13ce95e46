"""The words beside a badge."""

KIND_WORDS = {
    "progress": "进展备案",
    "contact": "联系",
    "resolve": "办结",
    "same_day": "当日办结",
    "hq_same_day_action": "总部当日处理",
    "crisis_opinion": "危机意见",
    "decide": "法定办理",
    "decide_complex": "法定办理（复杂）",
    "decide_extended": "法定办理（再延长）",
    "review_apply": "申请核查",
    "review_decide": "核查决定",
    "regulator_forward": "监管转办办理",
    "promise": "承诺回复",
    "regulator_return": "监管反馈",
    "life_reply": "人身险答复",
}

# How a stopped clock says what was late.
DONE_LATE_WORDS = {"contact": "联系", "progress": "备案", "promise": "答复", "regulator_return": "反馈", "life_reply": "答复"}

PAUSE_WORDS = {"mediation": "调解中", "appraisal": "鉴定中"}

STRENGTH_WORDS = {"must": "", "in_principle": "原则上", "target": "目标"}


def kind_words(kind: str) -> str:
    """`联系` of `contact`. LookupError for a kind without words: give it some here."""
    return KIND_WORDS[kind]


def days_and_hours(seconds: int, *, day: int) -> str:
    """`1日1时`, `2时18分`, `5分`: two units at most, rounded down; `day` is the length of a day in seconds."""
    days, rest = divmod(seconds, day)
    hours, rest = divmod(rest, 3600)
    if days:
        return f"{days}日{hours}时" if hours else f"{days}日"
    if hours:
        return f"{hours}时{rest // 60}分" if rest >= 60 else f"{hours}时"
    return f"{max(rest // 60, 1)}分"
