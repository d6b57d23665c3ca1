"""Highlights: a reader's own, with a note that is nobody else's."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reader.actions.margin.highlight import remove_highlight
from reader.models import Highlight, Passage
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def una():
    return make_reader()


def test_marking_the_same_words_again_changes_the_colour(chapter, una):
    first = highlight(chapter, "two goats", una, note="Kings?")
    again = highlight(chapter, "two goats", una, colour="pink")
    assert again == first
    again.refresh_from_db()
    assert (again.colour, again.note) == ("pink", "Kings?")


def test_marking_again_keeps_a_note_that_was_saved_at_the_same_moment(chapter, una, monkeypatch):
    mark = highlight(chapter, "two goats", una)
    now = timezone.now

    def save_a_note_first():
        Highlight.objects.filter(pk=mark.pk).update(note="Kings?")
        return now()

    monkeypatch.setattr(timezone, "now", save_a_note_first)
    highlight(chapter, "two goats", una, colour="pink")
    mark.refresh_from_db()
    assert (mark.colour, mark.note) == ("pink", "Kings?")


def test_two_readers_mark_the_same_words_each_for_themselves(chapter, una):
    marks = [highlight(chapter, "two goats", reader) for reader in (una, make_reader())]
    assert marks[0].passage == marks[1].passage
    assert Highlight.objects.of(una).get() == marks[0]


def test_a_private_one_is_seen_by_its_reader_alone(chapter, una):
    mark = highlight(chapter, "two goats", una)
    assert mark in Highlight.objects.visible_to(una)
    for other in (make_reader(), chapter.story.author, AnonymousUser()):
        assert not Highlight.objects.visible_to(other).exists()


def test_removed_is_gone_and_can_be_put_back_with_its_note(chapter, una):
    mark = highlight(chapter, "two goats", una, note="Kings?")
    remove_highlight(mark)
    assert not Highlight.objects.visible_to(una).exists()
    mark.put_back()
    assert Highlight.objects.visible_to(una).get().note == "Kings?"


def test_marking_anew_what_was_removed_starts_afresh(chapter, una):
    mark = highlight(chapter, "two goats", una, note="Kings?", public=True)
    remove_highlight(mark)
    again = highlight(chapter, "two goats", una)
    assert (again.note, again.public) == ("", False)


def test_what_was_removed_today_can_be_put_back_whatever_else_is_removed(chapter, una):
    first = highlight(chapter, "two goats", una, note="Kings?")
    remove_highlight(first)
    remove_highlight(highlight(chapter, "a widow", una))
    first.put_back()
    assert Highlight.objects.of(una).get().note == "Kings?"


def test_what_was_removed_long_ago_goes_for_good_and_leaves_others_alone(chapter, una):
    old = highlight(chapter, "two goats", una)
    talked = highlight(chapter, "a widow", una)
    say(chapter, "Who?", make_reader(), on="a widow")
    for mark in (old, talked):
        remove_highlight(mark)
    Highlight.objects.update(removed_at=timezone.now() - timedelta(days=2))
    remove_highlight(highlight(chapter, "lamp oil", una))
    assert set(Passage.objects.values_list("quote", flat=True)) == {"a widow", "lamp oil"}
    assert Highlight.objects.count() == 1
