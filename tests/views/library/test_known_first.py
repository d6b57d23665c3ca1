"""What somebody new publishes does not stand first in the library."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.models import Reader
from tests.factories import make_chapter, make_reader, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    reader = make_reader("old")
    Reader.objects.update(date_joined=timezone.now() - timedelta(days=30))
    return reader


def place(html, *titles):
    return sorted(titles, key=html.index)


@pytest.mark.parametrize("sort", ["", "?sort=new"])
def test_a_new_authors_story_stands_after_those_of_others(browser, old, settings, sort):
    make_chapter(story=make_story(author=old, title="An old one"))
    make_chapter(story=make_story(author=make_reader("new"), title="BUY NOW"))
    assert place(browser().get(f"/{sort}").text, "BUY NOW", "An old one")[0] == "An old one"
    Reader.objects.update(date_joined=timezone.now() - timedelta(days=30))
    assert place(browser().get(f"/{sort}").text, "BUY NOW", "An old one")[0] == "BUY NOW"
    Reader.objects.update(date_joined=timezone.now())
    settings.SIGNUP = "invite"
    assert place(browser().get(f"/{sort}").text, "BUY NOW", "An old one")[0] == "BUY NOW"


@pytest.mark.parametrize(
    "where", ["/?q=o", "/opds/new/", "/opds/v2/updated/", "/opds/search/?query=o", "/feed/"]
)
def test_nor_in_any_other_list(browser, old, where):
    make_chapter(story=make_story(author=old, title="An old one"))
    make_chapter(story=make_story(author=make_reader("new"), title="BUY NOW OR NEVER"))
    html = browser().get(where).text
    assert place(html, "BUY NOW OR NEVER", "An old one")[0] == "An old one"


def test_however_many_there_are_they_stand_on_the_last_pages(
    browser, old, django_assert_max_num_queries
):
    stories = [make_story(author=old, title=f"Old {number:02}") for number in range(30)]
    new = make_reader("new")
    stories += [make_story(author=new, title=f"BUY {number:02}") for number in range(30)]
    for story in stories:
        make_chapter(story=story)
    pages = [browser().get(f"/?page={number}").text for number in (1, 2, 3)]
    shown = [(page.count(">Old "), page.count(">BUY ")) for page in pages]
    assert shown[0][1] == 0 and shown[1][0] and shown[1][1] and shown[2][0] == 0
    assert sum(old for old, _ in shown) == sum(new for _, new in shown)
