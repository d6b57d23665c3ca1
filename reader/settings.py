"""Settings. Whatever a host may change comes from the environment: see docs/self-hosting.md."""

import re
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django
from csp.constants import NONE, SELF

from reader.environment import Environment
from reader.house import *  # noqa: F403
from reader.limits import *  # noqa: F403
from reader.sign_in import *  # noqa: F403

ROOT = Path(__file__).resolve().parent.parent
env = Environment()

# Demo mode: accounts whose passwords everybody knows. For trying things out on one's own machine.
DEMO = env.bool("GLOSS_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)

# Where Gloss keeps its one file of data, and whatever else it writes. A demo keeps its own, so
# that its accounts never come to be on an instance that is none.
VAR = Path(env.str("GLOSS_VAR", default=str(ROOT / "var")))
VAR = VAR / "demo" if DEMO else VAR
VAR.mkdir(parents=True, exist_ok=True)


def _demo_secret() -> str:
    path = VAR / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY and DEMO:
    SECRET_KEY = _demo_secret()
if not SECRET_KEY:
    sys.exit(
        "Gloss needs a secret key: set SECRET_KEY to a long random string "
        "(python3 -c 'import secrets; print(secrets.token_urlsafe(50))'), "
        "or GLOSS_DEMO=1 to try it out."
    )

# Cookies are sent over HTTPS only, unless this instance is a trial or is told that it has none.
HTTPS = env.bool("GLOSS_HTTPS", default=not (DEMO or DEBUG))
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["*"] if DEMO or DEBUG else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The path under which everything lies, where the host name is shared: `/gloss`, or none.
_PATH = env.str("GLOSS_PATH", default="")
_BASE = f"/{_PATH.strip('/')}".rstrip("/")
FORCE_SCRIPT_NAME = _BASE or None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.bool("GLOSS_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = ["^" + re.escape(f"{_BASE}/healthz"[1:]) + "$"]
# A month, for this host alone: what a browser was told cannot be taken back before its time, and
# neighbours under the same domain, or a list in every browser, are not ours to decide about.
SECURE_HSTS_SECONDS = env.int("GLOSS_HSTS_SECONDS", default=2_592_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("GLOSS_HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("GLOSS_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they ask for those two
BEHIND_PROXY = env.bool("GLOSS_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("GLOSS_PROXY_COUNT", default=1)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{_BASE}/"

# The hosts besides our own from which images in stories may be loaded.
IMAGE_HOSTS = tuple(env.list("GLOSS_IMAGE_HOSTS", default=[]))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        # By this one alone Firefox judges whether it may fetch the next chapter ahead.
        "default-src": [SELF],
        **dict.fromkeys(("object-src", "media-src", "frame-src"), [NONE]),
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *(f"https://{host}" for host in IMAGE_HOSTS)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "reader.apps.QueueConfig",  # before ours, whose admin shows tasks more plainly
    "reader",
    "lucide",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "reader.web.middleware.answer_head_without_body",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reader.web.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reader.web.middleware.answer_health_checks",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reader.web.middleware.refuse_large_bodies",
    "reader.web.middleware.refuse_null_characters",
    "reader.web.second_step.ask_moderators_for_second_step",
    "reader.web.return_after_sign_in.return_after_sign_in",
    "reader.web.closed_house.ClosedHouse",
    "reader.web.middleware.show_405_page",
    "reader.web.middleware.keep_private",
    "reader.web.suspended.SuspensionMiddleware",
    "reader.web.idempotency.IdempotencyMiddleware",
]

ROOT_URLCONF = "reader.urls"
WSGI_APPLICATION = "reader.wsgi.application"

_LOADERS: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
if not DEBUG:
    _LOADERS = [("django.template.loaders.cached.Loader", _LOADERS)]
_BUILTINS = [
    "lucide.templatetags.lucide",
    "django.templatetags.static",
    "django.contrib.humanize.templatetags.humanize",
    "reader.web.apart_from",
    "reader.web.relative_time",
    "reader.web.cases_waiting",
    "reader.web.may_comment",
    "reader.web.silence_of",
    "reader.web.stored_html",
]
if django.VERSION < (6, 0):  # which has tasks, and named fragments of templates, built in
    INSTALLED_APPS += ["django_tasks", "template_partials.apps.SimpleAppConfig"]
    _LOADERS = [("template_partials.loader.Loader", _LOADERS)]
    _BUILTINS.append("template_partials.templatetags.partials")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": _LOADERS,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reader.web.look.look",
                "reader.web.app_shell.app_shell_version",
            ],
            "builtins": _BUILTINS,
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'gloss.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer, and a writer that reads first takes its turn at once. Each
    # turn is short; `timeout` is for how many seconds a writer waits for it before it gives up.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        ),
    }
    DATABASES["default"].setdefault("CONN_MAX_AGE", None)
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Painted pages have a cache of their own, so that they never push out rate limits.
CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://gloss"),
    "pages": env.cache("CACHE_URL", default="locmemcache://pages")
    | {
        "KEY_PREFIX": f"page{_BASE}",
        "KEY_FUNCTION": "reader.web.versioned_keys.versioned_key",
        "TIMEOUT": 60 * 60,
    },
}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache":
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 10_000}
    CACHES["pages"]["OPTIONS"] = {"MAX_ENTRIES": env.int("GLOSS_PAGES_KEPT", default=400)}
