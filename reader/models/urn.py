"""Names that stay: a row's URN, the same under every address and after a restored backup."""

from __future__ import annotations

from datetime import UTC
from uuid import NAMESPACE_OID, uuid5

from django.db import models


def urn(row: models.Model) -> str:
    """A `urn:uuid:` (RFC 9562, version 5) made of what never changes: kind, key, creation."""
    made = row.created_at.astimezone(UTC).isoformat()
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'{row._meta.label_lower} {row.pk} {made}')}"
