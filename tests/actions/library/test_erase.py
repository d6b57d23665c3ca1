"""What is erased goes in a few steps, however much there is of it, and takes nothing along that
somebody wrote."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import erase
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.margin.comment import add_comment
from reader.models import Chapter, Export, Story
from tests.factories import TEXT, highlight, make_reader, make_story

pytestmark = pytest.mark.django_db


def story_of(chapters):
    story, una = make_story(), make_reader()
    for number in range(chapters):
        chapter = add_chapter(story, "", TEXT)
        if number % 2:
            add_comment("Yes.", by=una, chapter=chapter)
    return story


def queries_to_erase(one):
    with CaptureQueriesContext(connection) as made:
        erase(one)
    return len(made)


def test_erasing_a_long_story_takes_as_many_queries_as_a_short_one():
    short, long = story_of(4), story_of(24)
    assert queries_to_erase(long) <= queries_to_erase(short)
    assert Chapter.with_deleted.filter(story=long).count() == 12


def test_a_chapter_that_was_joined_to_others_is_blank_in_all_of_its_rows_and_loses_no_highlight():
    story, una = make_story(), make_reader()
    first, second, third = (
        add_chapter(story, title, f"{title} was told.") for title in ("First", "Second", "Third")
    )
    mark = highlight(third, "Third", una)
    merge_with_next(second, by=story.author)
    merge_with_next(ChapterList(story).chapters[0], by=story.author)
    erase(Chapter.objects.get(pk=first.pk))
    rows = Chapter.with_deleted.filter(story=story)
    assert {row.pk for row in rows} == {first.pk, second.pk, third.pk}
    assert all(revision.text == "" for row in rows for revision in row.revisions.all())
    mark.refresh_from_db()
    assert mark.passage.quote == "Third"


def test_the_storys_numbers_are_those_of_what_is_left():
    story = story_of(3)
    for chapter in story.chapters.all()[:2]:
        erase(chapter)
    left = Story.objects.get(pk=story.pk)
    assert (left.chapter_count, left.words) == (1, story.chapters.get(number=3).words)


@pytest.mark.django_db(transaction=True)
def test_what_others_kept_before_it_was_stored_goes_too():
    """The admin erases in a transaction of its own, and meanwhile the text can still be read."""
    story = make_story()
    add_chapter(story, "", "XTEXTX was told.")
    with transaction.atomic():
        erase(story)
        caches["pages"].set("made-meanwhile", "XTEXTX")
        made = {"key": "made-meanwhile", "kind": "archive", "reader": story.author}
        Export.objects.keep(BytesIO(b"XTEXTX"), **made)
        name = Export.objects.get().file
    assert caches["pages"].get("made-meanwhile") is None
    assert not Export.objects.exists() and not storages["exports"].exists(name)
    if connection.vendor == "sqlite":
        path = connection.settings_dict["NAME"]
        for name in (path, f"{path}-wal"):
            assert b"XTEXTX" not in Path(name).read_bytes(), name
