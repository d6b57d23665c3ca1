"""A story's own page: what it is, and its contents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.actions.people.continuing import continuing
from reader.exporting.stories.edition import before_and_after
from reader.models import Chapter, Reader, Reading, Story
from reader.views.library.contents import chapters_read, in_groups
from reader.views.library.language_names import language_name
from reader.views.library.reading_time import reading_time
from reader.views.library.story_shelves import shelves_for
from reader.web.collapsed_notes import collapsed_notes
from reader.web.request import HtmxHttpRequest


def story(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Summary, notes, contents, and where the reader stopped."""
    found = get_object_or_404(
        Story.objects.visible_to(request.user).select_related("author").prefetch_related("tags"),
        slug=slug,
    )
    chapters = _chapters(found, request.user)
    words, updated = _extent(chapters)
    place = continuing(request.user, found)
    here = place.progress.chapter_id if place else None
    before, after = before_and_after(found.notes.all())
    context = {
        "story": found,
        "canonical": request.build_absolute_uri(found.get_absolute_url()),
        "language": language_name(found.language),
        "source_host": _host_of(found.source),
        "chapters": chapters,
        "groups": in_groups(chapters, here),
        "collapsed": collapsed_notes(request),
        "read": chapters_read(chapters),
        "here": here,
        "words": words,
        "time": reading_time(words),
        "updated": updated,
        "continuing": place,
        "since": place.progress.updated_at if place and place.new else None,
        "shelves": shelves_for(request.user, found),
        "notes_before": before,
        "notes_after": after,
    }
    return render(request, "library/story.html", context)


def _chapters(story: Story, reader: Reader | AnonymousUser) -> list[Chapter]:
    """The chapters that the reader may read; each knows whether they have read it, and in which
    revision, where it was revised since."""
    own = Reading.objects.of(reader).filter(chapter=OuterRef("pk"))
    overtaken = own.overtaken().values("revision__number")[:1]
    return list(
        Chapter.objects.visible_to(reader)
        .in_story()
        .filter(story=story)
        .annotate(overtaken=overtaken, read=Exists(own))  # type: ignore[no-redef]  # as Chapter says
        .select_related("revision")
        .only("story", "number", "title", "words", "published_at", "revision__number")
    )


def _extent(chapters: Sequence[Chapter]) -> tuple[int, datetime | None]:
    """The words of all chapters, and when the latest came out."""
    words, latest = 0, None
    for chapter in chapters:
        words += chapter.words
        published = chapter.published_at
        if published and (latest is None or published > latest):
            latest = published
    return words, latest


def _host_of(url: str) -> str:
    """The host of a web page, or an empty string if a URL names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return (parts.hostname or "").removeprefix("www.")
