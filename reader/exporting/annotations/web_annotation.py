"""Annotations as JSON-LD in the W3C Web Annotation model.

https://www.w3.org/TR/annotation-model/. The colour of a highlight is a `styleClass`; what its
reader shows to others has everybody for its audience; the story's title is a `dcterms:title`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from reader.text.annotation import CONTEXT, EVERYBODY, HIGHLIGHTING, Annotation

MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'


def as_json_ld(annotation: Annotation, base: str, *, context: bool = True) -> dict[str, Any]:
    """The annotation as JSON-LD; its URLs are made absolute with `base`, `https://host/`.

    Without `context` it is for a page or a collection that has one.
    """
    json_ld: dict[str, Any] = {"@context": CONTEXT} if context else {}
    json_ld |= {
        "id": urljoin(base, annotation.id),
        "type": "Annotation",
        "motivation": annotation.motivation,
    }
    if annotation.creator:
        json_ld["creator"] = {
            "id": urljoin(base, annotation.creator_url),
            "type": "Person",
            "name": annotation.creator,
        }
    if annotation.created:
        json_ld["created"] = timestamp(annotation.created)
    if annotation.modified:
        json_ld["modified"] = timestamp(annotation.modified)
    if annotation.text:
        plain = annotation.motivation == HIGHLIGHTING
        json_ld["body"] = {
            "type": "TextualBody",
            "value": annotation.text,
            "format": "text/plain" if plain else "text/markdown",
        }
    json_ld["target"] = _target(annotation, base)
    if annotation.public:
        json_ld["audience"] = EVERYBODY
    if annotation.canonical:
        json_ld["canonical"] = annotation.canonical
    if annotation.via:
        json_ld["via"] = annotation.via[0] if len(annotation.via) == 1 else list(annotation.via)
    return json_ld


def _target(annotation: Annotation, base: str) -> str | dict[str, Any]:
    if annotation.answers:
        return urljoin(base, annotation.answers)
    source = urljoin(base, annotation.source)
    if not annotation.quote:
        return source
    quote = {"type": "TextQuoteSelector", "exact": annotation.quote}
    if annotation.prefix:
        quote["prefix"] = annotation.prefix
    if annotation.suffix:
        quote["suffix"] = annotation.suffix
    selectors: list[dict[str, Any]] = [quote]
    if annotation.start is not None:
        selectors.append(
            {
                "type": "TextPositionSelector",
                "start": annotation.start,
                "end": annotation.end,
            }
        )
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "selector": selectors,
    }
    if annotation.colour:
        target["styleClass"] = annotation.colour
    if annotation.story:
        target["dcterms:title"] = annotation.story
    return target


def timestamp(when: datetime) -> str:
    """An `xsd:dateTime` in UTC, as the model asks for."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_collection(
    annotations: Iterable[Annotation], base: str, *, url: str, label: str, total: int
) -> Iterator[str]:
    """An AnnotationCollection with all of its annotations on one page, piece by piece."""
    head = {
        "@context": CONTEXT,
        "id": url,
        "type": "AnnotationCollection",
        "label": label,
        "total": total,
        "first": {"id": f"{url}#page", "type": "AnnotationPage", "partOf": url, "startIndex": 0},
    }
    yield json.dumps(head, ensure_ascii=False)[:-2] + ', "items": ['
    between = "\n"
    for annotation in annotations:
        yield between + json.dumps(as_json_ld(annotation, base, context=False), ensure_ascii=False)
        between = ",\n"
    yield "\n]}}\n"
