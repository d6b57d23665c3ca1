"""Whoever is named in a comment is told so, once, and nobody else is."""

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.chapter_list import ChapterList
from reader.actions.margin.comment import delete_comment
from reader.actions.people.silence import silence, unsilence
from reader.models import Mention, Notification, Silence
from tests.factories import make_chapter, make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    chapter = make_chapter()
    notify_readers()
    return chapter


@pytest.fixture
def una():
    return make_reader("una", name="Una of the Reeds")


@pytest.fixture
def bea():
    return make_reader("bea")


def told(*readers):
    notify_readers()
    return [[row.kind for row in reader.notifications.order_by("pk")] for reader in readers]


def test_whoever_is_named_hears_it_once_however_often_and_in_whatever_letters(chapter, una, bea):
    said = say(chapter, "@Una, @una. (@UNA) and @nobody, @bea: a@una.org", bea)
    assert said.html.count(f'<a class="mention" href="/readers/~{una.pk}/"') == 3
    assert told(una, bea) == [["mention"], []]
    assert told(una, bea) == [["mention"], []]


def test_the_nearest_reason_is_told(chapter, una, bea):
    author, cai = chapter.story.author, make_reader("cai")
    first = say(chapter, "Why goats?", una, on="two goats")
    say(chapter, "Hm.", cai, on="two goats")
    notify_readers()
    Notification.objects.all().delete()
    say(chapter, f"@una @cai @{author.username} Why not?", bea, to=first)
    assert told(una, cai, author) == [["answer"], ["mention"], ["mention"]]


def test_a_name_that_an_edit_adds_is_told_once_and_others_are_not_told_again(chapter, una, bea):
    author, cai = chapter.story.author, make_reader("cai")
    said = say(chapter, "Oh, @cai.", bea)
    assert told(una, cai, author) == [[], ["mention"], ["comment"]]
    for words in ("Oh, @cai and @una.", "Oh.", "Oh, @una and @cai."):
        said.edit(words)
        assert told(una, cai, author) == [["mention"], ["mention"], ["comment"]]


def test_who_heard_of_it_before_hears_that_an_edit_names_them(chapter, una, bea):
    author, cai, dan = chapter.story.author, make_reader("cai"), make_reader("dan")
    first = say(chapter, "Why goats?", dan, on="two goats")
    for reader in (una, cai):
        say(chapter, "Hm.", reader, on="two goats")
    notify_readers()
    Notification.objects.all().delete()
    said = say(chapter, "Oh.", bea, to=first)
    assert told(una, cai, dan, author) == [["thread"], ["thread"], ["answer"], ["comment"]]
    cai.notifications.all().read(cai)
    said.edit(f"Oh, @una, @cai, @dan, @{author.username}.")
    assert told(una, cai, dan, author) == [["mention"], ["mention"], ["answer"], ["mention"]]
    for reader in (una, cai):
        reader.refresh_from_db()
        assert reader.unread == 1
    said.refresh_from_db()
    assert cai.notifications.get().at == said.edited_at


def test_who_muted_its_writer_meanwhile_hears_nothing_of_it(chapter, una, bea):
    say(chapter, "Hm.", una, on="two goats")
    said = say(chapter, "Oh.", bea, on="two goats")
    assert told(una) == [["thread"]]
    una.notifications.all().read(una)
    silence(una, bea, Silence.Kind.MUTE)
    said.edit("Oh, @una.")
    assert told(una) == [["thread"]]
    unsilence(una, bea)
    assert not una.notifications.unread().exists()


def test_a_name_that_goes_before_anybody_was_told_is_not_told(chapter, una, bea):
    said = say(chapter, "Oh, @una.", bea)
    said.edit("Oh.")
    assert told(una) == [[]] and not Mention.objects.exists()


@pytest.mark.parametrize("edited", [False, True])
def test_nobody_is_told_of_what_they_may_not_read(chapter, una, bea, edited):
    author = chapter.story.author
    chapter.story.unpublish()
    named = f"Not yet, @una, @{author.username}."
    said = say(chapter, "Not yet." if edited else named, bea)
    notify_readers()
    if edited:
        Notification.objects.all().delete()
        said.edit(named)
    assert told(una, author) == [[], ["mention"]]


def test_of_what_was_hidden_or_deleted_before_nobody_is_told(chapter, una, bea):
    said = say(chapter, "Oh.", bea)
    notify_readers()
    said.edit("Oh, @una.")
    said.hide()
    other = say(chapter, "And @una!", bea)
    say(chapter, "So?", bea, to=other)
    delete_comment(other)
    assert told(una) == [[]]


def test_on_a_chapter_that_was_taken_out_they_hear_what_everybody_may_read_still(chapter, una, bea):
    make_chapter(story=chapter.story)
    ChapterList(chapter.story).take_out(chapter)
    say(chapter, "Gone, @una.", bea)
    assert told(una) == [["mention"]]


def test_a_comment_names_twenty_at_most(chapter, bea):
    readers = [make_reader(f"gull{number}") for number in range(30)]
    say(chapter, " ".join(f"@{reader.username}" for reader in readers), bea)
    assert Mention.objects.count() == 20


def test_html_that_somebody_types_tells_nobody(chapter, una, bea):
    forged = f'<a class="mention" href="/readers/~{una.pk}/">.</a>'
    said = say(chapter, forged, bea)
    said.edit(f"{forged} @bea")
    assert told(una) == [[]] and not Mention.objects.exists()


def test_the_name_of_somebody_who_left_names_nobody(chapter, una, bea):
    una.is_active = False
    una.save()
    assert "mention" not in say(chapter, "Where are you, @una?", bea).html
