"""A story's own page: what one decides by, where one is, and contents of any length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.revising.revise import revise
from reader.models import Progress, Reading, Story
from tests.factories import make_chapter, make_chapters, make_story

pytestmark = pytest.mark.django_db


def story_of(count, **fields):
    story = make_story(**fields)
    for n in range(count):
        make_chapter(f"The ferry came {n} times.", story=story, title=f"Crossing {n + 1}")
    return story


def page(client, story):
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def is_open(fold):
    return fold.partition(">")[0].endswith("open")


def test_rating_and_warnings_stand_before_the_way_in(browser):
    story = story_of(2, rating="mature", summary="Wet.")
    story.tag(["Drowning"], "warning")
    story.tag(["Tidewater"], "fandom")
    html = page(browser(), story)
    start = html.index("Start reading")
    for words in ("Mature", "Drowning", "Wet."):
        assert html.index(words) < start
    assert "<dt>Fandom</dt>" in html and "?tag=Tidewater" in html


def test_what_one_has_read_is_marked_and_one_goes_on_from_there(browser, una, tam):
    story = story_of(3)
    first, second, _ = story.chapters.order_by("number")
    Reading.objects.keep(una, first, first.revision)
    Progress.objects.keep(una, second, 4)
    html = page(browser(una), story)
    assert "Continue: 2." in " ".join(html.split()) and "1 of 3 chapters read" in html
    assert html.count('<li value="1" class="read">') == 1 and html.count('class="read"') == 1
    assert html.count("You are here") == 1
    for other in (browser(), browser(tam)):
        html = page(other, story)
        assert "Start reading" in html and 'class="read"' not in html


def test_a_chapter_revised_since_says_so(browser, una):
    story = story_of(2)
    first = story.chapters.get(number=1)
    Reading.objects.keep(una, first, first.revision)
    revise(first, "Another text altogether.", by=None)
    assert "Revised since you read it" in page(browser(una), story)


def test_a_long_story_is_folded_and_open_where_one_is(browser, una):
    story = make_chapters(100)
    chapter = story.chapters.get(number=77)
    Progress.objects.keep(una, chapter, 4)
    html = page(browser(una), story)
    folds = html.split('<details class="chapter-group"')[1:]
    assert [is_open(fold) for fold in folds] == [False, True]
    assert ["Crossing 77<" in fold for fold in folds] == [False, True]
    assert "51 to 100" in folds[1] and html.count(">Crossing ") == 101  # the button too
    others = page(browser(), story).split('<details class="chapter-group"')[1:]
    assert [is_open(fold) for fold in others] == [True, False]


def test_a_short_story_has_no_contents_and_one_without_chapters_says_so(browser, una):
    one = story_of(1)
    html = page(browser(), one)
    assert 'class="contents"' not in html and "Start reading" in html
    Progress.objects.keep(una, one.chapters.get(), 4)
    assert "Continue reading" in page(browser(una), one)
    assert "No chapters published yet" in page(browser(), make_story())


@pytest.mark.parametrize(
    ("source", "shown"),
    [("https://www.example.org/works/1", "example.org"), ("javascript:alert(1)", None), ("", None),
     ("http://[broken", None)],
)  # fmt: skip
def test_where_it_came_from_is_linked_if_it_is_a_web_address(browser, source, shown):
    story = story_of(1, source=source)
    html = page(browser(), story)
    assert ("First published" in html) is bool(shown)
    assert f'href="{source}"' not in html or shown


def test_the_number_of_queries_does_not_grow(browser, una):
    def queries(story):
        with CaptureQueriesContext(connection) as counted:
            page(browser(una), Story.objects.get(pk=story.pk))
        return len(counted)

    few, many = story_of(2), story_of(70)
    for story in (few, many):
        for chapter in story.chapters.all():
            Reading.objects.keep(una, chapter, chapter.revision)
    many.tag([f"tag {n}" for n in range(30)])
    few.tag(["tag"])
    assert queries(many) == queries(few)
