"""Which acts give a chapter's page, margin or comments another stamp: only those that everybody
sees."""

import pytest

from reader.actions.margin.comment import delete_comment
from reader.actions.margin.highlight import highlight_words, remove_highlight
from reader.models import Chapter, Highlight
from tests.factories import find_words, highlight, say

pytestmark = pytest.mark.django_db


def stamps_of(chapter):
    return Chapter.objects.select_related("story").get(pk=chapter.pk).stamps


def changed(chapter, act):
    """The stamps that are others after an act."""
    before = stamps_of(chapter)
    act()
    after = stamps_of(chapter)
    names = ("stamp", "story", "margin", "comments")
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def test_what_a_reader_keeps_to_themselves_changes_nothing_for_others(chapter, una):
    place = find_words(chapter, "two goats")

    def own():
        return Highlight.objects.get(reader=una)

    for act in (
        lambda: highlight_words(chapter, una, *place, "green"),
        lambda: own().change(colour="pink", note="Mine alone.", public=False),
        lambda: highlight_words(chapter, una, *place, "blue"),
        lambda: remove_highlight(own()),
        lambda: own().put_back(),
    ):
        assert changed(chapter, act) == set()


def test_what_a_reader_shows_changes_the_words_that_it_is_on(chapter, una):
    mark = highlight(chapter, "two goats", una)
    place = find_words(chapter, "two goats")
    before = stamps_of(chapter).margin

    def change(**fields):
        mark.change(**{"colour": "green", "note": "", "public": True} | fields)

    assert changed(chapter, change) == {"margin"}
    assert changed(chapter, lambda: change(colour="pink")) == set()
    assert changed(chapter, lambda: remove_highlight(mark)) == {"margin"}
    assert changed(chapter, lambda: mark.put_back()) == {"margin"}
    assert changed(chapter, lambda: change(public=False)) == {"margin"}
    assert set(stamps_of(chapter).stretches_since(before)) == {place}


def test_what_is_said_on_words_changes_these_and_on_the_chapter_its_comments(chapter, una, tam):
    for words, name in (("two goats", "margin"), ("", "comments")):
        said = []
        for act in (
            lambda: said.append(say(chapter, "Hm.", una, on=words)),  # noqa: B023
            lambda: say(chapter, "Yes.", tam, to=said[0]),  # noqa: B023
            lambda: said[0].edit("Hm!"),  # noqa: B023
            lambda: said[0].hide(),  # noqa: B023
            lambda: said[0].unhide(),  # noqa: B023
            lambda: delete_comment(said[0]),  # noqa: B023
        ):
            assert changed(chapter, act) == {name}


def test_what_changed_too_long_ago_is_not_known(chapter, una):
    first, here = stamps_of(chapter).margin, Chapter.objects.filter(pk=chapter.pk)
    for number in range(60):
        here.touch_words(number, number + 5)
        latest = stamps_of(chapter)
        assert len(latest.stretches_since(first) or range(number + 1)) == number + 1
    assert latest.stretches_since(first) is None
    assert latest.stretches_since(latest.margin) == []
    here.touch_words(3, 4)
    assert stamps_of(chapter).stretches_since(latest.margin) == [(3, 4)]
