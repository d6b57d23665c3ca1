"""A text that is published at once while a task takes its very many passages along: in the end all
is as if it had been done at once, whatever was done meanwhile."""

from unittest.mock import patch

import pytest
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.erase import erase
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.publish import publish_chapter
from reader.actions.library.split_chapter import split_chapter
from reader.actions.margin.highlight import highlight_words, remove_highlight
from reader.actions.revising import settle as settling
from reader.actions.revising.revise import revise
from reader.actions.revising.revision_preview import RevisionPreview
from reader.actions.revising.settle import settle
from reader.actions.revising.story_snapshot import StorySnapshot
from reader.management.housekeeping import settle_margins
from reader.models import Chapter, Comment, Highlight, Passage, Revision
from reader.tasks.worker import Worker
from tests.examples import examples
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db

LINES = [f"Line {n} of the ferry's log says that nothing new came in at {n}." for n in range(8)]
TEXT = "\n\n".join(LINES)
NEW = "\n\n".join(["It begins anew.", *LINES[:3], *LINES[4:]])
MANY = "MOST_PASSAGES"


def now(chapter):
    return Chapter.with_deleted.select_related("story", "revision").get(pk=chapter.pk)


def standing(chapter):
    """What stands in the present text of a chapter, by its words as they were marked."""
    found = Passage.objects.anchored_in(now(chapter))
    return {passage.quote: passage.words_now for passage in found}


@pytest.fixture
def settles(monkeypatch, queue):
    """Has every revision of a published chapter with passages be settled by a task; gives a worker
    that does what waits."""
    monkeypatch.setattr(settling, MANY, 0.01)
    return queue


@pytest.fixture
def chapter(author):
    chapter = make_chapter(TEXT, story=make_story(author=author))
    for n in (1, 3, 5):
        highlight(chapter, f"Line {n} of", make_reader(), public=True)
    say(chapter, "Really?", make_reader(), on="Line 6 of")
    return chapter


KEPT = {f"Line {n} of": f"Line {n} of" for n in (1, 5, 6)}


def test_the_text_is_there_at_once_and_its_passages_when_the_task_is_done(chapter, settles):
    assert revise(now(chapter), NEW, by=None).number == 2
    assert now(chapter).text == NEW and now(chapter).is_settling
    assert standing(chapter) == {}
    stamp = now(chapter).stamp
    settles()
    assert standing(chapter) == KEPT
    assert not now(chapter).is_settling and now(chapter).stamp != stamp
    assert Passage.objects.get(loose=True).quote == "Line 3 of"


def test_a_few_passages_are_taken_along_at_once(chapter, queue):
    revise(now(chapter), NEW, by=None)
    assert standing(chapter) == KEPT and not now(chapter).is_settling


@pytest.mark.parametrize(
    ("passages", "length", "is_long"),
    [(10_001, 1, True), (4, 300_001, True), (0, 10**6, False), (4_000, 100_000, False)],
)
def test_how_much_is_too_much_to_wait_for(author, passages, length, is_long):
    chapter = make_chapter(TEXT, story=make_story(author=author))
    passage = highlight(chapter, "Line 1 of", author).passage
    Passage.objects.bulk_create(passage.copy() for _ in range(passages - 1))
    if not passages:
        Highlight.objects.all().delete()
        Passage.objects.all().delete()
    text = Revision(text="w" * length)
    assert settling.takes_long(StorySnapshot(chapter.story), chapter, text) is is_long


def test_what_is_marked_and_said_meanwhile_stays_where_it_is(chapter, settles):
    said = Comment.objects.get()
    revise(now(chapter), NEW, by=None)
    new = highlight(now(chapter), "Line 7 of", make_reader())
    say(now(chapter), "Yes.", make_reader(), to=said)
    assert standing(chapter) == {"Line 7 of": "Line 7 of"}
    settles()
    assert standing(chapter) == KEPT | {"Line 7 of": "Line 7 of"}
    new.passage.refresh_from_db()
    assert new.passage.origin == now(chapter).revision
    assert said.passage.comments.count() == 2


def test_texts_that_come_meanwhile_are_gone_through_one_by_one(chapter, settles):
    revise(now(chapter), NEW, by=None)
    highlight(now(chapter), "It begins", make_reader())
    revise(now(chapter), f"Again.\n\n{NEW}", by=None)
    revise(now(chapter), TEXT, by=None)
    settles()
    first, second, third, present = now(chapter).revisions.order_by("number")
    assert standing(chapter) == KEPT | {"Line 3 of": "Line 3 of"}
    assert [len(revision.places) for revision in (first, second, third)] == [4, 4, 4]
    assert Passage.objects.get(loose=True).quote == "It begins"


