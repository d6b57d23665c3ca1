"""What readers wrote in the margin, as endnotes: one's own highlights, or everybody's comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.html import linebreaks

from reader.exporting.stories.edition import Edition
from reader.models import Chapter, Comment, Highlight, Passage, Reader
from reader.models.margin.mention import said_to
from reader.models.viewer import Viewer
from reader.text.rendering.painting import Mark
from reader.text.rendering.spoilers import covered

_ON_CHAPTER = None
"""In place of a passage: comments on a chapter as a whole."""


class Endnote(NamedTuple):
    """One endnote: its number, the chapter it is of, the mark that leads to it (None for what is
    on no words, or on words that are gone), the words as they were highlighted, and its HTML."""

    number: int
    chapter: int
    mark: Mark | None
    quote: str
    html: str
    colour: str = ""


class _Row(NamedTuple):
    """An endnote before it has its number."""

    chapter: int
    passage: Passage | None
    html: str
    colour: str


def highlights_of(edition: Edition, reader: Reader) -> list[Endnote]:
    """A reader's own highlights and notes, in the order of the text. Two queries."""
    passages = _passages_of(edition, Highlight.objects.of(reader))
    highlights = {}
    for highlight in Highlight.objects.of(reader).filter(passage__in=passages):
        highlights[highlight.passage_id] = highlight
    rows = []
    for passage in passages:
        found = highlights.get(passage.pk)
        if found:
            note = linebreaks(found.note, autoescape=True) if found.note else ""
            rows.append(_Row(passage.chapter_id, passage, note, found.colour))
    return _numbered(edition, rows)


def threads_of(edition: Edition, viewer: Viewer = None) -> list[Endnote]:
    """What everybody may read of the comments on the story; for a viewer without what they
    silenced. Three queries."""
    chapters = Chapter.objects.filter(pk__in=_keys(edition))
    comments = Comment.objects.spoken().wanted_by(viewer).filter(chapter__in=chapters)
    threads = _Threads(comments.select_related("reader", "parent"), viewer)
    rows = []
    for passage in _passages_of(edition, Comment.objects.spoken()):
        html = threads.html(passage.chapter_id, passage.pk)
        if html:
            rows.append(_Row(passage.chapter_id, passage, html, "talk"))
    for chapter in edition.chapters:
        html = threads.html(chapter.pk, _ON_CHAPTER)
        if html:
            rows.append(_Row(chapter.pk, None, html, "talk"))
    order = {key: position for position, key in enumerate(_keys(edition))}
    rows.sort(key=lambda row: order[row.chapter])
    return _numbered(edition, rows)


def _keys(edition: Edition) -> list[int]:
    return [chapter.pk for chapter in edition.chapters]


def _passages_of(
    edition: Edition, annotations: QuerySet[Highlight] | QuerySet[Comment]
) -> list[Passage]:
    """The story's passages that have some of the annotations, in the order of the text."""
    annotated = (
        annotations.filter(passage__isnull=False).order_by().values_list("passage", flat=True)
    )
    passages = Passage.objects.filter(chapter__in=_keys(edition), pk__in=annotated)
    return list(passages.order_by("chapter__number", "loose", "start", "end", "pk"))


def _numbered(edition: Edition, rows: Iterable[_Row]) -> list[Endnote]:
    revisions = {chapter.pk: chapter.revision_id for chapter in edition.chapters}
    endnotes = []
    for number, row in enumerate(rows, 1):
        passage, mark = row.passage, None
        if passage and not passage.loose and passage.revision_id == revisions[row.chapter]:
            mark = Mark(passage.start, passage.end, number, colour=row.colour)
        quote = passage.quote if passage else ""
        endnotes.append(Endnote(number, row.chapter, mark, quote, row.html, row.colour))
    return endnotes


class _Threads:
    """Comments by what they are on, a passage or a chapter as a whole, for a viewer."""

    def __init__(self, comments: Iterable[Comment], viewer: Viewer) -> None:
        self.viewer = viewer
        self.threads: dict[tuple[int, int | None], dict[int, list[Comment]]] = defaultdict(dict)
        for comment in comments:
            here = self.threads[comment.chapter_id, comment.passage_id]
            here.setdefault(comment.parent_id or comment.pk, []).append(comment)

    def html(self, chapter: int, passage: int | None) -> str:
        """What is said there, thread by thread: answers below what they answer."""
        threads = []
        for comments in self.threads.get((chapter, passage), {}).values():
            threads.append(self._thread_html(comments))
        return "\n".join(threads)

    def _thread_html(self, comments: list[Comment]) -> str:
        first, *answers = [self._comment_html(comment) for comment in comments]
        return f"{first}<blockquote>{''.join(answers)}</blockquote>" if answers else first

    def _comment_html(self, comment: Comment) -> str:
        when = comment.created_at.date().isoformat()
        said = covered(said_to(self.viewer, comment.html))
        return f"<p><strong>{escape(str(comment.reader))}</strong>, {when}</p>{said}"
