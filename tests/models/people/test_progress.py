"""Progress: one place a story, carried along when the chapter changes."""

import pytest

from reader.actions.revising.revise import revise
from reader.models import AuthorNote, Progress
from tests.factories import make_chapter, make_reader

pytestmark = pytest.mark.django_db
PARAGRAPHS = [f"Paragraph {i} says that the river went by, and by, and by." for i in range(20)]


def test_there_is_one_place_in_a_story():
    reader, first = make_reader(), make_chapter()
    second = make_chapter(story=first.story)
    Progress.objects.keep(reader, first, 40)
    Progress.objects.keep(reader, second, 0)
    assert Progress.objects.get().chapter == second


def test_the_place_is_the_same_paragraph_after_a_revision():
    reader, chapter = make_reader(), make_chapter("\n\n".join(PARAGRAPHS))
    Progress.objects.keep(reader, chapter, chapter.revision.starts[12])
    revise(chapter, "\n\n".join(["A new one."] * 3 + PARAGRAPHS), by=None)
    place = Progress.objects.select_related("chapter__revision").get()
    assert chapter.revision.block_text(place.block) == PARAGRAPHS[12]


def test_a_place_whose_paragraph_is_gone_is_still_a_place():
    reader, chapter = make_reader(), make_chapter("\n\n".join(PARAGRAPHS))
    Progress.objects.keep(reader, chapter, chapter.revision.starts[19])
    revise(chapter, "Only this.", by=None)
    assert Progress.objects.select_related("chapter__revision").get().block == 0


def test_percent_goes_from_nothing_to_all():
    reader, chapter = make_reader(), make_chapter("\n\n".join(PARAGRAPHS))
    for offset, finished, percent in [
        (0, False, 0),
        (len(chapter.text) // 2, False, 50),
        (0, True, 100),
    ]:
        Progress.objects.keep(reader, chapter, offset, finished=finished)
        assert Progress.objects.get().percent == percent


def test_a_note_is_named_by_its_kind_and_place():
    chapter = make_chapter()
    labels = [
        AuthorNote.objects.create(chapter=chapter, kind=kind, place=place, source="x").label
        for kind, place in [("note", "before"), ("note", "after"), ("warning", "after")]
    ]
    assert labels == ["Author’s note", "Afterword", "Warning"]
