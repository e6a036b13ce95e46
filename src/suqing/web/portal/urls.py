from django.urls import path

from suqing.web.portal import front, survey

app_name = "portal"

urlpatterns = [
    path("", front.front, name="home"),
    path("survey/done", survey.survey_done, name="survey_done"),
    path("survey/<str:code>", survey.survey, name="survey"),
]
