"""The first page of the comments on a chapter as a whole: rendered once for all, but for the
threads in which a reader has a word to change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple, Protocol

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.template.loader import render_to_string

from reader.actions.make_once import make_once
from reader.models import Chapter, Comment, Reader, Story
from reader.models.margin.folding import load_replies
from reader.models.page_key import PageKey
from reader.views.margin.comment_page import THREADS_ON_A_PAGE, comment_page


class SharedThread(NamedTuple):
    """A thread as all but its writers see it, and who these are."""

    key: int
    html: str
    writers: frozenset[int]


class SharedComments(NamedTuple):
    """The threads of the page, and what comes before and after them."""

    before: str
    threads: list[SharedThread]
    after: str


class AnyOther(NamedTuple):
    """Whoever wrote none of what they read."""

    moderates: bool
    is_authenticated: bool = True
    pk: int | None = None


class Page(Protocol):
    """The page that the comments stand on."""

    key: PageKey
    reader: Reader | AnonymousUser

    @property
    def chapter(self) -> Chapter: ...


def first_comments(page: Page) -> str:
    """The comments as HTML, as one reader sees them. Only a moderator can show again what was
    hidden, and only who is signed in can reply: there are as many of them as that."""
    stamps = page.key.stamps
    moderates = isinstance(page.reader, Reader) and page.reader.moderates
    kind = f"{page.reader.is_authenticated:d}{moderates:d}"
    name = f"comments:{stamps.chapter}:{stamps.stamp}:{stamps.comments}:{kind}"
    find = partial(caches["pages"].get, name)
    shared: SharedComments = make_once(name, find, partial(_make, page, moderates, name))
    own = [thread.key for thread in shared.threads if page.reader.pk in thread.writers]
    mine = _rendered_for(page, own) if own else {}
    threads = [mine.get(thread.key, thread.html) for thread in shared.threads]
    return "".join([shared.before, *threads, shared.after])


def _make(page: Page, moderates: bool, name: str) -> SharedComments:
    reader = AnyOther(moderates) if isinstance(page.reader, Reader) else page.reader
    chapter = Chapter(pk=page.key.stamps.chapter, story=Story(author_id=page.key.author))
    found = comment_page(chapter.comments.on_chapter(), 1, most=THREADS_ON_A_PAGE)
    context = {"chapter": chapter, "page": found, "reader": reader, "threads": THREADS}
    before, _, after = render_to_string("margin/_comments.html", context).partition(THREADS)
    threads = []
    for comment in found:
        writers = {comment.reader_id}
        for reply in comment.shown_replies:
            writers.add(reply.reader_id)
        html = _thread_html(chapter, comment, reader)
        threads.append(SharedThread(comment.pk, html, frozenset(writers)))
    comments = SharedComments(before, threads, after)
    caches["pages"].set(name, comments)
    return comments


THREADS = "\0"
"""What stands for the threads while what is around them is rendered. Nobody can write it."""


def _rendered_for(page: Page, keys: list[int]) -> Mapping[int, str]:
    """Threads as one of their writers sees them, by their keys."""
    comments = list(Comment.objects.filter(pk__in=keys).with_readers())
    load_replies(comments)
    rendered = {}
    for comment in comments:
        rendered[comment.pk] = _thread_html(page.chapter, comment, page.reader)
    return rendered


def _thread_html(chapter: Chapter, comment: Comment, reader: object) -> str:
    context = {"chapter": chapter, "comment": comment, "reader": reader}
    return render_to_string("margin/_comment.html", context)
