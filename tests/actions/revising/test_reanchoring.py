"""Words that an author moves from one chapter to another take what readers wrote on them along."""

import pytest

from reader.actions.revising.revise import revise
from reader.actions.revising.revision_preview import RevisionPreview
from reader.models import Passage
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db

MOVED = "Tam stood with one boot in the boat, and nobody asked him where the other one was."
HERE = f"The ferry came at nine.\n\n{MOVED}\n\nIt left at ten."
THERE = "Una laughed.\n\nThe gulls laughed too."
WITHOUT = "The ferry came at nine.\n\nIt left at ten."
WITH = f"Una laughed.\n\n{MOVED}\n\nThe gulls laughed too."


@pytest.fixture
def story():
    story = make_story()
    make_chapter(HERE, story=story)
    make_chapter(THERE, story=story)
    return story


def set_text(story, number, text):
    revise(story.chapters.get(number=number), text, by=None)


def stands(passage):
    passage = Passage.objects.select_related("chapter__revision").get(pk=passage.pk)
    if passage.loose:
        return passage.chapter.number, None
    assert passage.revision_id == passage.chapter.revision_id
    return passage.chapter.number, passage.chapter.text[passage.start : passage.end]


CUT_THEN_PASTED = [(1, WITHOUT), (2, WITH)]
PASTED_THEN_CUT = [(2, WITH), (1, WITHOUT)]


@pytest.mark.parametrize("edits", [CUT_THEN_PASTED, PASTED_THEN_CUT])
def test_a_paragraph_moved_to_another_chapter_takes_its_threads_along(story, edits):
    first = story.chapters.get(number=1)
    whole = highlight(first, MOVED, make_reader()).passage
    part = say(first, "Where?", make_reader(), on="nobody asked him where")
    for number, text in edits:
        set_text(story, number, text)
    assert stands(whole) == (2, MOVED)
    assert stands(part.passage) == (2, "nobody asked him where")
    part.refresh_from_db()
    assert part.chapter.number == 2


@pytest.mark.parametrize("edits", [CUT_THEN_PASTED, PASTED_THEN_CUT])
def test_going_back_in_the_first_chapter_brings_them_home(story, edits):
    part = highlight(story.chapters.get(number=1), "nobody asked him where", make_reader()).passage
    place = (part.start, part.end)
    for number, text in [*edits, (1, HERE), (2, THERE)]:
        set_text(story, number, text)
    assert stands(part) == (1, "nobody asked him where")
    part.refresh_from_db()
    assert (part.start, part.end) == place


def test_a_short_quote_never_goes_to_another_chapter_that_always_said_it(story):
    first = make_chapter("He said it.\n\nOkay.\n\nShe left.", story=story)
    make_chapter("Later.\n\nOkay.\n\nMuch later.", story=story)
    passage = highlight(first, "Okay.", make_reader()).passage
    revise(first, "He said it.\n\nShe left.", by=None)
    assert stands(passage) == (first.number, None)


def test_nothing_goes_to_another_story(story):
    elsewhere = make_chapter(WITH)
    passage = highlight(story.chapters.get(number=1), MOVED, make_reader()).passage
    set_text(story, 1, WITHOUT)
    revise(elsewhere, WITH + "\n\nThe end.", by=None)
    assert stands(passage) == (1, None)


def test_the_author_is_told_before(story):
    first = story.chapters.get(number=1)
    say(first, "Where?", make_reader(), on="nobody asked him where")
    set_text(story, 2, WITH)
    effect = RevisionPreview.of(story.chapters.get(number=1), WITHOUT, by=story.author)
    assert [p.quote for p in effect.moved] == ["nobody asked him where"]
    assert not effect.loose
    assert stands(effect.moved[0])[0] == 1
    set_text(story, 2, THERE)
    set_text(story, 1, WITHOUT)
    effect = RevisionPreview.of(story.chapters.get(number=2), WITH, by=story.author)
    assert [p.quote for p in effect.back] == ["nobody asked him where"]


def test_what_the_author_is_told_is_what_happens(story):
    una = story.author
    first, second = story.chapters.order_by("number")
    marks = [
        highlight(first, words, una, public=True)
        for words in ("The ferry came", "nobody asked him where", "one boot in the boat", "at ten")
    ]
    marks.append(highlight(second, "gulls laughed", una, public=True))
    texts = [
        (1, HERE.replace("ten", "half past ten, or at eleven,")),
        (2, WITH),
        (1, WITHOUT),
        (2, THERE.replace("gulls laughed", "gulls wept")),
        (1, "All is new."),
        (2, THERE),
        (1, HERE),
    ]
    for number, text in texts:
        was = {p.pk: stands(p) for p in Passage.objects.all()}
        effect = RevisionPreview.of(story.chapters.get(number=number), text, by=story.author)
        assert was == {p.pk: stands(p) for p in Passage.objects.all()}
        set_text(story, number, text)
        for passage in effect.stay + effect.changed + effect.moved + effect.back:
            assert stands(passage) == (passage.chapter.number, passage.words_now)
        for passage in effect.loose:
            assert stands(passage)[1] is None
        told = {p.pk for p in effect.stay + effect.changed + effect.moved + effect.back}
        told |= {p.pk for p in effect.loose}
        assert {p.pk for p in Passage.objects.all() if stands(p) != was[p.pk]} <= told
    assert [stands(mark.passage)[1] for mark in marks] == [mark.passage.quote for mark in marks]
