"""First stories that wait for a moderator, where the house wants it."""

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.first_stories import let_out
from reader.actions.library.publish import publish_story
from reader.actions.library.store_manuscript import store_manuscript
from reader.actions.library.take_down import take_down
from reader.actions.people.close_account import close_account, open_again
from reader.actions.revising.revise import revise
from reader.models import Chapter, Decision, Notification, Story
from reader.text.manuscripts.manuscript import Chapter as Written
from reader.text.manuscripts.manuscript import Manuscript
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db
LIST = "/moderation/first-stories/"


@pytest.fixture
def _wait(settings):
    settings.FIRST_STORIES_WAIT = True


@pytest.fixture
def story(una):
    chapter = make_chapter(story=make_story(author=una, draft=True, slug="new", title="BUY NOW"))
    return Story.objects.get(pk=chapter.story_id)


def now(story):
    return Story.objects.get(pk=story.pk)


def page_of(story):
    return f"/moderation/stories/{story.pk}/"


def test_by_default_none_waits(story, una, browser):
    browser(una).post("/desk/new/", {"do": "publish"})
    assert not now(story).is_draft


@pytest.mark.usefixtures("_wait")
def test_one_that_waits_is_published_where_none_waits_any_more(story, una, browser, settings):
    browser(una).post("/desk/new/", {"do": "publish"})
    settings.FIRST_STORIES_WAIT = False
    assert browser(una).post("/desk/new/", {"do": "publish"}).status_code == 303
    assert not now(story).is_draft and not now(story).waits_since


@pytest.mark.usefixtures("_wait")
def test_it_waits_and_nobody_reads_it_but_its_author_and_moderators(
    story, una, tam, moderator, browser
):
    browser(una).post("/desk/new/", {"do": "publish"})
    assert now(story).is_draft and now(story).waits_since
    desk = browser(una).get("/desk/new/").content.decode()
    assert "look at first stories before they are published" in desk
    assert "Publish the story" not in desk
    for client in (browser(), browser(tam)):
        assert client.get("/stories/new/").status_code == 404
        assert "BUY NOW" not in client.get("/").content.decode()
        assert client.get(LIST).status_code == client.get(page_of(story)).status_code == 404
    client = browser(moderator)
    assert "BUY NOW" in client.get(LIST).content.decode()
    assert "two goats" in client.get(page_of(story)).content.decode()


@pytest.mark.usefixtures("_wait")
def test_let_out_it_is_published_at_that_moment_and_its_author_told(story, una, moderator, browser):
    publish_story(story)
    waited = now(story).waits_since
    browser(moderator).post(page_of(story), {"do": "let out"})
    out = now(story)
    assert out.published_at > waited and out.waits_since is None and out.chapter_count == 1
    assert browser().get("/stories/new/1/").status_code == 200
    notify_readers()
    assert "it is published now" in browser(una).get("/inbox/").content.decode()
    assert Decision.objects.get().by == moderator
    let_out(out)
    assert now(story).published_at == out.published_at


@pytest.mark.usefixtures("_wait")
def test_only_the_first_waits(story, una):
    publish_story(story)
    publish_story(
        Story.objects.get(pk=make_chapter(story=make_story(author=una, draft=True)).story_id)
    )
    assert Story.objects.filter(waits_since__isnull=False).count() == 2
    let_out(now(story))
    third = make_chapter(story=make_story(author=una, draft=True)).story
    publish_story(third)
    assert not now(third).is_draft


@pytest.mark.usefixtures("_wait")
def test_one_that_was_taken_down_makes_nobody_known(una):
    take_down(make_chapter(story=make_story(author=una)).story, "An advertisement.")
    again = make_chapter(story=make_story(author=una, draft=True)).story
    publish_story(again)
    assert now(again).waits_since


@pytest.mark.usefixtures("_wait")
def test_an_imported_one_waits_too(una):
    file = Manuscript(title="Tide", chapters=[Written("Mud", "It is late."), Written("", "Late.")])
    story = store_manuscript(file, author=una)
    assert now(story).is_draft and now(story).waits_since and now(story).chapter_count == 0
    let_out(now(story))
    assert not now(story).is_draft and now(story).chapter_count == 2


@pytest.mark.usefixtures("_wait")
def test_its_author_can_take_it_back(story, una, moderator, browser):
    publish_story(story)
    browser(una).post("/desk/new/", {"do": "take back"})
    assert now(story).waits_since is None and now(story).is_draft
    assert browser(moderator).get(page_of(story)).status_code == 404


@pytest.mark.usefixtures("_wait")
def test_one_that_cannot_stay_is_taken_down_for_a_reason(story, una, moderator, browser):
    publish_story(story)
    client = browser(moderator)
    assert client.post(page_of(story), {"do": "take down", "word": " "}).status_code == 422
    client.post(page_of(story), {"do": "take down", "word": "It sells something."})
    assert now(story).taken_down_for == "It sells something."
    client.get(LIST)  # which says what was done
    assert "BUY NOW" not in client.get(LIST).content.decode().partition("Taken down")[0]
    notify_readers()
    assert Notification.objects.get(reader=una).kind == "decision"
    client.post(page_of(story), {"do": "put back"})
    assert now(story).taken_down_at is None and now(story).is_draft


def test_what_is_written_after_it_was_taken_down_is_a_draft(chapter, author, moderator, browser):
    take_down(chapter.story, "No.")
    mine = Chapter.objects.select_related("story__author", "revision").get(pk=chapter.pk)
    revise(mine, "Nobody reads this yet.", by=author)
    page = browser(moderator).get(page_of(chapter.story)).content.decode()
    assert "two goats" in page and "Nobody reads this yet." not in page


def test_no_draft_is_read_by_moderators(story, moderator, browser):
    assert browser(moderator).get(page_of(story)).status_code == 404
    take_down(story, "Its title.")
    assert browser(moderator).get(page_of(story)).status_code == 404


@pytest.mark.usefixtures("_wait")
def test_one_that_waits_is_not_published_once_its_author_has_left(story, una, moderator, browser):
    browser(una).post("/desk/new/", {"do": "publish"})
    close_account(una, comments=True, stories=False)
    desk = browser(moderator)
    assert "BUY NOW" not in desk.get(LIST).content.decode()
    assert desk.post(page_of(story), {"do": "let out"}).status_code == 404
    let_out(now(story))
    assert now(story).is_draft
    assert not Chapter.objects.looked_at_by_moderators().exists()
    open_again(una)
    assert "BUY NOW" in desk.get(LIST).content.decode()
    desk.post(page_of(story), {"do": "let out"})
    assert not now(story).is_draft
