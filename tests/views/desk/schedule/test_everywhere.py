"""A chapter that is set for a time is nowhere before, and everywhere from then on: by the clock
alone, whether or not a worker runs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.count_what_came_out import count_what_came_out, something_to_count
from reader.models import Follow, Notification, Progress, Reader, Shelf, Story
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db
WORDS = "The bell rang under water."


@pytest.fixture(autouse=True)
def nobody_is_new(author):
    long_ago = timezone.now() - timedelta(days=90)
    Reader.objects.update(date_joined=long_ago)


@pytest.fixture
def story(author):
    story = make_story(author=author, title="The Tide", slug="tide")
    make_chapter("It rained.", story=story, title="Low Water")
    return story


@pytest.fixture
def later(story, set_for):
    chapter = add_chapter(story, "High Water", WORDS, draft=True)
    assert set_for(chapter, hours=30).status_code == 303
    assert chapter.published_at > timezone.now()
    return chapter


@pytest.fixture
def follower(story, una):
    Follow.objects.say(una, story, True)
    Shelf.objects.find(una, "reading").put(story)
    Progress.objects.keep(una, story.chapters.get(number=1), 0)
    return una


SHOWS = {
    "/stories/tide/": "High Water",
    "/stories/tide/1/": "High Water",
    "/stories/tide/all/": WORDS,
    "/stories/tide/feed/": WORDS,
    "/feed/": "High Water",
    "/readers/author/feed/": "High Water",
    "/stories/tide/download/epub/": None,
    "/stories/tide/download/markdown/": WORDS,
    "/": "2 chapters",
    "/?sort=updated&q=tide": "2 chapters",
    "/readers/author/": "2 chapters",
    "/opds/updated/": "2 chapters",
    "/opds/v2/updated/": "2 chapters",
}


def shown(client, path):
    answer = client.get(path)
    body = answer.getvalue() if answer.streaming else answer.content
    return answer.status_code, re.sub(r"\s+", " ", body.decode("utf-8", "replace"))


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_it_shows_everywhere_at_its_time_and_nowhere_before(browser, clock, later, follower, who):
    client = browser(follower if who == "reader" else None)
    paths = dict(SHOWS)
    if who == "reader":
        paths |= {"/shelves/": "2 chapters", "/": "High Water|2 chapters"}

    def here(after):
        assert client.get("/stories/tide/2/").status_code == (200 if after else 404)
        for path, words in paths.items():
            status, body = shown(client, path)
            assert status == 200, path
            if words:
                assert bool(re.search(words, body)) == after, path
            assert after or ("High Water" not in body and WORDS not in body), path

    notify_readers()  # of what is out already
    here(False)
    clock(hours=29, minutes=59)
    here(False)
    assert not something_to_tell() and not something_to_count()
    clock(minutes=2)
    here(True)
    assert not something_to_count()  # whoever looked first has counted


def test_whichever_list_is_asked_for_first_is_right(browser, clock, later, follower):
    lists = ("/", "/readers/author/", "/shelves/", "/desk/", "/opds/updated/", "/feed/")
    clock(hours=31)
    for path in lists:
        Story.objects.update(chapter_count=1, next_chapter_at=later.published_at)
        client = browser(later.story.author if path == "/desk/" else follower)
        body = shown(client, path)[1]
        assert path == "/feed/" or "2 chapters" in body, path
        assert not something_to_count(), path


def test_a_feed_that_was_kept_is_sent_again_only_once_there_is_more(browser, clock, later):
    client = browser()
    for path in ("/stories/tide/feed/", "/feed/", "/opds/updated/"):
        tag = client.get(path)["ETag"]
        again = {"If-None-Match": tag}
        assert client.get(path, headers=again).status_code == 304
    clock(hours=31)
    assert client.get("/opds/updated/", headers=again).status_code == 200
    for path in ("/stories/tide/feed/", "/feed/"):
        assert client.get(path)["ETag"] != tag


def test_the_story_moves_up_in_the_library_at_its_time(browser, clock, later, author):
    other = make_story(author=author, title="Aground", slug="aground")
    make_chapter(story=other)
    Reader.objects.update(date_joined=timezone.now() - timedelta(days=90))

    def order():
        body = shown(browser(), "/")[1]
        return body.index("/stories/tide/") < body.index("/stories/aground/")

    assert not order()
    clock(hours=31)
    assert order()


def test_followers_are_told_once_at_its_time_and_not_before(clock, later, follower, set_for):
    def told():
        notify_readers()
        kind = Notification.Kind.CHAPTER
        return Notification.objects.filter(reader=follower, kind=kind, chapter=later).count()

    assert told() == 0
    set_for(later, hours=50)
    clock(hours=31)
    assert told() == 0
    clock(hours=20)
    count_what_came_out()
    assert told() == told() == 1


def test_a_chapter_before_one_that_is_to_come_is_told_of(clock, story, follower, set_for):
    """Of several that come together the first is told of: one that is not out yet is not it."""
    late, early = (add_chapter(story, name, WORDS, draft=True) for name in ("Late", "Early"))
    story.chapters.filter(pk=story.chapters.get(number=1).pk).update(number=9)
    set_for(late, hours=60)
    set_for(early, hours=30)
    clock(hours=31)
    notify_readers()
    told = Notification.objects.filter(reader=follower, kind=Notification.Kind.CHAPTER)
    assert early.pk in set(told.values_list("chapter", flat=True))


def test_the_worker_counts_too(clock, later, story):
    clock(hours=31)
    assert something_to_count()
    count_what_came_out()
    story.refresh_from_db()
    assert (story.chapter_count, story.updated_at) == (2, later.published_at)
    assert not something_to_count()


def test_a_story_that_comes_out_later_is_nowhere_before(browser, clock, author, set_for):
    story = make_story(author=author, title="The Tide", slug="tide", draft=True)
    for number in range(3):
        add_chapter(story, f"Part {number + 1}", WORDS, draft=True)
    set_for(story, hours=30, every="7")
    assert browser().get("/stories/tide/").status_code == 404
    assert "The Tide" not in shown(browser(), "/")[1] + shown(browser(), "/feed/")[1]
    clock(hours=31)
    assert "The Tide" in shown(browser(), "/")[1]
    parts = [f"/stories/tide/{number}/" for number in (1, 2, 3)]
    assert [browser().get(part).status_code for part in parts] == [200, 404, 404]
    clock(days=7)
    assert "2 chapters" in shown(browser(), "/")[1]
    assert [browser().get(part).status_code for part in parts] == [200, 200, 404]
