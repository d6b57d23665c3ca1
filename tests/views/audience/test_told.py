"""Who is told of what happens in a story, and what becomes of what somebody wrote who may not read
it any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.chapters import tell_more
from reader.actions.inbox.notify import notify_readers
from reader.models import (
    Announcement,
    ChosenReader,
    Comment,
    Follow,
    Notification,
    Shelf,
    Story,
    StoryNews,
)
from tests.factories import highlight, make_chapter, make_reader, say
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


def test_chosen_readers_hear_once_that_a_story_was_opened_to_them(
    story_for, viewer, people, author, browser
):
    story, reader = story_for("everybody", "draft"), people["chosen reader"]
    reader.mail_preferences.create(kind="story", time="at-once")
    desk, form = browser(author), {"title": story.title, "language": "en", "status": "complete"}

    def choose(audience, names):
        sent = form | {"audience": audience, "chosen_names": names}
        answer = desk.post(f"/desk/{story.slug}/about/", sent)
        assert answer.status_code == 303
        notify_readers()
        return told(reader, kind="story")

    assert choose("everybody", "chosen") == 0
    assert choose("chosen", "chosen, reader") == told(people["reader"]) == 1
    page = viewer("chosen reader").get("/inbox/").content.decode()
    assert "chose you to read this story" in page and story.title in page
    assert "ferry" not in page and not Notification.objects.exclude(mail_at=None).exists()
    row = Notification.objects.get(reader=reader)
    opened = viewer("chosen reader").get(row.get_absolute_url())
    assert opened.url == story.get_absolute_url()
    assert choose("chosen", "reader") == 0  # what they can't read, their inbox forgets
    assert choose("chosen", "chosen, reader") == 1
    StoryNews.objects.update(at=timezone.now() - timedelta(days=2))
    choose("chosen", "reader")
    assert choose("chosen", "chosen, reader") == 2 and told(people["reader"]) == 1


@pytest.mark.parametrize("before", ["chosen", "link"])
def test_whoever_may_read_a_story_once_it_is_opened_hears_of_it_as_of_a_new_one(
    story_for, people, earlier, author, before
):
    story, (late, knew) = story_for(before), (make_reader("late"), make_reader("knew"))
    make_chapter("Another.", story=story)
    for reader in (people["reader"], people["chosen reader"], knew):
        Follow.objects.say(reader, author, True)
    Follow.objects.say(knew, story, True)
    earlier()
    notify_readers()
    visitor = make_reader("visitor")
    Shelf.objects.named(visitor, "By its link").put(story)
    for reader in (late, visitor):
        Follow.objects.say(reader, author, True)
    for audience in ("members", "everybody"):
        Story.objects.filter(pk=story.pk).update(audience=audience)
        tell_more(Story.objects.get(pk=story.pk))
        notify_readers()
        for reader in (people["reader"], late):
            (row,) = Notification.objects.visible_to(reader).filter(kind="chapter")
            assert row.chapter.number == 1
    assert told(people["chosen reader"], kind="chapter", chapter__number=1) == 1
    assert told(author) == 0
    assert told(knew, kind="chapter", chapter__number=1) == 1
    assert told(visitor, kind="chapter") == (before == "chosen")  # by its link they knew it


def test_only_what_came_while_it_was_closed_is_news_once_it_is_open_again(
    story_for, people, earlier
):
    story, reader = story_for("everybody"), people["reader"]
    Follow.objects.say(reader, story, True)
    earlier()
    notify_readers()
    Story.objects.filter(pk=story.pk).update(audience="chosen")
    make_chapter("Another.", story=Story.objects.get(pk=story.pk))
    notify_readers()
    assert told(reader, kind="chapter") == 0
    Story.objects.filter(pk=story.pk).update(audience="everybody")
    tell_more(Story.objects.get(pk=story.pk))
    notify_readers()
    rows = Notification.objects.visible_to(reader).filter(kind="chapter").order_by("pk")
    assert [row.chapter.number for row in rows] == [1, 2]


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
