"""Where a comment is shown in short, its words are as they were typed, and stand apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.models import Reader
from tests.factories import say, say_many
from tests.views.selections import url

pytestmark = pytest.mark.django_db
SHOWN = "C D Salt &amp; pepper &lt;3"


@pytest.fixture
def said(chapter, tam):
    return say(chapter, "> C\n>\n> D\n\nSalt & pepper <3", tam, on="two goats")


def page(client, path, **sent):
    return " ".join(client.get(path, **sent).content.decode().split())


def test_to_a_visitor_and_on_the_card_of_a_story(browser, said):
    Reader.objects.update(date_joined=timezone.now() - timedelta(days=30))  # nobody is new
    assert page(browser(), "/").count(f"</b> {SHOWN} <") == 2


def test_in_the_inbox(browser, chapter, said):
    notify_readers()
    assert f'dir="auto">{SHOWN}' in page(browser(chapter.story.author), "/inbox/")


def test_beside_the_words(browser, chapter, said, htmx):
    assert f"</b> {SHOWN}<" in page(browser(), url(chapter, "margin/"), **htmx)


def test_on_a_closed_thread(browser, chapter, said, una):
    other = say(chapter, "Light.", una, on="lamp oil")
    say_many(chapter, 6, una, passage=other.passage)
    html = page(browser(), url(chapter, "blocks/4/"))
    assert f'<span class="first-lines"> <b>tam</b> {SHOWN} ' in html
