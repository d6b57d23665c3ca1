"""Where words that a reader selected stand in a chapter's present text."""

from __future__ import annotations

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.text.anchoring.passages import Span, carry


class WordsAreGone(Exception):
    """The words that somebody wants to mark are not in the chapter, or not any more."""


def locate(chapter: Chapter, revision: int, start: int, end: int, quote: str | None = None) -> Span:
    """Where a stretch that somebody selected stands now, as (start, end) in code points.

    `start` and `end` refer to the revision of that number, the one that the reader was
    looking at; `quote` is what the reader saw there, where that is known. Raises
    WordsAreGone where the quote is not what that revision says, or its words are gone since.
    """
    seen: Revision | None = chapter.current_revision
    if revision != chapter.current_revision.number:
        known = chapter.revisions.published() if chapter.is_public else chapter.revisions
        seen = known.filter(number=revision).first()
    if seen is None or not 0 <= start < end <= len(seen.text):
        raise WordsAreGone
    if quote is not None and seen.text[start:end].split() != quote.split():
        raise WordsAreGone
    while start < end and seen.text[start].isspace():
        start += 1
    while end > start and seen.text[end - 1].isspace():
        end -= 1
    if start == end:
        raise WordsAreGone
    if seen.pk == chapter.revision_id:
        return start, end
    (place,) = carry([(start, end)], seen.text, chapter.text)
    if place is None:
        raise WordsAreGone
    return place


def hold_words(chapter: Chapter, start: int, end: int) -> tuple[Chapter, int, int]:
    """The chapter as it is now, not to be revised before the transaction ends, and where a
    stretch of the text that `chapter` knows stands in it. Raises WordsAreGone."""
    now = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if now.revision_id == chapter.revision_id:
        return chapter, start, end
    start, end = locate(now, chapter.current_revision.number, start, end)
    return now, start, end
