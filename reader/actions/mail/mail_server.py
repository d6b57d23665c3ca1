"""Whether this instance can send mail: it needs a server for it, and to know its own address."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core import mail

_NOWHERE = (".console.EmailBackend", ".dummy.EmailBackend")
_log = logging.getLogger("gloss.mail")


def has_mail_server() -> bool:
    """Whether mail goes anywhere but into the log."""
    return not settings.EMAIL_BACKEND.endswith(_NOWHERE)


def can_send() -> bool:
    """Whether mail can be sent. Says in the log what is missing, where a server is there."""
    if has_mail_server() and not settings.SITE_URL:
        _log.error("No digest is sent: set GLOSS_URL, so that its links lead here.")
    return has_mail_server() and bool(settings.SITE_URL)


def mail_server() -> Any:
    """A connection to the server, not open yet."""
    if django.VERSION >= (6, 1):
        return mail.mailers.default
    return mail.get_connection()


def host() -> str:
    """The host name of this instance; `localhost` while it does not know."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def absolute(path: str) -> str:
    """A path here, as `reverse` gives it, as a URL."""
    return f"{settings.SITE_URL}{path}"
