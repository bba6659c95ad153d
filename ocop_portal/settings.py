"""Settings of the portal: safe when nothing is set.

`OCOP_MODE` is empty on a real server, `demo` under `./dev demo`, `test` in tests. Only the last two run on plain
http with a secret of their own; a real server names SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL itself.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from ocop_portal import env
from ocop_portal.ground.cluster_home import is_demo_url
from ocop_portal.logs import form_of, logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.choice("OCOP_MODE", frozenset({"", "demo", "test"}))
DEMO = MODE == "demo"
PLAIN_HTTP = MODE in {"demo", "test"}
BEHIND_PROXY = env.flag("BEHIND_PROXY")  # believe the headers that nginx sets, and only then

DEBUG = env.flag("DEBUG") and PLAIN_HTTP
SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY and PLAIN_HTTP:
    SECRET_KEY = "demo-and-tests-only-never-a-real-server-" + "0" * 20
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")  # older keys: what they signed and sealed stays readable
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: a real server needs a secret of its own.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]", "testserver"] if PLAIN_HTTP else [])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "core",
    "django.contrib.auth",  # below core, whose createsuperuser and changepassword write history and so go first
    "producers",
    "products",
    "evaluations",
    "reports",
    "ocop_portal",
]

MIDDLEWARE = [
    "ocop_portal.request_log.RequestLogMiddleware",
    "ocop_portal.middleware.ContentSecurityPolicyMiddleware",
    "ocop_portal.middleware.KnownMethodsMiddleware",
    "ocop_portal.middleware.KnownBodiesMiddleware",
    "ocop_portal.body_limit.BodyLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "ocop_portal.caching.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ocop_portal.account_middleware.LastSeenMiddleware",
    "ocop_portal.account_middleware.SecondFactorMiddleware",
    "ocop_portal.middleware.NumberedHistoryMiddleware",
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
# A new connection costs as much as twenty pages: PostgreSQL reads its catalogues and plans core.rows' statements anew.
DATABASES = {"default": {**env.postgres("DATABASE_URL"), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One cache for all workers: sign-in limits must be counted together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        # More than anybody can fill within the 15 minutes of a limit, for a full cache forgets limits: nginx lets each
        # address try 30 times a minute, each time with another name, so it takes more than 2,000 addresses at once.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # Whole public pages, compressed, under a tag that changes with all that they are made of: each process its own.
    "pages": {
        "BACKEND": "ocop_portal.caching.OwnMemory",
        "LOCATION": "pages",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 2000},  # of caching.LARGEST_KEPT bytes at most
    },
    # Parts of templates that are alike on many pages ({% cache %}).
    "template_fragments": {"BACKEND": "ocop_portal.caching.OwnMemory", "LOCATION": "fragments"},
}

# ------------------------------------------------------------------ people
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["ocop_portal.accounts.PeopleWithPlaces"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "core.rules.passwords.MinimumLength", "OPTIONS": {"min_length": 12}},
    {"NAME": "core.rules.passwords.MaximumLength", "OPTIONS": {"max_length": 128}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
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
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
# What strangers may do how often: times, and the seconds in which they are counted (core/limits.py).
VISITOR_LIMITS = {
    "look_up": (30, 600),  # codes that were never issued; a code that is found counts for nothing
    "receipt": (20, 600),
    "receipts_of_all": (1000, 3600),  # they are kept for years
    "label_report": (5, 3600),
    "label_reports_of_all": (100, 3600),  # so that no flood fills the disk and the queue
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# How long the link is good by which somebody gives the own account its first password, or a new one.
INVITATION_HOURS = env.number("OCOP_INVITATION_HOURS", 72)
RESET_LINK_HOURS = 24
PASSWORD_RESET_TIMEOUT = max(INVITATION_HOURS, RESET_LINK_HOURS) * 3600  # Django's own end, after that of each kind
# Who must have a second factor: roles, or "none" for nobody.
SECOND_FACTOR_ROLES = frozenset(
    env.words("OCOP_SECOND_FACTOR_ROLES") or ([] if PLAIN_HTTP else ["administrator", "leader"])
) - {"none"}
MFA_ADAPTER = "ocop_portal.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute of typing; account_factor_forms.py sees that no code is used twice
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are never verified: the portal sends no e-mail
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP

# ------------------------------------------------------------------ language, time, formats
LANGUAGE_CODE = "vi"
# Each in its own words. Vietnamese has no prefix in addresses; staff pages are Vietnamese only.
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("km", "ភាសាខ្មែរ")]
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
    "responsible": env.text("OCOP_RESPONSIBLE"),
    "permit": env.text("OCOP_PERMIT"),
    "emblem": env.picture("OCOP_EMBLEM"),
    "colour": env.colour("OCOP_COLOUR"),
    "licence": env.text("OCOP_LICENCE"),
    "news": env.web_address("OCOP_NEWS_URL"),
}
BUSINESS_DAY = env.day("OCOP_TODAY")  # fixes the business clock; None follows the calendar
# What brings derived tables up to date at the end of every change of the public content, in this order.
PUBLISHING_LAST_STEPS = [
    "products.actions.recount.renew_names",
    "products.actions.recount.renew_entries",
    "reports.actions.recount.renew_day_counts",
]
# What `manage.py recount` mends before the last steps make all anew, and what `recount --check` tells wrong rows by.
RECOUNT_FIRST_STEPS = ["reports.actions.recount.balance_days"]
RECOUNT_CHECKS = [
    "products.queries.public_names.wrong_names",
    "products.queries.entries.wrong_entries",
    "reports.actions.recount.differences_of_days",
]

# ------------------------------------------------------------------ files
DATA_DIR = Path(env.text("OCOP_DATA_DIR") or BASE_DIR / ".ocop")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_MIN_FREE_BYTES = env.number("OCOP_MIN_FREE_MB", 500) * 1024 * 1024  # less, and /readyz says "full"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "ocop_portal.static_files.HouseStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What each kind of uploaded file may be at most (core/files/kinds.py), and the memory to open it in: MemoryMax of
# docs/server/ocop.service has room for two at once. `pixels` counts what is unpacked, of a large JPEG a part.
FILE_LIMITS = {
    "paper": {"bytes": 20 * 1024 * 1024, "pages": 500, "memory": 1024 * 1024 * 1024},
    "evidence": {"bytes": 20 * 1024 * 1024, "pages": 300, "pixels": 40_000_000, "memory": 1024 * 1024 * 1024},
    "photo": {"bytes": 10 * 1024 * 1024, "pixels": 40_000_000, "memory": 1024 * 1024 * 1024},
    "sheet": {"bytes": 10 * 1024 * 1024, "pages": 50, "memory": 1024 * 1024 * 1024},
    # From strangers: 16 million points are what telephones make, save as JPEG, which may have three times as many.
    "label": {"bytes": 8 * 1024 * 1024, "pixels": 16_000_000, "memory": 512 * 1024 * 1024},
}
CLAMD_SOCKET = env.text("OCOP_CLAMD_SOCKET")  # a path or host:port; empty: uploads are not scanned for viruses
ACCEL_REDIRECT = env.text("OCOP_ACCEL_REDIRECT")  # nginx's internal location of MEDIA_ROOT; empty: we send files

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
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# The prefix makes browsers keep a cookie to this very host.
SESSION_COOKIE_NAME = "sessionid" if PLAIN_HTTP else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if PLAIN_HTTP else "__Host-csrftoken"
SESSION_COOKIE_SECURE = not PLAIN_HTTP
SESSION_ENGINE = "ocop_portal.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # from the sign-in on, used or not
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ocop_portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# ------------------------------------------------------------------ history
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)  # reading changes no row, and must not ask who reads
# What the verbs of the book of acts are called on the screen.
HISTORY_VERBS = [f"{app}.rules.verbs.VERBS" for app in ("core", "producers", "products", "evaluations", "reports")]
# What people do without an account: the book says so instead of naming the server.
HISTORY_OF_PUBLIC = ["products.rules.verbs.OF_PUBLIC"]

# ------------------------------------------------------------------ how long personal data are kept
# Days after which `manage.py apply_retention --apply` removes (docs/privacy.md); "never" keeps.
RETENTION = env.days(
    "OCOP_RETENTION",
    {
        "sessions": 0,  # after they ended
        "sign_in_limits": 0,  # after they faded
        "discarded_drafts": 365,
        "withdrawn_contacts": 365,
        "former_contacts": 2 * 365,  # after the producer was last edited
        "stopped_accounts": 365,  # after they were stopped, or edited since
        "ended_seats": 365,  # after the seat ended
        "representatives": 3 * 365,  # after the producer's last rating ended
        "report_contacts": 180,  # of who reported a label, after the report was closed; twice if nobody did
        "label_reports": 3 * 365,  # with their photos, after they were closed; twice if nobody did
        "check_receipts": 5 * 365,  # after they were made
        "unused_papers": 365,  # files of papers that no dossier uses, after anything was done to them
        "dossier_papers": 10 * 365,  # files of papers, after the last dossier that used them ended
    },
)

# ------------------------------------------------------------------ the log
LOGGING = logging_config(form_of(env.choice("OCOP_LOG", frozenset({"", "plain", "json"})), plain_http=PLAIN_HTTP))

if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
RELEASE = os.environ.get("OCOP_RELEASE", "dev")
