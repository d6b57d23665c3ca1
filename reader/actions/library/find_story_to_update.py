"""Which of an author's stories a manuscript is a newer state of."""

from __future__ import annotations

from collections.abc import Sequence

from reader.models.library.story import Story
from reader.models.people.reader import Reader
from reader.text.manuscripts.likeness import likeness
from reader.text.manuscripts.manuscript import Manuscript

MUCH_ALIKE = 0.6
"""The share of runs of words by which two first chapters are those of one story."""
MOST_COMPARED = 200
FEWEST_COMPARED = 50
"""Words of a chapter by which it can be known."""


def find_story_to_update(manuscript: Manuscript, *, author: Reader) -> Story | None:
    """The author's story that a manuscript seems to be a newer state of: it has the same source,
    the same title and no other name on the cover, or much the same text."""
    own = Story.objects.by(author).order_by("-pk")
    titled = own.filter(title__iexact=manuscript.title.strip()[:200])
    if manuscript.author:
        titled = titled.filter(byline__in=["", manuscript.author[:100]])
    known = own.of_source(manuscript.source).first() or titled.first()
    if known:
        return known
    beginnings = [chapter.source for chapter in manuscript.chapters[:2]]
    firsts = own.filter(chapters__number=1).values_list("pk", "chapters__revision__source")
    for pk, source in firsts[:MOST_COMPARED]:
        if source and _begins_like(source, beginnings):
            return own.get(pk=pk)
    return None


def _begins_like(source: str, beginnings: Sequence[str]) -> bool:
    """Whether a chapter is long enough to be known, and much like one of the others."""
    if len(source.split()) <= FEWEST_COMPARED:
        return False
    return any(likeness(source, text) > MUCH_ALIKE for text in beginnings)
