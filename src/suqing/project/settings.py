"""Settings. Everything a place decides comes from the environment (see docs/operations.md)."""

import os
from pathlib import Path

from suqing.project.databases import database_settings
from suqing.project.secret import web_secret

DATA = Path(os.environ.get("SUQING_DATA", "data")).absolute()
KEYS = Path(os.environ.get("SUQING_KEYS", "keys")).absolute()
BASE_URL = os.environ.get("SUQING_BASE_URL", "http://127.0.0.1:8000")
QUEUE_URL = os.environ.get("SUQING_QUEUE_URL", "")

DEBUG = False
SECRET_KEY = web_secret(KEYS)
ALLOWED_HOSTS = ["*"] if BASE_URL.startswith("http://127.") else [BASE_URL.split("/")[2].split(":")[0], "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "axes",
    "django_tasks",
    "suqing.apps.organisations",
    "suqing.apps.jobs",
    "suqing.apps.audit",
    "suqing.apps.editions",
    "suqing.apps.papers",
    "suqing.apps.clocks",
    "suqing.apps.notices",
    "suqing.apps.complaints",
    "suqing.apps.sealed",
    "suqing.apps.accountability",
    "suqing.project",
    "suqing.web",
]

DATABASES = {"default": database_settings(os.environ.get("SUQING_DATABASE_URL", ""), DATA)}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Staff"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

ROOT_URLCONF = "suqing.project.urls"
WSGI_APPLICATION = "suqing.project.wsgi.application"
