"""What becomes of an item: the steps of its story, each so many working minutes after the one before. All dice are thrown here."""

import base64
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from suqing.demo.property_stories import REMEDIES
from suqing.demo.year_calls import Call

DAY = 9 * 60  # working minutes
HEADS = {"sh.motor": ("wang", ("sun", "gu")), "sh.health": ("feng", ("cai",)), "sh.kefu": ("yu", ("yu",)), "sh.pudong": ("cao", ("cao",)), "sh.jingan": ("yan", ("yan",))}
LATE = "sh.health"  # the department whose steps take three times as long
SLOWER = 3
CAUSES = {"motor": "claim", "health_short": "product", "guarantee": "sale", "accident": "claim"}
STUCK = (("documents", "documents", "投诉人补交材料"), ("assessed", "third_party", "鉴定机构出报告"), ("calculated", "approval", "总公司理赔部核赔"), ("paid", "payment", "银行退票重新支付"))
PROVED = {
    "telephone": {"method": "telephone", "proof": "通话录音"},
    "letter": {"method": "letter", "proof": "EMS回执", "address": "上海市浦东新区世纪大道100号"},
    "sms": {"method": "sms", "proof": "短信平台发送记录"},
}
LAW = "保险法第二十三条、第二十四条"

Beat = tuple[int, str, str, dict[str, Any]]  # working minutes since the beat before, who, what, with what


def settled_at_once(call: Call, dice: Random) -> bool:
    """What the person who takes it down can finish by themselves: own items, no regulator, not a second call about it."""
    return call.again is None and call.told["source"] == "own" and call.sum_fen < 20_000_00 and "kind" not in call.told and dice.random() < 0.3


def beats_of(call: Call, dice: Random, *, at_once: bool, eventful: float = 1) -> Iterator[Beat]:
    """`eventful` makes what seldom happens on the way happen so many times as often."""
    if "kind" in call.told:
        return
    if at_once:
        yield from _after_settling(dice)
    elif (roll := dice.random()) < 0.08:
        yield from _withdrawn(call, dice)
    elif roll < 0.11:
        yield (dice.randrange(30, 200), "li", "terminate", {"kind": "in_court", "reason": "法院已受理，按规则不再办理；已告知投诉人。", "told_how": "telephone", "proof": "通话录音"})
        yield (3 * DAY, "li", "archive", {})
    else:
        yield from _Whole(call, dice, eventful).beats()


def _after_settling(dice: Random) -> Iterator[Beat]:
    agreed = dice.random() < 0.95
    yield (dice.randrange(60, 2 * DAY), "leader", "review", {"approved": agreed, "words": "" if agreed else "答复没有说明依据，重新办理。"})
    if agreed and dice.random() < 0.9:
        yield (dice.randrange(DAY, 5 * DAY), "li", "archive", {})


def _withdrawn(call: Call, dice: Random) -> Iterator[Beat]:
    yield (dice.randrange(20, 120), "li", "triage", {})
    yield (dice.randrange(30, 2 * DAY), "li", "terminate", {"kind": "withdrawn", "reason": "投诉人来电说明误会，主动撤回。", "told_how": "recorded"})
    if call.told["source"] == "regulator_local":
        yield (60, "li", "report_back", {"summary": "投诉人已撤回，录音备查。", "document_no": f"东海沪函{call.number}号"})
    if dice.random() < 0.8:
        yield (2 * DAY, "li", "archive", {})


