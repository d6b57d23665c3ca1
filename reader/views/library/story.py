"""A story's own page: what it is, and its contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.actions.people.continuing import continuing
from reader.exporting.stories.edition import before_and_after
from reader.models import Chapter, Reading, Story
from reader.text.word_count import minutes_to_read
from reader.views.library.shelves import shelves_for
from reader.views.library.story_filter import language_name
from reader.web.collapsed_notes import collapsed_notes

AT_ONCE = 60
"""Chapters that are listed one after the other; where there are more, they are folded."""
TOGETHER = 50
"""Chapters in a fold."""


@dataclass
class Fold:
    """A stretch of the contents; `open` where the reader is."""

    chapters: Sequence[Chapter]
    open: bool

    @property
    def read(self) -> int:
        return sum(chapter.read for chapter in self.chapters)


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Summary, notes, contents, and where the reader stopped."""
    found = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    own = Reading.objects.of(request.user).filter(chapter=OuterRef("pk"))
    chapters = list(
        Chapter.objects.visible_to(request.user)
        .in_story()
        .filter(story=found)
        .annotate(
            overtaken=own.overtaken().values("revision__number")[:1],
            read=Exists(own),
        )
        .select_related("revision")
        .only("story", "number", "title", "words", "published_at", "revision__number")
    )
    place = continuing(request.user, found)
    here = place.progress.chapter_id if place else None
    since = place.progress.updated_at if place and place.new else None
    before, after = before_and_after(found.notes.all())
    words = sum(chapter.words for chapter in chapters)
    context = {
        "story": found,
        "canonical": request.build_absolute_uri(found.get_absolute_url()),
        "language": language_name(found.language),
        "source_host": host_of(found.source),
        "chapters": chapters,
        "folds": in_folds(chapters, here),
        "folded": collapsed_notes(request),
        "read": sum(chapter.read for chapter in chapters),
        "here": here,
        "words": words,
        "time": time_for(words),
        "updated": max((c.published_at for c in chapters if c.published_at), default=None),
        "continuing": place,
        "since": since,
        "shelves": shelves_for(request, found),
        "notes_before": before,
        "notes_after": after,
    }
    return render(request, "library/story.html", context)


def in_folds(chapters: Sequence[Chapter], here: int | None) -> list[Fold]:
    """The contents in folds: one where they are short, else the one open where the reader is."""
    if len(chapters) <= AT_ONCE:
        return [Fold(chapters, True)] if chapters else []
    at = next((i for i, chapter in enumerate(chapters) if chapter.pk == here), 0)
    return [
        Fold(chapters[i : i + TOGETHER], i <= at < i + TOGETHER)
        for i in range(0, len(chapters), TOGETHER)
    ]


def time_for(words: int) -> str:
    """How long so many words take to read: `12 min`, `3 h 20 min`, `41 h`."""
    hours, minutes = divmod(minutes_to_read(words), 60)
    if hours >= 10 or (hours and not minutes):
        return f"{hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def host_of(address: str) -> str:
    """The host of a web address, or an empty string if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    known = parts.scheme in ("http", "https")
    return (parts.hostname or "").removeprefix("www.") if known else ""
