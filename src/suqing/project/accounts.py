"""Log-in: staff accounts are made by the organisation, never by signing up."""

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MinimumLength(MinimumLengthValidator):
    """Django's own, whose words are not translated."""

    def get_error_message(self) -> str:
        return f"密码太短，至少{self.min_length}个字符。"

    def get_help_text(self) -> str:
        return f"密码至少{self.min_length}个字符。"


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose failed attempts are counted: what was typed as the name, in one spelling, because log-in takes LI and li for one."""
    typed = str((credentials or {}).get("username") or request.POST.get("login") or "")
    return unicodedata.normalize("NFKC", typed).strip().casefold()[:150] or None


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    return render(request, "account/locked_out.html", {"minutes": 15}, status=429)
