"""Whether marks may count unnamed is asked once, where the first one is confirmed."""

import pytest

from reader.models import Highlight, Reader
from tests.factories import make_reader
from tests.views.selections import selection, url

pytestmark = pytest.mark.django_db
QUESTION = "May your highlights count, without your name"


@pytest.fixture
def newcomer():
    return make_reader("newcomer", counts_marks=None)


def mark(client, chapter, words, **headers):
    return client.post(
        url(chapter, "highlights/"), selection(chapter, words, colour="pink"), **headers
    )


def test_it_is_asked_with_the_first_mark_and_never_again(browser, chapter, newcomer, htmx):
    client = browser(newcomer)
    assert QUESTION in mark(client, chapter, "two goats", **htmx).content.decode()
    newcomer.refresh_from_db()
    assert newcomer.counts_marks is False, "nothing counts before the answer"
    assert QUESTION not in mark(client, chapter, "a widow", **htmx).content.decode()


def test_the_answer_is_kept_and_answered(browser, chapter, newcomer, htmx):
    for answer, kept, said in (("yes", True, "Thank you"), ("no", False, "yours alone")):
        html = browser(newcomer).post("/highlights/count/", {"counts": answer}, **htmx)
        assert said in html.content.decode()
        newcomer.refresh_from_db()
        assert newcomer.counts_marks is kept
    assert browser(newcomer).post("/highlights/count/", {"counts": "?"}).status_code == 400


def test_without_script_it_is_a_page_that_leads_back_to_the_words(browser, chapter, newcomer):
    client = browser(newcomer)
    page = client.get(mark(client, chapter, "two goats").url).content.decode()
    assert QUESTION in page and f'value="{url(chapter)}#b4"' in page
    answer = client.post("/highlights/count/", {"counts": "yes", "next": f"{url(chapter)}#b4"})
    assert (answer.status_code, answer.url) == (303, f"{url(chapter)}#b4")
    assert Reader.objects.get(pk=newcomer.pk).counts_marks
    assert mark(client, chapter, "a widow").url == f"{url(chapter)}#b4"
    assert Highlight.objects.count() == 2


def test_a_visitor_is_asked_nothing(browser):
    for send in (browser().get, browser().post):
        assert send("/highlights/count/").url.startswith("/accounts/login/")
        assert send("/accounts/highlights/").url.startswith("/accounts/login/")
