"""What Hypothesis exports: the JSON of its API, `{"rows": […]}`, or just the list.

https://h.readthedocs.io/en/latest/api-reference/. Its offsets count UTF-16 in a whole web page,
so words are known by their quote.
"""

from __future__ import annotations

from typing import Any

from reader.importing.annotations.selectors import read_selectors
from reader.importing.annotations.values import LONGEST_URL, read_time, storable
from reader.text.annotation import COMMENTING, HIGHLIGHTING, REPLYING, Annotation, AnnotationError


def hypothesis_rows(made: Any) -> list[Any] | None:
    """The annotations of an export, or None where it is none of Hypothesis."""
    if isinstance(made, dict):
        made = made["rows"] if "rows" in made else made.get("annotations")
    if isinstance(made, list):
        for row in made:
            if isinstance(row, dict) and "uri" in row:
                return made
    return None


def read_hypothesis_annotation(row: Any) -> Annotation:
    """One annotation. Raises AnnotationError."""
    if not isinstance(row, dict) or not isinstance(row.get("uri"), str):
        raise AnnotationError("A Hypothesis annotation needs a uri.")
    words: dict[str, Any] = {}
    for target in row.get("target") or []:
        if isinstance(target, dict):
            words = read_selectors(target.get("selector"))
    motivation = HIGHLIGHTING if "quote" in words else COMMENTING
    return Annotation(
        motivation=REPLYING if row.get("references") else motivation,
        source=storable(row["uri"][:LONGEST_URL]),
        quote=words.get("quote", ""),
        prefix=words.get("prefix", ""),
        suffix=words.get("suffix", ""),
        text=storable(_text_and_tags(row)),
        story=storable(_title(row.get("document"))),
        created=read_time(row.get("created")),
    )


def _text_and_tags(row: dict[str, Any]) -> str:
    """What somebody wrote, and under it the tags, each with a # before it."""
    text = row.get("text")
    tags: list[str] = []
    for tag in row.get("tags") or []:
        if isinstance(tag, str):
            tags.append(f"#{tag}")
    return "\n\n".join(filter(None, [text if isinstance(text, str) else "", " ".join(tags)]))


def _title(document: Any) -> str:
    titles = document.get("title") if isinstance(document, dict) else None
    title = titles[0] if isinstance(titles, list) and titles else ""
    return title[:200] if isinstance(title, str) else ""
