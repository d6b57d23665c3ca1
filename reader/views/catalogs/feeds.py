"""Atom feeds: new chapters, and what is said in the margin. Only what anybody may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import Window
from django.db.models.functions import RowNumber, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reader.exporting.stories.edition import before_and_after
from reader.exporting.stories.xhtml.blocks import xhtml
from reader.models import Chapter, Comment, Passage, Reader, Story
from reader.models.library.story import StoryQuerySet
from reader.models.urn import urn
from reader.views.catalogs.atom import Atom

ANYBODY = AnonymousUser()
MOST_ENTRIES = 50
MOST_OF_ONE_STORY = 3
"""New chapters of one story among others', so that one long import leaves room for them."""
MOST_WHOLE_CHAPTERS = 20
MOST_CHARACTERS = 500_000
"""Characters of whole chapters in one feed; what is older comes as a summary."""
OPENING_WORDS = 60


class GlossFeed(Feed):
    """What all of them have in common: answered from the cache of whoever asks, where it can be."""

    feed_type = Atom

    @staticmethod
    @require_safe
    @conditional_page
    @cache_control(public=True, max_age=300)
    def answer(request: HttpRequest, feed: GlossFeed, *args: Any, **kwargs: Any) -> HttpResponse:
        return Feed.__call__(feed, request, *args, **kwargs)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(request, self, *args, **kwargs)

    def item_guid(self, item: Chapter | Comment) -> str:
        return urn(item)


class ChapterFeed(GlossFeed):
    """New chapters, each with how it begins."""

    subtitle = "New chapters"

    def chapters(self) -> Any:
        return (
            Chapter.objects.visible_to(ANYBODY)
            .in_story()
            .filter(words__gt=0)
            .select_related("story__author", "revision")
            .prefetch_related("story__tags")
            .annotate(opening=Substr("revision__text", 1, 1000))
            .defer("revision__source", "revision__places", "revision__text", "revision__blocks")
            .order_by("-published_at", "-number", "-pk")
        )

    def latest(self, stories: StoryQuerySet) -> Any:
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
        return render_to_string("catalogs/_feed_summary.html", {"chapter": item, "opening": words})

    def item_link(self, item: Chapter) -> str:
        return item.get_absolute_url()

    def item_author_name(self, item: Chapter) -> str:
        return item.story.credit

    def item_author_link(self, item: Chapter) -> str:
        return item.story.author.get_absolute_url()

    def item_pubdate(self, item: Chapter) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Chapter) -> datetime:
        """When the text became what it is."""
        return item.revised_at or item.published_at

    def item_categories(self, item: Chapter) -> list[str]:
        rating = [item.story.get_rating_display()] if item.story.rating else []
        return rating + [tag.name for tag in item.story.tags.all()]

    def item_extra_kwargs(self, item: Chapter) -> dict[str, object]:
        return {"spoken": item.story.language}


class LibraryFeed(ChapterFeed):
    """New chapters of all stories, or of those that wear a tag: `?tag=`."""

    def get_object(self, request: HttpRequest) -> str:
        tag = request.GET.get("tag", "").strip()[:100]
        if tag and not Story.objects.visible_to(ANYBODY).tagged(tag).exists():
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

    def items(self, tag: str) -> Any:
        stories = Story.objects.visible_to(ANYBODY)
        return self.latest(stories.tagged(tag) if tag else stories)


class AuthorFeed(ChapterFeed):
    """New chapters of everything that one author writes here."""

    def get_object(self, request: HttpRequest, username: str) -> Reader:
        return get_object_or_404(Reader.objects.filter(is_active=True), username=username)

    def title(self, author: Reader) -> str:
        return str(author)

    def link(self, author: Reader) -> str:
        return author.get_absolute_url()

    def items(self, author: Reader) -> Any:
        return self.latest(Story.objects.visible_to(ANYBODY).filter(author=author))


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
        chapters = self.chapters().filter(story=story).prefetch_related("notes")
        chapters = list(
            chapters.defer(None).defer("revision__source", "revision__places", "revision__text")[
                :MOST_WHOLE_CHAPTERS
            ]
        )
        room = MOST_CHARACTERS
        for chapter in chapters:
            room -= sum(len(html) for html, *_ in chapter.revision.blocks)
            chapter.whole = room >= 0
        return chapters

    def item_title(self, item: Chapter) -> str:
        return item.heading

    def item_extra_kwargs(self, item: Chapter) -> dict[str, object]:
        content = (
            render_to_string("catalogs/_feed_chapter.html", _whole(item)) if item.whole else ""
        )
        return super().item_extra_kwargs(item) | {"content": content}


