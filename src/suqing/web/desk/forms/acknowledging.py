"""受理回执: what was sent to the complainant when it was taken down."""

from suqing.apps.complaints.acknowledgement import acknowledgement_text
from suqing.apps.complaints.models.choices import TELLING, ReplyMethod
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import MomentField, WordsField, choice, short


class AcknowledgeForm(CaseForm):
    form = choice("回执方式", [(each.value, each.label) for each in TELLING], initial=ReplyMethod.SMS.value)
    told_at = MomentField("告知时间")
    text = WordsField("回执内容", rows=4, help_text="编号、联系人和时限已拟好，照实际所说改。")
    address = short("发到哪里", help_text="号码、邮箱或地址；电话、当面的不用填。", private=True)
    proof = short("凭证", help_text="发送记录、回执或录音。")
    sizes = {"form": "c8", "told_at": "c4", "address": "c6", "proof": "c6"}

    def offer(self) -> None:
        self.initial.setdefault("text", acknowledgement_text(self.opened.complaint))
