"""A chapter: heading, the notes before it, its text, the notes after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.exporting.stories.document import Document, escaped
from reader.exporting.stories.edition import before_and_after
from reader.exporting.stories.endnotes import Endnote
from reader.exporting.stories.sections.author_notes import author_notes
from reader.exporting.stories.sections.endnote_marks import with_endnote_marks
from reader.exporting.stories.xhtml.blocks import no_link
from reader.models import Chapter


def chapter_section(
    document: Document,
    chapter: Chapter,
    *,
    prefix: str = "",
    level: int = 1,
    endnotes: Sequence[Endnote] = (),
    endnote_link: Callable[[str], str] = no_link,
) -> str:
    """The chapter; its heading is of a `level`, `prefix` begins the ids in it.

    `endnotes` are marked in the text; `endnote_link` gives the link to one by its number.
    """
    before, after = before_and_after(chapter.notes.all())
    blocks = with_endnote_marks(document.edition.revisions[chapter.pk], endnotes)
    text = document.xhtml(blocks, f"{prefix}t-", endnote_link)
    return "\n".join(
        [
            f'<section class="chapter"{document.semantics("chapter")} role="doc-chapter" '
            f'aria-labelledby="{prefix}title">',
            _header(document, chapter, prefix, level),
            *author_notes(document, before, f"{prefix}b"),
            f'<div class="text">\n{text}\n</div>',
            *author_notes(document, after, f"{prefix}a"),
            "</section>",
        ]
    )


def _header(document: Document, chapter: Chapter, prefix: str, level: int) -> str:
    """The heading, below the number of a chapter that has a title of its own."""
    number, untitled = "", ""
    if not escaped(chapter.title):
        untitled = ' class="untitled"'
    elif len(document.edition.chapters) > 1:
        number = f'<p class="number" lang="en" xml:lang="en">Chapter {chapter.number}</p>'
    return (
        f'<header>{number}<h{level}{untitled} id="{prefix}title">'
        f"{document.heading(chapter)}</h{level}></header>"
    )
