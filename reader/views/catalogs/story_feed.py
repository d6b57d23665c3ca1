"""The feed of one story."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from reader.exporting.stories.edition import before_and_after
from reader.exporting.stories.xhtml.blocks import xhtml
from reader.models import AuthorNote, Chapter, Story
from reader.models.urn import urn
from reader.views.catalogs.chapter_feeds import ChapterFeed
from reader.views.catalogs.feed import ANYBODY
from reader.views.catalogs.told_before import told_before

MOST_WHOLE_CHAPTERS = 20
MOST_CHARACTERS = 500_000
"""Characters of whole chapters in one feed; what is older comes as a summary."""


class StoryFeed(ChapterFeed):
    """A story's latest chapters, whole, with their notes set apart."""

    def get_object(self, request: HttpRequest, slug: str) -> Story:
        stories = Story.objects.visible_to(ANYBODY).select_related("author")
        return get_object_or_404(stories, slug=slug)

    def title(self, story: Story) -> str:
        return story.title

    def subtitle(self, story: Story) -> str:
        return story.summary or "New chapters"

    def link(self, story: Story) -> str:
        return story.get_absolute_url()

    def feed_guid(self, story: Story) -> str:
        return urn(story)

    def author_name(self, story: Story) -> str:
        return story.credit

    def feed_extra_kwargs(self, story: Story) -> dict[str, object]:
        return {"spoken": story.language}

    def items(self, story: Story) -> list[Chapter]:
        chapters = self.chapters().filter(story=story).prefetch_related("notes").defer(None)
        chapters = chapters.defer("revision__source", "revision__places", "revision__text")
        latest = list(chapters[:MOST_WHOLE_CHAPTERS])
        room = MOST_CHARACTERS
        for chapter in latest:
            for html, *_ in chapter.current_revision.blocks:
                room -= len(html)
            chapter.whole = room >= 0
        return latest

    def item_title(self, item: Chapter) -> str:
        return item.heading

    def item_extra_kwargs(self, item: Chapter) -> dict[str, object]:
        content = ""
        if item.whole:
            whole = _whole(item) | {"told": told_before(item.story, self.viewer)}
            content = render_to_string("catalogs/_feed_chapter.html", whole)
        return super().item_extra_kwargs(item) | {"content": content}


def _whole(chapter: Chapter) -> dict[str, object]:
    """A chapter's text and notes as they stand in any feed reader. Footnotes, which on our pages
    a stylesheet numbers, carry their numbers; ids are this chapter's own."""
    prefix = f"c{chapter.pk}-"
    before, after = before_and_after(list(chapter.notes.all()))
    return {
        "text": _portable([html for html, *_ in chapter.current_revision.blocks], prefix),
        "before": _notes(before, f"{prefix}b"),
        "after": _notes(after, f"{prefix}a"),
    }


def _notes(notes: list[AuthorNote], prefix: str) -> list[tuple[str, str]]:
    """Each note's label, and its HTML."""
    rows = []
    for note in notes:
        rows.append((note.label, _portable([note.html], f"{prefix}{note.pk}-")))
    return rows


def _portable(blocks: list[str], prefix: str) -> str:
    return xhtml(blocks, prefix=prefix, epub=False, link=_as_it_is, picture=_as_it_is)


def _as_it_is(url: str) -> str:
    """A URL as it stands: an entry says what relative ones are relative to."""
    return "" if url.startswith("#") else url
