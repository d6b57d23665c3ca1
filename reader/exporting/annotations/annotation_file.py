"""All that a reader marked and said, as a file in one of the formats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import IO

from django.db.models import Q

from reader.actions.annotations.annotation_list import AnnotationList, Extent
from reader.exporting.annotations.markdown import as_markdown
from reader.exporting.annotations.readwise import as_csv
from reader.exporting.annotations.web_annotation import as_collection
from reader.exporting.exportable import Exportable
from reader.models import Chapter, Export, Highlight, Reader

MEDIA_TYPES = {"md": "text/markdown", "csv": "text/csv", "jsonld": "application/ld+json"}
"""How a file's name may end, and what it then is."""
ROWS_AT_ONCE = 1_000
"""Annotations that a web thread makes a file of while somebody waits: they take 90 ms of a quick
machine, so some tenths of a second of a slow or busy one."""


class AnnotationFile(Exportable):
    """Everything of a reader's. URLs in it are absolute with `base`, `https://host/`; `url` and
    `label` are what a JSON-LD file calls itself."""

    kind = Export.Kind.ANNOTATIONS
    reader: Reader

    def __init__(self, reader: Reader, ending: str, base: str, url: str, label: str) -> None:
        self.reader, self.ending, self.base = reader, ending, base
        self.url, self.label = url, label
        self.options = {"ending": ending, "base": base, "url": url, "label": label}
        self.media_type = f"{MEDIA_TYPES[ending]}; charset=utf-8"
        self.annotations = AnnotationList.of(reader)

    @classmethod
    def of(cls, export: Export) -> AnnotationFile | None:
        return cls(export.reader, **export.options) if export.reader else None

    @cached_property
    def extent(self) -> Extent:
        return self.annotations.extent

    @cached_property
    def key(self) -> str:
        """Names what the reader wrote, and the texts that it is about."""
        facts = [
            str(self.reader.pk),
            *map(str, self.options.values()),
            str(self.extent),
            str(self.reader.colour_names),
        ]
        highlighted = Highlight.objects.of(self.reader).values("passage__chapter")
        mine = Q(pk__in=highlighted) | Q(pk__in=self.reader.comments.values("chapter"))
        for chapter in Chapter.with_deleted.filter(mine).values_list(
            "pk", "stamp", "published_at", "deleted_at", "story__stamp", "story__published_at"
        ):
            facts.append(str(chapter))
        return sha256(" ".join(facts).encode()).hexdigest()[:32]

    @property
    def names(self) -> tuple[str, str]:
        name = f"gloss-highlights.{self.ending}"
        return name, name

    @property
    def is_quick(self) -> bool:
        return self.extent.total <= ROWS_AT_ONCE

    def write(self, file: IO[bytes]) -> None:
        for piece in self._pieces():
            file.write(piece.encode())

    def _pieces(self) -> Iterator[str]:
        annotations = self.annotations.in_reading_order()
        if self.ending == "md":
            return as_markdown(annotations, self.base, self.reader.colour_names)
        if self.ending == "csv":
            return as_csv(annotations, self.base)
        total = self.extent.total
        return as_collection(annotations, self.base, url=self.url, label=self.label, total=total)
