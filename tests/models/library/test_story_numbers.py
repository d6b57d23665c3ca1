"""What a story's row says of its chapters is what one counts, whatever was done to them."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList, WouldPublish
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import publish_story
from reader.actions.library.split_chapter import split_chapter
from reader.actions.revising.revise import revise
from reader.models import Chapter, Story
from reader.text.rendering.splitting import CannotSplit
from tests.factories import TEXT, make_reader, make_story

pytestmark = pytest.mark.django_db


def counted(story):
    """The numbers, from each chapter by itself."""
    shown = [c for c in Chapter.objects.filter(story=story) if c.number and c.published_at]
    return (
        len(shown),
        sum(chapter.words for chapter in shown),
        max((chapter.published_at for chapter in shown), default=None),
        max((chapter.revision.created_at for chapter in shown if chapter.revision), default=None),
    )


def kept(story):
    now = Story.objects.get(pk=story.pk)
    return now.chapter_count, now.words, now.updated_at, now.revised_at


ACTS = {}


def act(function):
    ACTS[function.__name__] = function
    return function


@act
def add(story, chapter, dice):
    add_chapter(story, "More", TEXT * dice.randint(1, 3), draft=dice.random() < 0.3)


@act
def revise_one(story, chapter, dice):
    revise(chapter, "\n\n".join([TEXT] * dice.randint(1, 4)), by=story.author)


@act
def split(story, chapter, dice):
    split_chapter(chapter, 1, "Cut", by=story.author)


@act
def merge(story, chapter, dice):
    merge_with_next(chapter, by=story.author)


@act
def take_out(story, chapter, dice):
    ChapterList(story).take_out(chapter)


@act
def put_back(story, chapter, dice):
    out = ChapterList(story).taken_out
    if out:
        ChapterList(story).put_back(dice.choice(out))


@act
def delete(story, chapter, dice):
    ChapterList(story).delete(chapter)


@act
def put_deleted_back(story, chapter, dice):
    deleted = ChapterList(story).deleted
    if deleted:
        ChapterList(story).put_back(dice.choice(deleted))


@act
def unpublish(story, chapter, dice):
    ChapterList(story).unpublish(chapter)


@act
def withdraw(story, chapter, dice):
    story.chapters.filter(pk=chapter.pk).update(published_at=None)


@act
def publish_chapter(story, chapter, dice):
    chapter.published_at = timezone.now()
    chapter.save(update_fields=["published_at"])


@act
def publish(story, chapter, dice):
    publish_story(story)


@act
def order(story, chapter, dice):
    ChapterList(story).order(dice.sample(list(story.chapters.values_list("pk", flat=True)), 1))


@act
def remove_from_the_table(story, chapter, dice):
    empty = story.chapters.create(number=999, published_at=timezone.now(), words=7)
    if dice.random() < 0.5:
        empty.delete()
    else:
        story.chapters.filter(pk=empty.pk).delete()


@act
def save_what_was_read_before(story, chapter, dice):
    old = Story.objects.get(pk=story.pk)
    add_chapter(story, "Meanwhile", TEXT)
    old.title += "!"
    old.save()


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_are_right_after_whatever_is_done(seed):
    dice = random.Random(seed)
    story = make_story(draft=seed % 2 == 0)
    add_chapter(story, "One", TEXT)
    done = [*ACTS, *dice.choices(list(ACTS), k=8)]
    dice.shuffle(done)
    for name in done:
        story = Story.objects.get(pk=story.pk)
        chapters = ChapterList(story).chapters
        if not chapters:
            add_chapter(story, "Another", TEXT)
            chapters = ChapterList(story).chapters
        try:
            ACTS[name](story, dice.choice(chapters), dice)
        except (IndexError, CannotSplit, WouldPublish):
            continue  # no chapter follows; nothing to cut; a draft beside what is published
        assert kept(story) == counted(story), name


def test_another_storys_numbers_are_left_alone():
    one, other = make_story(), make_story()
    add_chapter(one, "", TEXT)
    add_chapter(other, "", "Two words.")
    one.chapters.update(published_at=None)
    assert (kept(one)[:2], kept(other)[:2]) == ((0, 0), (1, 2))


def test_what_comes_out_later_has_its_numbers_when_its_time_comes():
    story = make_story(draft=True)
    add_chapter(story, "", "Three short words.")
    story.published_at = timezone.now() + timedelta(days=1)
    story.save()
    story.chapters.update(published_at=story.published_at)
    assert not Story.objects.visible_to(make_reader()).exists()
    assert kept(story)[:2] == (1, 3)
