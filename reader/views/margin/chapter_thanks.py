"""Thanks at the end of a chapter: who gave them, and a button. Made once for all who did not."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple, Protocol

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.urls import reverse

from reader.actions.make_once import keep_one
from reader.models import Chapter, Reader, Thanks, visibility
from reader.models.page_key import PageKey
from reader.models.viewer import Viewer, apart

NAMED = 2
"""How many of those who thanked are named."""


class ChapterThanks(NamedTuple):
    """Who thanked for a chapter: how many, and the latest ones, one more than are named, each
    with their key; and what is said with it."""

    url: str
    credit: str
    authors: tuple[int, ...]
    total: int
    latest: list[tuple[int, str]]

    @classmethod
    def of(cls, chapter: Chapter, viewer: Viewer) -> ChapterThanks:
        """As a viewer sees them, in two queries at most."""
        return cls.nobodys(chapter).given_by_now(chapter, viewer)

    @classmethod
    def nobodys(cls, chapter: Chapter) -> ChapterThanks:
        """What is said of the chapter, while nobody thanked."""
        story = chapter.story
        url = reverse("chapter_thanks", args=[story.slug, chapter.number])
        return cls(url, story.credit, tuple(story.author_keys), 0, [])

    def given_by_now(self, chapter: Chapter, viewer: Viewer = None) -> ChapterThanks:
        """The same with those who thanked, of whom only the key of the chapter is needed; as
        everybody sees it, or a viewer."""
        given = Thanks.objects.on(chapter, viewer)
        latest = [(thanks.reader_id, str(thanks.reader)) for thanks in given[: NAMED + 1]]
        total = given.count() if len(latest) > NAMED else len(latest)
        return self._replace(total=total, latest=latest)

    def html(self, reader: Reader | AnonymousUser, *, own: bool) -> str:
        """All of it for a reader, who thanked too if it is their `own`."""
        named = [name for key, name in self.latest if not own or key != reader.pk]
        named = ["You", *named[: NAMED - 1]] if own else named[:NAMED]
        context = {
            "thanks": self,
            "reader": reader,
            "own": own,
            "named": named,
            "more": self.total - len(named),
            "is_author": reader.pk in self.authors,
            "may_thank": reader.pk not in self.authors and not apart(reader, *self.authors),
        }
        return render_to_string("margin/_chapter_thanks.html", context)


class Page(Protocol):
    """The page of the chapter."""

    key: PageKey
    reader: Reader | AnonymousUser

    @property
    def chapter(self) -> Chapter: ...


def chapter_thanks(page: Page) -> str:
    """The thanks as HTML, as one reader sees them. A comment changes nothing of them, but has the
    same stamp: until somebody thanks they are good without it."""
    stamps, key = page.key.stamps, page.key
    # A moderator hears whom they are apart from, and can't thank them all the same.
    if visibility.unseen(page.reader).readers or apart(page.reader, *key.authors):
        thanks = ChapterThanks.of(page.chapter, page.reader)
        return thanks.html(page.reader, own=key.thanked)
    kind = "author" if page.reader.pk in key.authors else f"{page.reader.is_authenticated:d}"
    state = stamps.stamp, stamps.story, stamps.comments if key.has_thanks else None
    html, thanks = keep_one(f"thanks:{stamps.chapter}:{kind}", state, partial(_made, page))
    return thanks.html(page.reader, own=True) if key.thanked else html


def _made(page: Page) -> tuple[str, ChapterThanks]:
    """The thanks as everybody of a kind sees them who did not thank. The chapter, which is dear, is
    loaded only where it has changed itself."""
    stamps = page.key.stamps
    state = stamps.stamp, stamps.story
    thanks = keep_one(
        f"thanked:{stamps.chapter}", state, lambda: ChapterThanks.nobodys(page.chapter)
    )
    if page.key.has_thanks:
        thanks = thanks.given_by_now(Chapter(pk=stamps.chapter))
    return thanks.html(page.reader, own=False), thanks
