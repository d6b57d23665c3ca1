"""Reading on: the furthest place, the contents in the bar."""

import re

import pytest

from reader.actions.revising.revise import revise
from reader.models import Progress
from tests.factories import (
    make_chapter,
    make_story,
)
from tests.views.selections import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_tablet(chapters, una, browser):
    """Una has read on to chapter 5 on her tablet; here is her phone."""
    tablet, phone = browser(una), browser(una)
    at = chapters[4].revision.starts[2]
    tablet.post(url(chapters[4], "place/"), {"offset": at, "revision": 1})
    return phone


def test_one_is_asked_whether_to_go_where_one_read_on_to(on_tablet, chapters):
    html = on_tablet.get(url(chapters[1])).content.decode()
    assert "You reached chapter 5 on another device" in " ".join(html.split())
    there = re.search(r'href="([^"]+/furthest/)"', html)[1]
    answer = on_tablet.get(there)
    assert answer.status_code == 302 and answer.url == f"{url(chapters[4])}#b2"


def test_nothing_is_asked_on_the_device_where_one_read_on(chapters, una, browser):
    client = browser(una)
    client.post(url(chapters[4], "place/"), {"offset": 10, "revision": 1})
    assert "another device" not in client.get(url(chapters[1])).content.decode()


def test_nothing_is_asked_of_visitors_of_others_or_further_on(on_tablet, chapters, tam, browser):
    for client in (browser(), browser(tam)):
        assert "another device" not in client.get(url(chapters[1])).content.decode()
    assert "another device" not in on_tablet.get(url(chapters[4])).content.decode()


def test_staying_is_kept(on_tablet, chapters, una):
    on_tablet.post(url(chapters[1], "place/"), {"offset": 10, "revision": 1})
    assert "another device" in on_tablet.get(url(chapters[1])).content.decode()
    answer = on_tablet.post(f"{chapters[0].story.get_absolute_url()}furthest/")
    assert answer.status_code == 303 and answer.url.startswith(url(chapters[1]))
    assert "another device" not in on_tablet.get(url(chapters[1])).content.decode()
    assert Progress.objects.get().furthest_chapter == chapters[1]


def test_a_page_that_comes_into_view_again_asks(on_tablet, chapters, htmx):
    html = on_tablet.get(url(chapters[1], "further/?offset=0"), **htmx).content.decode()
    assert "chapter 5 on another device" in " ".join(html.split())
    html = on_tablet.get(url(chapters[4], "further/?offset=9999"), **htmx).content.decode()
    assert "another device" not in html


def test_a_chapter_that_is_not_to_be_read_any_more_is_not_offered(on_tablet, chapters):
    chapters[4].published_at = None
    chapters[4].save()
    assert "another device" not in on_tablet.get(url(chapters[1])).content.decode()
    story = chapters[0].story.get_absolute_url()
    assert on_tablet.get(f"{story}furthest/").status_code == 404


def test_a_place_is_the_very_line(chapters, una, browser):
    at = chapters[0].text.index("one boot")
    client = browser(una)
    client.post(url(chapters[0], "place/"), {"offset": at, "revision": 1})
    assert f'data-resume="{at}"' in client.get(url(chapters[0])).content.decode()
    revise(chapters[0], "A new beginning.\n\n" + chapters[0].revision.source, by=None)
    now = chapters[0].text.index("one boot")
    assert f'data-resume="{now}"' in client.get(url(chapters[0])).content.decode()


def test_the_contents_in_the_bar_are_bounded(author, browser):
    story = make_story(author=author)
    chapters = [make_chapter("Words.", story=story, title=f"Part {i}") for i in range(1, 81)]
    html = browser().get(url(chapters[39])).content.decode()
    menu = html[html.index("menu-contents") : html.index("</nav>")]
    assert menu.count("<li>") == 51
    assert "Part 40" in menu and "Part 15" in menu and "Part 65" in menu
    assert "All 80 chapters" in html


def test_switches_are_kept_and_applied(browser, chapters):
    client = browser()
    assert 'data-keys="on"' in client.get(url(chapters[0])).content.decode()
    answer = client.post("/reading/", {"focus": "on", "next": url(chapters[0])})
    assert answer.status_code == 303 and answer.url == url(chapters[0])
    html = client.get(url(chapters[0])).content.decode()
    assert all(f'data-{switch}"' in html for switch in ('beside="off', 'focus="on', 'keys="off'))
    assert client.get("/reading/").status_code == 200
    assert client.post("/reading/", {"next": "https://evil.example/"}).url == "/"


def test_a_draft_is_on_nobody_elses_page(browser, draft, author, una, htmx):
    story = draft.story.get_absolute_url()
    for path in (
        f"{story}all/",
        url(draft, "margin/"),
        url(draft, "further/"),
    ):
        assert browser(una).get(path, **htmx).status_code == 404, path
        assert browser(author).get(path, **htmx).status_code == 200, path
