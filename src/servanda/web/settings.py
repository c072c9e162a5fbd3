"""Django settings. Everything that differs between installations comes from the environment.

SERVANDA_HOME   folder of database and files (default `var/` in the checkout)
DATABASE_URL    replaces the embedded database, e.g. postgres://user:password@host/name
SERVANDA_HOSTS  host names served, separated by commas
SERVANDA_TIME_ZONE, SERVANDA_SMTP_URL, SERVANDA_MAIL_FROM, SERVANDA_ADDRESS
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from servanda.web.secrets import secret_key

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("SERVANDA_HOME") or ROOT.parents[1] / "var").resolve()
DEMONSTRATION = (HOME / "demonstration").exists()  # plain http on loopback; see rulings in docs/decisions
SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("SERVANDA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
ROOT_URLCONF = "servanda.web.urls"
WSGI_APPLICATION = "servanda.web.wsgi.application"

INSTALLED_APPS = [
    "servanda.web",  # first: its templates replace those of the sign-in
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "servanda.journal",
    "servanda.register",
    "servanda.publishing",
    "servanda.second",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "servanda.web.middleware.no_null_middleware",
    "servanda.web.middleware.viewer_middleware",
    "servanda.web.middleware.no_store_middleware",
    "servanda.web.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "servanda.web.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "servanda.web.templatetags.servanda"],
        },
    }
]

# --- database -------------------------------------------------------------------------------------
# SQLite before these versions can corrupt a write-ahead log when one connection checkpoints while another
# writes: there the rollback journal is kept (`servanda check` says so).
SQLITE_VERSION = sqlite3.sqlite_version_info
SQLITE_WAL_SAFE = (
    SQLITE_VERSION >= (3, 51, 3)
    or (3, 50, 7) <= SQLITE_VERSION < (3, 51)
    or (3, 44, 6) <= SQLITE_VERSION < (3, 45)
)
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{HOME / 'servanda.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = {}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
        "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA recursive_triggers = ON;".format(
            "WAL" if SQLITE_WAL_SAFE else "DELETE"
        ),
    }
AUTH_USER_MODEL = "web.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("ar", "العربية"), ("en", "English"), ("fr", "Français"), ("ru", "Русский")]
LANGUAGE_COOKIE_NAME = "servanda_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [str(p) for p in sorted(ROOT.glob("*/locale"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("SERVANDA_TIME_ZONE", "UTC")

# --- sign-in --------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "servanda.web.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False

# --- mail -----------------------------------------------------------------------------------------
PUBLIC_ADDRESS = os.environ.get("SERVANDA_ADDRESS", "http://127.0.0.1:8000")
DEFAULT_FROM_EMAIL = os.environ.get("SERVANDA_MAIL_FROM", "servanda@localhost")
EML_FOLDER = HOME / "mail"
EMAIL_TIMEOUT = 20
if SMTP_URL := os.environ.get("SERVANDA_SMTP_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _smtp = urlsplit(SMTP_URL)
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp.scheme == "smtp+tls", _smtp.scheme == "smtps"
else:
    EMAIL_BACKEND = "servanda.web.notices.mail.EmlFolder"

# --- cookies and headers --------------------------------------------------------------------------
_secure = not DEMONSTRATION
_prefix = "__Host-" if _secure else ""
SESSION_COOKIE_NAME = f"{_prefix}servanda"
CSRF_COOKIE_NAME = f"{_prefix}servanda_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # An import holds the one write lock for as long as it runs: sessions must not wait for it.
    SESSION_ENGINE = "django.contrib.sessions.backends.file"
    SESSION_FILE_PATH = str(HOME / "sessions")
    if HOME.exists():
        os.makedirs(SESSION_FILE_PATH, mode=0o700, exist_ok=True)
SESSION_COOKIE_AGE = 30 * 60  # idle; the absolute end after ten hours is in the viewer middleware
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_SECONDS = 10 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _secure else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20
UPLOAD_LIMIT = int(os.environ.get("SERVANDA_UPLOAD_LIMIT", 64 * 2**20))  # bytes

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from the packages themselves
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "servanda.web.logs.JsonLines"}},
    "handlers": {
        "file": {
            "class": "servanda.web.logs.HomeFileHandler",
            "formatter": "json",
            "filename": str(HOME / "servanda.log"),
        },
        "null": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "servanda": {"handlers": ["file"], "level": "INFO", "propagate": True},
        "django.request": {"handlers": ["file"], "level": "WARNING", "propagate": False},
        "django.security": {"handlers": ["file"], "level": "WARNING", "propagate": False},
        "axes": {"handlers": ["file"], "level": "WARNING", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
