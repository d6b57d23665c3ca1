"""Announcements: written at the desk, read on the story's page and in followers' inboxes."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers, something_to_tell
from reader.actions.library.erase import erase
from reader.models import Announcement, Chapter, Follow, Notification, Progress
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chapter):
    notify_readers()
    return chapter.story


def desk(story):
    return f"/desk/{story.slug}/announcements/"


def told(reader):
    notify_readers()
    reader.refresh_from_db()
    rows = list(reader.notifications.filter(kind=Notification.Kind.ANNOUNCEMENT))
    assert reader.unread == len(rows)
    return rows


def test_it_is_on_the_story_page_and_in_the_inbox_of_who_follows(browser, story, una, tam):
    Follow.objects.say(una, story.author, True)
    Progress.objects.keep(una, story.chapters.get(), 12)
    answer = browser(story.author).post(desk(story), {"text": "Chapter 2 is *late*. <script>x"})
    assert answer.status_code == 302
    Follow.objects.say(tam, story, True)
    (row,) = told(una)
    assert told(tam) == told(story.author) == []
    page = browser().get(story.get_absolute_url()).content.decode()
    assert "Chapter 2 is <em>late</em>." in page and "<script>x" not in page
    inbox = browser(una).get("/inbox/").content.decode()
    assert "to the readers of" in inbox and "Chapter 2 is late." in inbox
    opened = browser(una).get(row.get_absolute_url())
    assert opened["Location"] == f"{story.get_absolute_url()}#announcement-{row.announcement.pk}"
    assert Chapter.objects.count() == 1 and not something_to_tell()
    assert Progress.objects.get().offset == 12
    story.refresh_from_db()
    assert (story.chapter_count, story.talk) == (1, None)


def test_a_name_in_one_is_no_link_as_nobody_hears_of_it(story, una):
    said = story.announcements.create(source="Thank you, @una!")
    assert said.html == "<p>Thank you, @una!</p>"
    assert told(una) == []


def test_the_newest_stands_open_and_the_older_ones_are_folded(browser, story):
    for words in ("First news.", "Second news.", "Third news."):
        story.announcements.create(source=words)
    page = browser().get(story.get_absolute_url()).content.decode()
    newest, _, folded = page.partition("Earlier announcements")
    assert "Third news." in newest and "Second news." not in newest
    assert folded.index("Second news.") < folded.index("First news.")


def test_at_the_desk_they_come_in_pages(browser, story):
    said = [Announcement(story=story, html=f"<p>News {number}.</p>") for number in range(31)]
    Announcement.objects.bulk_create(said)
    client, seen = browser(story.author), []
    for page in ("", "?page=2"):
        html = client.get(f"{desk(story)}{page}").content.decode()
        seen.append(html.count('<article class="announcement"'))
    assert seen == [30, 1]


def test_it_can_be_said_in_other_words_and_nobody_is_told_again(browser, story, una):
    Follow.objects.say(una, story, True)
    announcement = story.announcements.create(source="Fridya.")
    assert len(told(una)) == 1
    client, url = browser(story.author), f"{desk(story)}{announcement.pk}/"
    assert b"Fridya." in client.get(url).content
    assert client.post(url, {"text": "Friday."}).status_code == 303
    assert [row.announcement.source for row in told(una)] == ["Friday."]
    assert b"edited" in browser().get(story.get_absolute_url()).content


def test_deleting_takes_it_back_from_everywhere(browser, story, una):
    Follow.objects.say(una, story, True)
    announcement = story.announcements.create(source="Never mind.")
    assert len(told(una)) == 1
    client, url = browser(story.author), f"{desk(story)}{announcement.pk}/delete/"
    assert b"Delete this announcement?" in client.get(url).content
    assert Announcement.objects.exists()
    client.post(url)
    assert told(una) == [] and not Announcement.objects.exists()
    assert b"Never mind." not in browser().get(story.get_absolute_url()).content


def test_what_is_refused_keeps_what_was_typed(browser, story, settings):
    client = browser(story.author)
    assert client.post(desk(story), {"text": " "}).status_code == 422
    settings.LONGEST_COMMENT = 10
    answer = client.post(desk(story), {"text": "Far too many words."})
    assert answer.status_code == 422 and b"Far too many words." in answer.content
    settings.LONGEST_COMMENT, settings.RATE_LIMITS = 100, {"announcement": "1/h/user"}
    client.post(desk(story), {"text": "Once."})
    answer = client.post(desk(story), {"text": "Twice."})
    assert answer.status_code == 429 and b"Twice." in answer.content
    assert [row.source for row in story.announcements.all()] == ["Once."]
    cache.clear()


def test_only_the_author_may(browser, story, una, moderator):
    announcement = story.announcements.create(source="Mine.")
    for url in (
        desk(story),
        f"{desk(story)}{announcement.pk}/",
        f"{desk(story)}{announcement.pk}/delete/",
    ):
        for who in (una, moderator):
            assert browser(who).get(url).status_code == 404
            assert browser(who).post(url, {"text": "Theirs."}).status_code == 404
        assert browser().post(url, {"text": "x"})["Location"].startswith("/accounts/login/")
    assert [row.source for row in Announcement.objects.all()] == ["Mine."]


def test_of_a_draft_it_is_told_when_that_comes_out_and_erased_with_it(browser, story, una):
    Follow.objects.say(una, story.author, True)
    published, story.published_at = story.published_at, None
    story.save()
    story.announcements.create(source="Soon.")
    assert told(una) == []
    story.published_at = published
    story.save()
    assert len(told(una)) == 1
    say(story.chapters.get(), "So that a row stays.", make_reader())
    erase(story)
    assert not Announcement.objects.exists()


def test_an_edit_undoes_nothing_that_happened_meanwhile(story):
    announcement = Announcement.objects.create(story=story, source="Late.")
    Announcement.objects.update(told_at=timezone.now())
    announcement.edit("Not so late.")
    stored = Announcement.objects.get()
    assert stored.told_at and "Not so late." in stored.html
