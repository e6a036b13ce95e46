"""Addresses. SUQING_ROOMS switches rooms on and off here; the models are always all there."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path

from suqing.project import health

ROOMS = (  # the portal last: its address is the empty one
    ("api", "api/v1/", "suqing.web.api.urls"),
    ("sealed", "sealed/", "suqing.web.sealed_desk.urls"),
    ("desk", "desk/", "suqing.web.desk.urls"),
    ("oversight", "oversight/", "suqing.web.oversight.urls"),
    ("portal", "", "suqing.web.portal.urls"),
)

urlpatterns = [
    path("healthz", health.lives, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("login/inactive/", account.account_inactive, name="account_inactive"),
    path("login/again/", account.reauthenticate, name="account_reauthenticate"),
    path("login/password/", account.password_change, name="account_change_password"),
]
urlpatterns += [path(prefix, include(module)) for room, prefix, module in ROOMS if room in settings.ROOMS]

handler400 = "suqing.web.errors.bad_request"
handler403 = "suqing.web.errors.forbidden"
handler404 = "suqing.web.errors.not_found"
handler500 = "suqing.web.errors.server_error"
