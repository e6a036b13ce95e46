"""What comes to a case later: new facts of the complainant (law 18), the regulator's letter (law 33)."""

from typing import Any

from suqing.apps.complaints.actions.lettering import LetterText
from suqing.apps.complaints.models.choices import Source
from suqing.casework.ways_in import REGULATOR
from suqing.web.desk.forms.base import CaseForm
from suqing.web.desk.forms.fields import (
    MomentField,
    WordsField,
    choice,
    number_or_none,
    pick,
    short,
)
from suqing.web.desk.forms.offers import papers


class NewFactsForm(CaseForm):
    received_at = MomentField("收到新材料的时间")
    words = WordsField("新的事实和理由", rows=3, help_text="与先前所说有什么不同。法定期限自收到之日重新计算，公司的时限照走。")
    paper_id = pick("材料", required=False, help_text="先在右侧上传。")
    sizes = {"received_at": "c4", "words": "c8"}

    def offer(self) -> None:
        self.fields["paper_id"].choices = papers(self.record)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"paper_id": number_or_none(self.cleaned_data["paper_id"])}


class RecordLetterForm(CaseForm):
    source = choice("转办来源", [each for each in Source.choices if each[0] in REGULATOR], initial=Source.REGULATOR_LOCAL.value)
    letter_no = short("来函文号")
    bureau = short("来函机关")
    regulator_received_at = MomentField("监管收到", help_text="按来函所写。")
    forwarded_at = MomentField("正式转出", help_text="按来函所写。")
    received_at = MomentField("收到来函")
    return_by = MomentField("要求反馈", help_text="按来函所写。")
    sizes = {"letter_no": "c6", "bureau": "c6", "regulator_received_at": "c3", "forwarded_at": "c3", "received_at": "c3", "return_by": "c3"}

    def given(self) -> dict[str, Any]:
        return {"content": LetterText(**super().given())}
