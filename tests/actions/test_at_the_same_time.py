"""Authors who save and readers who mark at the same time: nothing is lost, nothing misplaced."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from reader.actions.margin.highlight import highlight_words
from reader.actions.margin.locate import WordsAreGone
from reader.actions.margin.passage_at import passage_at
from reader.actions.revising import settle as settling
from reader.actions.revising.revise import revise
from reader.models import Chapter, Highlight, Passage
from reader.models.library.chapter import RevisedMeanwhile
from tests.factories import find_words, highlight, make_chapter, make_reader

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "\n\n".join(f"Line {n} of the ferry's log says nothing new." for n in range(40))


def without(words):
    """The text without the line that begins with these words."""
    lines = TEXT.split("\n\n")
    kept = [line for line in lines if not line.startswith(words)]
    assert len(kept) == len(lines) - 1
    return "\n\n".join(kept)


def all_at_once(*jobs):
    """Run jobs side by side, each on a connection of its own; give what they raised."""
    barrier, raised = Barrier(len(jobs)), []

    def run(job):
        try:
            barrier.wait()
            job()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_revisions_saved_at_once_follow_one_another():
    chapter = make_chapter(TEXT)
    texts = [f"Begun by hand {n}.\n\n{TEXT}" for n in range(4)]
    again = [Chapter.objects.get(pk=chapter.pk) for _ in texts]
    jobs = [lambda c=c, t=t: revise(c, t, by=None) for c, t in zip(again, texts, strict=True)]
    assert all_at_once(*jobs) == []
    chapter.refresh_from_db()
    revisions = list(chapter.revisions.order_by("number"))
    assert [r.number for r in revisions] == [1, 2, 3, 4, 5]
    assert chapter.revision == revisions[-1]
    assert {r.source for r in revisions[1:]} == set(texts)


def test_of_two_drafts_begun_on_one_revision_one_is_told_of_the_other():
    chapter = make_chapter(TEXT)
    on = chapter.revision
    again = [Chapter.objects.get(pk=chapter.pk) for _ in range(2)]
    raised = all_at_once(
        *(lambda c=c, n=n: revise(c, f"{n}\n\n{TEXT}", by=None, on=on) for n, c in enumerate(again))
    )
    assert [type(error) for error in raised] == [RevisedMeanwhile]
    assert chapter.revisions.count() == 2


def test_marks_made_while_the_author_saves_stand_on_their_words_or_are_refused():
    chapter = make_chapter(TEXT)
    readers = [make_reader() for _ in range(6)]
    quotes = [f"Line {n} of the ferry" for n in range(5, 11)]
    pages = [Chapter.objects.select_related("revision").get(pk=chapter.pk) for _ in readers]
    places = [find_words(page, quote) for page, quote in zip(pages, quotes, strict=True)]
    *stay, goes = quotes
    text = f"A new beginning.\n\n{without(goes)}"

    def marker(page, reader, place):
        return lambda: highlight_words(page, reader, *place, "yellow")

    def save():
        revise(Chapter.objects.get(pk=chapter.pk), text, by=None)

    marks = [marker(*each) for each in zip(pages, readers, places, strict=True)]
    raised = all_at_once(*marks[:3], save, *marks[3:])
    chapter.refresh_from_db()
    assert goes not in chapter.text
    passages = {passage.quote: passage for passage in Passage.objects.all()}
    for quote in stay:
        passage = passages.pop(quote)
        assert (passage.revision_id, passage.loose) == (chapter.revision_id, False)
        assert passage.words_now == quote
    # Marked before the author saved, or after: whose words went is loose, or was never marked.
    assert [passage.loose for passage in passages.values()] in ([True], [])
    assert [type(error) for error in raised] == ([] if passages else [WordsAreGone])
    assert Highlight.objects.count() == len(marks) - len(raised)


def test_a_mark_on_a_page_that_is_older_by_then_is_carried():
    chapter = make_chapter(TEXT)
    page = Chapter.objects.select_related("revision").get(pk=chapter.pk)
    place = find_words(page, "Line 7 of the ferry")
    gone = find_words(page, "Line 9 of the ferry")
    revise(chapter, f"A new beginning.\n\n{without('Line 9 of the ferry')}", by=None)
    passage = passage_at(page, *place)
    assert (passage.words_now, passage.revision.number) == ("Line 7 of the ferry", 2)
    with pytest.raises(WordsAreGone):
        passage_at(page, *gone)


@pytest.fixture
def unsettled(monkeypatch, queue):
    """A chapter that was revised, whose passages wait for a task."""
    monkeypatch.setattr(settling, "MOST_PASSAGES", 0.01)
    chapter = make_chapter(TEXT)
    for n in (3, 5):
        highlight(chapter, f"Line {n} of the ferry", make_reader())
    revise(chapter, f"A new beginning.\n\n{TEXT}", by=None)
    return Chapter.objects.select_related("story", "revision").get(pk=chapter.pk)


def settle_while(monkeypatch, chapter, job):
    """Settle a chapter, and have something done when it is worked out and not stored yet; gives
    how often it was worked out."""
    tries, real = [], settling.reanchor_through

    def reanchor_through(*args):
        steps = real(*args)
        tries.append(steps)
        if len(tries) == 1:
            assert all_at_once(job) == []
        return steps

    monkeypatch.setattr(settling, "reanchor_through", reanchor_through)
    settling.settle.call(chapter.pk)
    return len(tries)


def standing():
    chapter = Chapter.objects.select_related("revision").get()
    assert not chapter.is_settling
    found = Passage.objects.anchored_in(chapter)
    assert all(passage.words_now == passage.quote for passage in found)
    return {passage.quote for passage in found}


LINES_3_AND_5 = {"Line 3 of the ferry", "Line 5 of the ferry"}


def test_who_marks_while_passages_are_taken_along_does_not_make_it_begin_anew(
    unsettled, monkeypatch
):
    place = find_words(unsettled, "Line 9 of the ferry")

    def mark():
        highlight_words(unsettled, make_reader(), *place, "pink")

    assert settle_while(monkeypatch, unsettled, mark) == 1
    assert standing() == LINES_3_AND_5 | {"Line 9 of the ferry"}


def test_who_publishes_while_passages_are_taken_along_has_them_taken_on(
    unsettled, monkeypatch, queue
):
    text = without("Line 5 of")
    again = Chapter.objects.get(pk=unsettled.pk)
    assert settle_while(monkeypatch, unsettled, lambda: revise(again, text, by=None)) == 2
    assert standing() == {"Line 3 of the ferry"}
    queue()
    assert standing() == {"Line 3 of the ferry"}


def test_two_tasks_for_one_chapter_at_once_take_passages_along_once(unsettled):
    jobs = [lambda: settling.settle.call(unsettled.pk) for _ in range(3)]
    assert all_at_once(*jobs) == []
    assert standing() == LINES_3_AND_5