# The memory of a process is its own: a session that was ended in one would live on in another.
SHARED_CACHE = not CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache"))
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if SHARED_CACHE else 'db'}"
if "Redis" in CACHES["default"]["BACKEND"]:
    if find_spec("redis") is None:
        sys.exit("CACHE_URL names a Redis server, and Gloss needs one more package for it: redis.")
    for each in CACHES.values():
        each["BACKEND"] = "reader.web.redis_cache.RedisCache"

# Long work waits in the database for the worker, `manage.py work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CSRF_FAILURE_VIEW = "reader.views.site.errors.csrf_failure"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
vars().setdefault("EMAIL_TIMEOUT", 30)  # seconds that a silent server may hold the worker
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("GLOSS_EMAIL_FROM", default="Gloss <gloss@localhost>")

# For links in what the worker sends: it sees no request. Empty: `actions/mail/mail_server.py`.
SITE_URL = env.str("GLOSS_URL", default="")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.str("TZ", default="UTC")
USE_TZ = True

STATIC_URL = f"{_BASE}/static/" if _BASE else "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR / "static"))
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "reader.web.staticfiles.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# Where files lie that take long to make, and wait a day: a folder, or any storage of Django's.
_FOLDER = "django.core.files.storage.FileSystemStorage"
_OWN = {"location": VAR, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
STORAGES = {
    "default": {"BACKEND": _FOLDER},
    "staticfiles": {"BACKEND": "reader.web.staticfiles.Storage"},
    "exports": {"BACKEND": _FOLDER, "OPTIONS": _OWN},
}
try:
    _NAMED = env.json("GLOSS_STORAGES", default={})
except ValueError:
    sys.exit("GLOSS_STORAGES is not JSON: see “Files in other storages” in docs/self-hosting.md.")
if not isinstance(_NAMED, dict) or not set(_NAMED) <= {"exports", "pictures"}:
    sys.exit("GLOSS_STORAGES names storages for “exports” and “pictures”, and nothing else.")
STORAGES |= _NAMED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FIXTURE_DIRS = [ROOT / "fixtures"]
LIBRARY = ROOT / "fixtures" / "library"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("GLOSS_LOG_LEVEL", default="WARNING")},
    # waitress warns whenever a request waits for a thread.
    "loggers": {"gloss": {"level": "INFO"}, "waitress.queue": {"level": "ERROR"}},
}
