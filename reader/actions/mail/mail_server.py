"""Whether this instance can send mail: it needs a server for it, and to know its own address."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core import mail

_NOWHERE = (".console.EmailBackend", ".dummy.EmailBackend")
_NAME = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}")
_URL = re.compile(r"https?://[^\s/?#<>]+")
_log = logging.getLogger("gloss.mail")


def has_mail_server() -> bool:
    """Whether mail goes anywhere but into the log."""
    return not settings.EMAIL_BACKEND.endswith(_NOWHERE)


def sends_mail() -> bool:
    """Whether mail can be sent."""
    return has_mail_server() and bool(site_url())


def can_send() -> bool:
    """The same. Says in the log what is missing, where a server is there."""
    if has_mail_server() and not site_url():
        _log.error("No digest is sent: set GLOSS_URL to an address like https://read.example.org.")
    return sends_mail()


def site_url() -> str:
    """Where this instance is, without a path, as GLOSS_URL says; else by the first of its hosts
    that has a name of its own. Empty where neither says it."""
    said: str = settings.SITE_URL.rstrip("/").removesuffix(settings.FORCE_SCRIPT_NAME or "")
    if said:
        return said if _URL.fullmatch(said) else ""
    for name in settings.ALLOWED_HOSTS:
        if _NAME.fullmatch(name):
            return f"{'https' if settings.HTTPS else 'http'}://{name}"
    return ""


def mail_server() -> Any:
    """A connection to the server, not open yet."""
    if django.VERSION >= (6, 1):
        return mail.mailers.default
    return mail.get_connection()


def host() -> str:
    """The host name of this instance; `localhost` while it does not know."""
    return urlsplit(site_url()).hostname or "localhost"


def absolute(path: str) -> str:
    """A path here, as `reverse` gives it, as a URL."""
    return f"{site_url()}{path}"
