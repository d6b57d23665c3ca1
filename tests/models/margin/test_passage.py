"""Passages follow their words, say so when the words are gone, and lose nobody's voice."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import ProtectedError

from reader.actions.margin.passage_at import passage_at
from reader.actions.revising.revise import revise
from reader.models import Passage
from tests.factories import find_words, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db

TEXT = "The ferry came at nine, with nobody on it.\n\nTam had a boot.\n\nUna laughed at the boot."


@pytest.fixture
def chapter():
    return make_chapter(TEXT)


def words_of(passage):
    passage.refresh_from_db()
    return passage.revision.text[passage.start : passage.end]


def test_one_place_is_one_passage(chapter):
    place = find_words(chapter, "nobody")
    assert passage_at(chapter, *place) == passage_at(chapter, *place)


def test_a_passage_keeps_its_words_and_what_stood_around_them(chapter):
    passage = passage_at(chapter, *find_words(chapter, "Tam had"))
    assert passage.quote == "Tam had"
    assert passage.prefix.endswith("nobody on it.\n\n") and passage.suffix.startswith(" a boot.")


def test_it_moves_with_its_words(chapter):
    passage = highlight(chapter, "had a boot", make_reader()).passage
    revise(chapter, "A new beginning.\n\n" + TEXT, by=None)
    assert words_of(passage) == "had a boot"
    assert passage.revision == chapter.revision


def test_it_is_loose_while_its_words_are_gone_and_anchored_when_they_are_back(chapter):
    passage = highlight(chapter, "Tam had a boot", make_reader()).passage
    place = (passage.start, passage.end)
    revise(chapter, TEXT.replace("Tam had a boot.\n\n", ""), by=None)
    passage.refresh_from_db()
    assert passage.loose
    assert passage.revision.text[slice(*place)] == "Tam had a boot"
    revise(chapter, TEXT, by=None)
    passage.refresh_from_db()
    assert not passage.loose
    assert (passage.start, passage.end) == place


def test_going_back_to_a_text_puts_everything_back_exactly(chapter):
    reader = make_reader()
    marks = [highlight(chapter, w, reader).passage for w in ("came at nine", "laughed", "nobody")]
    before = [(p.pk, p.start, p.end) for p in marks]
    for text in (
        TEXT.replace("nine", "ten"),
        TEXT.replace("nobody", "a goat").replace("laughed", "smiled"),
        "Something else altogether, for a while.",
        TEXT,
    ):
        revise(chapter, text, by=None)
    after = [(p.pk, p.start, p.end) for p in Passage.objects.order_by("pk")]
    assert after == before
    assert not Passage.objects.filter(loose=True).exists()


def test_changed_words_are_said_to_be_changed(chapter):
    passage = highlight(chapter, "came at nine, with nobody on it", make_reader()).passage
    revise(chapter, TEXT.replace("nine", "ten"), by=None)
    assert words_of(passage) == "came at ten, with nobody on it"
    assert passage.words_now != passage.quote


def test_who_sees_a_passage(chapter):
    una, tam, visitor = make_reader(), make_reader(), AnonymousUser()
    silent = highlight(chapter, "nobody", una).passage
    shown = highlight(chapter, "a boot", una, public=True).passage
    spoken = say(chapter, "Ha.", una, on="laughed").passage
    assert set(Passage.objects.visible_to(una)) == {silent, shown, spoken}
    assert set(Passage.objects.visible_to(tam)) == {shown, spoken}
    assert set(Passage.objects.visible_to(visitor)) == {shown, spoken}


def test_nothing_on_a_draft_is_seen_by_others():
    story = make_story(draft=True)
    chapter = make_chapter(TEXT, story=story)
    passage = say(chapter, "Hm.", story.author, on="nobody").passage
    assert not Passage.objects.visible_to(make_reader()).exists()
    assert Passage.objects.visible_to(story.author).get() == passage


def test_a_chapter_that_somebody_wrote_on_cannot_be_deleted_from_under_them(chapter):
    say(chapter, "Ha.", make_reader(), on="laughed")
    with pytest.raises(ProtectedError):
        chapter.delete()
