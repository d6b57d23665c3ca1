"""What many marked is counted now and then: only of those who said yes, never of fewer than three,
and nothing of it says whose mark, where, or when."""

import re
import sys
from threading import Thread

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from reader.actions.margin import gather_popular_highlights as gathering
from reader.actions.margin.gather_popular_highlights import gather_popular_highlights
from reader.actions.margin.highlight import remove_highlight
from reader.actions.margin.popular_sentences import (
    STEPS,
    CountedMark,
    at_least,
    popular_sentences,
)
from reader.actions.people.leave import leave
from reader.actions.revising.revise import revise
from reader.models import Chapter, Highlight, PopularHighlight, Reader, Revision
from reader.text.sentences import sentences
from tests.factories import TEXT, highlight, make_chapter, make_reader
from tests.views.selections import url

SENTENCE = "They crossed at noon with two goats, a widow, and a box of lamp oil."


def willing(count):
    return [make_reader(counts_marks=True) for _ in range(count)]


def gather():
    gather_popular_highlights.call()


def gathered(chapter):
    """What is shown of a chapter, as words."""
    present = PopularHighlight.objects.present().filter(chapter=chapter.pk)
    return [one.words for one in present.select_related("revision")]


def stamp(chapter):
    return Chapter.objects.get(pk=chapter.pk).margin_stamp


@pytest.mark.django_db
def test_three_who_agreed_make_their_sentence_popular_at_the_next_gathering(browser, chapter):
    before = browser().get(url(chapter)).content
    for reader, words in zip(willing(3), ("two goats", "with two goats", "goats, a"), strict=True):
        highlight(chapter, words, reader)
    assert browser().get(url(chapter)).content == before, "a private mark is on everybody's page"
    gather()
    assert gathered(chapter) == [SENTENCE]
    page = browser().get(url(chapter)).content.decode()
    assert re.findall(r'<mark data-passages="0" class="many"[^>]*>([^<]*)<', page) == [SENTENCE]
    assert "marked by 3 readers or more" in page


@pytest.mark.django_db
@pytest.mark.parametrize("others", [{"counts_marks": False}, {"counts_marks": None}, None])
def test_only_consent_counts_and_two_are_too_few(chapter, others):
    for reader in willing(2):
        highlight(chapter, "two goats", reader)
    for _ in range(5 if others else 0):
        highlight(chapter, "two goats", make_reader(**others))
    gather()
    assert gathered(chapter) == []


@pytest.mark.django_db
def test_marks_beside_each_other_are_no_crowd(chapter):
    for reader, words in zip(willing(3), ("two goats", "a widow", "lamp oil"), strict=True):
        highlight(chapter, words, reader)
    gather()
    assert gathered(chapter) == []


@pytest.mark.django_db
def test_the_same_reader_is_one_however_often_they_mark(chapter):
    one, other = willing(2)
    for words in ("two goats", "with two goats", "goats, a widow"):
        highlight(chapter, words, one)
    highlight(chapter, "two goats", other)
    gather()
    assert gathered(chapter) == []


@pytest.mark.django_db
def test_a_name_is_never_counted_among_the_unnamed(chapter, author):
    """Else one could take the names away from the number, and would know who is left."""
    first, second, third = willing(3)
    highlight(chapter, "two goats", first)
    highlight(chapter, "two goats", second)
    highlight(chapter, "with two goats", third)
    highlight(chapter, "goats, a widow", third, public=True)
    Reader.objects.filter(pk=author.pk).update(counts_marks=True)
    highlight(chapter, "two goats", author)
    gather()
    assert gathered(chapter) == []


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["consent", "mark", "account", "locked"])
def test_what_is_taken_back_is_counted_out_at_the_next_gathering(chapter, what):
    readers = willing(3)
    marks = [highlight(chapter, "two goats", reader) for reader in readers]
    gather()
    assert gathered(chapter)
    if what == "consent":
        Reader.objects.filter(pk=readers[0].pk).update(counts_marks=False)
    elif what == "mark":
        remove_highlight(marks[0])
    elif what == "account":
        leave(readers[0], comments=True, stories=True)
    else:
        Reader.objects.filter(pk=readers[0].pk).update(is_active=False)
    before = stamp(chapter)
    gather()
    assert gathered(chapter) == [] and stamp(chapter) != before


@pytest.mark.django_db
def test_a_gathering_touches_a_chapter_only_where_something_is_new(browser, chapter):
    for reader in willing(3):
        highlight(chapter, "two goats", reader)
    before = stamp(chapter)
    gather()
    first = stamp(chapter)
    assert first != before
    highlight(chapter, "nobody", willing(1)[0])
    highlight(chapter, "two goats", willing(1)[0])  # a fourth: “three or more”, still
    gather()
    assert stamp(chapter) == first
    changes = Chapter.objects.get(pk=chapter.pk).margin_changes
    start = chapter.text.index(SENTENCE)
    assert changes.startswith(f"{first}:{start}-{start + len(SENTENCE)} ")


