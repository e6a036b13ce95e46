"""满意度调查 for whoever has the link: no log-in, nothing of the case, one answer (S5 4.1, C15)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.complaints.actions import answer_survey
from suqing.apps.complaints.actions.surveying import MOST_WORDS
from suqing.apps.complaints.surveys import waiting_survey
from suqing.kernel import clock
from suqing.kernel.errors import BadInput, NotYours
from suqing.web.acting import SeeOther
from suqing.web.frame import without_nul

SCORES = [("5", "很满意"), ("4", "满意"), ("3", "一般"), ("2", "不满意"), ("1", "很不满意")]


class SurveyForm(forms.Form):
    satisfaction = forms.ChoiceField(label="您对这次处理满意吗", choices=SCORES, widget=forms.RadioSelect)
    words = forms.CharField(
        label="想说的话", required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"max_length": "超过%(limit_value)d个字，请写短一些。"},
    )  # fmt: skip
    contact_wanted = forms.BooleanField(label="希望再联系我", required=False)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """A code that is unknown, used or too old is answered alike."""
    moment = clock.now()
    found = waiting_survey(code, at=moment)
    if found is None:
        return _shown(request, "portal/survey_gone.html", {}, status=410)
    form = SurveyForm(without_nul(request.POST) if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            answer_survey(code=code, at=moment, satisfaction=int(given["satisfaction"]), words=given["words"], contact_wanted=given["contact_wanted"])
        except NotYours:  # somebody with the same link was faster
            return _shown(request, "portal/survey_gone.html", {}, status=410)
        except BadInput as problem:
            form.add_error(None, problem.sentence)
        else:
            return SeeOther(reverse("portal:survey_done"))
    context = {"form": form, "last_four": found.complaint.ref[-4:], "received": clock.house(found.complaint.received_at).date()}
    return _shown(request, "portal/survey.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def survey_done(request: HttpRequest) -> HttpResponse:
    return _shown(request, "portal/survey_done.html", {})


def _shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response._has_been_logged = True  # type: ignore[attr-defined]  # the address holds the code, and a log keeps addresses
    return response
