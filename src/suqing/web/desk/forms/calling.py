"""A call besides an item: a question answered, a caller put through, an item settled on the spot (C24, C27, C28)."""

from typing import Any

from suqing.apps.complaints.actions.calling import leaders_above
from suqing.apps.complaints.actions.settling import SettlementText
from suqing.kernel.money import yuan_short
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MoneyField, WordsField, choice, pick

ACCEPTED = [("yes", "接受"), ("no", "不接受")]
REACHED = [("yes", "接通了"), ("no", "没有接通，请其回电")]
SPOT_PARTS = "查了什么、属不属实。只是倾诉的可以不写。"
SPOT_PROOF = "录音编号、签字、短信或邮件记录。"
SEEN = [("yes", "同意"), ("no", "应当重新办理")]


class InquiryForm(CaseForm):
    asked = WordsField("问了什么", rows=2, required=False, placeholder="问几时能定损")
    told = WordsField("告知内容", rows=2, help_text="您告诉对方的话。只问进展的不算投诉，不计次数。")
    sizes = {"asked": "c5", "told": "c7"}


class PutThroughForm(CaseForm):
    to_staff_id = pick("转接给谁")
    reached = choice("结果", REACHED, initial="yes")
    words = WordsField("说明", rows=2, required=False, help_text="为什么转接；没有接通的，回哪个电话。")
    sizes = {"to_staff_id": "c6", "reached": "c6"}

    def offer(self) -> None:
        posts = {each.staff_id: each for each in leaders_above(self.opened.complaint, self.desk.now)}
        self.fields["to_staff_id"].choices = [(str(pk), f"{each.staff.name}（{each.title or each.get_role_display()}）") for pk, each in posts.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"to_staff_id": int(self.cleaned_data["to_staff_id"]), "reached": self.cleaned_data["reached"] == "yes"}


def answer_field(**more: Any) -> WordsField:
    return WordsField("当场答复", rows=3, help_text="您怎样说明、怎样解决的。", **more)


class SettleForm(CaseForm):
    answer = answer_field()
    words = WordsField("投诉人怎么说", rows=2, help_text="原话或大意。")
    accepted = choice("投诉人", ACCEPTED, initial="yes")
    amount_fen = MoneyField("付给投诉人（元）")
    proof = WordsField("付款凭证", rows=1, required=False, help_text="已经付清的才算当场办结。")
    facts_verified = WordsField("核实情况", rows=1, required=False, help_text=SPOT_PARTS)
    grounds = WordsField("依据和理由", rows=1, required=False, help_text="条款、法律依据或为什么这样办。救济途径由系统写上。")
    told_proof = WordsField("告知凭证", rows=1, required=False, help_text=SPOT_PROOF)
    sizes = {"accepted": "c3", "amount_fen": "c4 p6", "proof": "c5", "facts_verified": "c4", "grounds": "c4", "told_proof": "c4"}

    def offer(self) -> None:
        self.fields["amount_fen"].help_text = f"您的授权{yuan_short(self.opened.standing.authority_fen)}元。没有付钱的空着。"

    def given(self) -> dict[str, Any]:
        words = super().given()
        return {"content": SettlementText(**words | {"accepted": words["accepted"] == "yes"})}


class ReviewSettlementForm(CaseForm):
    approved = choice("过目", SEEN, initial="yes")
    words = WordsField("过目意见", rows=2, required=False, help_text="认为应当重新办理的，写明哪里不妥。同意的，可以写下值得记住的。")

    def given(self) -> dict[str, Any]:
        return super().given() | {"approved": self.cleaned_data["approved"] == "yes"}
