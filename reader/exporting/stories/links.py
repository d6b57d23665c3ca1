"""URLs that every reading system takes: outside ones, and written as the standard has them."""

from __future__ import annotations

import re
from ipaddress import IPv4Address
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_IPV4 = re.compile(r"(?:^|\.)(?:\d+|0x\w*)$")
_MAIL = re.compile(r"[\w.+-]+@[a-zA-Z0-9.-]+", re.ASCII)
_OTHER_CHAPTER = re.compile(r"\.\./(\d{1,9})/(?:#.*)?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def chapter_in(href: str) -> int:
    """The number of the chapter to which a link leads from another chapter's page, or 0."""
    match = _OTHER_CHAPTER.fullmatch(href.strip())
    return int(match[1]) if match else 0


def web_url(href: str) -> str:
    """`href`, where it is a URL on the web or of mail, in ASCII; else nothing.

    What is relative led to a place beside the page it was read on: in a file it leads nowhere.
    """
    try:
        parts = urlsplit(href.strip())
        if parts.scheme == "mailto" and _MAIL.fullmatch(parts.path):
            return f"mailto:{parts.path}"
        host = (parts.hostname or "").encode("idna").decode().lower()
        port = f":{parts.port}" if parts.port else ""
        if _IPV4.search(host):
            IPv4Address(host)
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{port}{_quoted(parts.path)}{query}{fragment}"


def _quoted(part: str) -> str:
    part = _STRAY_PERCENT.sub("%25", part)
    return quote(part, safe="/%:@!$&()*+,;=~?-._", errors="replace")
