from django.urls import path

from suqing.web.desk import parts

app_name = "desk"

urlpatterns = [
    path("parts/", parts.parts, name="parts"),
    path("parts/why/", parts.why, name="parts_why"),
]