def test_a_task_that_is_killed_halfway_or_done_twice_does_it_once(chapter, settles, monkeypatch):
    revise(now(chapter), NEW, by=None)
    before = list(Passage.objects.order_by("pk").values())
    real = settling.store_steps

    def killed(steps):
        real(steps)
        raise KeyboardInterrupt

    monkeypatch.setattr(settling, "store_steps", killed)
    with pytest.raises(KeyboardInterrupt):
        settle.call(chapter.pk)
    assert list(Passage.objects.order_by("pk").values()) == before and now(chapter).is_settling
    monkeypatch.setattr(settling, "store_steps", real)
    settle.call(chapter.pk)
    stamp = now(chapter).stamp
    settle.call(chapter.pk)
    settles()
    assert standing(chapter) == KEPT
    assert now(chapter).stamp == stamp, "there was nothing left to do"


def test_what_a_task_gave_up_is_tried_again_every_day(chapter, settles, monkeypatch):
    revise(now(chapter), NEW, by=None)
    with monkeypatch.context() as broken:
        broken.setattr(settling, "reanchor_through", None)
        with pytest.raises(TypeError):
            settle.call(chapter.pk)
    DBTaskResult.objects.all().delete()
    settles()
    assert now(chapter).is_settling
    settle_margins.call()
    settles()
    assert standing(chapter) == KEPT


@pytest.mark.parametrize("what", ["split", "merge"])
def test_cutting_and_joining_take_along_first_what_has_not_been_yet(chapter, settles, what):
    make_chapter("The next one.", story=chapter.story)
    revise(now(chapter), NEW, by=None)
    if what == "split":
        second = split_chapter(now(chapter), 4, "", by=None)
        assert standing(chapter) == {"Line 1 of": "Line 1 of"}
        assert standing(second).keys() == {"Line 5 of", "Line 6 of"}
    else:
        merge_with_next(now(chapter), by=chapter.story.author)
        assert standing(chapter) == KEPT
    settles()
    assert not Passage.objects.filter(loose=True).exclude(quote="Line 3 of").exists()


def test_what_is_published_anew_takes_along_first_what_has_not_been_yet(chapter, settles):
    own = highlight(chapter, "Line 2 of", chapter.story.author)
    revise(now(chapter), NEW, by=None)
    ChapterList(chapter.story).unpublish(now(chapter))
    publish_chapter(now(chapter))
    own.passage.refresh_from_db()
    assert own.passage.words_now == own.passage.quote == "Line 2 of"
    assert standing(chapter) == KEPT | {"Line 2 of": "Line 2 of"}


def test_drafts_are_never_left_to_a_task(draft, settles, author):
    highlight(draft, "two goats", author)
    revise(now(draft), f"New.\n\n{draft.revision.source}", by=None)
    assert standing(draft) == {"two goats": "two goats"}


def test_the_author_is_told_what_becomes_of_passages_that_are_not_taken_along_yet(chapter, settles):
    revise(now(chapter), NEW, by=None)
    preview = RevisionPreview.of(
        now(chapter), NEW.replace("Line 5 of", "Line five of"), by=chapter.story.author
    )
    assert [passage.quote for passage in preview.stay] == ["Line 1 of", "Line 6 of"]
    assert now(chapter).is_settling and standing(chapter) == {}


def test_what_is_deleted_meanwhile_is_taken_along_too_and_what_is_erased_is_not(chapter, settles):
    revise(now(chapter), NEW, by=None)
    ChapterList(chapter.story).delete(now(chapter))
    settles()
    ChapterList(chapter.story).put_back(now(chapter))
    assert standing(chapter) == KEPT
    revise(now(chapter), TEXT, by=None)
    erase(now(chapter))
    settles()
    assert not now(chapter).is_settling and not Passage.objects.filter(loose=False).exists()


LONG = "Tam stood with one boot in the boat, and nobody asked him where the other one was."


@pytest.mark.parametrize("pasted_first", [False, True])
def test_words_that_went_to_another_chapter_meanwhile_take_their_threads_along(
    author, settles, pasted_first
):
    story = make_story(author=author)
    first = make_chapter(f"{TEXT}\n\n{LONG}", story=story)
    second = make_chapter("Una laughed.\n\nThe gulls laughed too.", story=story)
    said = say(first, "Where?", make_reader(), on="nobody asked him where")
    edits = [(first, TEXT), (second, f"Una laughed.\n\n{LONG}\n\nThe gulls laughed too.")]
    for chapter, text in reversed(edits) if pasted_first else edits:
        revise(now(chapter), text, by=None)
    settles()
    said.refresh_from_db()
    assert said.chapter == second and standing(second).keys() == {"nobody asked him where"}
    revise(now(first), f"{TEXT}\n\n{LONG}", by=None)
    settles()
    assert standing(first).keys() == {"nobody asked him where"}


