"""Feeds of comments: on a passage, and on a chapter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.text import Truncator

from reader.models import Chapter, Comment, Passage
from reader.models.library.picture_addresses import with_pictures
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.mention import said_to, with_mentions
from reader.models.urn import urn
from reader.text.rendering.spoilers import covered
from reader.views.catalogs.feed import ANYBODY, MOST_ENTRIES, GlossFeed
from reader.views.catalogs.told_before import told_before


class CommentFeed(GlossFeed):
    """Comments, the latest first; none that was hidden or deleted, nor that the viewer silenced."""

    def latest(self, comments: CommentQuerySet) -> CommentQuerySet:
        return (
            comments.spoken()
            .wanted_by(self.viewer)
            .select_related("reader", "passage", "chapter__story")
            .prefetch_related("chapter__story__tags")
            .order_by("-created_at", "-pk")[:MOST_ENTRIES]
        )

    def words_of(self, passage: Passage, chapter: Chapter) -> str:
        """What a passage says, as it begins; of a story about which its page asks first, that it is
        one."""
        if told_before(chapter.story, self.viewer):
            return f"words of {chapter.heading}"
        return f"“{Truncator(passage.quote).words(12)}”"

    def item_title(self, item: Comment) -> str:
        if item.passage is None:
            return f"{item.reader} on {item.chapter.heading}"
        return f"{item.reader} on {self.words_of(item.passage, item.chapter)}"

    item_description = None  # type: ignore[assignment]  # a feed may have none, the stubs forget

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
        html = said_to(self.viewer, item.html)
        return {"content": covered(with_mentions(with_pictures(html)))}


class ThreadFeed(CommentFeed):
    """Comments on a passage."""

    def get_object(self, request: HttpRequest, pk: int) -> Passage:
        passages = Passage.objects.visible_to(ANYBODY).select_related("chapter__story")
        return get_object_or_404(passages, pk=pk)

    def title(self, passage: Passage) -> str:
        return f"Comments on {self.words_of(passage, passage.chapter)}"

    def subtitle(self, passage: Passage) -> str:
        return str(passage.chapter)

    def link(self, passage: Passage) -> str:
        return passage.thread_url

    def feed_guid(self, passage: Passage) -> str:
        return urn(passage)

    def items(self, passage: Passage) -> Any:
        return self.latest(Comment.objects.visible_to(ANYBODY).filter(passage=passage))


class ChapterCommentFeed(CommentFeed):
    """Comments on a chapter: on all its passages, and on the whole."""

    def get_object(self, request: HttpRequest, slug: str, number: int) -> Chapter:
        chapters = Chapter.objects.visible_to(ANYBODY).select_related("story")
        return get_object_or_404(chapters, story__slug=slug, number=number)

    def title(self, chapter: Chapter) -> str:
        return f"Comments on {chapter.story}: {chapter.heading}"

    def link(self, chapter: Chapter) -> str:
        return chapter.get_absolute_url()

    def items(self, chapter: Chapter) -> Any:
        return self.latest(Comment.objects.visible_to(ANYBODY).filter(chapter=chapter))
