"""Whom one mutes or blocks: who hears of whom then, and who may do what."""

import pytest

from reader.actions.apart import Apart
from reader.actions.inbox.notify import notify_readers
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.margin.comment import add_comment, delete_comment, edit_comment
from reader.actions.margin.thank import thank
from reader.actions.people.readers_to_name import readers_to_name
from reader.actions.people.silence import (
    Oneself,
    TooMany,
    hide_thread,
    show_thread,
    silence,
    unsilence,
)
from reader.models import Comment, Follow, Notification, Reader, Silence
from reader.models.inbox.follow import follows
from reader.models.inbox.load_thanks import load_thanks
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db
MUTE, BLOCK = Silence.Kind


@pytest.fixture
def kit():
    return make_reader("kit")


def anew(reader):
    """The reader as their next request finds them."""
    return Reader.objects.get(pk=reader.pk)


def told(reader):
    """What somebody is told of, and how many the bar shows."""
    reader = anew(reader)
    rows = Notification.objects.visible_to(reader)
    assert rows.unread().count() == reader.unread
    return sorted(rows.values_list("kind", flat=True))


def test_a_block_is_known_to_both_and_a_mute_to_one(una, tam):
    silence(una, tam, MUTE)
    assert anew(una).silenced.readers == {tam.pk} and not anew(tam).silenced.anything
    silence(una, tam, BLOCK)
    assert anew(una).silenced.apart == anew(una).silenced.readers == {tam.pk}
    assert anew(tam).silenced.apart == anew(tam).silenced.readers == {una.pk}
    silence(tam, una, MUTE)
    unsilence(una, tam)
    assert not anew(una).silenced.anything and anew(tam).silenced.readers == {una.pk}
    with pytest.raises(Oneself):
        silence(una, una, MUTE)


def test_there_is_an_end_to_how_many(una, tam, author, chapter, monkeypatch):
    monkeypatch.setattr("reader.actions.people.silence.MOST", 1)
    silence(una, tam, MUTE)
    silence(una, tam, BLOCK)  # the same one
    with pytest.raises(TooMany):
        silence(una, author, MUTE)
    hide_thread(una, say(chapter, "Hm.", tam))
    with pytest.raises(TooMany):
        hide_thread(una, say(chapter, "Oh.", tam))


def test_a_form_that_was_begun_before_takes_no_block_back(una, tam):
    begun = anew(una)
    silence(una, tam, BLOCK)
    begun.bio = "Ferries."
    begun.save()
    assert anew(una).silenced.blocked == {tam.pk} and anew(una).bio == "Ferries."


def test_what_was_told_before_is_gone_and_comes_back(chapter, una, tam):
    asked = say(chapter, "Why two?", una, on="two goats")
    say(chapter, "Kings.", tam, to=asked)
    thank(tam, asked)
    notify_readers()
    assert told(una) == ["answer", "thanks"]
    silence(una, tam, MUTE)
    assert told(una) == []
    unsilence(una, tam)
    assert told(una) == ["answer", "thanks"]
    silence(tam, una, BLOCK)  # whoever of the two it was
    assert told(una) == []


def test_nobody_hears_of_what_was_said_meanwhile(chapter, author, una, tam, kit):
    asked = say(chapter, "Why two?", una, on="two goats")
    silence(una, tam, MUTE)
    silence(author, tam, MUTE)
    say(chapter, "Kings, @una.", tam, to=asked)
    say(chapter, "No kings.", kit, to=asked)
    thank(tam, asked)
    thank(kit, asked)
    notify_readers()
    assert told(una) == ["answer", "thanks"]
    row = Notification.objects.visible_to(una).get(kind="thanks")
    load_thanks([row])
    assert (row.thanked_by, row.thanks_total) == ([kit], 1)
    unsilence(una, tam)
    assert told(una) == ["answer", "thanks"]  # no heap of old news
    assert told(author) == ["comment", "comment"]  # una's, and kit's


def test_a_muted_author_is_not_heard_of(una, author):
    Follow.objects.say(una, author, True)
    silence(una, author, MUTE)
    assert follows(anew(una), author)  # a mute is undone without a trace
    make_chapter(story=make_story(author=author))
    notify_readers()
    assert told(una) == []


