"""Author's notes, set apart from the text."""

from __future__ import annotations

from collections.abc import Iterable

from reader.exporting.stories.document import Document
from reader.models import AuthorNote

_MEANINGS = {
    ("note", "before"): "preface",
    ("note", "after"): "afterword",
    ("dedication", "before"): "dedication",
    ("dedication", "after"): "dedication",
}
"""What the structural semantics of EPUB call a note; the others are notices."""


def author_notes(document: Document, notes: Iterable[AuthorNote], prefix: str) -> list[str]:
    """Some author's notes, in their order; `prefix` begins the ids in them."""
    written = []
    for number, note in enumerate(notes, 1):
        written.append(_author_note(document, note, f"{prefix}{number}-"))
    return written


def _author_note(document: Document, note: AuthorNote, prefix: str) -> str:
    meaning = _MEANINGS.get((note.kind, note.place), "notice")
    role = "doc-dedication" if meaning == "dedication" else "note"
    return (
        f'<aside class="note {note.kind}"{document.semantics(meaning)} role="{role}" '
        f'data-kind="{note.kind}" data-place="{note.place}" aria-labelledby="{prefix}label">\n'
        f'<p class="label" id="{prefix}label" lang="en" xml:lang="en">{note.label}</p>\n'
        f"{document.xhtml([note.html], prefix)}\n</aside>"
    )
