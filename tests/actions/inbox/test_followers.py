"""Followers are told: of comments in a thread, of chapters of a story and of an author."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.publish import publish_story
from reader.models import Comment, Follow, Notification
from reader.models.inbox.follow import thread_of
from reader.models.people.shelf import Shelf
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea():
    return make_reader("bea")


def told(reader):
    """What a reader was told: of which kind, and of which comment or chapter."""
    notify_readers()
    rows = Notification.objects.filter(reader=reader).order_by("pk")
    return [(row.kind, row.comment.source if row.comment else str(row.chapter)) for row in rows]


def test_a_thread_is_told_to_whoever_follows_it_and_not_to_who_said_no(chapter, una, tam, bea):
    first = say(chapter, "Goats!", una, on="two goats")
    begun = say(chapter, "Oh.", una)
    for thread in (thread_of(first), begun):
        Follow.objects.say(bea, thread, True)
        Follow.objects.say(una, thread, False)
    say(chapter, "I know them.", tam, on="two goats")
    say(chapter, "Ah.", tam, to=begun)
    assert told(bea) == [("thread", "I know them."), ("thread", "Ah.")]
    assert told(una) == [("answer", "Ah.")]  # who is answered hears it all the same


def test_an_author_who_said_no_to_a_thread_hears_the_others(chapter, una):
    author, first = chapter.story.author, say(chapter, "Goats!", una, on="two goats")
    assert told(author) == [("comment", "Goats!")]
    Follow.objects.say(author, thread_of(first), False)
    say(chapter, "Goats again!", una, on="two goats")
    say(chapter, "Oil?", una, on="lamp oil")
    assert told(author)[1:] == [("comment", "Oil?")]


def test_following_a_thread_tells_nothing_that_was_said_before(chapter, una, tam, bea):
    first = say(chapter, "Goats!", una, on="two goats")
    say(chapter, "Many.", tam, on="two goats")
    Follow.objects.say(bea, thread_of(first), True)
    assert told(bea) == []
    say(chapter, "Two.", tam, on="two goats")
    assert told(bea) == [("thread", "Two.")]


def test_chapters_are_told_to_who_follows_the_story_or_its_author_once(chapter, una, tam, bea):
    story = chapter.story
    notify_readers()
    for reader in (una, tam):
        Follow.objects.say(reader, story.author, True)
        Follow.objects.say(reader, story, reader == una)
        Shelf.objects.find(reader, Shelf.Kind.READING).put(story)
    Follow.objects.say(story.author, story, True)
    second = add_chapter(story, "Second", "It rained.")
    Follow.objects.say(bea, story, True)
    assert told(una) == [("chapter", str(second))]
    assert told(tam) == told(bea) == told(story.author) == []


def test_a_new_story_of_an_author_is_told_once_by_its_first_chapter(una, bea):
    author = make_reader()
    draft = make_story(author=author, draft=True)
    for title in ("First", "Second"):
        add_chapter(draft, title, "It rained.")
    Follow.objects.say(una, author, True)
    assert told(una) == []
    publish_story(draft)
    third = add_chapter(draft, "Third", "It rained on.")
    Follow.objects.say(bea, author, True)
    assert told(una) == [("chapter", f"{draft}, chapter 1"), ("chapter", str(third))]
    assert told(bea) == []


def test_who_follows_before_a_set_time_comes_hears_then(chapter, una):
    notify_readers()
    later = make_chapter(story=chapter.story)
    now = timezone.now()
    later.published_at = now + timedelta(hours=1)
    later.save()
    Follow.objects.say(una, chapter.story, True)
    assert told(una) == []
    later.published_at = timezone.now()
    later.save()
    assert told(una) == [("chapter", str(later))]


def test_of_what_waited_for_approval_hears_who_follows_by_the_time_it_is_shown(chapter, una, tam):
    first = say(chapter, "Why goats?", tam, on="two goats")
    waiting = say(chapter, "Why two?", make_reader("new"), to=first)
    waiting.hold(Comment.HeldFor.APPROVAL)
    say(chapter, "Why not?", una, on="two goats")
    assert told(una) == []
    waiting.refresh_from_db()
    waiting.approve()
    assert told(una) == [("thread", "Why two?")]
