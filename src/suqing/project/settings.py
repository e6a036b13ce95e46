"""Settings. Everything a place decides comes from the environment (see docs/operations.md)."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from suqing.project.databases import database_settings
from suqing.project.secret import web_secret

WEB = Path(__file__).parent.parent / "web"
DATA = Path(os.environ.get("SUQING_DATA", "data")).absolute()
KEYS = Path(os.environ.get("SUQING_KEYS", "keys")).absolute()
BASE_URL = os.environ.get("SUQING_BASE_URL", "http://127.0.0.1:8000")
QUEUE_URL = os.environ.get("SUQING_QUEUE_URL", "")

DEBUG = False
HTTPS = BASE_URL.startswith("https://")
LOCAL = BASE_URL.startswith(("http://127.", "http://localhost"))
SECRET_KEY = web_secret(KEYS)
ALLOWED_HOSTS = ["*"] if LOCAL else [BASE_URL.split("/")[2].split(":")[0], "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL.rstrip("/")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_tasks",
    "suqing.apps.organisations",
    "suqing.apps.jobs",
    "suqing.apps.integration",
    "suqing.apps.audit",
    "suqing.apps.editions",
    "suqing.apps.papers",
    "suqing.apps.clocks",
    "suqing.apps.notices",
    "suqing.apps.complaints",
    "suqing.apps.sealed",
    "suqing.apps.accountability",
    "suqing.apps.assessment",
    "suqing.apps.registers",
    "suqing.apps.supervision",
    "suqing.project",
    "suqing.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it replaces the answer of a locked-out log-in
]

DATABASES = {"default": database_settings(os.environ.get("SUQING_DATABASE_URL", ""), DATA)}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

ROOT_URLCONF = "suqing.project.urls"
WSGI_APPLICATION = "suqing.project.wsgi.application"
ROOMS = tuple(room.strip() for room in os.environ.get("SUQING_ROOMS", "portal,desk,oversight,api,sealed").split(",") if room.strip())

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# ── who may enter ────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "organisations.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "suqing.project.accounts.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_ADAPTER = "suqing.project.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # counted by axes in the database: a count in one process is no limit

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "suqing.project.accounts.login_name"
AXES_LOCKOUT_CALLABLE = "suqing.project.accounts.locked_out"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "suqing_session"
CSRF_COOKIE_NAME = "suqing_csrf"
CSRF_FAILURE_VIEW = "suqing.web.errors.csrf_failure"

# ── what a browser may do ────────────────────────────────────────────────────
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# ── files ────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "suqing.project.static.Storage"},
}
# Without collected files (tests, a plain checkout) whitenoise reads them where they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_AUTOREFRESH = False

MAX_UPLOAD = 60 * 1024 * 1024  # one paper of 50 MB and the form around it
FILE_UPLOAD_HANDLERS = ["suqing.project.uploads.MemoryOnly"]
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# ── background ───────────────────────────────────────────────────────────────
TASKS = {"default": {"BACKEND": "suqing.apps.jobs.backend.HueyBackend", "QUEUES": ["default"]}}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "suqing": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "huey": {"level": "WARNING"},
    },
}
