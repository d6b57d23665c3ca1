"""Who is told of what happens in a story, and what becomes of what somebody wrote who may not read
it any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.models import Announcement, ChosenReader, Comment, Follow, Notification, Story
from tests.factories import highlight, make_chapter, say
from tests.views.audience.conftest import AUDIENCES

pytestmark = pytest.mark.django_db
FOLLOWERS = ("reader", "chosen reader")


@pytest.fixture
def earlier():
    """All that is followed was followed for a while."""

    def do():
        Follow.objects.update(at=timezone.now() - timedelta(days=1))
        ChosenReader.objects.update(chosen_at=timezone.now() - timedelta(days=1))

    return do


def told(reader, **what):
    return Notification.objects.visible_to(reader).filter(**what).count()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_those_who_follow_it_hear_of_it_if_they_may_read(story_for, people, earlier, audience):
    story = story_for(audience)
    for name in FOLLOWERS:
        Follow.objects.say(people[name], story, True)
    earlier()
    Announcement.objects.create(story=story, source="Back soon.")
    chapter = make_chapter("Another.", story=story)
    notify_readers()
    for name in FOLLOWERS:
        expected = int(audience != "chosen" or name == "chosen reader")
        assert told(people[name], kind="announcement") == expected
        assert told(people[name], kind="chapter", chapter=chapter) == expected


@pytest.mark.parametrize("audience", AUDIENCES)
def test_who_follows_the_author_hears_of_what_stands_in_their_lists(
    story_for, people, earlier, author, audience
):
    for name in FOLLOWERS:
        Follow.objects.say(people[name], author, True)
    earlier()
    story_for(audience)
    ChosenReader.objects.all().delete()
    notify_readers()
    for name in FOLLOWERS:
        assert told(people[name], kind="chapter") == int(audience in ("everybody", "members"))


def test_what_is_said_on_a_draft_is_told_to_those_who_may_read_it(story_for, people, author):
    story = story_for("chosen", "draft")
    chapter = story.chapters.get()
    say(chapter, "A typo, @reader, @author.", people["chosen reader"], on="a widow")
    notify_readers()
    assert told(author, kind="mention") == 1 and told(people["reader"]) == 0


def test_an_inbox_forgets_what_its_reader_may_not_read_any_more(story_for, viewer, people, earlier):
    story, reader = story_for("chosen"), people["chosen reader"]
    earlier()
    make_chapter("Another.", story=story)
    notify_readers()
    assert story.title in viewer("chosen reader").get("/inbox/").content.decode()
    ChosenReader.objects.all().delete()
    assert story.title not in viewer("chosen reader").get("/inbox/").content.decode()
    reader.refresh_from_db()
    assert reader.unread == 0


def test_what_readers_wrote_stays_theirs_when_they_lose_access(story_for, viewer, people, author):
    story = story_for("everybody")
    chapter, reader = story.chapters.get(), people["reader"]
    comment = say(chapter, "Mine to keep.", reader, on="a widow")
    highlight(chapter, "lamp oil", reader, note="Slippery.")
    Story.objects.filter(pk=story.pk).update(audience="chosen")
    Story.objects.touch()
    client, url = viewer("reader"), story.get_absolute_url()
    assert client.get(f"{url}1/").status_code == 404
    assert "Mine to keep." in client.get("/words/").content.decode()
    kept = client.get("/highlights/").content.decode()
    assert "lamp oil" in kept and "Slippery." in kept
    theirs = client.get(f"{url}out/{chapter.pk}/").content.decode()
    assert "Mine to keep." in theirs and "Overheard" not in theirs and "two goats" not in theirs
    other = viewer("visitor").get(f"{url}out/{chapter.pk}/")
    assert other.status_code == 404
    assert client.post(f"/comments/{comment.pk}/delete/").status_code in (200, 303)
    assert not Comment.objects.filter(pk=comment.pk).exists()
