"""What is erased once nobody restored it, and what readers wrote stays."""

from io import StringIO

import pytest
from django.core.management import call_command

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import erase
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.start_story import start_story
from reader.actions.revising.revise import revise
from reader.models import (
    AuthorNote,
    Chapter,
    Comment,
    Draft,
    Highlight,
    Passage,
    Picture,
    Revision,
    Shelf,
    Story,
)
from tests.factories import highlight, make_chapter, make_story, say
from tests.views.desk.removal.removed import TEXT, desk, later

pytestmark = pytest.mark.django_db


def clear():
    out = StringIO()
    call_command("clear_deleted", stdout=out)
    return out.getvalue()


def test_after_fourteen_days_the_texts_are_erased_and_readers_words_are_not(
    browser, story, written_on, author, una
):
    Draft.objects.create(chapter=written_on, revision=written_on.revision, source="XTEXTX draft")
    written_on.notes.create(source="XTEXTX note")
    story.notes.create(source="XTEXTX note")
    Picture.objects.add(Picture.of_files({f"{'a' * 32}-1x1.png": b"XTEXTX"}), story=story)
    story.delete_for_now()
    later(13)
    assert "stories 0," in clear()
    assert Revision.objects.filter(text__contains="XTEXTX").count() == 2
    later(2)
    assert browser(author).post(f"/desk/deleted/{story.pk}/put-back/").status_code == 404
    assert "XTITLEX" not in browser(author).get("/desk/").text
    assert "stories 1," in clear()
    assert "stories 0," in clear()
    assert not Picture.objects.exists()
    for model in (Revision, Draft, Passage, Chapter, Story, Comment, Highlight, AuthorNote):
        for row in model._base_manager.values():
            assert "XTEXTX" not in str(row) and "XSUMMARYX" not in str(row), model
    assert Chapter.with_deleted.filter(story=story).count() == 1  # nobody wrote on the other
    assert Comment.objects.count() == 3 and Highlight.objects.count() == 2
    assert set(Passage.objects.values_list("quote", flat=True)) == {
        "two goats", "a widow", "lamp oil"}  # fmt: skip


def test_a_story_on_which_nobody_wrote_leaves_nothing(browser, story, una):
    browser(una).post(f"{story.get_absolute_url()}1/place/", {"offset": 5, "finished": 1})
    Shelf.objects.create(reader=una, kind="later").put(story)
    pk = story.pk
    story.delete_for_now()
    later(15)
    clear()
    assert not Story.with_deleted.filter(pk=pk).exists()
    assert not Chapter.with_deleted.exists() and not Revision.objects.exists()
    assert browser(una).get("/shelves/").status_code == 200


def test_a_chapter_is_erased_after_fourteen_days_and_its_story_stays(
    browser, story, written_on, author, una
):
    ChapterList(story).delete(written_on)
    later(15)
    assert "other stories 1." in clear()
    assert browser(una).get(f"{story.get_absolute_url()}1/").status_code == 200  # what was second
    assert not Revision.objects.filter(chapter=written_on).exclude(text="").exists()
    assert Comment.objects.count() == 3
    written = Revision.objects.get(chapter__number=1, chapter__story=story)
    assert written.text == "XTEXTX laughed back."


def test_deleting_something_else_erases_what_is_overdue_of_ones_own(browser, author, una):
    old = make_chapter("XOLDX", story=make_story(author=author))
    others = make_chapter("XOTHERSX", story=make_story(author=una))
    old.story.delete_for_now()
    others.story.delete_for_now()
    later(15)
    new = make_chapter("XNEWX", story=make_story(author=author))
    browser(author).post(f"{desk(new.story)}delete/")
    texts = set(Revision.objects.values_list("text", flat=True))
    assert texts == {"XOTHERSX", "XNEWX"}


def test_an_address_is_kept_while_a_story_can_be_put_back_and_free_afterwards(story, author):
    assert Story.objects.free_slug("The ferry") == "the-ferry-2"
    say(story.chapters.get(number=1), "Rude.", author)  # so that something is left of it
    story.delete_for_now()
    assert Story.objects.free_slug("The ferry") == "the-ferry-2"
    erase(Story.with_deleted.get(pk=story.pk))
    assert Story.objects.free_slug("The ferry") == "the-ferry"
    assert start_story("The ferry", author=author).slug == "the-ferry"


def test_words_that_came_from_an_erased_chapter_stay_marked_where_they_are(story, author, una):
    first = story.chapters.get(number=1)
    mark = highlight(first, "two goats", una)
    second = story.chapters.get(number=2)
    revise(second, f"XTEXTX laughed back.\n\n{TEXT}", by=author)
    first = Chapter.objects.select_related("story", "revision").get(pk=first.pk)
    revise(first, "Nothing is left here.", by=author)
    mark.passage.refresh_from_db()
    assert mark.passage.chapter_id == second.pk
    ChapterList(story).delete(Chapter.objects.get(pk=first.pk))
    later(15)
    clear()
    mark.passage.refresh_from_db()
    assert mark.passage.words_now == "two goats" and not mark.passage.loose
    second = Chapter.objects.select_related("story", "revision").get(pk=second.pk)
    revise(second, "They took two goats, a widow, and more.", by=author)
    mark.passage.refresh_from_db()
    assert mark.passage.words_now == "two goats"


def test_a_chapter_goes_with_those_that_went_into_it(story, author):
    first, second = story.chapters.order_by("number")
    merge_with_next(first, by=author)
    ChapterList(story).delete(Chapter.objects.get(pk=first.pk))
    later(15)
    clear()
    assert not Revision.objects.filter(text__contains="XTEXTX").exists()
