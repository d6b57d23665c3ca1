"""ETags: which state of something a program knows (RFC 9110, 8.8.3)."""

from __future__ import annotations

from hashlib import sha256


def etag_of(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def matches(header: str, etag: str) -> bool:
    """Whether `If-Match` names an ETag. One that compression on the way has made weak counts: it
    was made of the same bytes."""
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return "*" in tags or etag in tags
