"""The first page of the comments on a chapter as a whole: rendered once for all, but for the
threads in which a reader has a word to change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple, Protocol

from django.contrib.auth.models import AnonymousUser
from django.core import paginator
from django.core.cache import caches
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string

from reader.actions.make_once import make_once
from reader.models import Chapter, Comment, Reader, Story
from reader.models.margin.folding import load_replies
from reader.models.page_key import PageKey
from reader.views.margin.comment_page import THREADS_ON_A_PAGE, comment_page


class SharedThread(NamedTuple):
    """A thread as all but its writers see it, in one of its states, and who these are."""

    key: int
    state: tuple[object, ...]
    html: str
    writers: frozenset[int]


class SharedComments(NamedTuple):
    """The threads of the page as of one stamp, and what comes before and after them."""

    stamp: int
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
    name = f"comments:{stamps.chapter}:{stamps.stamp}:{page.key.author}:{kind}"
    find = partial(_find, name, stamps.comments)
    shared = make_once(name, find, partial(_make, page, moderates, name))
    own = [thread.key for thread in shared.threads if page.reader.pk in thread.writers]
    mine = {}
    for thread in _rendered(_threads(own), page.chapter, page.reader) if own else ():
        mine[thread.key] = thread.html
    threads = [mine.get(thread.key, thread.html) for thread in shared.threads]
    return "".join([shared.before, *threads, shared.after])


def _find(name: str, stamp: int) -> SharedComments | None:
    shared: SharedComments | None = caches["pages"].get(name)
    return shared if shared and shared.stamp == stamp else None


def _make(page: Page, moderates: bool, name: str) -> SharedComments:
    reader = AnyOther(moderates) if isinstance(page.reader, Reader) else page.reader
    chapter = Chapter(pk=page.key.stamps.chapter, story=Story(author_id=page.key.author))
    begun = chapter.comments.on_chapter()
    kept: SharedComments | None = caches["pages"].get(name)
    found: paginator.Page[Any]
    if kept:
        keys = begun.values_list("pk", flat=True)
        found = paginator.Paginator(keys, THREADS_ON_A_PAGE).get_page(1)
        threads = _mended(kept.threads, list(found.object_list), chapter, reader)
    else:
        found = comment_page(begun, 1, most=THREADS_ON_A_PAGE)
        threads = _rendered(found.object_list, chapter, reader)
    context = {"chapter": chapter, "page": found, "reader": reader, "threads": THREADS}
    before, _, after = render_to_string("margin/_comments.html", context).partition(THREADS)
    comments = SharedComments(page.key.stamps.comments, before, threads, after)
    caches["pages"].set(name, comments)
    return comments


def _mended(
    kept: list[SharedThread], keys: list[int], chapter: Chapter, reader: object
) -> list[SharedThread]:
    """The threads of these keys: those in which nothing has changed as they were kept. Their states
    are asked for from the first change on: a page that nobody writes on does without."""
    states = thread_states(keys)
    threads = {}
    for thread in kept:
        if states.get(thread.key) == thread.state:
            threads[thread.key] = thread
    changed = [key for key in keys if key not in threads]
    for thread in _rendered(_threads(changed), chapter, reader):
        threads[thread.key] = thread._replace(state=states[thread.key])
    return [threads[key] for key in keys if key in threads]


def thread_states(keys: list[int]) -> dict[int, tuple[object, ...]]:
    """For each thread, by the key of its first comment, what becomes another when anything is
    added to it, reworded, deleted, hidden or shown again."""
    comments = Comment.objects.filter(Q(pk__in=keys) | Q(parent__in=keys)).order_by()
    by_thread = comments.annotate(thread=Coalesce("parent_id", "pk")).values("thread")
    rows = by_thread.annotate(
        Count("pk"), Max("pk"), Max("edited_at"),
        Count("hidden_at"), Max("hidden_at"), Count("deleted_at"), Max("deleted_at"),
    )  # fmt: skip
    return {row["thread"]: tuple(row.values()) for row in rows}


THREADS = "\0"
"""What stands for the threads while what is around them is rendered. Nobody can write it."""


def _threads(keys: list[int]) -> list[Comment]:
    """The comments that begin threads, by their keys, with the replies that are shown."""
    if not keys:
        return []
    comments = list(Comment.objects.filter(pk__in=keys).with_readers())
    load_replies(comments)
    return comments


def _rendered(comments: Iterable[Comment], chapter: Chapter, reader: object) -> list[SharedThread]:
    """Threads as a reader sees them."""
    threads = []
    for comment in comments:
        writers = {comment.reader_id}
        for reply in comment.shown_replies:
            writers.add(reply.reader_id)
        context = {"chapter": chapter, "comment": comment, "reader": reader}
        html = render_to_string("margin/_comment.html", context)
        threads.append(SharedThread(comment.pk, (), html, frozenset(writers)))
    return threads
