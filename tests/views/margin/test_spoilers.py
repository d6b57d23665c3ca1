"""The words of a spoiler are shown under a cover, to be pressed, and nowhere else to others."""

import json
import re

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.models import Token
from tests.actions.mail.steps import make_reader_with_mail, parts, work
from tests.factories import say, say_many
from tests.views.selections import url

pytestmark = pytest.mark.django_db
COVER = '<label class="spoiler"'


@pytest.fixture
def said(chapter, tam):
    """Something on words and, in answer to it, something with another spoiler."""
    first = say(chapter, "I knew: ||the *widow* did it||.", tam, on="two goats")
    say(chapter, "Or:\n>!the widow's\ngoat!<", chapter.story.author, to=first)
    return first


def page(client, path, **sent):
    return " ".join(client.get(path, **sent).content.decode().split())


def test_in_its_thread_it_is_covered(browser, chapter, said, tam):
    for client in (browser(), browser(tam)):
        html = page(client, said.passage.thread_url)
        assert html.count(COVER) == 2 == html.count("widow")
    assert "||the *widow* did it||" in page(browser(tam), f"/comments/{said.pk}/edit/")
    assert page(browser(tam), f"/comments/{said.pk}/reply/").count(COVER) == 1
    assert page(browser(), "/readers/tam/").count(COVER) == 1


@pytest.mark.parametrize("path", ["", "margin/", "blocks/4/"])
def test_beside_the_words_and_on_a_closed_thread_only_that_there_is_one(
    browser, chapter, said, una, htmx, path
):
    other = say(chapter, "Light.", una, on="lamp oil")
    say_many(chapter, 6, una, passage=other.passage)
    html = page(browser(), url(chapter, path), **(htmx if path == "margin/" else {}))
    assert not re.search("the (<em>)?widow", re.sub(r"<label class=\"spoiler.*?</label>", "", html))
    if path:
        assert "I knew: [spoiler]." in html


def test_in_the_inbox(browser, chapter, said, tam):
    notify_readers()
    assert "I knew: [spoiler]." in page(browser(chapter.story.author), "/inbox/")
    html = page(browser(tam), "/inbox/")
    assert "Or: [spoiler]" in html and "widow" not in html


def test_in_a_mail(chapter, tam):
    make_reader_with_mail("ada", mention="at-once")
    say(chapter, "I knew, @ada: ||the widow did||.", tam)
    (letter,) = work()
    for form in parts(letter):
        assert "tam named you" in form and "I knew, @ada: [spoiler]." in form
        assert "widow" not in form


def test_beside_a_story_that_nobody_has_opened_other_words_are_heard(browser, chapter, said, una):
    assert "I knew" not in page(browser(), "/")
    say(chapter, "Light.", una, on="lamp oil")
    assert "Light." in page(browser(), "/")


def test_in_a_feed(client, chapter, said):
    html = page(client, f"/passages/{said.passage.pk}/feed/")
    assert "I knew: [spoiler]." in html and "widow" not in html


def test_to_other_peoples_programs_but_not_to_ones_own(browser, said, tam, una):
    for reader, body in ((una, "I knew: [spoiler]."), (tam, "I knew: ||the *widow* did it||.")):
        _, secret = Token.objects.hand_out(reader, "mine")
        got = browser().get(
            f"/annotations/c{said.pk}", headers={"Authorization": f"Bearer {secret}"}
        )
        assert json.loads(got.content)["body"]["value"] == body


def test_what_somebody_exports_has_their_own_words(browser, said, tam):
    html = page(browser(tam), "/highlights/gloss-highlights.jsonld")
    assert "||the *widow* did it||" in html
