from django.urls import path

from suqing.web.portal import front

app_name = "portal"

urlpatterns = [path("", front.front, name="home")]
