"""Addresses of the record form and of one case."""

from django.urls import path

from suqing.web.desk import caller, case, case_actions, emergency, intake, letters, papers, why

urlpatterns = [
    path("new/", intake.intake, name="intake"),
    path("new/", intake.intake, name="new"),
    path("new/look/", intake.look, name="intake_look"),
    path("new/people/", intake.people, name="intake_people"),
    path("c/<str:ref>/", case.case, name="case"),
    path("c/<str:ref>/act/<slug:action>/", case_actions.act, name="act"),
    path("c/<str:ref>/caller/", caller.check_caller, name="check_caller"),
    path("c/<str:ref>/disclose/", case_actions.disclose, name="disclose"),
    path("c/<str:ref>/emergency/", emergency.emergency, name="emergency"),
    path("c/<str:ref>/letter/", letters.letter, name="letter"),
    path("c/<str:ref>/papers/", papers.upload, name="upload"),
    path("c/<str:ref>/papers/<int:paper_id>/", papers.download, name="paper"),
    path("c/<str:ref>/why/<slug:kind>/<str:key>/", why.why, name="why"),
]
