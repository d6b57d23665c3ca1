"""What others do while a text is worked out: nobody waits for it, and nothing of theirs is lost."""

from threading import Event, Thread

import pytest
from django.db import connection

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import publish_revision
from reader.actions.library.split_chapter import split_chapter
from reader.actions.library.store_manuscript import store_manuscript
from reader.actions.library.story_update import StoryUpdate, update_story
from reader.actions.margin.highlight import highlight_words
from reader.actions.prepare_then_store import TRIES
from reader.actions.revising import proposal as proposals
from reader.actions.revising.revise import revise
from reader.actions.revising.revision_preview import RevisionPreview
from reader.models import Chapter, Comment, Highlight, Passage, Story
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.manuscripts import manuscript as manuscripts
from reader.text.rendering import blocks
from tests.actions.test_at_the_same_time import all_at_once
from tests.factories import find_words, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db(transaction=True)

MOVED = "Tam stood with one boot in the boat, and nobody asked him where the other one was."
TEXT = "\n\n".join(f"Line {n} of the ferry's log says nothing new." for n in range(40))
NEW = f"A new beginning.\n\n{TEXT.replace('Line 9 of', 'The ninth line of')}"


def elsewhere(do):
    """Do something on another connection, and wait until it is done."""
    assert all_at_once(do) == []


@pytest.fixture
def meanwhile(monkeypatch):
    """Have something done after a text was worked out and before it is stored; gives how often
    it was worked out."""
    tries = []

    def arrange(*jobs):
        left, real = list(jobs), proposals.reanchor_through

        def reanchor(*args):
            worked_out = real(*args)
            tries.append(connection.in_atomic_block)
            if left and not connection.in_atomic_block:
                elsewhere(left.pop(0))
            return worked_out

        monkeypatch.setattr(proposals, "reanchor_through", reanchor)
        return tries

    return arrange


def mark(chapter, words):
    page = Chapter.objects.select_related("revision", "story").get(pk=chapter.pk)
    return lambda: highlight_words(page, make_reader(), *find_words(page, words), "pink")


def check_all_stand():
    for passage in Passage.objects.select_related("chapter__revision"):
        assert passage.revision_id == passage.chapter.revision_id
        assert passage.words_now == passage.quote and not passage.loose


def test_what_is_marked_while_a_revision_is_worked_out_is_carried_with_it(meanwhile):
    chapter = make_chapter(TEXT)
    highlight(chapter, "Line 3 of", make_reader())
    tries = meanwhile(mark(chapter, "Line 7 of"), mark(chapter, "Line 8 of"))
    revise(chapter, NEW, by=None)
    assert tries == [False] * 3
    assert Passage.objects.count() == 3
    check_all_stand()


def test_what_is_taken_away_while_a_revision_is_worked_out_stays_away(meanwhile):
    chapter = make_chapter(TEXT)
    gone, stays = (highlight(chapter, f"Line {n} of", make_reader()) for n in (3, 4))

    def let_go():
        Highlight.objects.filter(pk=gone.pk).delete()
        Passage.objects.all().tidy()

    meanwhile(let_go)
    revise(chapter, NEW, by=None)
    assert [p.pk for p in Passage.objects.all()] == [stays.passage_id]
    check_all_stand()


def test_who_is_always_overtaken_holds_the_others_off_at_last(meanwhile):
    chapter = make_chapter(TEXT)
    tries = meanwhile(*(mark(chapter, f"Line {n} of") for n in range(10, 30)))
    revise(chapter, NEW, by=None)
    assert tries == [False] * TRIES + [True]
    assert Passage.objects.count() == TRIES
    check_all_stand()


def test_words_that_another_chapter_loses_meanwhile_are_found_in_this_one(meanwhile):
    story = make_story()
    first = make_chapter(f"{MOVED}\n\n{TEXT}", story=story)
    second = make_chapter(TEXT, story=story)
    passage = highlight(first, "nobody asked him where", make_reader()).passage
    meanwhile(lambda: revise(Chapter.objects.get(pk=first.pk), TEXT, by=None))
    revise(second, f"{TEXT}\n\n{MOVED}", by=None)
    passage.refresh_from_db()
    assert passage.chapter == second
    check_all_stand()


def test_of_two_who_cut_a_chapter_at_once_one_is_told_of_the_other():
    chapter = make_chapter(TEXT)
    highlight(chapter, "Line 30 of", make_reader())
    again = [Chapter.objects.select_related("story", "revision").get(pk=chapter.pk) for _ in "ab"]
    raised = all_at_once(*(lambda c=c: split_chapter(c, 20, "", by=None) for c in again))
    assert [type(error) for error in raised] == [RevisedMeanwhile]
    texts = [c.revision.text for c in ChapterList(chapter.story).chapters]
    assert "\n\n".join(texts) == chapter.text and len(texts) == 2
    check_all_stand()


def test_of_two_updates_at_once_one_is_told_of_the_other():
    una = make_reader()
    chapters = [manuscripts.Chapter("Mud", TEXT), manuscripts.Chapter("Rain", MOVED)]
    made = manuscripts.Manuscript(title="Tide", chapters=chapters)
    story = store_manuscript(made, author=una)
    highlight(story.chapters.get(number=1), "Line 30 of", una)
    updates = []
    for text in ("It snowed.", "It hailed."):
        newer = [*chapters[1:], manuscripts.Chapter("Mud", f"{text}\n\n{TEXT}")]
        newer.append(manuscripts.Chapter(text, f"{text} And that was all of it."))
        newer = manuscripts.Manuscript(title="Tide", chapters=newer)
        updates.append(StoryUpdate(Story.objects.get(pk=story.pk), newer))
    raised = all_at_once(*(lambda u=u: u.apply(by=una) for u in updates))
    assert [type(error) for error in raised] == [RevisedMeanwhile]
    assert sorted(c.revisions.count() for c in story.chapters.all()) == [1, 1, 2]
    check_all_stand()


@pytest.fixture
def slow(monkeypatch):
    """Has the next text that is rendered wait until this is called; gives what waits for that."""
    go_on, begun, real = Event(), Event(), blocks.sanitise

    def sanitise(*args, **kwargs):
        if not begun.is_set():
            begun.set()
            go_on.wait(60)
        return real(*args, **kwargs)

    def start(job):
        monkeypatch.setattr(blocks, "sanitise", sanitise)
        thread = Thread(target=lambda: all_at_once(job))
        thread.start()
        assert begun.wait(60)

        def finish():
            go_on.set()
            thread.join()

        return finish

    yield start
    go_on.set()


@pytest.mark.parametrize("what", ["look", "publish", "import", "update", "cut"])
def test_others_write_while_a_text_is_rendered(what, slow):
    chapter = make_chapter(TEXT)
    una = chapter.story.author
    made = manuscripts.Manuscript(title="Tide", chapters=[manuscripts.Chapter("Mud", NEW)])
    jobs = {
        "look": lambda: RevisionPreview.of(chapter, NEW, by=una),
        "publish": lambda: publish_revision(chapter, "", NEW, on=chapter.revision, by=una),
        "import": lambda: store_manuscript(made, author=una),
        "update": lambda: update_story(chapter.story, made, by=una),
        "cut": lambda: split_chapter(chapter, 20, "", by=una),
    }
    tam = make_reader()
    say(chapter, "Before.", tam)
    finish = slow(jobs[what])
    elsewhere(mark(chapter, "Line 7 of"))
    elsewhere(lambda: Comment.objects.filter(source="Before.").first().edit("Before."))
    finish()
    assert Comment.objects.get().edited_at and Highlight.objects.count() == 1
    check_all_stand()
