"""The page of a chapter whose highlights and comments are not back in place after a revision."""

import pytest

from reader.actions.revising import settle as settling
from reader.models import Chapter, Comment, Highlight, Passage
from tests.factories import TEXT, highlight, make_reader, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
NEW = f"It was an hour late.\n\n{TEXT}"
NOTE = "Highlights and comments are being put back in place."
WORDS = "two goats"


@pytest.fixture
def settles(monkeypatch, queue):
    """Has every revision leave the passages to a task; gives the worker that does it."""
    monkeypatch.setattr(settling, "MOST_PASSAGES", 0.01)
    return queue


@pytest.fixture
def revised(chapter, settles, browser, una, tam):
    """A chapter that its author has just published anew at the desk; the page says so."""
    highlight(chapter, WORDS, una, colour="green")
    highlight(chapter, "eleven years", tam, public=True)
    say(chapter, "Kings?", tam, on="a widow")
    sent = {"revision": 1, "title": "", "source": NEW, "do": "publish"}
    answer = browser(chapter.story.author).post(url(chapter, "edit/"), sent)
    assert answer.status_code == 303
    return Chapter.objects.select_related("story", "revision").get(pk=chapter.pk)


def page(client, chapter, more=""):
    return client.get(url(chapter, more)).content.decode()


def test_the_text_is_there_and_the_page_says_what_is_not(revised, browser, una, settles):
    for client in (browser(), browser(una), browser(revised.story.author)):
        html = page(client, revised)
        assert "an hour late" in html and NOTE in html and "<mark" not in html
    settles()
    for client in (browser(), browser(una)):
        html = page(client, revised)
        assert NOTE not in html and "<mark" in html
    assert (
        f'green" aria-description="your green highlight" aria-details="w5">{WORDS}</mark>'
        in page(browser(una), revised)
    )


def test_an_open_page_gets_them_when_they_are_there(revised, browser, una, settles, htmx):
    client, seen = browser(una), htmx | {"HTTP_X_REVISION": "2"}
    html = client.get(url(revised, "settling/"), **seen).content.decode()
    assert NOTE in html and "<article" not in html and "settling/" in html
    settles()
    html = client.get(url(revised, "settling/"), **seen).content.decode()
    assert 'id="settling"' not in html and "back in place" in html
    assert html.count("<article") == 1 and f">{WORDS}</mark>" in html
    assert client.get(url(revised, "settling/")).url == url(revised)


def test_a_link_to_words_opens_their_thread_and_shows_no_others(revised, browser, una, settles):
    passage = Comment.objects.get().passage
    there = browser().get(passage.get_absolute_url()).url
    assert there == f"{url(revised)}?thread={passage.pk}", "the paragraph is not known yet"
    html = browser().get(there).content.decode()
    panel = html[html.index('id="margin"') :]
    assert "Kings?" in panel and "It now reads" not in panel and "no longer" not in panel
    settles()
    assert browser().get(passage.get_absolute_url()).url.endswith("#b5")


def test_words_that_stand_where_others_stood_open_no_thread_of_theirs(revised, browser):
    passage = Passage.objects.get(quote="eleven years")
    html = page(browser(), revised, f"?at=2.{passage.start}.{passage.end}")
    assert "Highlighted by" not in html


def test_what_a_reader_does_with_a_mark_meanwhile_stays_done(revised, browser, una, settles, htmx):
    client, mark = browser(una), Highlight.objects.get(reader=una)
    sent = {"colour": "pink", "note": "Whose?"}
    assert client.post(f"/highlights/{mark.pk}/", sent, **htmx).status_code == 200
    gone = Highlight.objects.get(public=True)
    assert browser(gone.reader).post(f"/highlights/{gone.pk}/remove/").status_code == 200
    settles()
    html = page(client, revised)
    assert "pink" in html and "<mark" in html
    mark.refresh_from_db()
    assert mark.note == "Whose?" and mark.passage.words_now == WORDS
    assert ">eleven years<" not in page(browser(make_reader()), revised)
