"""核查: applied for, decided by the body above, told (law 20)."""

from typing import Any

from suqing.apps.complaints.models.choices import ReplyMethod, ReviewForm, ReviewOutcome
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice, number_or_none, pick
from suqing.web.desk.forms.offers import papers
from suqing.web.desk.forms.telling import SIZES, TellingForm


class ApplyReviewForm(CaseForm):
    form = choice("申请形式", ReviewForm.choices, initial=ReviewForm.LETTER.value)
    decision_received_at = MomentField("收到决定的时间", help_text="投诉人收到处理决定之日起三十日内可以申请。已登记送达时间的可以不填。")
    applied_at = MomentField("收到申请的时间")
    reason = WordsField("申请理由", rows=3, help_text="对过程、时限或结果哪里不服，照申请书写要点。")
    paper_id = pick("申请书", required=False, help_text="先在右侧上传。")
    sizes = {"decision_received_at": "c6", "applied_at": "c6"}

    def offer(self) -> None:
        self.fields["paper_id"].choices = papers(self.record)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"paper_id": number_or_none(self.cleaned_data["paper_id"])}


class DecideReviewForm(CaseForm):
    process = WordsField("处理过程", rows=2, help_text="经办、联系、调查、回避是否合规。")
    time_limits = WordsField("处理时限", rows=2, help_text="各时限是否遵守，延长和暂停有无依据、是否告知。")
    result = WordsField("处理结果", rows=2, help_text="事实、依据和结论是否成立。")
    outcome = choice("核查结论", ReviewOutcome.choices)
    decision = WordsField("核查决定", rows=3, help_text="决定的内容和理由。变更或重新处理的，本件进入新的一轮。")
    sizes = {"process": "c4", "time_limits": "c4", "result": "c4"}


class TellReviewForm(TellingForm):
    told_how = choice("告知方式", ReplyMethod.choices, initial=ReplyMethod.LETTER.value)
    told_at = MomentField("告知时间")
    told = WordsField("告知内容", rows=3, help_text="核查结论和理由。")
    proof = WordsField("告知凭证", rows=1, help_text="回执、短信或录音。")
    sizes = {"told_how": "c8", "told_at": "c4", **SIZES}
    field_order = ["seen_version", "told_how", "told_at", "told", "proof"]
