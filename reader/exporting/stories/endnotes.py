"""What readers wrote in the margin, to be taken along as endnotes: one's own, or the talk."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import count
from typing import NamedTuple

from django.db.models import F
from django.utils.html import linebreaks

from reader.exporting.stories.edition import Edition
from reader.models import Chapter, Comment, Highlight, Passage, Reader
from reader.text.rendering.painting import Mark


class Remark(NamedTuple):
    """One endnote: its number, the chapter it is of, the mark that leads to it (None for what is
    on no words, or on words that are gone), the words as they were marked, and its HTML."""

    number: int
    chapter: int
    mark: Mark | None
    quote: str
    html: str
    colour: str = ""


def highlights_of(edition: Edition, reader: Reader) -> list[Remark]:
    """A reader's own highlights and notes, in the order of the text. Two queries."""
    passages = _passages(edition, Highlight.objects.of(reader))
    highlights = {
        h.passage_id: h for h in Highlight.objects.of(reader).filter(passage__in=passages)
    }
    return _numbered(
        (passage.chapter_id, passage, linebreaks(h.note, autoescape=True) if h.note else "",
         h.colour)
        for passage in passages
        for h in [highlights.get(passage.pk)]
        if h
    )  # fmt: skip


def threads_of(edition: Edition) -> list[Remark]:
    """What everybody may read of what is said on the story. Three queries."""
    chapters = Chapter.objects.filter(pk__in=[chapter.pk for chapter in edition.chapters])
    spoken = list(
        Comment.objects.spoken().filter(chapter__in=chapters).select_related("reader", "parent")
    )
    said: dict[tuple[int, int | None], dict[int, list[Comment]]] = {}
    for comment in spoken:
        threads = said.setdefault((comment.chapter_id, comment.passage_id), {})
        threads.setdefault(comment.parent_id or comment.pk, []).append(comment)
    passages = _passages(edition, Comment.objects.spoken())
    rows = [
        (passage.chapter_id, passage, _talk(said[passage.chapter_id, passage.pk]), "talk")
        for passage in passages
        if (passage.chapter_id, passage.pk) in said
    ]
    for chapter in edition.chapters:
        if (chapter.pk, None) in said:
            rows.append((chapter.pk, None, _talk(said[chapter.pk, None]), "talk"))
    order = {chapter.pk: at for at, chapter in enumerate(edition.chapters)}
    return _numbered(sorted(rows, key=lambda row: order[row[0]]))


def _passages(edition: Edition, voices: object) -> list[Passage]:
    """The passages of the story on which there are some voices, in the order of the text."""
    return list(
        Passage.objects.filter(
            chapter__in=[chapter.pk for chapter in edition.chapters],
            pk__in=voices.filter(passage__isnull=False).order_by().values("passage"),
        )
        .annotate(present=F("chapter__revision"))
        .order_by("chapter__number", "loose", "start", "end", "pk")
    )


def _numbered(rows: Iterable[tuple[int, Passage | None, str, str]]) -> list[Remark]:
    numbers = count(1)
    made = []
    for chapter, passage, html, colour in rows:
        number = next(numbers)
        here = passage and not passage.loose and passage.revision_id == passage.present
        mark = Mark(passage.start, passage.end, number, colour) if here else None
        quote = passage.quote if passage else ""
        made.append(Remark(number, chapter, mark, quote, html, colour))
    return made


def _talk(threads: dict[int, list[Comment]]) -> str:
    """The threads on one passage: who said what, answers below what they answer."""
    written = []
    for comments in threads.values():
        first, *answers = (_said(comment) for comment in comments)
        rest = f"<blockquote>{''.join(answers)}</blockquote>" if answers else ""
        written.append(first + rest)
    return "\n".join(written)


def _said(comment: Comment) -> str:
    when = comment.created_at.date().isoformat()
    return f"<p><strong>{escape(str(comment.reader))}</strong>, {when}</p>{comment.html}"
