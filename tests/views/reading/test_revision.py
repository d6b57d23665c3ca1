"""A chapter as it was: the earlier text with the marks and threads that stood on it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.margin.passage_at import loose_passage_at
from reader.actions.revising.revise import revise
from reader.models import Chapter, Highlight
from tests.factories import highlight, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db


def test_the_chapter_as_it_was_shows_what_stood_in_its_margin(browser, chapter, una, tam):
    green = highlight(chapter, "two goats", una, colour="green", note="Kings?")
    talk = say(chapter, "Why a *widow*?", tam, on="a widow")
    say(chapter, "Why not?", una, to=talk)
    hidden = highlight(chapter, "lamp oil", tam, note="A secret.")
    revise(chapter, "Nothing of the old text is left here.", by=None)
    late = say(chapter, "Nothing?", tam, on="Nothing of")
    html = browser(una).get(url(chapter, "revisions/1/")).content.decode()
    mine = rf'<mark data-passages="{green.passage_id}" class="mine green"[^>]*>two goats<'
    assert re.search(mine, html)
    assert re.search(rf'<mark data-passages="{talk.passage_id}" class="talk"[^>]*>a widow<', html)
    for words in ("Kings?", "Why a <em>widow</em>?", "Why not?", talk.passage.thread_url):
        assert words in html
    for words in (
        "A secret.",
        f'data-passages="{hidden.passage_id}"',
        "Nothing?",
        late.passage.thread_url,
    ):
        assert words not in html
    visitor = browser().get(url(chapter, "revisions/1/")).content.decode()
    assert "Why not?" in visitor and "Kings?" not in visitor and "green" not in visitor


def test_what_was_marked_in_a_text_already_gone_stands_in_it(browser, chapter, una):
    old = chapter.revision
    revise(chapter, "Nothing of the old text is left here.", by=None)
    start = old.text.index("two goats")
    passage = loose_passage_at(old, start, start + len("two goats"))
    Highlight.objects.create(passage=passage, reader=una, colour="pink")
    html = browser(una).get(url(chapter, "revisions/1/")).content.decode()
    assert re.search(r'<mark [^>]*class="mine pink"[^>]*>two goats<', html)


def test_queries_for_the_chapter_as_it_was_do_not_grow(browser, chapter, una, tam):
    old = chapter.revision
    words = ["two goats", "a widow", "lamp oil", "at noon", "The ferry"]

    def queries(some):
        chapter = Chapter.objects.get()
        for one in some:
            say(chapter, "Yes.", una, to=say(chapter, "Hm.", tam, on=one))
            highlight(chapter, one, una, note="x")
        revise(chapter, "Nothing of the old text is left here.", by=None)
        client = browser(una)
        client.get("/")
        with CaptureQueriesContext(connection) as counted:
            client.get(url(chapter, "revisions/1/"))
        revise(chapter, old.source, by=None)
        return len(counted)

    assert queries(words[:1]) == queries(words[1:])
