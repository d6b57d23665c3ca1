"""Who follows a story, an author or a thread: as they said, else as they shelved and spoke."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reader.actions.library.erase import erase
from reader.actions.margin.comment import delete_comment
from reader.actions.people.leave import leave
from reader.models import Follow, Reader, Story
from reader.models.inbox.follow import followers_of, follows, thread_of
from reader.models.page_key import page_key
from reader.models.people.shelf import Shelf
from tests.factories import make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db


def names(what, until=None):
    """Who follows it, and that each of them is said to; a story's pages say it of all readers."""
    found = set(followers_of(what, until or timezone.now()))
    for reader in found:
        assert until or follows(reader, what)
    if isinstance(what, Story) and not until:
        for reader in Reader.objects.all():
            assert page_key(reader, what.slug, 1).follows == (reader in found)
    return {reader.username for reader in found}


def shelve(reader, story):
    Shelf.objects.find(reader, Shelf.Kind.LATER).put(story)


def test_who_has_a_story_on_a_shelf_follows_it_unless_they_said_no(chapter, una, tam):
    story = chapter.story
    shelve(una, story)
    shelve(tam, story)
    shelve(story.author, story)
    Follow.objects.say(tam, story, False)
    assert names(story) == {"una"}
    assert not follows(tam, story) and not follows(story.author, story)
    Shelf.objects.find(una, Shelf.Kind.LATER).take_off(story)
    assert names(story) == set()


def test_who_follows_an_author_follows_their_stories_unless_they_said_no_to_one(chapter, una, tam):
    story = chapter.story
    other = make_chapter(story=make_story(author=story.author)).story
    for reader in (una, tam):
        Follow.objects.say(reader, story.author, True)
    Follow.objects.say(tam, story, False)
    assert names(story.author) == {"una", "tam"}
    assert (names(story), names(other)) == ({"una"}, {"una", "tam"})
    Follow.objects.say(una, story.author, False)
    assert (names(story.author), names(story)) == ({"tam"}, set())


def test_who_speaks_in_a_thread_follows_it_and_so_does_its_author(chapter, una, tam):
    bea = make_reader("bea")
    on_words = thread_of(say(chapter, "Goats!", una, on="two goats"))
    begun = say(chapter, "Oh.", una)
    answer = say(chapter, "Ah.", tam, to=begun)
    assert thread_of(answer) == thread_of(begun) == begun
    assert names(on_words) == {"author", "una"}
    assert names(begun) == {"author", "una", "tam"}
    Follow.objects.say(bea, on_words, True)
    Follow.objects.say(una, on_words, False)
    Follow.objects.say(chapter.story.author, begun, False)
    assert names(on_words) == {"author", "bea"}
    assert names(begun) == {"una", "tam"}
    delete_comment(answer)
    assert names(begun) == {"una"}
    begun.hide()
    assert names(begun) == set()


def test_one_follows_since_one_said_so(chapter, una, tam):
    before = timezone.now() - timedelta(minutes=1)
    Follow.objects.say(una, chapter.story, True)
    shelve(tam, chapter.story)
    talk = say(chapter, "Oh.", tam)
    Follow.objects.say(una, talk, True)
    assert names(chapter.story, before) == set()
    assert names(talk, before) == {"author"}
    at = Follow.objects.get(reader=una, comment=talk).at
    Follow.objects.say(una, talk, True)
    assert Follow.objects.get(reader=una, comment=talk).at == at
    Follow.objects.say(una, talk, False)
    Follow.objects.say(una, talk, True)
    assert Follow.objects.get(reader=una, comment=talk).at > at
    assert Follow.objects.of(una).count() == 2


def test_a_visitor_follows_nothing(chapter):
    assert not follows(None, chapter.story)
    assert not Follow.objects.of(None).exists()


def test_a_row_is_about_one_thing_and_there_is_one_of_each(chapter, una):
    Follow.objects.say(una, chapter.story, True)
    bad = [
        {},
        {"story": chapter.story},
        {"story": make_story(), "author": chapter.story.author},
    ]
    for fields in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(reader=una, **fields)


def test_it_goes_with_its_reader_and_with_what_it_is_about(chapter, una, tam):
    story = chapter.story
    talk = say(chapter, "Goats!", tam, on="two goats")
    for what in (story, story.author, thread_of(talk)):
        Follow.objects.say(una, what, True)
    Follow.objects.say(tam, story, True)
    leave(tam, comments=False, stories=False)
    assert set(Follow.objects.values_list("reader", flat=True)) == {una.pk}
    assert Follow.objects.filter(passage=None).count() == 2
    assert Follow.objects.count() == 2
    say(chapter, "So that a row stays.", una)
    erase(story)
    assert [row.what for row in una.follows.all()] == [story.author]
    leave(story.author, comments=True, stories=True)
    assert not Follow.objects.exists()
