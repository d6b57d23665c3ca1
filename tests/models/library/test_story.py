"""Stories: who sees them, how they are counted, how one comes to be from a manuscript."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reader.actions.library.publish import publish_story
from reader.actions.library.store_manuscript import store_manuscript
from reader.models import Chapter, Story
from reader.text.manuscripts import manuscript as manuscripts
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def test_a_draft_is_seen_by_its_author_alone():
    story = make_story(draft=True)
    make_chapter(story=story)
    for other in (VISITOR, make_reader()):
        assert not Story.objects.visible_to(other).exists()
        assert not Chapter.objects.visible_to(other).exists()
    assert Story.objects.visible_to(story.author).get() == story
    assert Chapter.objects.visible_to(story.author).exists()


def test_a_story_may_be_published_at_a_time_to_come():
    story = make_story()
    make_chapter(story=story)
    Story.objects.update(published_at=timezone.now() + timedelta(hours=1))
    assert not Story.objects.visible_to(VISITOR).exists()
    assert not Chapter.objects.visible_to(VISITOR).exists()


def test_publishing_shows_the_story_and_its_chapters():
    story = make_story(draft=True)
    make_chapter(story=story)
    publish_story(story)
    assert Chapter.objects.visible_to(VISITOR).count() == 1


def test_totals_count_what_is_published():
    story = make_story()
    shown = make_chapter("One two three.", story=story)
    Chapter.objects.filter(pk=make_chapter("Four five.", story=story).pk).update(published_at=None)
    counted = Story.objects.get()
    assert (counted.chapter_count, counted.words) == (1, 3)
    assert counted.updated_at == Chapter.objects.get(pk=shown.pk).published_at


def test_slugs_never_collide_and_are_never_empty():
    author = make_reader()
    manuscript = manuscripts.Manuscript(title="夜", chapters=[manuscripts.Chapter("", "Text.")])
    slugs = {store_manuscript(manuscript, author=author).slug for _ in range(3)}
    assert slugs == {"story", "story-2", "story-3"}


def test_a_manuscript_becomes_a_story_with_everything_in_it():
    author = make_reader("una")
    manuscript = manuscripts.Manuscript(
        title="The Tide",
        author="Oona",
        summary="Wet.",
        language="fr",
        rating="teen",
        tags=["Rivers", "rivers", " "],
        notes=[manuscripts.Note("note", "before", "Hello.")],
        chapters=[
            manuscripts.Chapter("One", "First.", [manuscripts.Note("warning", "after", "Deep.")]),
            manuscripts.Chapter("", "Second."),
        ],
    )
    story = store_manuscript(manuscript, author=author)
    assert (story.credit, story.language, story.rating) == ("Oona", "fr", "teen")
    assert story.status == Story.Status.IN_PROGRESS
    assert [tag.name for tag in story.tags.all()] == ["rivers"]
    assert story.notes.get().html == "<p>Hello.</p>"
    first, second = story.chapters.all()
    assert (first.title, first.text, first.notes.get().place) == ("One", "First.", "after")
    assert (second.heading, second.text) == ("Chapter 2", "Second.")


def test_a_title_that_is_too_long_is_cut_not_refused():
    manuscript = manuscripts.Manuscript(
        title="x" * 500, author="y" * 500, chapters=[manuscripts.Chapter("z" * 500, "Text.")]
    )
    story = store_manuscript(manuscript, author=make_reader())
    story.full_clean()
    story.chapters.get().full_clean()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("xx", "ltr")])
def test_the_direction_follows_the_language(language, direction):
    assert make_story(language=language).direction == direction


def titles(query):
    return sorted(Story.objects.matching(query).values_list("title", flat=True))


def test_a_story_is_found_by_every_word_of_its_title_author_summary_series_and_tags():
    una = make_reader("una", name="Una Marsh")
    tide = make_story(
        author=una, title="The Long Tide", summary="A ferry and a goat.", series="Rivers"
    )
    tide.tags.create(name="Found Family", kind="fandom")
    make_story(author=una, title="Winter", byline="Oona")
    assert titles("tide") == titles("GOAT marsh") == titles("family  rivers ferry") == [tide.title]
    assert titles("oona") == ["Winter"]
    assert titles("tide winter") == titles("marsh winter") == []
    assert titles(" ") == ["The Long Tide", "Winter"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Été à Łódź", "ete"),
        ("Ete", "ÉTÉ"),
        ("Naïve", "NAI\u0308VE"),
        ("Ночной Дозор", "ночной дозор"),
        ("ночь", "НОЧЬ"),
        ("Ἀθήνα", "αθηνα"),
        ("The Ferryman’s Wife", "ferryman's"),
        ("ﬁne", "fine"),
        ("夜の川", "夜"),
    ],
)
def test_case_accents_and_curls_make_no_difference_to_a_search(title, query):
    make_story(title=title)
    assert titles(query) == [title]


@pytest.mark.parametrize("odd", ["%", "_", "100%", "a_b", "\\", "'", '"; --', "\0", "*", "x" * 99])
def test_signs_are_sought_as_they_are(odd):
    for title in ("Nothing like it", f"Exactly {odd.replace(chr(0), '')}"[:200]):
        make_story(title=title)
    words = odd.replace("\0", " ").split()
    assert titles(odd) == [
        story.title for story in Story.objects.all() if all(word in story.title for word in words)
    ]


def test_a_story_is_found_once_however_many_tags_match():
    story = make_story()
    for name in ("sea salt", "sea glass", "sea"):
        story.tags.create(name=name)
    assert titles("sea") == [story.title]
