"""Names in the cache of pages: what one deployment has made is never found by another."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings


def versioned_key(key: str, prefix: str, version: int) -> str:
    """A key as the cache keeps it; Django's KEY_FUNCTION."""
    return f"{prefix}:{version}:{_code()}:{key}"


@cache
def _code() -> str:
    """A digest of the code that makes pages, as this process runs it: a shared cache outlives an
    upgrade, and what is in it may be in another form by then."""
    digest = sha256()
    for folder in ("reader", "templates"):
        for path in sorted((Path(settings.ROOT) / folder).rglob("*.*")):
            if path.suffix in (".py", ".html"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
