"""The link of a survey, shown this once: it is not kept, and no address leads back to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from suqing.apps.complaints.actions.surveying import VALID_FOR
from suqing.apps.complaints.models import Complaint
from suqing.kernel.clock import house
from suqing.web.frame import Desk, show


def sent_survey(request: HttpRequest, desk: Desk, complaint: Complaint, code: str) -> HttpResponse:
    """With a sentence ready for a short message or a mail."""
    link = f"{settings.BASE_URL.rstrip('/')}{reverse('portal:survey', args=[code])}"
    received = house(complaint.received_at)
    words = f"【{desk.user.root.short_name}】您{received.month}月{received.day}日反映的问题已办结，是否满意，请花一分钟告诉我们：{link} （{VALID_FOR.days}天内有效，只能填一次）"
    return show(request, desk, "desk/case/survey.html", {"complaint": complaint, "link": link, "words": words, "days": VALID_FOR.days})
