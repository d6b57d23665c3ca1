"""What it costs that readers hear of each other: the inbox, and telling many.

In one process and in turns, CPU time, medians. The page of a chapter, for a reader who has 10,000
unread notifications: at most 1.05 times, and as many queries as, for one who has none, for their
count stands in the reader's own row. A comment in a thread that 1,000 readers follow costs its
writer at most 1.5 times one in a thread that nobody does; what it costs the worker has no bar. An
inbox of 10,000 rows opens in at most 1.5 times the time of one with 50, whether all are unread, or
all read. Exits with 1 where one of these is missed.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

from bench.bars import Bars
from bench.library import make_chapter
from bench.server import set_up

ROUNDS, PASSAGES = 15, 200
FOLLOWERS, MANY, FEW = 1_000, 10_000, 50


def seconds(what: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    what()
    return time.process_time() - begun


def in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that each takes, the median of many turns."""
    one(), other()
    ones, others = [], []
    for _ in range(ROUNDS):
        ones.append(seconds(one))
        others.append(seconds(other))
    return 1000 * median(ones), 1000 * median(others)


def fill(reader: object, comments: list[object], *, read: bool = False) -> None:
    """Tell a reader of these comments."""
    from django.utils import timezone

    from reader.models import Notification, Reader

    rows = []
    for comment in comments:
        what = {"story": comment.chapter.story, "chapter": comment.chapter, "comment": comment}
        at = timezone.now() if read else None
        rows.append(Notification(reader=reader, kind="answer", read_at=at, **what))
    Notification.objects.bulk_create(rows, batch_size=500)
    Notification.objects.count_for_all(Reader.objects.filter(pk=reader.pk))


def client_of(reader: object) -> object:
    from django.test import Client

    client = Client(headers={"Accept-Encoding": "br"})
    client.force_login(reader)
    return client


def opens(client: object, url: str) -> Callable[[], None]:
    def open_it() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    return open_it


def page_with_the_count(bars: Bars, chapter: object, with_many: object, without: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = chapter.get_absolute_url()
    pages = opens(client_of(with_many), url), opens(client_of(without), url)
    many, none = in_turns(*pages)
    asked = []
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            page()
        asked.append(len(queries))
    name = f"a chapter with {MANY:,} unread: {many:.2f} ms beside {none:.2f} with none, ratio"
    bars.at_most(name, many / none, 1.05)
    bars.at_most("queries that the count adds to the page", asked[0] - asked[1], 0, form="d")


def comment_with_followers(bars: Bars, chapter: object, readers: list[object]) -> None:
    from reader.actions.inbox.notify import notify_readers
    from reader.actions.margin.comment import add_comment
    from reader.models import Comment, Passage
    from reader.models.inbox.follow import Follow

    passages = [Passage.described(chapter, start, start + 9) for start in (1_000, 2_000)]
    followed, lonely = Passage.objects.bulk_create(passages)
    Follow.objects.bulk_create([Follow(reader=one, passage=followed) for one in readers], 500)
    for passage in (followed, lonely):
        add_comment("So.", by=chapter.story.author, chapter=chapter, passage=passage)
    client = client_of(chapter.story.author)

    def posts(passage: object) -> Callable[[], None]:
        def post() -> None:
            data = {"passage": passage.pk, "text": "I had not seen it that way."}
            htmx = {"HX-Request": "true"}
            answer = client.post(f"{chapter.get_absolute_url()}comments/", data, headers=htmx)
            assert answer.status_code == 200, answer.content

        return post

    many, none = in_turns(posts(followed), posts(lonely))
    name = f"a comment with {FOLLOWERS:,} followers: {many:.2f} ms beside {none:.2f}, ratio"
    bars.at_most(name, many / none, 1.5)
    Comment.objects.update(told_at=chapter.created_at)  # of those that were posted to measure
    posts(followed)()
    told = 1000 * seconds(notify_readers)
    bars.told(f"telling {FOLLOWERS:,} readers of it, by the worker", told, "ms", ".0f")


def inbox_of_many(bars: Bars, comments: list[object], *, read: bool) -> None:
    from reader.models import Reader

    state = "read" if read else "unread"
    inboxes = []
    for count in (MANY, FEW):
        reader = Reader.objects.create(username=f"{state}-{count}")
        fill(reader, comments[-count:], read=read)
        inboxes.append(opens(client_of(reader), "/inbox/"))
    many, few = in_turns(*inboxes)
    name = f"an inbox of {MANY:,} {state}: {many:.1f} ms beside {few:.1f} with {FEW}, ratio"
    bars.at_most(name, many / few, 1.5)


def main() -> None:
    set_up()
    from django.conf import settings
    from django.db import connection

    from reader.models import Comment, Passage, Reader

    settings.RATE_LIMITS = {}
    settings.ALLOWED_HOSTS = ["*"]
    bars = Bars()
    chapter, reader = make_chapter(5_000, PASSAGES)
    passages = list(Passage.objects.filter(chapter=chapter))
    speaker = Reader.objects.create(username="speaker")
    rows = []
    for number in range(MANY):
        said = f"Remark {number}."
        words = {"source": said, "html": f"<p>{said}</p>", "told_at": chapter.created_at}
        passage = passages[number % PASSAGES]
        rows.append(Comment(chapter=chapter, passage=passage, reader=speaker, **words))
    comments = Comment.objects.bulk_create(rows, batch_size=500)
    rows = [Reader(username=f"follower-{number}") for number in range(FOLLOWERS)]
    readers = Reader.objects.bulk_create(rows, batch_size=500)
    without = Reader.objects.create(username="without")
    with_many = Reader.objects.create(username="with-many")
    fill(with_many, comments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    page_with_the_count(bars, chapter, with_many, without)
    comment_with_followers(bars, chapter, readers)
    inbox_of_many(bars, comments, read=False)
    inbox_of_many(bars, comments, read=True)
    bars.finish()


if __name__ == "__main__":
    main()
