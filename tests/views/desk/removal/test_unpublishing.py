"""Stories and chapters made drafts again."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.library.publish import publish_story
from reader.models import (
    Progress,
)
from tests.factories import make_story
from tests.views.desk.removal.removed import desk, everybody, told

pytestmark = pytest.mark.django_db


def test_an_author_unpublishes_a_story_and_publishes_it_again(
    browser, story, author, una, moderator, tam
):
    client = browser(author)
    asked = client.get(f"{desk(story)}unpublish/").text
    assert "a draft that only you can see" in " ".join(asked.split())
    assert told(browser(una), story)  # it has only been asked
    assert client.post(f"{desk(story)}unpublish/").url == desk(story)
    for other in everybody(browser, una, tam, moderator):
        assert told(other, story) == []
    assert "XTEXTX" in client.get(f"{story.get_absolute_url()}1/").text
    client.post(desk(story), {"do": "publish"})
    assert "XTEXTX" in browser(una).get(f"{story.get_absolute_url()}1/").text


def test_what_was_a_draft_in_a_published_story_stays_one_when_it_is_published_again(
    browser, story, author, una
):
    client = browser(author)
    second = story.chapters.get(number=2)
    assert client.post(f"{desk(story)}{second.pk}/unpublish/").status_code == 303
    assert browser(una).get(f"{story.get_absolute_url()}2/").status_code == 404
    assert browser(una).get(f"{story.get_absolute_url()}1/").status_code == 200
    client.post(f"{desk(story)}unpublish/")
    answer = client.post(desk(story), {"do": "publish"}, follow=True)
    assert "One chapter is still a draft" in answer.text
    assert browser(una).get(f"{story.get_absolute_url()}2/").status_code == 404
    client.post(desk(story), {"do": "publish chapter", "chapter": second.pk})
    assert browser(una).get(f"{story.get_absolute_url()}2/").status_code == 200


def test_a_chapter_that_was_taken_out_of_a_draft_is_not_published_with_it(author):
    story = make_story(author=author, draft=True)
    kept, out = add_chapter(story, "", "One."), add_chapter(story, "", "Two.")
    ChapterList(story).take_out(out)
    publish_story(story)
    kept.refresh_from_db()
    out.refresh_from_db()
    assert kept.published_at and out.published_at is None


def test_readers_places_move_on_from_a_chapter_that_is_unpublished(browser, story, author, una):
    browser(una).post(f"{story.get_absolute_url()}1/place/", {"offset": 5, "revision": 1})
    first = story.chapters.get(number=1)
    browser(author).post(f"{desk(story)}{first.pk}/unpublish/")
    page = browser(una).get(story.get_absolute_url()).text
    assert Progress.objects.get().chapter.number == 2
    assert f"{story.get_absolute_url()}1/" not in page


def test_of_a_story_of_several_it_says_that_all_who_write_it_see_the_draft(
    browser, story, author, una
):
    client = browser(author)
    invite_co_author(story, una)
    accept_invitation(story, una)
    chapter = story.chapters.get(number=1)
    asked = " ".join(client.get(f"{desk(story)}unpublish/").text.split())
    assert "a draft that only those who write it can see" in asked
    for path in (f"{desk(story)}{chapter.pk}/unpublish/", f"{desk(story)}unpublish/"):
        said = " ".join(client.post(path, follow=True).text.split())
        assert "Only those who write it can see it." in said
