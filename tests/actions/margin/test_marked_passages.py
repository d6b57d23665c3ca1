"""Passages with who speaks up on them, as each reader has a reason to see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.margin.highlight import remove_highlight
from reader.actions.margin.marked_passage import AnchoredPassages, marked_passages
from reader.actions.margin.own_mark import own_marks
from reader.actions.revising.revise import revise
from reader.models import Passage
from reader.models.margin.sight import Sight
from tests.factories import TEXT, highlight, make_chapter, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(chapter, una, tam, author):
    """A chapter with something of every kind on it."""
    highlight(chapter, "two goats", una, colour="green")
    highlight(chapter, "two goats", tam, colour="blue", public=True)
    highlight(chapter, "a widow", tam)
    highlight(chapter, "lamp oil", una, public=True)
    remove_highlight(highlight(chapter, "at noon", una, public=True))
    for text in ("Why two?", "Kings."):
        say(chapter, text, author, on="goats, a widow")
    say(chapter, "unkind words", tam, on="in the boat").hide()
    highlight(chapter, "eleven years", una, public=True)
    highlight(make_chapter(), "two goats", una, public=True)
    revise(chapter, TEXT.replace("eleven years", "ever"), by=None)
    return chapter


def test_the_query_in_sql_finds_what_a_reader_may_see(marked, una, tam, author):
    start = marked.text.index("two goats")
    for stretch in ((0, len(marked.text)), (start, start + 3), (start + 9, start + 12)):
        passages = Passage.objects.anchored_in(marked)
        passages = passages.filter(start__lt=stretch[1], end__gt=stretch[0])
        for reader in (None, una, tam, author):
            here = AnchoredPassages(marked.pk, marked.revision_id).on(*stretch)
            assert marked_passages(here, reader) == marked_passages(passages, reader)
            keeper = Sight(everything=True)
            all_of_it = marked_passages(here, reader, keeper)
            assert all_of_it == marked_passages(passages, reader, keeper)


def test_each_sees_what_is_shown_said_and_their_own(marked, una, tam):
    def seen(reader):
        rows = []
        for row in marked_passages(AnchoredPassages(marked.pk, marked.revision_id), reader):
            rows.append((marked.text[row.start : row.end], row.colour, row.shown_by, row.comments))
        return rows

    by_tam, by_una, nobody = frozenset({tam.pk}), frozenset({una.pk}), frozenset()
    spoken, oil = ("goats, a widow", "", nobody, 2), ("lamp oil", "", by_una, 0)
    assert seen(None) == [("two goats", "", by_tam, 0), spoken, oil]
    assert seen(una) == [
        ("two goats", "green", by_tam, 0),
        spoken,
        ("lamp oil", "yellow", *oil[2:]),
    ]
    hidden = ("in the boat", "", nobody, 1)  # these words are tam's own
    assert seen(tam) == [
        hidden, ("two goats", "blue", by_tam, 0), spoken, ("a widow", "yellow", nobody, 0), oil,
    ]  # fmt: skip


@pytest.mark.skipif(connection.vendor != "sqlite", reason="How PostgreSQL does it, it decides.")
def test_all_is_found_by_indexes_that_have_little_else(marked, una):
    here = AnchoredPassages(marked.pk, marked.revision_id)
    asked = (lambda: marked_passages(here, una), lambda: own_marks(Sight(una.pk), *here[:2]))
    plans = []
    for ask in asked:
        with CaptureQueriesContext(connection) as queries:
            ask()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
            plans.append(str(cursor.fetchall()))
    for index in ("passages_of_a_text", "shown_highlights", "comments_on_words", "silent_comments"):
        assert index in plans[0]
    assert "silent_comments" in plans[1]
    assert "SCAN" not in "".join(plans)