class _Whole:
    """The whole way of one item, a generator for each stretch of it."""

    def __init__(self, call: Call, dice: Random, eventful: float) -> None:
        self.call, self.dice, self.eventful = call, dice, eventful
        self.head, handlers = HEADS[call.department]
        self.handler = dice.choice(handlers)
        self.slower = SLOWER if call.department == LATE else 1
        self.valid = dice.random() < 0.75
        self.owed = False  # something was promised and is not yet done: such a case is not filed

    def beats(self) -> Iterator[Beat]:
        yield from self._sent()
        yield from self._in_hand()
        yield from self._found()
        yield from self._decided()
        yield from self._answered()
        yield from self._closed()

    def _took(self, least: int, most: int) -> int:
        return self.dice.randrange(least, most) * self.slower

    def _happens(self, odds: float) -> bool:
        return self.dice.random() < odds * self.eventful

    def _sent(self) -> Iterator[Beat]:
        dice = self.dice
        yield (dice.randrange(15, 180), "li", "triage", {})
        yield (dice.randrange(5, 60), "li", "dispatch", {"to": self.call.department})
        if self._happens(0.06):
            yield (self._took(20, 200), self.head, "return", {"reason": "核对后认为应由其他部门先答复。"})
            yield (dice.randrange(10, 90), "li", "dispatch", {"to": self.call.department, "reason": "已核实，仍由你部办理。"})
        yield (self._took(10, 150), self.head, "accept", {"handler": self.handler})

    def _in_hand(self) -> Iterator[Beat]:
        dice, handler = self.dice, self.handler
        if self._happens(0.15):
            yield (self._took(20, 90), handler, "contact", {"method": "telephone", "reached": False, "summary": "两次拨打无人接听。"})
        yield (self._took(20, 200), handler, "contact", {"method": "telephone", "reached": True, "summary": "核对经过和要求，投诉人愿意配合。"})
        yield (10, handler, "progress", {"sayable": "正在核实经过，有结果马上答复您。"})
        if self._happens(0.12):
            yield (dice.randrange(5, 30), handler, "promise", {"minutes": dice.choice((180, 1440, 4320)), "words": "约定时间回电说明"})
        if self._happens(0.15):
            yield from self._blocked()
        if self._happens(0.1):
            yield from self._asked()
        if self._happens(0.1):
            yield from self._urged()
        if self._happens(0.03):
            yield from self._paused()
        if self._happens(0.015):
            yield from self._crisis()

    def _blocked(self) -> Iterator[Beat]:
        state, cause, whom = self.dice.choice(STUCK)
        yield (30, self.handler, "block", {"state": state, "stuck_on": cause, "with_whom": whom, "days": self.dice.randrange(0, 9), "way_out": "约定日期，到期再催。"})
        if self.dice.random() < 0.85:
            yield (self._took(DAY // 2, 2 * DAY), self.handler, "clear", {"solved": "已经办到，继续处理。"})

    def _asked(self) -> Iterator[Beat]:
        if self.dice.random() < 0.5:
            yield (20, self.handler, "obstacle", {"reason": "承保系统停机维护，明天才能调取资料。"})
            if self.dice.random() < 0.8:
                yield (self.dice.randrange(60, DAY), "li", "judge_obstacle", {"objective": True, "answer": "停机公告属实。"})
        else:
            yield (20, self.handler, "support", {"whom": "zhao", "kind": "guidance", "reason": "投诉人要求超出条款，请指导怎样答复。"})
            if self.dice.random() < 0.8:
                yield (self.dice.randrange(60, DAY), "zhao", "help", {"outcome": "guided", "answer": "按条款说明，做好解释。"})

    def _urged(self) -> Iterator[Beat]:
        yield (self._took(60, DAY), "zhao", "urge", {"whom": self.handler, "reason": "投诉人又来电询问，今天给答复。"})
        if self.dice.random() < 0.75:
            yield (self._took(20, DAY), self.handler, "answer_urge", {"answer": "正在写结论，明天答复投诉人。"})

    def _paused(self) -> Iterator[Beat]:
        yield (60, "li", "pause", {"ground": "appraisal", "reason": "送鉴定机构鉴定，委托书已寄出。", "institution": "某司法鉴定中心", "document_no": "委托书第18号"})
        if self.dice.random() < 0.8:
            yield (self.dice.randrange(2 * DAY, 6 * DAY), "li", "resume", {"document_no": "鉴定意见书第18号"})

    def _crisis(self) -> Iterator[Beat]:
        yield (30, "li", "crisis", {"trigger": "media", "reason": "记者致电询问，预计今晚见报。"})
        yield (90, "li", "opinion", {"present": ("zhao", "liao"), "opinion": "先安抚，当天给出处理意见。", "then": "decided", "decision": "由赵总约见投诉人。"})
        yield (60, "li", "decide_crisis", {"opinion": "当天约见，三日内办结。"})

    def _found(self) -> Iterator[Beat]:
        direct = self.call.told.get("respondent_staff", "")
        if direct:
            yield (self._took(30, DAY), self.handler, "ask", {"whom": direct})
            yield (self.dice.randrange(60, DAY), direct, "state", {"statement": "当天外勤排满，改期时打过电话。"})
        cause = CAUSES.get(self.call.told["line_of_business"], "service") if self.valid else "none"
        words = "核查属实，处理中没有按约定时间办。" if self.valid else "核查往来记录，未发现差错。"
        yield (self._took(60, DAY), self.handler, "find", {"cause_kind": cause, "cause": words, "evidence": "往来记录\n录音", "valid": self.valid, "direct": direct if self.valid else ""})
        yield (self.dice.randrange(20, DAY // 2), "li", "confirm", {"valid": self.valid})

    def _decided(self) -> Iterator[Beat]:
        if not self.valid:
            return
        amount = self.call.sum_fen // 2
        given = {"text": self.call.outcome, "grounds": "核查属实", "evidence": "往来记录\n录音", "amount_fen": amount, "company_loss_fen": amount}
        promised = {"promised": (("支付补偿款", 5), ("寄送说明函", 3))} if amount and self.dice.random() < 0.7 else {}
        self.owed = self.owed or bool(promised)
        yield (self._took(30, DAY), self.handler, "draft", {**given, **promised})
        yield (15, self.handler, "submit", {})
        if self.dice.random() < 0.1:
            yield (self.dice.randrange(30, DAY), "leader", "instruct", {"kind": "return", "text": "写明同类件怎么办。"})
            yield (self._took(30, DAY), self.handler, "draft", {**given, "text": f"{self.call.outcome}同类件照此办理。", **promised})
            yield (15, self.handler, "submit", {})
        yield (self.dice.randrange(30, DAY), "leader", "instruct", {"kind": "approve", "text": "同意。"})

    def _answered(self) -> Iterator[Beat]:
        told = {"text": self.call.outcome if self.valid else "经核实未发现差错，已向您说明依据。", "facts_verified": "往来记录核对无误", "grounds": LAW, "remedies": REMEDIES}
        yield (self._took(20, DAY // 2), self.handler, "reply", {**PROVED[self.dice.choice(("telephone", "letter", "sms"))], **told})
        accepted = self.dice.random() < 0.85
        yield (self.dice.randrange(10, DAY), self.handler, "response", {"accepted": accepted, "words": "接受。" if accepted else "不满意，保留意见。"})
        if self.owed and self.dice.random() < 0.85:
            self.owed = False
            yield (self._took(30, DAY), self.handler, "carry_out", {"proof": "付款回单"})
        ground = "accepted" if accepted else "lawful" if self.valid else "found_invalid"
        yield (self.dice.randrange(20, DAY), "li", "close", {"ground": ground, "law_cited": LAW if ground == "lawful" else ""})

    def _closed(self) -> Iterator[Beat]:
        if self.call.told["source"] == "regulator_local":
            yield (60, "li", "report_back", {"summary": "已办结并答复投诉人。", "document_no": f"东海沪函{self.call.number}号"})
        score = self.dice.choices((5, 4, 3, 2, 1), (30, 35, 20, 10, 5))[0]
        if self.dice.random() < 0.3:
            yield from self._by_link(score)
        else:
            yield (self.dice.randrange(DAY, 4 * DAY), "li", "follow_up", self._call_back(score))
        if self._happens(0.12):
            yield from self._learnt()
        if score <= 2 and self.dice.random() < 0.5:
            yield from self._once_more()
        yield (self.dice.randrange(DAY, 3 * DAY), "li", "evaluate", {"lessons": "答复前先把进展告诉投诉人。"})
        if not self.owed and self.dice.random() < 0.9:
            yield (self.dice.randrange(30, DAY), "li", "archive", {})

    def _call_back(self, score: int) -> dict[str, Any]:
        if self.dice.random() < 0.1:
            return {"reached": False, "satisfaction": None, "words": "没有接通。"}
        return {"reached": True, "satisfaction": score, "words": "说了办理的感受。", "discontent_remains": score <= 2}

    def _by_link(self, score: int) -> Iterator[Beat]:
        code = base64.urlsafe_b64encode(self.dice.randbytes(18)).decode()
        yield (self.dice.randrange(20, DAY), "li", "survey", {"code": code})
        if self.dice.random() < 0.6:
            yield (self.dice.randrange(30, 3 * DAY), "", "answer_survey", {"code": code, "satisfaction": score, "words": "", "contact_wanted": self.dice.random() < 0.1})

    def _learnt(self) -> Iterator[Beat]:
        yield (60, "li", "suggest", {"to": self.call.department, "within": 14, "problem": "同类投诉多次出现", "suggestion": "写明办理时间，到期前提醒经办人。"})
        if self.dice.random() < 0.85:
            accepted = self.dice.random() < 0.85
            yield (self.dice.randrange(DAY, 8 * DAY), self.head, "answer_improvement", {"accepted": accepted, "days": 20, "words": "照办。" if accepted else "已有同样的规定。"})
            if accepted and self.dice.random() < 0.8:
                yield (self.dice.randrange(8 * DAY, 20 * DAY), self.head, "improved", {"proof": "部门通知已发"})
                if self.dice.random() < 0.8:
                    yield (25 * DAY, "li", "check_improvement", {"effective": self.dice.random() < 0.7, "words": "抽查了十件。"})

    def _once_more(self) -> Iterator[Beat]:
        yield (self.dice.randrange(60, DAY), "li", "reopen", {"reason": "投诉人仍不满意，提出新的材料。"})
        self.valid = True
        for part in (self._found, self._decided, self._answered):
            yield from _without_hearing(part)


def _without_hearing(part: Callable[[], Iterator[Beat]]) -> Iterator[Beat]:
    """Who was heard in the first round is not asked again."""
    return (beat for beat in part() if beat[2] not in ("ask", "state"))
