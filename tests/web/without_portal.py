"""Addresses of an installation whose public pages are switched off."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("suqing.web.api.urls")),
    path("sealed/", include("suqing.web.sealed_desk.urls")),
    path("desk/", include("suqing.web.desk.urls")),
    path("oversight/", include("suqing.web.oversight.urls")),
]
