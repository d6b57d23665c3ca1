"""Where a reader goes on, and what has come since they were there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.actions.library.chapter_list import ChapterList
from reader.actions.people.continuing import continuing, tell_new_chapters, to_continue
from reader.models import Progress, Reading, Story
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def una():
    return make_reader("una")


@pytest.fixture
def story():
    story = make_story()
    make_chapter(story=story, title="Mud")
    make_chapter(story=story, title="Silt")
    return story


def read(chapter, reader, *, finished, days_ago=2):
    Progress.objects.keep(reader, chapter, 4, finished=finished)
    then = timezone.now() - timedelta(days=days_ago)
    Progress.objects.filter(reader=reader, story=chapter.story).update(updated_at=then)


def publish(chapter, *, days_ago):
    chapter.published_at = timezone.now() - timedelta(days=days_ago)
    chapter.save()
    return chapter


@pytest.fixture(autouse=True)
def old(story):
    for chapter in story.chapters.all():
        publish(chapter, days_ago=9)


def new_chapter(story, days_ago=1, **fields):
    return publish(make_chapter(story=story, **fields), days_ago=days_ago)


def test_after_a_chapter_read_to_its_end_one_goes_on_in_the_next(story, una):
    first, second = story.chapters.order_by("number")
    read(first, una, finished=True)
    place = continuing(una, story)
    assert (place.chapter, place.new, place.percent) == (second, 0, 0)
    assert place.get_absolute_url() == second.get_absolute_url()
    assert not place.is_over


def test_in_a_chapter_not_read_to_its_end_one_goes_on_where_one_stopped(story, una):
    first, _ = story.chapters.order_by("number")
    read(first, una, finished=False)
    new_chapter(story)
    place = continuing(una, story)
    assert (place.chapter, place.new) == (first, 1)
    assert place.get_absolute_url().startswith(first.get_absolute_url())


def test_after_the_last_chapter_there_was_one_goes_on_in_the_new_one(story, una):
    _, last = story.chapters.order_by("number")
    read(last, una, finished=True)
    assert continuing(una, story).is_over and to_continue(una, 4) == []
    fifth = new_chapter(story, title="Clay")
    new_chapter(story, title="Stone", days_ago=0)
    place = continuing(una, story)
    assert (place.chapter, place.new) == (fifth, 2)
    assert [p.chapter for p in to_continue(una, 4)] == [fifth]
    read(fifth, una, finished=False, days_ago=0)
    assert continuing(una, story).new == 0


def test_nothing_is_new_that_one_may_not_read(story, una):
    _, last = story.chapters.order_by("number")
    read(last, una, finished=True)
    draft = make_chapter(story=story, title="Draft")
    draft.published_at = None
    draft.save()
    new_chapter(story, title="Later", days_ago=-3)
    assert continuing(una, story).is_over
    assert continuing(make_reader("tam"), story) is None


def test_nobody_is_led_to_a_chapter_that_was_taken_from_them(una, client):
    story = make_story()
    first = make_chapter(story=story, title="First")
    read(first, una, finished=False)
    ChapterList(story).unpublish(first)
    second = make_chapter(story=story, title="Second")
    assert continuing(una, story) is None
    client.force_login(una)
    page = client.get(story.get_absolute_url()).content.decode()
    assert "Start reading" in page and f'href="{second.get_absolute_url()}"' in page
    assert f'href="{first.get_absolute_url()}"' not in page


def test_the_story_in_which_something_happened_last_comes_first(story, una):
    other = make_story(title="Other")
    chapter = publish(make_chapter(story=other), days_ago=9)
    _, last = story.chapters.order_by("number")
    read(last, una, finished=True, days_ago=6)
    read(chapter, una, finished=False, days_ago=3)
    assert [p.story for p in to_continue(una, 4)] == [other]
    new_chapter(story)
    assert [p.story for p in to_continue(una, 4)] == [story, other]


def test_stories_say_how_many_chapters_are_new_in_one_query(story, una):
    for number in range(3):
        other = make_story(title=f"Other {number}")
        read(publish(make_chapter(story=other), days_ago=9), una, finished=number > 0)
        for _ in range(number):
            new_chapter(other)
    stories = list(Story.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as counted:
        tell_new_chapters(stories, una)
    assert [one.new_chapters for one in stories] == [0, 0, 1, 2]
    assert len(counted) == 1


def test_page_after_page_says_so(story, una, client):
    _, last = story.chapters.order_by("number")
    read(last, una, finished=True)
    new_chapter(story, title="Clay")
    client.force_login(una)
    library = client.get("/").content.decode()
    assert library.count("1 new chapter since you were here<") == 2 and "3. Clay" in library
    page = client.get(story.get_absolute_url()).content.decode()
    first = f'href="{story.get_absolute_url()}3/">1 new chapter'
    assert "Continue: 3." in " ".join(page.split())
    assert f"{first}</a> since you were here" in " ".join(page.split())
    assert library.count(f"{first} since you were here<") == 2
    assert page.count(">New</span>") == 1
    client.post(f"/stories/{story.slug}/shelves/", {"put": "later"})
    assert "1 new chapter since you were here<" in client.get("/shelves/later/").content.decode()


def look_back(chapter, reader):
    """A reader who has read a chapter to its end looks once more at what is above."""
    Progress.objects.keep(reader, chapter, len(chapter.text), finished=True)
    Reading.objects.keep(reader, chapter, chapter.revision)
    Progress.objects.keep(reader, chapter, 4)


def test_who_looks_back_in_the_last_chapter_is_led_to_the_new_one(story, una):
    _, last = story.chapters.order_by("number")
    look_back(last, una)
    assert continuing(una, story).is_over and to_continue(una, 4) == []
    fifth = new_chapter(story, title="Clay", days_ago=0)
    Progress.objects.keep(una, last, 5)  # a page that was still open
    place = continuing(una, story)
    assert (place.chapter, place.new) == (fifth, 1)
    assert [p.chapter for p in to_continue(una, 4)] == [fifth]


def test_who_reads_again_goes_on_where_they_are(story, una):
    first, last = story.chapters.order_by("number")
    for chapter in (first, last):
        Reading.objects.keep(una, chapter, chapter.revision)
    read(first, una, finished=False, days_ago=0)
    place = continuing(una, story)
    assert (place.chapter, place.new, place.is_over) == (first, 0, False)
