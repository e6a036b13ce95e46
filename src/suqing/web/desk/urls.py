from django.urls import path

from suqing.web.desk import (
    case_urls,
    cases,
    export,
    improvements,
    notices,
    parts,
    registers,
    rule_calendar,
    rules,
    satisfaction,
    workbench,
)

app_name = "desk"

urlpatterns = [
    path("", workbench.home, name="home"),
    path("cases/", cases.cases, name="cases"),
    path("find/", cases.find, name="search"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read, name="notices_read"),
    path("rules/", rules.rules, name="rules"),
    path("rules/calendar/", rule_calendar.calendar, name="calendar"),
    path("rules/<slug:rulebook_id>/", rules.rulebook, name="rulebook"),
    path("rules/<slug:rulebook_id>/clause/<path:number>/", rules.clause, name="clause"),
    path("export/", export.export, name="export"),
    path("improvements/", improvements.overview, name="improvements"),
    path("improvements/<int:improvement_id>/", improvements.one, name="improvement"),
    path("satisfaction/", satisfaction.satisfaction, name="satisfaction"),
    path("registers/", registers.overview, name="registers"),
    path("registers/forms/<str:name>", registers.form, name="register_form"),
    path("registers/<int:batch_id>/", registers.one, name="register"),
    path("registers/<int:batch_id>/act/", registers.act, name="register_act"),
    path("registers/<int:batch_id>/report.xlsx", registers.report, name="register_report"),
    *case_urls.urlpatterns,
    path("parts/", parts.parts, name="parts"),
    path("parts/why/", parts.why, name="parts_why"),
]
