"""A story's own page: what it is, and its contents."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from reader.actions.people.continuing import Continuing, continuing
from reader.exporting.stories.edition import before_and_after
from reader.models import Story
from reader.models.library.chapter_range import ChapterRange
from reader.models.margin.talk import tell_talk_of_stories
from reader.views.inbox.follow_button import button_for
from reader.views.library.contents import Contents
from reader.views.library.language_names import language_name
from reader.views.library.reading_time import reading_time
from reader.views.library.story_shelves import shelves_for
from reader.views.library.things_to_leave_out import Thing, things_of
from reader.views.site.errors import NotHere
from reader.web.collapsed_notes import collapsed_notes
from reader.web.content_preferences import content_preferences
from reader.web.request import HtmxHttpRequest

MOST_ANNOUNCEMENTS = 20
"""The newest, of which all but the first are folded away."""


def story(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Summary, notes, contents, and where the reader stopped."""
    found = _visible(request, slug)
    place = continuing(request.user, found)
    number = place.progress.chapter.number if place else None
    return _page(request, found, place, Contents(found, request.user, number or 1))


def chapter_range(request: HtmxHttpRequest, slug: str, start: int) -> HttpResponse:
    """Some of the chapters of a long story: to htmx to stand in the contents, else the page with
    these in sight."""
    found = _visible(request, slug)
    place = continuing(request.user, found)
    contents = Contents(found, request.user, start)
    opened = contents.open
    if opened is None or opened.start != start:
        raise NotHere("There are no such chapters in this story.")
    if not request.htmx:
        return _page(request, found, place, contents, opened)
    context = _marks(place) | {"story": found, "range": opened, "focus": opened}
    return render(request, "library/_chapter_range.html", context)


def _page(
    request: HtmxHttpRequest,
    story: Story,
    place: Continuing | None,
    contents: Contents,
    only: ChapterRange | None = None,
) -> HttpResponse:
    """The page; it is about some of the chapters `only` where these were asked for."""
    before, after = before_and_after(story.notes.all())
    tell_talk_of_stories([story], request.user)
    context = _marks(place) | {
        "story": story,
        "canonical": request.build_absolute_uri(story.get_absolute_url()),
        "language": language_name(story.language),
        "source_host": _host_of(story.source),
        "contents": contents,
        "only": only,
        "collapsed": collapsed_notes(request),
        "time": reading_time(contents.words),
        "announcements": list(story.announcements.all()[:MOST_ANNOUNCEMENTS]),
        "shelves": shelves_for(request.user, story),
        "follow": None if story.is_draft else button_for(request.user, story, "chip"),
        "leave_out": _things_to_leave_out(request, story),
        "notes_before": before,
        "notes_after": after,
    }
    return render(request, "library/story.html", context)


def _things_to_leave_out(request: HtmxHttpRequest, story: Story) -> list[Thing]:
    """What of it whoever looks can leave out; an author nothing of their own."""
    if story.is_by(request.user):
        return []
    return things_of(story, content_preferences(request))


def _visible(request: HtmxHttpRequest, slug: str) -> Story:
    """Raises Http404."""
    visible = Story.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("author").prefetch_related("tags"), slug=slug)


def _marks(place: Continuing | None) -> dict[str, object]:
    """What the contents say of a reader's place among the chapters."""
    return {
        "continuing": place,
        "here": place.progress.chapter_id if place else None,
        "since": place.since if place and place.new else None,
    }


def _host_of(url: str) -> str:
    """The host of a web page, or an empty string if a URL names none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return (parts.hostname or "").removeprefix("www.")
