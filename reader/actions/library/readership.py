"""What an author is told of those who read their stories: how many, never who."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable

from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.margin.highlight import Highlight
from reader.models.people.progress import Progress


def tell_readership(stories: Sequence[Story]) -> None:
    """Say on each story how many have begun it but its authors (`reader_count`), and how many
    highlights on it are shown to others (`shown_highlights`). Two queries."""
    keys = [story.pk for story in stories]
    begun = Progress.objects.filter(story__in=keys).exclude(_of_author()).order_by()
    readers = dict(begun.values_list("story").annotate(readers=Count("pk")))
    shown = Highlight.objects.filter(
        passage__chapter__story__in=keys, public=True, removed_at=None
    ).order_by()
    counted = dict(shown.values_list("passage__chapter__story").annotate(shown=Count("pk")))
    for story in stories:
        story.reader_count = readers.get(story.pk, 0)
        story.shown_highlights = counted.get(story.pk, 0)


def _of_author() -> Combinable | Q:
    """That a place in a story is one of its authors' own."""
    co_authors = CoAuthor.objects.accepted().filter(story=OuterRef("story"))
    return Q(reader=F("story__author")) | Exists(co_authors.filter(reader=OuterRef("reader")))
