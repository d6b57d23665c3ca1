"""Thanks on the page: one press on a chapter and on a comment, who gave them and how many."""

import re

import pytest
from django.urls import reverse

from reader.actions.margin.thank import thank
from reader.actions.people.leave import leave
from reader.actions.people.silence import silence
from reader.models import Silence
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def thanks_of(chapter):
    return reverse("chapter_thanks", args=[chapter.story.slug, chapter.number])


def page(client, chapter):
    """The chapter's page, its white space told as it is seen."""
    return " ".join(client.get(chapter.get_absolute_url()).content.decode().split())


def words(html):
    """What is read in the thanks at the end of a page or an answer."""
    ((thanks,),) = [re.findall(r'<div class="thanks" id="thanks">(.*?)</div>', html, re.DOTALL)]
    return " ".join(re.sub("<[^>]+>", "", thanks).split())


def test_a_chapter_is_thanked_for_by_one_press_that_all_see_at_once(browser, chapter, una, tam):
    author = chapter.story.author
    readers = browser(una), browser(tam), browser(), browser(author)
    for client in readers:
        page(client, chapter)
    answer = readers[0].post(thanks_of(chapter), {"thank": 1}, headers=HTMX)
    assert words(answer.content.decode()) == f"Thanked {author} You thanked"
    seen = [words(page(client, chapter)) for client in readers]
    assert seen == [
        f"Thanked {author} You thanked",
        f"Thank {author} una thanked",
        f"Thank {author} una thanked",
        "una thanked you",
    ]
    readers[0].post(thanks_of(chapter), {"thank": 0}, headers=HTMX)
    seen = [words(page(client, chapter)) for client in readers]
    assert seen == [f"Thank {author}"] * 3 + [""]


def test_many_are_counted_and_a_few_named(browser, chapter, una):
    for name in ("ann", "ben", "cid", "dot"):
        thank(make_reader(name), chapter)
    assert "dot, cid and 2 others thanked" in words(page(browser(una), chapter))
    thank(una, chapter)
    assert "You, dot and 3 others thanked" in words(page(browser(una), chapter))
    html = browser(una).get(thanks_of(chapter)).content.decode()
    assert all(name in html for name in ("ann", "ben", "cid", "dot", "una"))


def test_without_script_a_page_asks_and_leads_back(browser, chapter, una):
    client = browser(una)
    html = client.get(thanks_of(chapter)).content.decode()
    assert 'name="thank" value="1"' in html
    answer = client.post(thanks_of(chapter), {"thank": 1})
    assert answer.status_code == 303 and answer.url == f"{chapter.get_absolute_url()}#thanks"
    assert 'name="thank" value="0"' in client.get(thanks_of(chapter)).content.decode()


@pytest.mark.parametrize("on", ["", "two goats"])
def test_a_comment_is_thanked_for_and_only_who_did_sees_their_press(browser, chapter, una, tam, on):
    first = say(chapter, "Goats!", una, on=on)
    reply = say(chapter, "Yes.", una, to=first)
    url = chapter.get_absolute_url()
    if on:
        url = first.url_in_chapter
    for comment in (first, reply):
        for client in (browser(tam), browser(), browser(una)):
            client.get(url)
        thanks = reverse("comment_thanks", args=[comment.pk])
        answer = browser(tam).post(thanks, {"thank": 1}, headers=HTMX).content.decode()
        assert 'aria-pressed="true"' in answer and ">1<" in answer
        part = f'id="c{comment.pk}-thanks".*?</span>\\s*(?=</div>|<details)'
        pressed = []
        for client in (browser(tam), browser(make_reader()), browser(una), browser()):
            found = re.search(part, client.get(url).content.decode(), re.DOTALL)
            assert ">1" in found[0]
            pressed.append(re.findall('aria-pressed="(\\w+)"', found[0]))
        assert pressed == [["true"], ["false"], [], []]


def test_who_left_is_not_named_any_more(browser, chapter, una, tam):
    thank(tam, chapter)
    assert "tam thanked" in words(page(browser(una), chapter))
    leave(tam, comments=True, stories=True)
    assert "thanked" not in words(page(browser(una), chapter))


def test_a_moderator_whom_the_author_blocked_cannot_thank_and_everybody_else_can(
    browser, chapter, author, una, moderator
):
    silence(author, moderator, Silence.Kind.BLOCK)
    for _ in range(2):  # whoever is first, and whoever finds what was kept
        assert 'id="thank"' not in page(browser(moderator), chapter)
        assert 'id="thank"' in page(browser(una), chapter)


def test_what_cannot_be_thanked_for(browser, chapter, una, tam, draft):
    hidden = say(chapter, "Hm.", tam)
    hidden.hide()
    own = say(chapter, "Hm.", una)
    client = browser(una)
    for url, status in (
        (thanks_of(draft), 404),
        (reverse("comment_thanks", args=[hidden.pk]), 404),
        (reverse("comment_thanks", args=[own.pk]), 403),
        (reverse("comment_thanks", args=[0]), 404),
    ):
        assert client.post(url, {"thank": 1}).status_code == status, url
    for odd in ("", "2", "x"):
        assert client.post(thanks_of(chapter), {"thank": odd}).status_code == 400
    assert browser().post(thanks_of(chapter), {"thank": 1}).url.startswith("/accounts/")
    assert not chapter.thanks.exists()