def test_by_a_block_neither_follows_the_other(chapter, author, una):
    Follow.objects.say(una, author, True)
    Follow.objects.say(una, chapter.story, True)
    Follow.objects.say(author, una, True)
    silence(author, una, BLOCK)
    assert not Follow.objects.exists()
    unsilence(author, una)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("which", ["author", "reader"])
def test_a_blocked_reader_cannot_speak_to_the_author(chapter, author, una, tam, which):
    theirs = say(chapter, "Hm.", tam)
    pair = (author, una) if which == "author" else (una, author)
    silence(*pair, BLOCK)
    una = anew(una)
    with pytest.raises(Apart):
        add_comment("Bah.", by=una, chapter=chapter)
    with pytest.raises(Apart):
        add_comment("Bah.", by=una, chapter=chapter, to=theirs)
    with pytest.raises(Apart):
        thank(una, chapter)
    mark = highlight(chapter, "two goats", una, public=True, note="mine")
    assert not mark.public and mark.note == "mine"


def test_neither_answers_thanks_or_names_the_other(chapter, una, tam, kit):
    hers = say(chapter, "Hm.", una)
    silence(tam, una, BLOCK)
    tam, una = anew(tam), anew(una)
    with pytest.raises(Apart):
        add_comment("Bah.", by=tam, chapter=chapter, to=hers)
    with pytest.raises(Apart):
        thank(tam, hers)
    for one, other in ((tam, una), (una, tam)):
        said = say(chapter, f"Not you, @{other.username}, but @kit.", one)
        assert f"readers/~{kit.pk}/" in said.html and f"~{other.pk}/" not in said.html
        assert [mention.reader for mention in said.mentions.all()] == [kit]
        assert other not in readers_to_name(other.username, by=one, chapter=chapter)
    assert una in readers_to_name("un", by=kit, chapter=chapter)


def test_a_mute_changes_nothing_that_the_muted_could_notice(chapter, una, tam):
    hers = say(chapter, "Hm.", una)
    silence(una, tam, MUTE)
    tam = anew(tam)
    assert una in readers_to_name("un", by=tam, chapter=chapter)
    said = add_comment("Hm, @una?", by=tam, chapter=chapter, to=hers)
    assert said.mentions.get().reader == una
    thank(tam, hers)


def test_a_hidden_thread_is_not_heard_of(chapter, una, tam):
    asked = say(chapter, "Why two?", una, on="two goats")
    begun = say(chapter, "All in all.", una)
    for comment in (asked, begun):
        say(chapter, "Hm.", tam, to=comment)
    notify_readers()
    assert told(una) == ["answer", "answer"]
    hide_thread(una, asked.passage)
    hide_thread(una, begun)
    assert told(una) == []
    say(chapter, "Hm, @una?", tam, to=asked)
    notify_readers()
    assert told(una) == []
    show_thread(una, asked.passage)
    assert told(una) == ["answer"]
    show_thread(una, begun)
    assert told(una) == ["answer", "answer"]


def test_what_was_said_before_a_block_is_not_turned_into_something_else(
    chapter, author, una, tam, kit
):
    hers = say(chapter, "Hm.", una)
    on_story, answer = say(chapter, "Nice.", kit), say(chapter, "Nice.", tam, to=hers)
    silence(author, kit, BLOCK)
    silence(una, tam, BLOCK)
    for said in (on_story, answer):
        with pytest.raises(Apart):
            edit_comment(Comment.objects.get(pk=said.pk), "You are a fool.")
        said.refresh_from_db()
        assert said.source == "Nice."
        delete_comment(Comment.objects.get(pk=said.pk))
    unsilence(una, tam)
    edit_comment(hers, "Hm, hm.")


def test_by_a_block_one_does_not_follow_what_the_other_writes_with_somebody(chapter, una, tam):
    invite_co_author(chapter.story, tam)
    accept_invitation(chapter.story, tam)
    Follow.objects.say(una, chapter.story, True)
    silence(una, tam, BLOCK)
    assert not Follow.objects.exists()
