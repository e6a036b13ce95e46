"""Addresses under /api/v1/. Every one of them answers in JSON, the readable pages excepted."""

from django.urls import path, re_path

from suqing.web.api import (
    assessment,
    calls,
    complaints,
    duties,
    learning,
    lists,
    notices,
    own,
    papers,
    questions,
    reports,
    rulebooks,
    stand_ins,
)
from suqing.web.api.docs import docs
from suqing.web.api.guard import guarded, nothing_here
from suqing.web.api.room import api

PARTS = (complaints, papers, calls, lists, learning, notices, rulebooks, assessment, own, questions, reports, stand_ins, duties)  # imported: each registers its own addresses

_patterns, _app, _namespace = api.urls
for _each in _patterns:
    root = not str(_each.pattern)  # named api-root, which the schema takes its prefix from
    _each.callback = nothing_here if root else guarded(_each.callback)

urlpatterns = [
    path("docs", docs, name="api-docs"),
    path("", (_patterns, _app, _namespace)),
    re_path(r"^(?P<rest>.*)$", nothing_here),
]
