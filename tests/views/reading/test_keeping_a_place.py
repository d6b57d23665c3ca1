"""Keeping a place: one statement while one reads on, and the same stored as by any other way."""

from collections import Counter
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reader.actions.revising.revise import revise
from reader.models import Progress, Reading
from reader.models.people.progress import ProgressQuerySet
from tests.examples import examples
from tests.factories import make_chapter, make_reader, make_story
from tests.views.selections import url

pytestmark = pytest.mark.django_db
QUIETLY = {"quietly": "1", "finished": "0"}
PARAGRAPHS = [f"Paragraph {i} says that the river went by, and by, and by." for i in range(6)]
OF_TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")


@pytest.fixture
def chapters(author):
    story = make_story(author=author)
    return [make_chapter("\n\n".join(PARAGRAPHS), story=story) for _ in range(3)]


def queries(client, chapter, offset, revision, **more):
    """How many queries it takes to keep a place, the session's and the reader's among them."""
    sent = QUIETLY | {"offset": offset, "revision": revision} | more
    with CaptureQueriesContext(connection) as captured:
        assert client.post(url(chapter, "place/"), sent).status_code == 204
    return sum(not query["sql"].startswith(OF_TRANSACTIONS) for query in captured)


def test_reading_on_within_a_chapter_takes_three_queries(browser, una, chapters):
    client = browser(una)
    queries(client, chapters[0], 10, 1)
    for offset in (20, 60, 40):
        assert queries(client, chapters[0], offset, 1) == 3
        assert Progress.objects.get().offset == offset
    assert Progress.objects.get().furthest_offset == 60
    queries(client, chapters[2], 90, 1)
    queries(client, chapters[0], 10, 1)
    assert queries(client, chapters[0], 70, 1) == 3, "also where one was further on before"
    place = Progress.objects.get()
    assert (place.chapter, place.furthest_chapter) == (chapters[0], chapters[2])


def test_further_on_in_an_older_text_stays_further_on(browser, una, chapters):
    tablet, phone, chapter = browser(una), browser(una), chapters[0]
    queries(tablet, chapter, 200, 1)
    furthest = Progress.objects.get().furthest
    revise(chapter, f"A new beginning, of some words.\n\n{chapter.revision.source}", by=None)
    for offset in (10, 210, 220):
        queries(phone, chapter, offset, 2)
        assert Progress.objects.get().furthest == furthest
    queries(phone, chapter, 260, 2)
    assert Progress.objects.get().furthest_offset == 260


def test_whatever_else_is_kept_takes_at_most_eight(browser, una, chapters):
    client, first = browser(una), chapters[0]
    taken = Counter()
    taken["the first one"] = queries(client, first, 10, 1)
    taken["another chapter"] = queries(client, chapters[1], 10, 1)
    taken["the end"] = queries(client, chapters[1], 99, 1, finished="1")
    taken["the end again"] = queries(client, chapters[1], 99, 1, finished="1")
    taken["all of a story"] = queries(browser(make_reader()), first, 99, 1, finished="1")
    queries(client, first, 80, 1)
    revise(first, "A new one.\n\n" + first.revision.source, by=None)
    taken["on an older page"] = queries(client, first, 80, 1)
    assert max(taken.values()) <= 8, taken


SOME_CHAPTER = st.sampled_from([1, 1, 1, 2, 3])
PLACES = st.fixed_dictionaries(
    {
        "number": SOME_CHAPTER,
        "offset": st.integers(0, 600),
        "behind": st.sampled_from([0, 0, 0, 1, 9]),
        "finished": st.sampled_from(["0", "0", "0", "1"]),
        "waited": st.sampled_from(["", "", "", "100"]),
    }
)
READING = st.tuples(st.just("read"), st.booleans(), PLACES)
ACTS = st.one_of(
    READING,
    READING,
    READING,
    st.tuples(st.just("revise"), SOME_CHAPTER, st.integers(0, 5)),
    st.tuples(st.just("stay"), st.none(), st.none()),
    st.tuples(st.just("take out"), st.integers(2, 3), st.none()),
)


class SameAsEver(TestCase):
    """Whatever a reader does, with the one statement the same is stored as without it."""

    @settings(
        max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(st.lists(ACTS, min_size=4, max_size=14))
    def test_one_statement_stores_what_all_of_them_would(self, acts):
        quick, plain = make_reader(), make_reader()
        story = make_story()
        chapters = [make_chapter("\n\n".join(PARAGRAPHS), story=story) for _ in range(3)]
        for act, one, other in acts:
            if act == "read":
                self._read(quick, plain, chapters, one, other)
            elif act == "revise":
                chapter = story.chapters.get(pk=chapters[one - 1].pk)
                begun = [f"A new paragraph {i} before the others." for i in range(other)]
                revise(chapter, "\n\n".join(begun + PARAGRAPHS), by=None)
            elif act == "stay":
                for reader in (quick, plain):
                    Progress.objects.go_on_from_here(reader, story.pk)
            else:
                story.chapters.filter(pk=chapters[one - 1].pk).update(number=None)
            assert self._stored(quick) == self._stored(plain)

    def _read(self, quick, plain, chapters, on_phone, sent):
        device = "phone" if on_phone else "tablet"
        number = sent["number"]
        path = f"{chapters[0].story.get_absolute_url()}{number}/place/"
        present = chapters[number - 1].revisions.count()
        sent = QUIETLY | sent | {"revision": max(present - sent["behind"], 1)}
        answers = []
        with patch("reader.views.reading.progress.device_of", lambda request: device):
            for reader in (quick, plain):
                self.client.force_login(reader)
                if reader == plain:
                    with patch.object(ProgressQuerySet, "move_on", lambda *_, **__: False):
                        answers.append(self.client.post(path, sent).status_code)
                else:
                    answers.append(self.client.post(path, sent).status_code)
        assert answers[0] == answers[1]

    def _stored(self, reader):
        place = Progress.objects.filter(reader=reader).values(
            "chapter", "revision", "offset", "finished", "known", "furthest_chapter",
            "furthest_revision", "furthest_offset", "furthest_device",
        )  # fmt: skip
        return [*place, *Reading.objects.filter(reader=reader).values("chapter", "revision")]
