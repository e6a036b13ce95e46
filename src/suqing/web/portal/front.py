"""The public front page: no log-in, no statement, nothing to fill in yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suqing.web.portal import told


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    context = {"ways": told.WAYS, "steps": told.STEPS, "bring": told.BRING, "misconduct": told.MISCONDUCT, "privacy": told.PRIVACY}
    return render(request, "portal/front.html", context)
