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
