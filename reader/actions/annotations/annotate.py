"""Annotations that a reader's program makes and changes, by the rules that hold on the page."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from reader.actions.annotations.chapter_url import ChapterUrl
from reader.actions.margin.comment import add_comment, edit_comment
from reader.actions.margin.highlight import add_highlight
from reader.actions.margin.passage_at import loose_passage_at, passage_at
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.comment_html import html_of
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.people.suspension import refuse_suspended
from reader.text.anchoring.passages import Span, carry, find_quote
from reader.text.annotation import COMMENTING, REPLYING, Annotation, AnnotationError


class Conflict(AnnotationError):
    """What is asked for does not go with what there is; `name` is the annotation that is there."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.name = name


def annotate(
    annotation: Annotation, *, by: Reader, chapter: Chapter, to: Comment | None = None
) -> Highlight | Comment:
    """Make a highlight or a comment on a chapter, or an answer `to` a comment.

    Words that the author has removed since the revision that it names are marked all the same,
    and loose. Raises AnnotationError, Conflict where the reader has marked the words already, and
    Apart where there is a block.
    """
    if to is None and chapter.number is None:
        raise Conflict("The author has removed this chapter: nothing can be added to it.")
    says = annotation.motivation in (COMMENTING, REPLYING)
    words = None
    if annotation.quote or annotation.start is not None:
        words = _words(annotation, chapter, by)
    elif not says:
        raise AnnotationError(
            "A highlight needs the words that it is on: a target with a TextQuoteSelector."
        )
    if says:
        html_of(annotation.text, by)  # before anything is locked
    with transaction.atomic():
        passage = words.passage(by=None if says else by) if words else None
        if passage is None or says:
            return _comment(annotation, by, chapter, passage, to)
        return _highlight(annotation, by, passage)


def _comment(
    annotation: Annotation,
    by: Reader,
    chapter: Chapter,
    passage: Passage | None,
    to: Comment | None,
) -> Comment:
    comment = add_comment(annotation.text, by=by, chapter=chapter, passage=passage, to=to)
    kept = _urls(annotation)
    if any(kept.values()):
        Comment.objects.filter(pk=comment.pk).update(**kept)
    return comment


def _highlight(annotation: Annotation, by: Reader, passage: Passage) -> Highlight:
    colour = annotation.colour or Highlight.Colour.YELLOW
    if annotation.public:
        refuse_suspended(by)
    highlight = add_highlight(
        passage,
        by,
        colour=colour,
        note=annotation.text,
        public=annotation.public,
        **_urls(annotation),
    )
    if highlight is None:
        there = passage.highlights.get(reader=by)
        raise Conflict("You have marked these words already: change that one.", f"h{there.pk}")
    return highlight


def _urls(annotation: Annotation) -> dict[str, str]:
    """Where else it is kept, and where it came from."""
    return {"canonical": annotation.canonical, "via": "\n".join(annotation.via)}


def change(row: Highlight | Comment, annotation: Annotation, now: Annotation) -> None:
    """Make the reader's own highlight or comment say what `annotation` says; `now` is what it has
    been. Raises Conflict where that would make another one of it, or it was hidden, Suspended, and
    Apart where there is a block."""
    if annotation.motivation != now.motivation:
        reason = f"Its motivation can’t be changed from “{now.motivation}”"
        raise Conflict(f"{reason}: delete it and make another.")
    if annotation.quote and annotation.quote not in (now.quote, now.marked):
        raise Conflict("It stays on its words: delete it and make another.")
    if annotation.canonical and annotation.canonical != now.canonical:
        raise Conflict("Its canonical address cannot be changed.")
    if isinstance(row, Comment) and row.hidden_at:
        raise Conflict("It was hidden: you can delete it, and not change it.")
    if isinstance(row, Comment) or (annotation.public and not row.public):
        refuse_suspended(row.reader)
    if isinstance(row, Comment):
        if annotation.text != row.source:
            edit_comment(row, annotation.text)
    else:
        colour = annotation.colour or row.colour
        row.change(colour=colour, note=annotation.text, public=annotation.public)


class Words(NamedTuple):
    """The words that an annotation is on: a place in a revision that somebody `saw`, and where it
    is `now` in the chapter's present text, if it still is."""

    chapter: Chapter
    seen: Revision
    span: Span
    now: Span | None

    def passage(self, *, by: Reader | None) -> Passage:
        if self.now is None:
            return loose_passage_at(self.seen, *self.span)
        return passage_at(self.chapter, *self.now, by=by)


def _words(annotation: Annotation, chapter: Chapter, reader: Reader) -> Words:
    """The words that an annotation quotes, in the revision that it names or, if they are not in
    that one, in the present one. Raises AnnotationError; also for a revision that the reader may
    not see."""
    now = chapter.current_revision
    seen = _revision_named(annotation, chapter, reader) or now
    span = _span(annotation, seen.text)
    if span is None and seen.pk != now.pk:
        seen, span = now, _span(annotation, now.text)
    if span is None:
        raise AnnotationError(
            "These words are not in the chapter, or in several places of it: quote them as they "
            "stand there, with what is before and after them."
        )
    start, end = span
    longest = settings.LONGEST_PASSAGE
    if end - start > longest:
        raise AnnotationError(f"A passage may be {longest:,} characters long. Quote a little less.")
    (span_now,) = carry([span], seen.text, now.text)
    return Words(chapter, seen, span, span_now)


def _revision_named(annotation: Annotation, chapter: Chapter, reader: Reader) -> Revision | None:
    """The revision that an annotation names, if it does. Raises AnnotationError for one that the
    reader may not see."""
    url = ChapterUrl.of(annotation.source)
    if url is None or not url.revision or url.revision == chapter.current_revision.number:
        return None
    named = chapter.revisions.visible_to(reader).filter(number=url.revision).first()
    if named is None:
        raise AnnotationError(f"There is no revision {url.revision} of this chapter.")
    return named


def _span(annotation: Annotation, text: str) -> Span | None:
    """Where the words are in a text, without white space at their ends."""
    span = _exact_span(annotation, text)
    if span is None:
        around = annotation.prefix, annotation.suffix
        span = find_quote(annotation.quote, text, *around, annotation.start)
    if span is None:
        return None
    words = text[slice(*span)]
    if not words.strip():
        return None
    start, end = span
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _exact_span(annotation: Annotation, text: str) -> Span | None:
    """The place that an annotation names, if the text is that long and says what it quotes."""
    start, end = annotation.start, annotation.end
    if start is None or end is None or end > len(text):
        return None
    if annotation.quote and annotation.quote != text[start:end]:
        return None
    return start, end
