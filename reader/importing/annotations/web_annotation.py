"""Annotations in JSON-LD of the W3C Web Annotation model: one, a page, a collection, a list.

https://www.w3.org/TR/annotation-model/. What Gloss has no place for is left aside; what it needs
and does not find raises an `AnnotationError` with one sentence about it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from reader.importing.annotations.selectors import read_selectors
from reader.importing.annotations.values import (
    LONGEST_URL,
    as_list,
    as_text,
    as_url,
    read_time,
    storable,
)
from reader.text.annotation import (
    COMMENTING,
    CONTEXT,
    EVERYBODY,
    HIGHLIGHTING,
    MOTIVATIONS,
    REPLYING,
    Annotation,
    AnnotationError,
)


class NoAnnotation(AnnotationError):
    """It is JSON, but no annotation in the model's context."""


def load_json(data: bytes) -> Any:
    """JSON in UTF-8. Raises AnnotationError."""
    try:
        made = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AnnotationError("This is not JSON in UTF-8.") from error
    return made


def annotations_in(made: Any) -> list[Any]:
    """What may be annotations in JSON-LD: of a collection, of a page, in a list, or just one."""
    for _ in range(3):  # a collection's page's items
        if not isinstance(made, dict):
            break
        if "items" in made:
            made = made["items"]
        elif isinstance(made.get("first"), dict):
            made = made["first"]
        else:
            break
    return made if isinstance(made, list) else [made]


def read_annotation(made: Any) -> Annotation:
    """One annotation of parsed JSON-LD, in whatever context. Raises AnnotationError."""
    if not isinstance(made, dict):
        raise NoAnnotation("An annotation must be a JSON object.")
    if "Annotation" not in as_list(made.get("type") or made.get("@type")):
        raise NoAnnotation('An annotation needs "type": "Annotation".')
    motivation = _motivation(made)
    target = _target(made)
    words: dict[str, Any] = {}
    source = as_url(target if isinstance(target, str) else target.get("source"))
    if isinstance(target, dict):
        source = source or as_url(target.get("id"))
        words = read_selectors(target.get("selector"))
    if not source:
        raise AnnotationError("The target needs a source: the URL of a chapter.")
    answers = source if motivation == REPLYING else ""
    details = target if isinstance(target, dict) else {}
    return Annotation(
        motivation=motivation,
        source="" if answers else source,
        answers=answers,
        text=_body(made),
        colour=_colour(details.get("styleClass")),
        public=EVERYBODY in map(as_url, as_list(made.get("audience"))),
        story=as_text(details.get("dcterms:title")),
        id=as_url(made.get("id")),
        canonical=_canonical(made.get("canonical")),
        via=_via(made.get("via")),
        created=read_time(made.get("created")),
        **words,
    )


def read_strict_annotation(made: Any) -> Annotation:
    """The same of what a program sends: in the model's context. Raises AnnotationError."""
    if isinstance(made, dict) and CONTEXT not in as_list(made.get("@context")):
        raise NoAnnotation(f'An annotation needs "@context": "{CONTEXT}".')
    return read_annotation(made)


def _motivation(made: dict[str, Any]) -> str:
    """Why it was made; without a word about it, a highlight, for that is private."""
    names = [re.split("[#:/]", as_text(one))[-1] for one in as_list(made.get("motivation"))]
    for motivation in (REPLYING, COMMENTING, HIGHLIGHTING):
        if motivation in names:
            return motivation
    if names:
        raise AnnotationError(f"Gloss accepts annotations only for {', '.join(MOTIVATIONS)}.")
    return HIGHLIGHTING


def _colour(classes: Any) -> str:
    """The first of the classes that an annotation wears."""
    for name in as_list(classes):
        if isinstance(name, str):
            return name
    return ""


def _via(value: Any) -> tuple[str, ...]:
    """The addresses that an annotation was brought from, each on one line."""
    found: list[str] = []
    for address in map(as_url, as_list(value)):
        if address and "\n" not in address:
            found.append(address)
    return tuple(found)


def _target(made: dict[str, Any]) -> Any:
    targets = as_list(made.get("target"))
    if len(targets) != 1:
        raise AnnotationError("An annotation must have exactly one target.")
    if not isinstance(targets[0], str | dict):
        raise AnnotationError("The target must be a URL, or an object with a source.")
    return targets[0]


def _body(made: dict[str, Any]) -> str:
    """The texts of its bodies; a tag as a word with a # before it."""
    if isinstance(made.get("bodyValue"), str):
        return storable(made["bodyValue"])
    texts = []
    for body in as_list(made.get("body")):
        if not isinstance(body, dict) or not isinstance(body.get("value"), str):
            raise AnnotationError(
                "Gloss accepts only bodies that are text: a TextualBody with a value."
            )
        texts.append(f"#{body['value']}" if body.get("purpose") == "tagging" else body["value"])
    return storable("\n\n".join(texts))


def _canonical(value: Any) -> str:
    """The address by which it is known everywhere: kept as it is, or not at all."""
    kept = as_url(value)
    if value is not None and not kept:
        raise AnnotationError(f"“canonical” must be one URL of up to {LONGEST_URL:,} characters.")
    return kept
