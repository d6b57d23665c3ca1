"""What Hypothesis exports: the JSON of its API, `{"rows": […]}`, or just the list.

https://h.readthedocs.io/en/latest/api-reference/. Its offsets count UTF-16 in a whole web page,
so words are known by their quote.
"""

from __future__ import annotations

from typing import Any

from reader.importing.annotations import selected, when
from reader.text.annotations import COMMENTING, REPLYING, Annotation, AnnotationError


def rows_in(made: Any) -> list[Any] | None:
    """The annotations of an export, or None where it is none of Hypothesis."""
    if isinstance(made, dict):
        made = next((made[key] for key in ("rows", "annotations") if key in made), None)
    if isinstance(made, list) and any(isinstance(row, dict) and "uri" in row for row in made):
        return made
    return None


def read(row: Any) -> Annotation:
    """One annotation. Raises AnnotationError."""
    if not isinstance(row, dict) or not isinstance(row.get("uri"), str):
        raise AnnotationError("An annotation of Hypothesis has a uri.")
    words: dict[str, Any] = {}
    for target in row.get("target") or []:
        if isinstance(target, dict):
            words = selected(target.get("selector"))
    tags = [f"#{tag}" for tag in row.get("tags") or [] if isinstance(tag, str)]
    text = row.get("text") if isinstance(row.get("text"), str) else ""
    titles = (row.get("document") or {}).get("title") if _is_document(row) else None
    if row.get("references"):
        motivation = REPLYING
    else:
        motivation = COMMENTING if "quote" not in words else "highlighting"
    text = "\n\n".join(filter(None, [text, " ".join(tags)]))
    for said in (text, row["uri"]):
        if "\0" in said or any("\ud800" <= letter <= "\udfff" for letter in said):
            raise AnnotationError("It has characters in it that are no Unicode text.")
    return Annotation(
        motivation=motivation,
        source=row["uri"][:2000],
        quote=words.get("quote", ""),
        prefix=words.get("prefix", ""),
        suffix=words.get("suffix", ""),
        text=text,
        story=titles[0][:200] if isinstance(titles, list) and titles and _is_text(titles) else "",
        created=when(row.get("created")),
    )


def _is_document(row: dict[str, Any]) -> bool:
    return isinstance(row.get("document"), dict)


def _is_text(titles: list[Any]) -> bool:
    return isinstance(titles[0], str)