def _whole(chapter: Chapter) -> dict[str, object]:
    """A chapter's text and notes as they stand in any feed reader. Footnotes, which on our pages
    a stylesheet numbers, carry their numbers; ids are this chapter's own."""
    prefix = f"c{chapter.pk}-"
    before, after = before_and_after(chapter.notes.all())
    return {
        "text": _portable([html for html, *_ in chapter.revision.blocks], prefix),
        "before": [(note.label, _portable([note.html], f"{prefix}b{note.pk}-")) for note in before],
        "after": [(note.label, _portable([note.html], f"{prefix}a{note.pk}-")) for note in after],
    }


def _portable(blocks: list[str], prefix: str) -> str:
    return xhtml(blocks, prefix=prefix, epub=False, link=_kept, picture=_kept)


def _kept(address: str) -> str:
    """An address as it stands: an entry says what relative ones are relative to."""
    return "" if address.startswith("#") else address


class CommentFeed(GlossFeed):
    """What was said, the latest first; nothing that was hidden or deleted."""

    def latest(self, comments: Any) -> Any:
        return (
            comments.spoken()
            .select_related("reader", "passage", "chapter__story")
            .order_by("-created_at", "-pk")[:MOST_ENTRIES]
        )

    def item_title(self, item: Comment) -> str:
        if item.passage is None:
            return f"{item.reader} on {item.chapter.heading}"
        return f"{item.reader} on “{Truncator(item.passage.quote).words(12)}”"

    item_description = None

    def item_link(self, item: Comment) -> str:
        return item.get_absolute_url()

    def item_author_name(self, item: Comment) -> str:
        return str(item.reader)

    def item_author_link(self, item: Comment) -> str:
        return item.reader.get_absolute_url()

    def item_pubdate(self, item: Comment) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Comment) -> datetime:
        return item.edited_at or item.created_at

    def item_extra_kwargs(self, item: Comment) -> dict[str, object]:
        return {"content": item.html}


class ThreadFeed(CommentFeed):
    """What is said on a passage."""

    def get_object(self, request: HttpRequest, pk: int) -> Passage:
        passages = Passage.objects.visible_to(ANYBODY).select_related("chapter__story")
        return get_object_or_404(passages, pk=pk)

    def title(self, passage: Passage) -> str:
        return f"On “{Truncator(passage.quote).words(12)}”"

    def subtitle(self, passage: Passage) -> str:
        return str(passage.chapter)

    def link(self, passage: Passage) -> str:
        return passage.thread_url

    def feed_guid(self, passage: Passage) -> str:
        return urn(passage)

    def items(self, passage: Passage) -> Any:
        return self.latest(Comment.objects.visible_to(ANYBODY).filter(passage=passage))


class MarginFeed(CommentFeed):
    """What is said on a chapter, on all its passages and on the whole."""

    def get_object(self, request: HttpRequest, slug: str, number: int) -> Chapter:
        chapters = Chapter.objects.visible_to(ANYBODY).select_related("story")
        return get_object_or_404(chapters, story__slug=slug, number=number)

    def title(self, chapter: Chapter) -> str:
        return f"In the margin of {chapter.story}: {chapter.heading}"

    def link(self, chapter: Chapter) -> str:
        return chapter.get_absolute_url()

    def items(self, chapter: Chapter) -> Any:
        return self.latest(Comment.objects.visible_to(ANYBODY).filter(chapter=chapter))
