"""The first page of the comments on a chapter as a whole: rendered once for all, but for the
threads in which a reader has a word to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import Q
from django.template.loader import render_to_string

from reader.actions.make_once import make_once
from reader.models import Chapter, Comment, Reader
from reader.models.inbox.thanks import load_own_thanks, own_thanks
from reader.models.margin.comment_states import SILENT
from reader.models.margin.folding import load_replies
from reader.models.margin.shown_comments import thread_starts
from reader.models.margin.sight import Sight, sight_of
from reader.models.margin.thread_states import REPLIES, thread_states
from reader.models.page_key import PageKey
from reader.models.visibility import wanted
from reader.views.margin.chapter_comments import chapter_comments
from reader.views.margin.comment_page import THREADS_ON_A_PAGE
from reader.web.request import HtmxHttpRequest


class SharedThread(NamedTuple):
    """A thread as most see it, in one of its states. Who wrote in it sees it otherwise, and who
    thanked for one of its comments: who these are is asked for each reader, as they may be many."""

    key: int
    state: tuple[Any, ...]
    html: str
    writers: frozenset[int]
    thanked: frozenset[int]


class SharedComments(NamedTuple):
    """The threads of the page as of one stamp, and what comes before and after them where there
    are so many pages; and who wrote what is kept from most: they see more of them."""

    stamp: int
    pages: int
    before: str
    threads: list[SharedThread]
    after: str
    withheld: frozenset[int] = frozenset()


class AnyOther(NamedTuple):
    """Whoever wrote none of what they read, nor thanked for it, and silenced nobody."""

    is_authenticated: bool
    keeps_order: bool
    is_author: bool
    pk: int | None = None
    unwanted: frozenset[int] = frozenset()
    unheard: frozenset[int] = frozenset()


class Page(Protocol):
    """The page that the comments stand on."""

    key: PageKey
    reader: Reader | AnonymousUser
    request: HtmxHttpRequest

    @property
    def chapter(self) -> Chapter: ...

    @property
    def may_say(self) -> dict[str, object]: ...


def first_comments(page: Page) -> str:
    """The comments as HTML, as one reader sees them. Only who keeps order sees what is kept from
    most, only an author pins, only who is signed in thanks, and only some can reply: there are as
    many of them as that."""
    stamps = page.key.stamps
    sight = sight_of(page.reader, page.key.authors)
    if sight.hidden.anything and _has_unwanted(stamps.chapter, sight):
        return chapter_comments(page.request, page.chapter)
    kind = f"{page.reader.is_authenticated:d}{sight.everything:d}{_is_author(page):d}"
    kind += f"{bool(page.may_say['may_reply']):d}"
    authors = "-".join(map(str, page.key.authors))
    name = f"comments:{stamps.chapter}:{stamps.stamp}:{stamps.story}:{authors}:{kind}"
    kept: SharedComments | None = None

    def find() -> SharedComments | None:
        nonlocal kept
        kept = caches["pages"].get(name)
        return kept if kept and kept.stamp == stamps.comments else None

    def make() -> SharedComments:
        comments = _make(page, sight.everything, kept)
        caches["pages"].set(name, comments)
        return comments

    shared = make_once(name, find, make)
    if page.reader.pk in shared.withheld:
        return chapter_comments(page.request, page.chapter)
    own = {}
    thanked = own_thanks(page.reader, frozenset().union(*[one.thanked for one in shared.threads]))
    for thread in shared.threads:
        if page.reader.pk in thread.writers or thread.thanked & thanked:
            own[thread.key] = thread.state
    mine = {}
    if own:  # else the chapter, which is dear to load, is not asked for
        threads = _threads(own, sight)
        for thread in _rendered(threads, page.chapter, page.reader, sight, page):
            mine[thread.key] = thread.html
    html = [mine.get(thread.key, thread.html) for thread in shared.threads]
    return "".join([shared.before, *html, shared.after])


def _make(page: Page, keeps: bool, kept: SharedComments | None) -> SharedComments:
    """The page's threads: those in which nothing has changed as they were kept."""
    reader = AnyOther(page.reader.is_authenticated, keeps, _is_author(page))
    sight = Sight(everything=keeps)
    stamps = page.key.stamps
    chapter = Chapter(pk=stamps.chapter, story=page.key.whose)
    total, is_withheld, states = thread_states(stamps.chapter, THREADS_ON_A_PAGE, sight)
    threads = {}
    for thread in kept.threads if kept else ():
        if states.get(thread.key) == thread.state:
            threads[thread.key] = thread
    changed = {}
    for key, state in states.items():
        if key not in threads:
            changed[key] = state
    for thread in _rendered(_threads(changed, sight), chapter, reader, sight, page):
        threads[thread.key] = thread._replace(state=states[thread.key])
    in_order = [threads[key] for key in states if key in threads]
    found = Paginator(range(total), THREADS_ON_A_PAGE).get_page(1)
    pages = found.paginator.num_pages if states else 0
    withheld = _withheld(stamps.chapter) if is_withheld and not keeps else frozenset()
    if kept and kept.pages == pages:
        return kept._replace(stamp=stamps.comments, threads=in_order, withheld=withheld)
    context = {"chapter": chapter, "page": found, "reader": reader, "threads": THREADS}
    context["empty"] = not states
    before, _, after = render_to_string("margin/_comments.html", context).partition(THREADS)
    return SharedComments(stamps.comments, pages, before, in_order, after, withheld)


def _is_author(page: Page) -> bool:
    return page.reader.pk in page.key.authors


def _has_unwanted(chapter: int, sight: Sight) -> bool:
    """Whether anything on a chapter as a whole is by readers whose words one doesn't see, or in a
    thread that one hid; or names one of them, or is thanked for, because who thanked may be."""
    below = Comment.objects.filter(chapter=chapter, passage=None, deleted_at=None)
    names = Q(mentions__reader__among=sight.hidden.readers)
    return below.filter(~wanted(sight.hidden) | Q(thanked__gt=0) | names).exists()


def _withheld(chapter: int) -> frozenset[int]:
    """Who wrote comments on a chapter as a whole that most don't see."""
    said = Comment.objects.filter(SILENT, chapter=chapter, passage=None, deleted_at=None)
    return frozenset(said.order_by().values_list("reader", flat=True))


THREADS = "\0"
"""What stands for the threads while what is around them is rendered. Nobody can write it."""


def _threads(states: Mapping[int, tuple[Any, ...]], sight: Sight) -> list[Comment]:
    """The comments that begin threads in these states, by their keys, with the replies that are
    shown."""
    comments = thread_starts(states)
    answered = [comment for comment in comments if states[comment.pk][REPLIES]]
    if answered:
        load_replies(answered, sight=sight)
    return comments


def _rendered(
    comments: Sequence[Comment], chapter: Chapter, reader: Any, sight: Sight, page: Page
) -> list[SharedThread]:
    """Threads as a reader sees them."""
    threads = []
    load_own_thanks(comments, reader)
    for comment in comments:
        said = [comment, *comment.shown_replies]
        writers = frozenset(one.reader_id for one in said)
        thanked = frozenset(one.pk for one in said if one.thanked)
        context = {"chapter": chapter, "comment": comment, "reader": reader}
        context |= {"keeps": sight.everything, "focus": None, **page.may_say}
        html = render_to_string("margin/_comment.html", context)
        threads.append(SharedThread(comment.pk, (), html, writers, thanked))
    return threads
