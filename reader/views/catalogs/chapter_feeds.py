"""Feeds of new chapters: of the whole library, and of one author."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Window
from django.db.models.functions import RowNumber, Substr
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator

from reader.models import Chapter, Reader, Story
from reader.models.known_first import by_newcomers
from reader.models.library.chapter import ChapterQuerySet
from reader.models.library.left_out import in_lists_of
from reader.models.library.story import StoryQuerySet
from reader.views.catalogs.atom_feed import NEVER
from reader.views.catalogs.feed import ANYBODY, MOST_ENTRIES, GlossFeed
from reader.views.catalogs.told_before import told_before

MOST_OF_ONE_STORY = 3
"""New chapters of one story among others', so that one long import leaves room for them."""
OPENING_WORDS = 60


class ChapterFeed(GlossFeed):
    """New chapters, each with how it begins."""

    def subtitle(self, item: Any) -> str:
        return "New chapters"

    def chapters(self) -> ChapterQuerySet:
        return (
            Chapter.objects.visible_to(ANYBODY)
            .in_story()
            .filter(words__gt=0)
            .select_related("story__author", "revision")
            .prefetch_related("story__tags")
            .annotate(  # type: ignore[no-redef]  # as Chapter says
                opening=Substr("revision__text", 1, 1000)
            )
            .defer("revision__source", "revision__places", "revision__text", "revision__blocks")
            .order_by("-published_at", "-number", "-pk")
        )

    def latest(self, stories: StoryQuerySet) -> ChapterQuerySet:
        """The newest chapters of several stories, and not too many of one."""
        # Only stories updated last can have them: the chapters of all others are not looked at.
        stories = stories.filter(updated_at__isnull=False).order_by("-updated_at", "-pk")
        chapters = self.chapters().filter(story__in=stories.values("pk")[: 2 * MOST_ENTRIES])
        place = Window(RowNumber(), partition_by="story", order_by=["-published_at", "-number"])
        return chapters.annotate(place=place).filter(place__lte=MOST_OF_ONE_STORY)[:MOST_ENTRIES]

    def item_title(self, item: Chapter) -> str:
        return f"{item.story}: {item.heading}"

    def item_description(self, item: Chapter) -> str:
        words = Truncator(item.opening).words(OPENING_WORDS)
        context = {"chapter": item, "opening": words, "told": told_before(item.story, self.viewer)}
        return render_to_string("catalogs/_feed_summary.html", context)

    def item_link(self, item: Chapter) -> str:
        return item.get_absolute_url()

    def item_author_name(self, item: Chapter) -> str:
        return item.story.credit

    def item_author_link(self, item: Chapter) -> str:
        return item.story.author.get_absolute_url()

    def item_pubdate(self, item: Chapter) -> datetime:
        return item.published_at or NEVER

    def item_updateddate(self, item: Chapter) -> datetime:
        """When the text became what it is."""
        return item.revised_at or self.item_pubdate(item)

    def item_categories(self, item: Chapter) -> list[str]:
        names = [tag.name for tag in item.story.tags.all()]
        if item.story.rating:
            names.insert(0, item.story.get_rating_display())
        return names

    def item_extra_kwargs(self, item: Chapter) -> dict[str, object]:
        return {"spoken": item.story.language}


class LibraryFeed(ChapterFeed):
    """New chapters of all stories, or of those that wear a tag: `?tag=`."""

    def get_object(self, request: HttpRequest) -> str:
        tag = request.GET.get("tag", "").strip()[:100]
        if tag and not Story.objects.listed_for(ANYBODY).tagged(tag).exists():
            raise Http404
        return tag

    def _query(self, tag: str) -> str:
        return f"?{urlencode({'tag': tag})}" if tag else ""

    def title(self, tag: str) -> str:
        return f"Gloss: {tag}" if tag else "Gloss"

    def link(self, tag: str) -> str:
        return reverse("library") + self._query(tag)

    def feed_url(self, tag: str) -> str:
        return reverse("library_feed") + self._query(tag)

    def items(self, tag: str) -> list[Chapter]:
        """Those of newcomers' stories after all others, as far as there is room."""
        stories = in_lists_of(self.viewer, Story.objects.listed_for(ANYBODY))
        stories = stories.tagged(tag) if tag else stories
        known = list(self.latest(stories.exclude(by_newcomers())))
        return [*known, *self.latest(stories.filter(by_newcomers()))][:MOST_ENTRIES]


class AuthorFeed(ChapterFeed):
    """New chapters of everything that one author writes here."""

    def get_object(self, request: HttpRequest, username: str) -> Reader:
        return get_object_or_404(Reader.objects.filter(is_active=True), username=username)

    def title(self, author: Reader) -> str:
        return str(author)

    def link(self, author: Reader) -> str:
        return author.get_absolute_url()

    def items(self, author: Reader) -> ChapterQuerySet:
        stories = Story.objects.listed_for(ANYBODY).by(author)
        return self.latest(in_lists_of(self.viewer, stories))
