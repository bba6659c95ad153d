"""Settings of the portal: safe when nothing is set.

`OCOP_MODE` is empty on a real server, `demo` under `./dev demo`, `test` in tests. Only the last two run on plain
http with a secret of their own; a real server names SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL itself.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ocop_portal import env
from ocop_portal.ground.cluster_home import is_demo_url

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.choice("OCOP_MODE", frozenset({"", "demo", "test"}))
DEMO = MODE == "demo"
PLAIN_HTTP = MODE in {"demo", "test"}

DEBUG = env.flag("DEBUG") and PLAIN_HTTP
SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY and PLAIN_HTTP:
    SECRET_KEY = "demo-and-tests-only-never-a-real-server-" + "0" * 20
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: a real server needs a secret of its own.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]", "testserver"] if PLAIN_HTTP else [])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "core",
    "producers",
    "products",
    "evaluations",
    "reports",
    "ocop_portal",
]

MIDDLEWARE = [
    "ocop_portal.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "ocop_portal.caching.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "ocop_portal.urls"
WSGI_APPLICATION = "ocop_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ocop_portal.context.portal",
            ],
        },
    }
]

# ------------------------------------------------------------------ database
if not env.text("DATABASE_URL"):
    raise ImproperlyConfigured("DATABASE_URL is not set: ./dev sets it, a real server names its PostgreSQL.")
if DEMO and not is_demo_url(env.text("DATABASE_URL"), BASE_DIR):
    raise ImproperlyConfigured("OCOP_MODE=demo runs on the database that ./dev demo made, and on no other.")
DATABASES = {"default": {**env.postgres("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One cache for all workers: sign-in limits must be counted together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

# ------------------------------------------------------------------ people
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "ocop_portal.accounts.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key"}
# Behind a proxy the caller is who the proxy names; else a whole office would share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True

# ------------------------------------------------------------------ language, time, formats
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FIRST_DAY_OF_WEEK = 1

# ------------------------------------------------------------------ the province
HOME_PROVINCE = env.text("OCOP_HOME_PROVINCE", "tinh-tra-vinh")  # the slug of a Place
PORTAL = {
    "province": env.text("OCOP_PROVINCE_NAME", "Trà Vinh"),
    "agency": env.text("OCOP_AGENCY"),
    "address": env.text("OCOP_ADDRESS"),
    "phone": env.text("OCOP_PHONE"),
    "email": env.text("OCOP_EMAIL"),
}
BUSINESS_DAY = env.day("OCOP_TODAY")  # fixes the business clock; None follows the calendar
# What brings derived tables up to date at the end of every change of the public content, in this order.
PUBLISHING_LAST_STEPS: list[str] = []

# ------------------------------------------------------------------ files
DATA_DIR = Path(env.text("OCOP_DATA_DIR") or BASE_DIR / ".ocop")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/tep/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DECISION_PAPER_MAX_BYTES = 20 * 1024 * 1024
PHOTO_MAX_BYTES = 10 * 1024 * 1024
PHOTO_MAX_PIXELS = 40_000_000

# ------------------------------------------------------------------ walls
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ocop_portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# ------------------------------------------------------------------ history
PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
RELEASE = os.environ.get("OCOP_RELEASE", "dev")
