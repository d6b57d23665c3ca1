"""Passages found at places of a text, made where there are none."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from reader.actions.margin.locate import hold_words
from reader.models.inbox.follow import with_muted
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.text.anchoring.passages import CONTEXT, Span, describe


@transaction.atomic(savepoint=False)
def passage_at(
    chapter: Chapter,
    start: int,
    end: int,
    *,
    by: Reader | None = None,
    voice: Reader | None = None,
) -> Passage:
    """The passage at this place of the chapter's text, made where there is none; one that was
    imported only where it is marked `by` whoever imported it. For a `voice`, somebody who speaks on
    it, it knows whether they muted it.

    Where the chapter was revised since the caller read it, the place is carried, and nobody
    can revise before the passage is stored. Raises WordsAreGone.
    """
    chapter, start, end = hold_words(chapter, start, end)
    here = Passage.objects.anchored_in(chapter).filter(start=start, end=end)
    here = with_muted(here, voice) if voice else here
    found = here.told_to(by).order_by("pk").first()
    if found:
        found.chapter = chapter
        return found
    passage = Passage.described(chapter, start, end)
    passage.save()
    passage.is_new = True
    return passage


@transaction.atomic
def passages_at(
    chapter: Chapter, places: Iterable[Span], *, by: Reader | None = None
) -> dict[Span, Passage]:
    """The passages at these places of the chapter's text, as `passage_at` gives them.

    The number of queries does not grow. Raises RevisedMeanwhile where `chapter` does not know
    the present text.
    """
    chapter.hold()
    missing = dict.fromkeys(places)
    starts = {start for start, _ in missing}
    there = Passage.objects.told_to(by).anchored_in(chapter).filter(start__in=starts)
    found = {}
    for passage in there.order_by("-pk"):
        found[passage.start, passage.end] = passage
        missing.pop((passage.start, passage.end), None)
    new = [Passage.described(chapter, start, end) for start, end in missing]
    for passage in Passage.objects.bulk_create(new):
        found[passage.start, passage.end] = passage
    return found


@transaction.atomic
def loose_passage_at(revision: Revision, start: int, end: int) -> Passage:
    """The loose passage that was marked at this place of an earlier revision, made where there
    is none: its words are not in the chapter any more."""
    selector = describe(revision.text, start, end)
    passage, _ = Passage.objects.get_or_create(
        chapter_id=revision.chapter_id,
        origin=revision,
        origin_start=start,
        origin_end=end,
        loose=True,
        defaults={
            "revision": revision,
            "start": start,
            "end": end,
            "quote": selector.quote,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
        },
    )
    return passage


def imported_passage(
    chapter: Chapter, reader: Reader, quote: str, prefix: str, suffix: str
) -> Passage:
    """The reader's passage of these words that were not found in a chapter, made loose where
    there is none: it is found when the words come."""
    known = Passage.objects.filter(
        chapter__story=chapter.story_id, origin=None, quote=quote, highlights__reader=reader
    ).first()
    return known or Passage.objects.create(
        chapter=chapter,
        revision=chapter.current_revision,
        start=0,
        end=1,
        origin_start=0,
        origin_end=1,
        loose=True,
        quote=quote,
        prefix=prefix[-CONTEXT:],
        suffix=suffix[:CONTEXT],
    )