@pytest.mark.django_db
def test_a_new_text_is_gathered_anew(chapter, author):
    for reader in willing(3):
        highlight(chapter, "two goats", reader)
    gather()
    revise(chapter, TEXT.replace("The ferry", "The old ferry"), by=author)
    assert gathered(chapter) == []
    gather()
    assert gathered(chapter) == [SENTENCE]


@pytest.mark.django_db
def test_what_not_everybody_may_read_is_not_gathered(chapter, draft):
    for reader in willing(3):
        highlight(chapter, "two goats", reader)
        highlight(draft, "two goats", reader)
    gather()
    assert gathered(chapter) and not PopularHighlight.objects.filter(chapter=draft).exists()
    chapter.story.unpublish()
    assert gathered(chapter) == []
    gather()
    assert not PopularHighlight.objects.exists()


def written(do):
    """What is written meanwhile, as SQL."""
    with CaptureQueriesContext(connection) as captured:
        do()
    return [query["sql"] for query in captured if not query["sql"].startswith("SELECT")]


@pytest.mark.django_db
def test_what_was_gathered_is_not_gathered_again_though_nothing_is_popular(chapter):
    readers = willing(3)
    for reader in readers:
        highlight(chapter, "two goats", reader)
    highlight(chapter, "a widow", readers[0], public=True)
    assert written(gather) and gathered(chapter) == []
    assert written(gather) == []
    highlight(chapter, "two goats", willing(1)[0])
    gather()
    assert gathered(chapter) == [SENTENCE]
    assert written(gather) == []


@pytest.mark.django_db(transaction=True)
def test_others_write_while_it_gathers(monkeypatch):
    """What is read is read to its end before anything is written: here row by row, else."""
    streamed = QuerySet.iterator
    monkeypatch.setattr(QuerySet, "iterator", lambda rows, *_: streamed(rows, chunk_size=1))
    chapters = [make_chapter(), make_chapter()]
    readers = willing(3)
    for chapter in chapters:
        marks = [highlight(chapter, "two goats", reader) for reader in readers]
    raised = []

    def write():
        try:
            Highlight.objects.filter(pk=marks[0].pk).update(note="Kings?")
        except DatabaseError as error:
            raised.append(error)
        finally:
            connection.close()

    def popular(*given):
        if not written_by:
            written_by.append(Thread(target=write))
            written_by[0].start()
            written_by[0].join()
        return popular_sentences(*given)

    written_by = []
    monkeypatch.setattr(gathering, "popular_sentences", popular)
    gather()
    assert written_by and raised == []
    assert [gathered(chapter) for chapter in chapters] == [[SENTENCE], [SENTENCE]]


MARKS = st.lists(
    st.builds(
        lambda start, length, reader, named: CountedMark(start, start + length, reader, named),
        st.integers(0, 60), st.integers(1, 30), st.integers(1, 6), st.booleans(),
    ),
    max_size=14,
)  # fmt: skip


@given(MARKS, st.text("ab .!?\n”", min_size=40, max_size=100))
def test_sentences_properties_tell_nobody_s_edges(marks, text):
    """Those are shown of which three marked the same letter whose names are not on it; whole."""
    revision = Revision(text=text, blocks=[["<p></p>", 0, len(text), "paragraph"]])
    found = {}
    for start, end, readers in popular_sentences(marks, revision):
        found[start, end] = readers
    expected = {}
    for start, end in sentences(text):
        here = [mark for mark in marks if mark.start < end and mark.end > start]
        named = {mark.reader for mark in here if mark.named}
        most = 0
        for at in range(start, end):
            crowd = {mark.reader for mark in here if mark.start <= at < mark.end} - named
            most = max(most, len(crowd) if text[at].isalnum() else 0)
        if most >= 3:
            expected[start, end] = at_least(most)
    assert found == expected


def lines_run(work):
    """How many lines of Python that takes."""
    lines = 0

    def trace(frame, event, argument):
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("named", [False, True])
def test_four_times_the_marks_and_the_sentences_are_about_four_times_the_work(named):
    def lines(count):
        text = "It rained. " * count
        revision = Revision(text=text, blocks=[["<p></p>", 0, len(text), "paragraph"]])
        marks = [CountedMark(0, len(text), 1 + reader, named) for reader in range(count)]
        return lines_run(lambda: popular_sentences(marks, revision))

    assert lines(200) < 6 * lines(50)


@given(st.integers(3, 20_000))
def test_numbers_properties_are_rounded_down(readers):
    assert 3 <= at_least(readers) <= readers and at_least(readers) in STEPS


@given(st.text("abA .!?…”\n。"))
def test_sentences_properties_hold_every_word_once(text):
    spans = sentences(text)
    for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
        assert end <= start
    words = "".join(text[start:end] for start, end in spans)
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", text)
