"""Gloss's settings, for tests: quick passwords, mail kept, files as they are, tasks at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("GLOSS_HTTPS", "0")
if "GLOSS_VAR" not in os.environ:
    os.environ["GLOSS_VAR"] = tempfile.mkdtemp(prefix="gloss-tests-")
    atexit.register(shutil.rmtree, os.environ["GLOSS_VAR"], ignore_errors=True)
for name in (
    "GLOSS_DEMO",
    "GLOSS_SIGNUP",
    "GLOSS_AUDIENCE",
    "GLOSS_CLOSED_HOUSE",
    "ALLOWED_HOSTS",
    "DEBUG",
    "CACHE_URL",
    "GLOSS_URL",
):
    os.environ.pop(name, None)

from reader.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
VAR = Path(tempfile.mkdtemp(dir=os.environ["GLOSS_VAR"]))  # of each worker its own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SIGNUP_SECONDS = 0
HOLD_NEWCOMERS = "nothing"
RATE_LIMITS = RATE_LIMITS | {"newcomer_comment": ""}  # noqa: F405
SITE_URL = "https://gloss.example"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "exports": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
_TASKS = "django_tasks" if django.VERSION < (6, 0) else "django.tasks"
TASKS = {"default": {"BACKEND": f"{_TASKS}.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
