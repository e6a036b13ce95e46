"""Addresses under /sealed/. `new` and `taken` are for every member of staff, the rest for the circle of the report."""

from django.urls import path

from suqing.web.sealed_desk import reading, taking

app_name = "sealed"

urlpatterns = [
    path("", reading.reports, name="home"),
    path("new", taking.new, name="new"),
    path("taken", taking.taken, name="taken"),
    path("<str:ref>", reading.report, name="report"),
    path("<str:ref>/split", reading.split, name="split"),
    path("<str:ref>/<str:step>", reading.take_step, name="step"),
]
