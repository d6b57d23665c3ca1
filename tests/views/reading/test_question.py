"""The question before the text: who is asked, once, and what of the page they see until then."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.library.chapter_list import ChapterList
from reader.models import Story
from reader.models.library.content_preferences import ContentPreferences
from tests.factories import make_chapter, make_story, say

pytestmark = pytest.mark.django_db
WARNING = "Graphic violence"


@pytest.fixture
def explicit(author):
    return make_chapter(story=make_story(author=author, rating="explicit"))


@pytest.fixture
def warned(author):
    story = make_story(author=author)
    story.tag([WARNING, "Underage"], "warning")
    return make_chapter(story=story)


def page(client, chapter, query="", **headers):
    answer = client.get(chapter.get_absolute_url() + query, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def asks(client, chapter, query=""):
    """Whether a page asks first. Its text is on it in any case, after the question."""
    html = page(client, chapter, query)
    assert "with two goats, a widow" in html
    is_covered = "data-covered" in html
    assert is_covered == ('id="question"' in html) == ("js/reading" not in html)
    if is_covered:
        assert html.index('id="question"') < html.index("with two goats, a widow")
    return is_covered


def read_on(client, chapter, query="", **sent):
    answer = client.post(chapter.get_absolute_url() + query, sent)
    assert answer.status_code == 303 and answer.url == chapter.get_absolute_url() + query


def test_a_visitor_and_a_reader_are_asked_once_for_each_story(
    browser, explicit, warned, chapter, una
):
    second = make_chapter(story=explicit.story)
    for client in (browser(), browser(una)):
        assert not asks(client, chapter)
        assert asks(client, explicit) and asks(client, warned)
        read_on(client, explicit)
        assert not asks(client, explicit) and not asks(client, second)
        assert asks(client, warned)
        read_on(client, warned)
        assert not asks(client, warned) and not asks(client, explicit)


def test_it_names_the_rating_and_the_warnings(browser, explicit, warned):
    assert "This story is rated <b>Explicit</b>" in page(browser(), explicit)
    html = page(browser(), warned)
    assert f">{WARNING}<" in html and ">Underage<" in html and "is rated" not in html
    Story.objects.filter(pk=warned.story_id).update(rating="mature")
    assert "is rated" not in page(browser(), warned)


def test_it_is_asked_again_when_there_is_more_to_be_told(browser, warned):
    client = browser()
    read_on(client, warned)
    warned.story.rating = "explicit"
    warned.story.save()
    assert asks(client, warned)
    read_on(client, warned)
    warned.story.tag([WARNING, "Underage", "Spiders"], "warning")
    assert asks(client, warned) and ">Spiders<" in page(client, warned)


def test_one_comes_back_to_the_words_that_one_came_for(browser, explicit):
    client = browser()
    assert asks(client, explicit, "?at=1.30.35")
    read_on(client, explicit, "?at=1.30.35")
    assert not asks(client, explicit, "?at=1.30.35")


def test_the_author_is_not_asked(browser, explicit, warned, author):
    assert not asks(browser(author), explicit) and not asks(browser(author), warned)


def test_what_one_reader_agreed_to_counts_for_nobody_else_on_the_same_browser(
    browser, explicit, una, tam
):
    client = browser()
    read_on(client, explicit)
    client.force_login(una)
    assert asks(client, explicit)
    read_on(client, explicit)
    client.force_login(tam)
    assert asks(client, explicit)


def test_the_page_is_ready_made_for_those_who_are_asked_and_those_who_are_not(browser, explicit):
    agreed = browser()
    read_on(agreed, explicit)
    for client, is_asked in ((browser(), True), (agreed, False)) * 2:
        assert asks(client, explicit) == is_asked
    for client in (browser(), agreed):
        with CaptureQueriesContext(connection) as queries:
            page(client, explicit)
        assert len(queries) == 1


def test_nobody_is_asked_for_want_of_a_rating(browser, author):
    for rating in ("", "general", "teen", "mature"):
        assert not asks(browser(), make_chapter(story=make_story(author=author, rating=rating)))


def test_a_reader_chooses_what_to_be_asked_about(browser, explicit, warned, una):
    mature = make_chapter(story=make_story(rating="mature"))
    client = browser(una)
    assert not asks(client, mature)
    una.content = {"told": ["mature"], "warnings": ["underAGE"]}
    una.save()
    assert asks(client, mature) and not asks(client, explicit) and asks(client, warned)
    assert WARNING not in page(client, warned)
    una.content = {"told": []}
    una.save()
    for chapter in (mature, explicit, warned):
        assert not asks(client, chapter)
    una.content = {"told": [], "rating": ["mature"], "tag": ["Underage"]}
    una.save()
    assert asks(client, mature) and asks(client, warned)  # it leaves them out: a link leads here


def test_who_wants_to_be_asked_no_more_is_not(browser, explicit, warned, una):
    for client in (browser(), browser(una)):
        read_on(client, explicit, no_more="on")
        assert not asks(client, explicit) and not asks(client, warned)
    una.refresh_from_db()
    assert una.content == {"told": []}
    assert asks(browser(), explicit)


def test_a_form_of_another_site_answers_nothing(browser, explicit):
    client = browser(enforce_csrf_checks=True)
    headers = {"Sec-Fetch-Site": "cross-site"}
    client.post(explicit.get_absolute_url(), {"no_more": "on"}, headers=headers)
    assert asks(client, explicit)
    read_on(client, explicit)
    assert not asks(client, explicit)


@pytest.mark.parametrize("way", ["all/", "1/revisions/1/", "1/revisions/1/1/"])
def test_other_pages_with_the_text_ask_too(browser, explicit, way):
    client, path = browser(), f"/stories/{explicit.story.slug}/{way}"

    def html():
        answer = client.get(path)
        return b"".join(answer).decode() if answer.streaming else answer.content.decode()

    assert "data-covered" in html() and 'id="question"' in html()
    assert client.post(path).status_code == 303
    assert "data-covered" not in html() and 'id="question"' not in html()


def test_a_thread_by_itself_and_a_feed_of_comments_do_not_quote_before_it(
    browser, explicit, una, htmx
):
    passage = say(explicit, "Why?", una, on="two goats").passage
    here = explicit.get_absolute_url()
    client = browser()
    parts = [passage.thread_url, f"{here}blocks/4/"]
    pages = [*parts, f"{here}margin/", f"{passage.thread_url}comments/"]
    for path in [*pages, f"{here}loose/"]:
        answer = client.get(path)
        assert answer.status_code == 302 and answer.url.startswith(here)
    for path in parts:
        assert "two goats" in client.get(path, **htmx).content.decode()
    read_on(client, explicit)
    for path in pages:
        assert "two goats" in client.get(path).content.decode()
    for path in (f"/passages/{passage.pk}/feed/", f"{here}comments/feed/"):
        feed = client.get(path).content.decode()
        assert "Why?" in feed and "two goats" not in feed


def test_what_is_said_on_a_chapter_that_was_taken_out_has_no_page_that_asks(browser, explicit, una):
    passage = say(explicit, "Why?", una, on="two goats").passage
    make_chapter(story=explicit.story)
    ChapterList(explicit.story).take_out(explicit)
    for path in (passage.thread_url, f"{passage.thread_url}comments/"):
        assert "Why?" in browser().get(path).content.decode()


def test_a_draft_answers_nobody(browser, draft, una):
    for client in (browser(), browser(una)):
        assert client.post(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("cookie", ["...", "1-x" * 3000, "é\x7f", '"><script>'])
def test_a_cookie_that_somebody_tampered_with_agrees_to_nothing(browser, explicit, cookie):
    client = browser()
    for name in ("agreed", "content"):
        client.cookies[name] = cookie
    assert asks(client, explicit)
    read_on(client, explicit)
    assert not asks(client, explicit)


def test_search_engines_are_told_of_the_rating(browser, explicit, warned):
    tag = '<meta name="rating" content="adult">'
    assert tag in page(browser(), explicit) and tag not in page(browser(), warned)


def test_nothing_that_goes_out_has_its_words_before_what_they_are_warned_of(
    browser, explicit, una, author
):
    story = explicit.story
    story.tag(["Blood & <gore>"], "warning")
    say(explicit, "Two?", una, on="two goats")
    here = story.get_absolute_url()
    files = [f"{here}download/{kind}/" for kind in ("text", "html", "markdown", "epub")]
    pages = [f"{here}all/", f"{here}1/revisions/1/", "/?q=two", here, "/readers/author/"]
    feeds = [f"{here}feed/", "/feed/", "/readers/author/feed/"]
    for path in [*files, *pages, *feeds, "/opds/new/", "/opds/v2/new/"]:
        whole = browser().get(path).getvalue()
        if whole.startswith(b"PK"):
            book = ZipFile(BytesIO(whole))
            names = re.findall(r'href="([^"]+xhtml)"', book.read("EPUB/package.opf").decode())
            whole = b"".join(book.read(f"EPUB/{name}") for name in names)
        text = re.sub(r"<category[^>]*>", "", unescape(unescape(whole.decode())))
        before = text.partition("two goats")[0]
        assert "explicit" in before.lower() and "Blood & <gore>" in before, path
    una.keep_content_preferences(ContentPreferences({"told": []}))
    assert "is rated" not in browser(una).get("/feed/").content.decode()
