"""Environment variables, read so that a wrong one is told in a sentence that names it."""

import os
import re
import sys
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

RATE = re.compile(r"(\d+)/(\d*)([smhd])/(ip|user|key)")
"""How often something may be done: 12/m/user."""
DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


class Environment(environ.Env):
    """As django-environ's, which tells of a wrong value with a traceback. The value of a URL may
    have a password in it, so it is not repeated."""

    def int(self, var: str, default: Any = environ.Env.NOTSET) -> Any:
        try:
            return super().int(var, default)
        except ValueError:
            sys.exit(f"{var} is “{os.environ[var]}”: set it to a whole number.")

    def rate(self, var: str, default: str) -> str:
        """How often something may be done, by one rate or by several with commas between."""
        value: str = self.str(var, default=default)
        for part in value.split(","):
            if part.strip() and not RATE.fullmatch(part.strip()):
                sys.exit(f"{var} is “{value}”: set it to a rate such as {default}.")
        return value

    def db_url(self, var: str, default: Any = environ.Env.NOTSET, engine: Any = None) -> Any:
        example = "postgres://user:password@host/name"
        found = self._url(super().db_url, var, default, example)
        if found.get("ENGINE") not in DATABASES:
            sys.exit(_not_understood(var, example))
        return found

    def cache_url(self, var: str, default: Any = environ.Env.NOTSET, backend: Any = None) -> Any:
        return self._url(super().cache_url, var, default, "redis://host:6379/0")

    def email_url(self, var: str, default: Any = environ.Env.NOTSET, backend: Any = None) -> Any:
        example = "smtp+tls://user:password@host:587"
        return self._url(super().email_url, var, default, example)

    db, cache = db_url, cache_url

    def _url(self, read: Any, var: str, default: Any, example: str) -> Any:
        try:
            return read(var, default)
        except (ImproperlyConfigured, ValueError):
            sys.exit(_not_understood(var, example))


def _not_understood(var: str, example: str) -> str:
    return f"{var} is none that Gloss understands: set it to one such as {example}."
