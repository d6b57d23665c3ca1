"""Chapters: revisions of their text, and where a reader's selection stands in them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_chapter, publish_revision, publish_story
from reader.actions.margin.locate import WordsAreGone, locate
from reader.actions.revising.revise import revise
from reader.models import Chapter, Progress, Story
from reader.models.page_key import page_key
from tests.factories import find_words, make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db

BEFORE = "The ferry came at nine.\n\nNobody was on it.\n\nIt went away again."
AFTER = "Rain all day.\n\nThe ferry came at nine.\n\nIt went away again."


@pytest.fixture
def chapter():
    return make_chapter(BEFORE)


def test_every_change_of_the_text_is_a_revision_and_the_old_one_stays(chapter):
    author = make_reader()
    new = revise(chapter, AFTER, by=author)
    assert (new.number, new.by) == (2, author)
    assert Chapter.objects.get(pk=chapter.pk).text == AFTER
    assert [revision.source for revision in chapter.revisions.all()] == [BEFORE, AFTER]


def test_saving_the_same_text_makes_no_revision(chapter):
    assert revise(chapter, BEFORE.replace("\n", "\r\n"), by=None) is None
    assert chapter.revisions.count() == 1


def test_offsets_of_blocks_are_places_in_the_plain_text():
    chapter = make_chapter("One *two*.\n\n***\n\nA 👩‍👩‍👧 family.\n\n> Dear,\n>\n> you.")
    for index, (_, start, end, _) in enumerate(chapter.revision.blocks):
        assert chapter.revision.block_text(index) == chapter.text[start:end]
        assert chapter.revision.block_at(start) == index
    assert chapter.text == "One two.\n\n\n\nA 👩‍👩‍👧 family.\n\nDear,\nyou."


def test_words_are_counted_and_reading_takes_a_minute_at_least(chapter):
    assert (chapter.words, chapter.minutes) == (13, 1)


def test_a_selection_is_found_where_it_was_made(chapter):
    place = find_words(chapter, "ferry came")
    assert locate(chapter, 1, *place, "ferry came") == place


def test_white_space_around_a_selection_is_left_out(chapter):
    start, end = find_words(chapter, " came ")
    assert locate(chapter, 1, start, end, " came ") == (start + 1, end - 1)


def test_a_selection_of_an_older_page_lands_on_its_words(chapter):
    start, end = find_words(chapter, "went away")
    revise(chapter, AFTER, by=None)
    place = locate(chapter, 1, start, end, "went away")
    assert chapter.text[slice(*place)] == "went away"


def test_a_selection_whose_words_are_gone_is_refused(chapter):
    start, end = find_words(chapter, "Nobody was on it")
    revise(chapter, AFTER, by=None)
    with pytest.raises(WordsAreGone):
        locate(chapter, 1, start, end, "Nobody was on it")


@pytest.mark.parametrize(
    ("revision", "start", "end", "quote"),
    [
        (1, 0, 9, "The goats"),
        (1, 5, 5, ""),
        (1, 9, 4, "ferry"),
        (1, 0, 10_000, "The"),
        (7, 0, 9, "The ferry"),
        (1, 23, 25, "\n\n"),
    ],
)
def test_what_is_not_in_the_text_is_never_marked(chapter, revision, start, end, quote):
    with pytest.raises(WordsAreGone):
        locate(chapter, revision, start, end, quote)


def test_whatever_changes_on_a_page_gives_it_another_stamp(chapter):
    def stamp():
        return Chapter.with_deleted.values_list("stamp", "story__stamp").get(pk=chapter.pk)

    seen = [stamp()]
    for change in (
        lambda: revise(chapter, AFTER, by=None),
        lambda: chapter.notes.create(source="Hello."),
        lambda: chapter.notes.get().delete(),
        lambda: chapter.story.save(),
        lambda: make_chapter(story=chapter.story),
        lambda: chapter.story.author.save(),
        lambda: chapter.revisions.get(number=1).withdraw(),
        lambda: chapter.revisions.get(number=1).put_back(),
        lambda: ChapterList(chapter.story).unpublish(chapter),
        lambda: publish_chapter(chapter),
        lambda: chapter.story.unpublish(),
        lambda: publish_story(chapter.story),
        lambda: chapter.story.delete_for_now(),
        lambda: chapter.story.put_back(),
        lambda: ChapterList(chapter.story).delete(chapter.story.chapters.get(number=2)),
    ):
        change()
        seen.append(stamp())
    assert len(set(seen)) == len(seen)


def test_the_key_of_a_page_is_for_whom_the_chapter_is_visible_to():
    now = timezone.now()
    times = [None, now - timedelta(hours=1), now + timedelta(hours=1)]
    author, reader = make_reader(), make_reader()
    for of_story in times:
        for of_chapter in times:
            chapter = make_chapter(story=make_story(author=author))
            Story.objects.filter(pk=chapter.story_id).update(published_at=of_story)
            Chapter.objects.filter(pk=chapter.pk).update(published_at=of_chapter)
            for who in (author, reader, AnonymousUser()):
                key = page_key(who, chapter.story.slug, 1)
                visible = Chapter.objects.visible_to(who).filter(pk=chapter.pk)
                assert bool(key) == visible.exists(), (of_story, of_chapter, who)
    one, of_one = make_chapter(story=make_story(author=author)), make_chapter()
    Chapter.objects.filter(pk=one.pk).update(deleted_at=now)
    of_one.story.delete_for_now()
    for chapter in (one, of_one):
        for who in (author, of_one.story.author, reader, AnonymousUser()):
            assert page_key(who, chapter.story.slug, 1) is None
            assert not Chapter.with_deleted.visible_to(who).filter(pk=chapter.pk).exists()


def test_the_key_of_a_page_knows_the_readers_own_place():
    una, tam, chapter = make_reader(), make_reader(), make_chapter()
    Progress.objects.keep(una, chapter, 7)
    keys = [page_key(who, chapter.story.slug, 1) for who in (una, tam)]
    assert [key.place for key in keys] == [(chapter.revision_id, 7), None]
    assert keys[0].stamps == Chapter.objects.get(pk=chapter.pk).stamps
    assert page_key(una, chapter.story.slug, 10**30) is None


def test_what_is_published_for_the_first_time_is_not_revised(db):
    chapter = make_chapter("A beginning.")
    Chapter.objects.filter(pk=chapter.pk).update(published_at=None)
    chapter.refresh_from_db()
    author = chapter.story.author
    publish_revision(chapter, "Mud", "A better beginning.", on=chapter.revision, by=author)
    chapter = Chapter.objects.get(pk=chapter.pk)
    assert chapter.revision.number == 2 and chapter.revised_at is None
    publish_revision(chapter, "Mud", "The best beginning.", on=chapter.revision, by=author)
    assert chapter.revised_at == chapter.revision.created_at