ACTS = st.one_of(
    st.tuples(st.just("mark"), st.integers(0, 300), st.integers(4, 60)),
    st.tuples(st.just("mark"), st.integers(0, 300), st.integers(4, 60)),
    st.tuples(st.just("remove"), st.integers(0, 20), st.none()),
    st.tuples(st.just("drop"), st.integers(0, 8), st.integers(0, 8)),
    st.tuples(st.just("put"), st.integers(0, 8), st.integers(0, 99)),
    st.tuples(st.just("edit"), st.integers(0, 8), st.sampled_from(["ferry", "nothing", "came"])),
    st.tuples(st.just("go back"), st.integers(0, 8), st.none()),
    st.tuples(st.just("work"), st.none(), st.none()),
    st.tuples(st.just("split"), st.integers(1, 8), st.none()),
    st.tuples(st.just("merge"), st.none(), st.none()),
)
QUEUED = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})


class AsIfAtOnce(TestCase):
    """The same is done in two stories. In one every text takes its passages along at once; in the
    other that is for a task, which comes when it comes."""

    @settings(
        max_examples=examples(12),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(st.lists(ACTS, min_size=3, max_size=16))
    def test_the_end_is_the_same(self, acts):
        with QUEUED:
            at_once, later = [make_story() for _ in "ab"]
            for story in (at_once, later):
                make_chapter(TEXT, story=story)
            reader = make_reader()
            for act in acts:
                if act[0] == "mark" and self._is_marked(at_once, later, *act[1:]):
                    continue
                for story, many in ((at_once, 10**6), (later, 0.01)):
                    with patch.object(settling, MANY, many):
                        self._do(story, reader, *act)
                self._check(later)
            self._work()
            self._check(later)
            assert self._all_of(later) == self._all_of(at_once)
            assert not later.chapters.exclude(margin_revision=None).exists()

    def _do(self, story, reader, what, one, other):
        chapter = now(story.chapters.get(number=1))
        lines = chapter.text.split("\n\n")
        if what == "mark":
            highlight_words(chapter, reader, *self._place(chapter, one, other), "green")
        elif what == "remove":
            marks = Highlight.objects.filter(removed_at=None, passage__chapter__story=story)
            for mark in marks.select_related("passage__chapter").order_by("pk")[one : one + 1]:
                remove_highlight(mark)
        elif what == "go back":
            for revision in chapter.revisions.order_by("number")[one : one + 1]:
                revise(chapter, revision.source, by=None)
        elif what == "work":
            self._work()
        elif what == "split" and one < len(chapter.revision.blocks):
            split_chapter(chapter, one, "", by=None)
        elif what == "merge" and story.chapters.filter(number=2).exists():
            merge_with_next(chapter, by=story.author)
        elif what in ("drop", "put", "edit"):
            revise(chapter, "\n\n".join(self._edited(lines, what, one, other)), by=None)

    def _edited(self, lines, what, one, other):
        at = one % len(lines)
        if what == "drop" and len(lines) > 1:
            return [
                line for i, line in enumerate(lines) if i not in (at, other % len(lines))
            ] or lines
        if what == "put":
            return [*lines[:at], f"Somebody wrote {other} of these in the margin.", *lines[at:]]
        if what == "edit":
            return [*lines[:at], lines[at].replace(other, "hardly"), *lines[at + 1 :]]
        return lines

    def _place(self, chapter, start, length):
        start = min(start, len(chapter.text) - 1)
        return start, min(start + length, len(chapter.text))

    def _is_marked(self, one, other, start, length):
        """Whether a place begins or ends with a space, or the same words are marked already: the
        one story may show them, the other not yet, and another passage be made."""
        chapter = now(one.chapters.get(number=1))
        words = chapter.text[slice(*self._place(chapter, start, length))]
        marked = Passage.objects.filter(chapter__story__in=[one, other], quote=words)
        return words.strip() != words or marked.exists()

    def _work(self):
        worker = Worker()
        while worker.do_next():
            pass

    def _all_of(self, story):
        """Where all passages stand, and stood; those of either story are made in the same order."""
        found = []
        passages = Passage.objects.filter(chapter__story=story).order_by("pk")
        keys = {passage.pk: i for i, passage in enumerate(passages)}
        for passage in passages.select_related("chapter", "revision"):
            at = (passage.chapter.number, passage.revision.number, passage.loose)
            found.append((passage.quote, *at, passage.start, passage.end))
        for revision in Revision.objects.filter(chapter__story=story).order_by("pk"):
            places = {keys[int(key)]: at for key, at in revision.places.items() if int(key) in keys}
            found.append((revision.number, places))
        return found

    def _check(self, story):
        """Whatever is shown stands in the present text, and nothing is nowhere."""
        for passage in Passage.objects.filter(chapter__story=story).select_related("chapter"):
            chapter = passage.chapter
            if not passage.loose and not chapter.is_settling:
                assert passage.revision_id == chapter.revision_id


def test_a_draft_of_a_story_keeps_its_authors_marks_on_their_words(settles, author):
    """What nobody reads yet begins in each new text, so its passages can't be left behind in an
    old one."""
    chapter = make_chapter(TEXT, story=make_story(author=author))
    chapter.story.unpublish()
    chapter = now(chapter)
    highlight(chapter, "Line 5 of", author)
    revise(chapter, NEW, by=author)
    settles()
    assert standing(chapter) == {"Line 5 of": "Line 5 of"}
