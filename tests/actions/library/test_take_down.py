"""What moderators take down is gone for everybody but who wrote it, for a reason, and comes back as
it was."""

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.chapter_list import ChapterList, WouldPublish
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import (
    TakenDown,
    publish_chapter,
    publish_revision,
    publish_story,
)
from reader.actions.library.split_chapter import split_chapter
from reader.actions.library.take_down import put_back, take_down
from reader.actions.moderation.appeal import reverse
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.people.close_account import close_account, open_again
from reader.actions.people.leave import leave
from reader.models import Chapter, ChosenReader, Highlight, Notification, Story
from tests.factories import highlight, make_chapter, make_story, say

pytestmark = pytest.mark.django_db
REASON = "It is an advertisement."


@pytest.fixture
def story(author):
    story = make_story(author=author, slug="ferry", title="The Ferry")
    for number in (1, 2):
        make_chapter(story=story, title=f"Crossing {number}")
    return Story.objects.get(pk=story.pk)


def now(row):
    return type(row)._base_manager.get(pk=row.pk)


def test_a_story_that_is_down_is_gone_but_for_its_author(story, author, una, browser):
    said = say(story.chapters.get(number=1), "Lovely.", una)
    mark = highlight(story.chapters.get(number=1), "two goats", una)
    take_down(story, REASON)
    urls = [
        "/stories/ferry/",
        "/stories/ferry/1/",
        "/stories/ferry/download/epub/",
        "/stories/ferry/feed/",
    ]
    for client in (browser(), browser(una)):
        assert {client.get(url).status_code for url in urls} == {404}
        assert "The Ferry" not in client.get("/").content.decode()
    own = browser(author)
    assert {own.get(url).status_code for url in urls[:3]} == {200}
    desk = own.get("/desk/ferry/").content.decode()
    assert REASON in desk and "Publish the story" not in desk
    assert "Taken down" in own.get("/desk/").content.decode()
    # What readers wrote is still theirs.
    assert said.source in browser(una).get("/words/").content.decode()
    assert Highlight.objects.filter(pk=mark.pk, removed_at=None).exists()


def test_it_cannot_be_published_again_by_who_wrote_it(story, author, browser):
    take_down(story, REASON)
    with pytest.raises(TakenDown):
        publish_story(now(story))
    assert browser(author).post("/desk/ferry/", {"do": "publish"}).status_code == 400
    story.delete_for_now()
    story.put_back()
    assert now(story).is_draft


def test_it_comes_back_as_it_was(story, una, browser):
    was = story.published_at
    take_down(story, REASON)
    take_down(now(story), "Once more.")
    assert now(story).taken_down_for == REASON
    put_back(now(story))
    back = now(story)
    assert (back.published_at, back.taken_down_at, back.taken_down_for) == (was, None, "")
    assert browser(una).get("/stories/ferry/1/").status_code == 200
    notify_readers()
    assert not Notification.objects.filter(reader=una).exists()


def test_what_was_a_draft_is_a_draft_again(author):
    draft = make_story(author=author, draft=True)
    take_down(draft, REASON)
    put_back(draft)
    assert now(draft).is_draft


def test_a_chapter_that_is_down_stays_so_whatever_is_done_to_it(story, author, browser):
    first = story.chapters.get(number=1)
    take_down(first, REASON)
    assert browser().get("/stories/ferry/1/").status_code == 404
    assert browser().get("/stories/ferry/2/").status_code == 200
    assert REASON in browser(author).get("/desk/ferry/").content.decode()
    with pytest.raises(TakenDown):
        publish_chapter(now(first))
    chapter = now(first)
    publish_revision(chapter, "", "All is new.", on=chapter.revision, by=author)
    with pytest.raises(WouldPublish):
        merge_with_next(now(first), by=author)
    story.unpublish()
    with pytest.raises(WouldPublish):
        merge_with_next(now(first), by=author)
    publish_story(now(story))
    contents = ChapterList(now(story))
    contents.take_out(now(first))
    contents.put_back(now(first))
    contents.delete(now(first))
    contents.put_back(Chapter.with_deleted.get(pk=first.pk))
    assert not now(first).is_published
    put_back(now(first))
    assert now(first).is_public


def test_cutting_a_chapter_that_is_down_brings_none_of_it_back(story, author):
    first = story.chapters.get(number=1)
    take_down(first, REASON)
    rest = split_chapter(now(first), 2, "The rest", by=author)
    with pytest.raises(TakenDown):
        publish_chapter(now(rest))


def test_everybody_who_writes_it_is_told_once_and_why(story, author, una, moderator):
    invite_co_author(story, una)
    accept_invitation(story, una)
    decision = decide_about(now(story), Verdict("hide", REASON), by=moderator)
    notify_readers()
    notify_readers()
    told = Notification.objects.exclude(news__kind="accepted")
    told = told.values_list("reader__username", "kind")
    assert sorted(told) == [("author", "decision"), ("una", "story")]
    assert now(story).taken_down_for == REASON
    reverse(decision, by=moderator)
    assert not now(story).is_draft


def test_the_inbox_says_what_was_taken_down_and_why(story, author, browser):
    take_down(story, REASON)
    notify_readers()
    page = browser(author).get("/inbox/").content.decode()
    assert "Moderators took this story down" in page and REASON in page
    row = Notification.objects.get()
    assert browser(author).get(row.get_absolute_url()).url == "/desk/ferry/"


def test_who_comes_back_to_their_account_brings_nothing_back_that_is_down(story, author):
    close_account(author, comments=True, stories=False)
    take_down(now(story), REASON)
    open_again(author)
    assert now(story).is_draft
    put_back(now(story))
    assert not now(story).is_draft


def test_a_draft_that_was_shown_to_chosen_readers_is_shown_to_none(author, una, browser):
    story = make_story(author=author, draft=True, slug="shown", audience="chosen")
    chapter = make_chapter(story=story)
    ChosenReader.objects.create(story=story, reader=una)
    urls = ("/stories/shown/", "/stories/shown/1/")
    assert {browser(una).get(url).status_code for url in urls} == {200}
    take_down(chapter, REASON)
    assert [browser(una).get(url).status_code for url in urls] == [200, 404]
    take_down(story, REASON)
    assert [browser(una).get(url).status_code for url in urls] == [404, 404]
    assert not Chapter.objects.visible_to(una).exists()


@pytest.mark.parametrize("is_erased", [False, True])
def test_what_went_with_its_author_is_not_put_back_out(story, author, is_erased):
    take_down(now(story), REASON)
    close_account(author, comments=True, stories=False)
    if is_erased:
        leave(author, comments=True, stories=False)
    put_back(now(story))
    assert now(story).is_draft and not now(story).taken_down_at
    if not is_erased:
        open_again(author)
        assert now(story).published_at == story.published_at
