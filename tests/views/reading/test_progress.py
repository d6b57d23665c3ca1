"""Reading on: the furthest place, the contents in the bar, the whole story on one page."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.revising.revise import revise
from reader.models import Progress
from tests.factories import (
    highlight,
    make_chapter,
    make_chapters,
    make_reader,
    make_story,
    say,
)
from tests.views.selections import url

pytestmark = pytest.mark.django_db
NOTED = "A word[^1] is noted.\n\n[^1]: The note."


@pytest.fixture
def chapters(author):
    story = make_story(author=author)
    return [make_chapter(story=story, title=f"Part {i}") for i in range(1, 6)]


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


def test_the_whole_story_has_every_chapter_and_the_text_of_the_first(browser, chapters):
    story = chapters[0].story.get_absolute_url()
    html = browser().get(f"{story}all/").content.decode()
    assert html.count("<section") == 5 and html.count("<article") == 1
    assert 'id="c1-b0" data-start="0"' in html
    for chapter in chapters[1:]:
        assert f'<a href="{url(chapter)}">Read this chapter</a>' in html


def test_a_part_comes_with_its_marks_and_ways_and_without_script_leads_to_its_chapter(
    browser, chapters, una, tam, htmx
):
    mark = highlight(chapters[2], "two goats", una, colour="green")
    say(chapters[2], "Hm.", tam, on="a widow")
    html = browser(una).get(url(chapters[2], "text/"), **htmx).content.decode()
    assert re.search(rf'<mark data-passages="{mark.passage_id}" class="[^"]*green', html)
    assert f'href="{url(chapters[2])}blocks/4/"' in html
    assert "green" not in browser(tam).get(url(chapters[2], "text/"), **htmx).content.decode()
    assert browser(una).get(url(chapters[2], "text/")).url == url(chapters[2])


def test_the_whole_story_has_its_warnings_and_every_note(browser, author, htmx):
    story = make_story(author=author, rating="mature")
    story.tag(["Drowning"], "warning")
    story.notes.create(kind="dedication", source="For the ferryman.")
    story.notes.create(kind="note", place="after", source="So it ends.")
    first, second = (make_chapter(story=story, title=f"Part {i}") for i in (1, 2))
    for chapter in (first, second):
        chapter.notes.create(kind="warning", source=f"Deep water in {chapter.number}.")
        chapter.notes.create(kind="note", place="after", source=f"Thanks for {chapter.number}.")
    html = browser().get(f"{story.get_absolute_url()}all/").content.decode()
    order = ["Mature", "Drowning", "For the ferryman.", "Deep water in 1.", "The ferry came",
             "Thanks for 1.", "Read this chapter", "So it ends."]  # fmt: skip
    assert sorted(order, key=html.index) == order
    part = browser().get(url(second, "text/"), **htmx).content.decode()
    order = ["Deep water in 2.", "The ferry came", "Thanks for 2."]
    assert sorted(order, key=part.index) == order


def test_no_name_stands_twice_on_the_page_of_a_whole_story(author, browser, htmx):
    story = make_story(author=author)
    chapters = [make_chapter(NOTED, story=story, title=f"Part {i}") for i in range(3)]
    for chapter in chapters:
        chapter.notes.create(kind="note", source=NOTED)
    html = browser().get(f"{story.get_absolute_url()}all/").content.decode()
    for chapter in chapters[1:]:
        html += browser().get(url(chapter, "text/"), **htmx).content.decode()
    names = re.findall(r' id="([^"]+)"', html)
    assert len(names) == len(set(names))
    ways = re.findall(r'<a[^>]* href="#([^"]+)"', html)
    assert {way for way in ways if way not in names} <= {"parts"} & set(ways)
    assert any("fn" in way for way in ways)


def test_a_draft_is_on_nobody_elses_page(browser, draft, author, una, htmx):
    story = draft.story.get_absolute_url()
    for path in (
        f"{story}all/",
        url(draft, "text/"),
        url(draft, "margin/"),
        url(draft, "further/"),
    ):
        assert browser(una).get(path, **htmx).status_code == 404, path
        assert browser(author).get(path, **htmx).status_code == 200, path


def queries(client, path, **headers):
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, **headers).status_code == 200
    return len(captured)


def test_queries_do_not_grow(browser, author, una, tam, htmx):
    text = "\n\n".join(f"Paragraph number{i} has words{i} enough to be marked." for i in range(30))
    story = make_story(author=author)
    first = make_chapter(text, story=story)
    paths = [f"{story.get_absolute_url()}all/", url(first, "text/"), url(first, "margin/")]
    client = browser(una)

    def write(numbers):
        for i in numbers:
            make_chapter("Words.", story=story)
            highlight(first, f"number{i} has", una, note="x")
            say(first, "Yes.", una, to=say(first, "Hm.", tam, on=f"words{i} enough"))
            highlight(first, f"has words{i} enough", make_reader(), public=True)

    write(range(2))
    few = [queries(client, path, **htmx) for path in paths]
    write(range(2, 25))
    assert [queries(client, path, **htmx) for path in paths] == few
    assert max(few) <= 12


def test_a_whole_story_of_1000_chapters_is_a_page(browser, una, htmx):
    story = make_chapters(1000)
    path = f"{story.get_absolute_url()}all/"
    assert queries(browser(una), path) == queries(
        browser(una), f"{make_chapters(3).get_absolute_url()}all/"
    )
    client = browser()
    html = client.get(path).content.decode()
    assert len(html) < 60_000 and "1,000 chapters" in html
    chapter = re.compile(r'<section class="part" id="chapter-(\d+)"')
    seen = [int(number) for number in chapter.findall(html)]
    for query in re.findall(r'hx-get="(\?chapters=\d+)"', html):
        part = client.get(path + query, **htmx).content.decode()
        without_script = client.get(path + query).content.decode()
        assert "<html" not in part and chapter.findall(part) == chapter.findall(without_script)[50:]
        seen += [int(number) for number in chapter.findall(part)]
    assert seen == list(range(1, 1001))
    assert client.get(f"{path}?chapters=1001", **htmx).status_code == 404


def test_a_whole_story_has_the_chapters_where_one_stopped(browser, una):
    story = make_chapters(200)
    Progress.objects.keep(una, story.chapters.get(number=170), 4)
    html = browser(una).get(f"{story.get_absolute_url()}all/").content.decode()
    assert 'href="#chapter-170"' in html and 'id="chapter-170"' in html
    story.chapters.filter(number=170).update(published_at=None)
    assert "chapter-170" not in browser(una).get(f"{story.get_absolute_url()}all/").content.decode()
