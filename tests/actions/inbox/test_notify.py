"""Who is told of a comment or a chapter: everybody whom it concerns, once, and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.inbox import store_notifications
from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.passage_at import passage_at
from reader.models import Announcement, Comment, Notification
from reader.models.inbox.follow import Follow
from reader.models.people.shelf import Shelf
from reader.tasks.worker import Interrupted
from tests.factories import make_chapter, make_chapters, make_reader, make_story, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    chapter = make_chapter()
    notify_readers()
    return chapter


@pytest.fixture
def una():
    return make_reader("una")


@pytest.fixture
def bea():
    return make_reader("bea")


def told(*readers):
    """What each of them was told, and how many unread the bar says."""
    notify_readers()
    found = []
    for reader in readers:
        reader.refresh_from_db()
        kinds = [row.kind for row in reader.notifications.order_by("pk")]
        assert reader.unread == len(kinds)
        found.append(kinds)
    return found


def test_the_author_hears_of_every_comment_but_their_own(chapter, una):
    author = chapter.story.author
    say(chapter, "Oh.", una)
    say(chapter, "Goats!", una, on="two goats")
    say(chapter, "Indeed.", author)
    assert told(author, una) == [["comment", "comment"], []]


def test_whoever_is_answered_hears_that_and_others_in_the_thread_that_it_goes_on(chapter, una, bea):
    author, cai = chapter.story.author, make_reader("cai")
    first = say(chapter, "Why goats?", una, on="two goats")
    reply = say(chapter, "Why not?", bea, to=first)
    say(chapter, "Ask the goats.", cai, to=reply)
    assert told(una, bea, cai) == [["answer", "thread"], ["answer"], []]
    assert told(author) == [["comment"] * 3]


def test_on_the_same_words_all_hear_each_other_and_elsewhere_nobody_does(chapter, una, bea):
    say(chapter, "Why goats?", una, on="two goats")
    say(chapter, "I know them.", bea, on="two goats")
    say(chapter, "A chapter with goats.", bea)
    assert told(una, bea) == [["thread"], []]


def test_an_author_who_is_answered_hears_it_once(chapter, una):
    author = chapter.story.author
    say(chapter, "Thank you.", una, to=say(chapter, "New chapter soon.", author))
    assert told(author) == [["answer"]]


def test_nothing_is_told_twice_or_of_what_says_nothing_any_more(chapter, una):
    say(chapter, "Oh.", una)
    assert told(chapter.story.author) == told(chapter.story.author) == [["comment"]]
    assert not something_to_tell()
    say(chapter, "Never mind.", una).hide()
    delete_comment(say(chapter, "Nor this.", una))
    assert told(chapter.story.author) == [["comment"]]


def test_what_broke_off_halfway_is_told_when_it_is_tried_again(chapter, una, bea, monkeypatch):
    say(chapter, "Oh.", una)
    say(chapter, "Ah.", bea)
    store = Notification.objects.bulk_create

    def die(*_, **__):
        monkeypatch.setattr(Notification.objects, "bulk_create", store)
        raise Interrupted

    monkeypatch.setattr(Notification.objects, "bulk_create", die)
    with pytest.raises(Interrupted):
        notify_readers()
    assert told(chapter.story.author) == [["comment", "comment"]]


def remark(chapter, followers):
    for reader in followers:
        Follow.objects.create(reader=reader, passage=passage_at(chapter, 0, 9))
    return say(chapter, "Oh.", make_reader("remarks"), on=chapter.revision.text[:9])


def new_chapter(chapter, followers):
    follow_story(chapter, followers)
    return make_chapter(story=chapter.story)


def announcement(chapter, followers):
    follow_story(chapter, followers)
    return Announcement.objects.create(story=chapter.story, source="Soon.", html="<p>Soon.</p>")


def follow_story(chapter, followers):
    for reader in followers:
        Follow.objects.create(reader=reader, story=chapter.story)


@pytest.mark.parametrize("make", [remark, new_chapter, announcement])
def test_many_are_told_in_portions_and_nobody_twice_where_a_worker_died_between(
    chapter, monkeypatch, make
):
    readers = [make_reader() for _ in range(5)]
    source = make(chapter, readers)
    monkeypatch.setattr(store_notifications, "PORTION", 2)
    store = store_notifications.store_rows
    portions = []

    def store_one_portion(rows):
        if portions:
            raise Interrupted
        portions.append(rows)
        store(rows)

    monkeypatch.setattr(store_notifications, "store_rows", store_one_portion)
    with pytest.raises(Interrupted):
        notify_readers()
    source.refresh_from_db()
    assert source.told_at is None
    assert Notification.objects.count() == len(portions[0]) == 2
    reads = portions[0][0].reader
    reads.notifications.all().read(reads)
    monkeypatch.setattr(store_notifications, "store_rows", store)
    notify_readers()
    source.refresh_from_db()
    assert source.told_at
    for reader in readers:
        row = reader.notifications.get()
        reader.refresh_from_db()
        assert reader.unread == (0 if row.read_at else 1)
    assert Notification.objects.filter(read_at__isnull=False).count() == 1


def test_a_name_that_an_edit_adds_while_a_comment_is_told_is_not_lost(
    chapter, una, bea, monkeypatch
):
    comment = say(chapter, "Oh, @una.", bea)
    store = store_notifications.store_rows

    def store_and_edit(rows):
        monkeypatch.setattr(store_notifications, "store_rows", store)
        store(rows)
        comment.edit("Oh, @una and @cai.")

    cai = make_reader("cai")
    monkeypatch.setattr(store_notifications, "store_rows", store_and_edit)
    assert told(una, cai) == [["mention"], ["mention"]]


def test_what_was_hidden_at_first_is_told_when_it_is_shown(chapter, una, bea):
    answer = say(chapter, "Why not?", bea, to=say(chapter, "Why?", una))
    edited = say(chapter, "Oh.", bea)
    answer.hide()
    assert told(una)[0] == []
    edited.edit("Oh, @una.")
    edited.hide()
    assert told(una)[0] == []
    answer.refresh_from_db()
    answer.unhide()
    edited.unhide()
    assert told(una) == [["answer", "mention"]]


@pytest.mark.parametrize("act", ["hide", "delete"])
def test_what_is_out_of_sight_is_not_counted_any_more(chapter, una, act):
    comment = say(chapter, "Oh.", una)
    author = chapter.story.author
    assert told(author) == [["comment"]]
    if act == "hide":
        comment.hide()
        notify_readers()
    else:
        delete_comment(comment)
    author.refresh_from_db()
    assert author.unread == 0
    if act == "hide":
        comment.unhide()
        assert told(author) == [["comment"]]


def test_of_a_draft_only_its_author_hears(chapter, una, bea):
    first = say(chapter, "Oh.", una)
    chapter.story.unpublish()
    say(chapter, "Still here.", bea, to=first)
    assert told(una, chapter.story.author) == [[], ["comment", "comment"]]


def test_who_has_a_story_on_a_shelf_hears_of_its_new_chapters(chapter, una, bea):
    story = chapter.story
    Shelf(reader=una, kind=Shelf.Kind.LATER).put(story)
    Shelf(reader=story.author, kind=Shelf.Kind.READING).put(story)
    Shelf(reader=bea, kind=Shelf.Kind.READING).put(make_story())
    make_chapter(story=story)
    assert told(una, bea, story.author) == [["chapter"], [], []]


def test_what_came_before_it_stood_on_a_shelf_is_no_news(chapter, una):
    make_chapter(story=chapter.story)
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    assert told(una) == [[]]


def test_of_a_chapter_that_is_set_for_a_time_they_hear_then(chapter, una):
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    later = make_chapter(story=chapter.story)
    later.published_at = timezone.now() + timedelta(hours=1)
    later.save()
    assert told(una) == [[]]
    later.published_at = timezone.now()
    later.save()
    assert told(una) == [["chapter"]]


def test_a_chapter_of_a_story_that_was_published_later_is_as_new_as_that(una):
    story = make_story()
    Shelf(reader=una, kind=Shelf.Kind.READING).put(story)
    now = timezone.now()
    make_chapter(story=story)
    story.chapters.update(published_at=now - timedelta(days=9))
    story.published_at = now
    story.save()
    assert told(una) == [["chapter"]]
    assert una.notifications.get().at == now


def test_whether_there_is_something_to_tell_is_read_from_indexes():
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite answers")
    make_chapters(300).chapters.update(told_at=timezone.now())
    with connection.cursor() as cursor:
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert not something_to_tell()
            asked = [query["sql"] for query in queries]
            plans = []
            for query in asked:
                cursor.execute(f"EXPLAIN QUERY PLAN {query}")
                plans.append(str(cursor.fetchall()))
            for table in ("comments", "mentions", "chapters"):
                assert any(f"INDEX {table}_to_tell" in plan for plan in plans), table
            cursor.execute("ANALYZE")


def test_who_left_is_told_nothing(chapter, una, bea):
    first = say(chapter, "Oh.", una)
    una.is_active = False
    una.save()
    say(chapter, "Where are you?", bea, to=first)
    assert told(una) == [[]]
    assert Comment.objects.filter(told_at=None).count() == 0
