"""What whoever moderates, and whoever keeps the library, may do in the admin."""

import pytest
from django.urls import reverse

from reader.actions.library.add_chapters import add_chapter
from reader.actions.people.close_account import close_account
from reader.actions.revising.revise import revise
from reader.models import (
    Comment,
    Highlight,
    Passage,
    Revision,
    Story,
)
from tests.admin.library_with_secrets import let_in
from tests.factories import highlight, make_reader, make_story, say

pytestmark = pytest.mark.django_db


def test_a_moderator_takes_a_story_out_of_sight(browser, chapter, moderator, una):
    sent = {"action": "take_down", "_selected_action": [chapter.story.pk]}
    browser(moderator).post("/admin/reader/story/", sent)
    assert browser(una).get(chapter.get_absolute_url()).status_code == 404
    assert browser(chapter.story.author).get(chapter.get_absolute_url()).status_code == 200


@pytest.fixture
def root():
    return make_reader("root", is_staff=True, is_superuser=True)


def delete_of(one):
    return reverse(f"admin:reader_{one._meta.model_name}_delete", args=[one.pk])


def test_the_admin_says_what_deleting_would_do_and_does_it_only_then(browser, root, chapter, una):
    highlight(chapter, "two goats", una, note="Kings?")
    say(chapter, "Rude.", una)
    revise(chapter, "Two goats, and no more.", by=chapter.story.author)
    for one in (chapter, chapter.story):
        text = browser(root).get(delete_of(one)).text
        for said in ("1 chapter with 2 revisions", "1 highlight,", "1 comment.",
                     "cannot be undone"):  # fmt: skip
            assert said in text
        assert "Kings?" not in text and "two goats" not in text
    assert Revision.objects.exclude(text="").count() == 2


def test_only_whoever_keeps_the_library_takes_down(browser, moderator, chapter, una, author):
    for reader in (moderator, una, author, let_in(make_reader("guard"), "every right")):
        for one in (chapter, chapter.story):
            assert browser(reader).post(delete_of(one), {"post": "yes"}).status_code in (403, 302)
    sent = {"action": "delete_selected", "_selected_action": [chapter.story.pk], "post": "yes"}
    browser(moderator).post("/admin/reader/story/", sent)
    assert Revision.objects.exclude(text="").exists()


@pytest.mark.parametrize("at_once", [False, True])
def test_a_story_that_is_taken_down_is_gone_and_readers_keep_their_words(
    browser, root, chapter, una, at_once
):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    comment = say(chapter, "Rude.", una)
    story = chapter.story
    if at_once:
        sent = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
        browser(root).post("/admin/reader/story/", sent)
    else:
        browser(root).post(delete_of(story), {"post": "yes"})
    assert not Revision.objects.exclude(text="").exists()
    assert not Story.objects.filter(pk=story.pk).exists()
    assert Highlight.objects.get(pk=mark.pk).note == "Kings?"
    assert Comment.objects.get(pk=comment.pk).source == "Rude."
    assert Passage.objects.get().quote == "two goats"
    assert "Kings?" in browser(una).get("/highlights/").text


def test_what_its_author_has_deleted_can_be_taken_down_before_its_time(browser, root, author):
    story = make_story(author=author)
    chapters = [add_chapter(story, "", text) for text in ("XGONEX", "XSTAYSX")]
    story.delete_for_now()
    browser(root).post(delete_of(chapters[0]), {"post": "yes"})
    assert [r.text for r in Revision.objects.all()] == ["XSTAYSX"]
    browser(root).post(delete_of(story), {"post": "yes"})
    assert not Revision.objects.exists() and not Story.with_deleted.filter(pk=story.pk).exists()


def test_an_account_is_deleted_as_its_owner_would_delete_it(browser, root, chapter, una):
    highlight(chapter, "two goats", una, note="Kings?")
    say(chapter, "Rude.", una)
    text = browser(root).get(delete_of(una)).text
    assert "Highlights: 1" in text and "Comments: 1" in text
    assert "Kings?" not in text and "two goats" not in text
    browser(root).post(delete_of(una), {"post": "yes"})
    una.refresh_from_db()
    assert una.left_at and not una.is_active
    assert not Highlight.objects.exists() and not Comment.objects.exists()


def test_whoever_keeps_the_library_alone_stays(browser, root):
    assert browser(root).get(delete_of(root)).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    browser(root).post("/admin/reader/reader/", sent)
    root.refresh_from_db()
    assert root.is_active


def test_words_that_left_with_their_writer_are_not_told(browser, chapter, una, moderator):
    say(chapter, "A secret zebra.", una)
    assert "zebra" in browser(moderator).get("/admin/reader/comment/").content.decode()
    close_account(una, comments=False, stories=False)
    assert "zebra" not in browser(moderator).get("/admin/reader/comment/").content.decode()
