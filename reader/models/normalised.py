"""Text as it is searched: small letters without accents, quotation marks straight."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.models import CharField, TextField, Transform
from django.db.models.sql.compiler import SQLCompiler

_CURLY, _STRAIGHT = "‘’ʼ“”", "'''\"\""
_ACCENTS = "[\u0300-\u036f]+"
_accents = re.compile(_ACCENTS)


def normalise(text: str) -> str:
    """`text` as it is searched: what the lookup `__normalised` gives in either database."""
    if text.isascii():
        return text.lower()
    plain = _accents.sub("", unicodedata.normalize("NFKD", text)).lower()
    for curly, straight in zip(_CURLY, _STRAIGHT, strict=True):
        plain = plain.replace(curly, straight)
    return plain


def _normalise_or_null(text: str | None) -> str | None:
    return None if text is None else normalise(text)


@CharField.register_lookup
@TextField.register_lookup
class Normalised(Transform):
    """`title__normalised__contains`. SQLite asks Python; PostgreSQL (13 up) needs no extension."""

    lookup_name = "normalised"

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, Any]:
        connection.ensure_connection()
        connection.connection.create_function(
            "gloss_normalised", 1, _normalise_or_null, deterministic=True
        )
        return super().as_sql(compiler, connection, function="gloss_normalised", **extra)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any, **extra: Any
    ) -> tuple[str, Any]:
        sql, params = compiler.compile(self.lhs)
        sql = f"regexp_replace(normalize({sql}, NFKD), '{_ACCENTS}', '', 'g')"
        return f"translate(lower({sql}), %s, %s)", (*params, _CURLY, _STRAIGHT)
