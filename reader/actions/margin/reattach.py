"""Reattaching: what a reader wrote on words, put on other words by hand."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from reader.actions.margin.locate import hold_words
from reader.models.inbox.follow import Follow
from reader.models.library.chapter import Chapter
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader


@transaction.atomic
def reattach(passage: Passage, chapter: Chapter, start: int, end: int, *, by: Reader) -> Passage:
    """Put what this reader marked and said on a passage on other words; gives the passage there.

    What others marked and said stays where it is. Raises WordsAreGone.
    """
    chapter, start, end = hold_words(chapter, start, end)
    highlights = passage.highlights.filter(reader=by)
    comments = passage.comments.filter(Q(reader=by, parent=None) | Q(parent__reader=by))
    own = highlights.count() + comments.count()
    moved = Passage.objects.get(pk=passage.pk)
    others = passage.highlights.count() + passage.comments.count() > own
    if others or passage.typo_notes.exists():
        moved = moved.copy()
    moved.chapter, moved.revision, moved.loose = chapter, chapter.current_revision, False
    moved.start, moved.end = start, end
    moved.save()
    if moved.pk != passage.pk:
        # The replies first: they are found by who began their thread.
        comments.filter(parent__isnull=False).update(passage=moved)
        comments.update(passage=moved)
        highlights.update(passage=moved)
        Follow.objects.of(by).about(passage).update(passage=moved)
    passage.chapter.touch()
    return moved
