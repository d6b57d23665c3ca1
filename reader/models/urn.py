"""Names that stay: a row's URN, the same under every URL and after a restored backup."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar, Protocol
from uuid import NAMESPACE_OID, uuid5


class HasUrn(Protocol):
    """A row that feeds and files name. Its kind never changes, whatever its model is called."""

    URN_KIND: ClassVar[str]
    pk: int
    created_at: datetime


def urn(row: HasUrn) -> str:
    """A `urn:uuid:` (RFC 9562, version 5) made of what never changes: kind, key, creation."""
    made = row.created_at.astimezone(UTC).isoformat()
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'{row.URN_KIND} {row.pk} {made}')}"
