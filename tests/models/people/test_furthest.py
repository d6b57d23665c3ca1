"""The furthest place that a reader has come to, apart from the last one."""

import pytest

from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.split_chapter import split_chapter
from reader.actions.revising.revise import revise
from reader.models import Progress
from tests.factories import make_chapter, make_reader

pytestmark = pytest.mark.django_db
PARAGRAPHS = [f"Paragraph {i} says that the river went by, and by, and by." for i in range(20)]


@pytest.fixture
def reader():
    return make_reader()


@pytest.fixture
def chapters():
    first = make_chapter("\n\n".join(PARAGRAPHS))
    return [first, *(make_chapter("\n\n".join(PARAGRAPHS), story=first.story) for _ in range(3))]


def test_going_back_leaves_the_furthest_place(reader, chapters):
    Progress.objects.keep(reader, chapters[2], 300, device="tablet")
    Progress.objects.keep(reader, chapters[0], 40, device="phone")
    place = Progress.objects.get()
    assert (place.chapter, place.offset) == (chapters[0], 40)
    assert (place.furthest_chapter, place.furthest_offset) == (chapters[2], 300)
    assert place.furthest_device == "tablet"


def test_going_on_takes_it_along(reader, chapters):
    Progress.objects.keep(reader, chapters[0], 300, device="tablet")
    for chapter, offset in [(chapters[0], 400), (chapters[1], 10)]:
        Progress.objects.keep(reader, chapter, offset, device="phone")
        place = Progress.objects.get()
        assert (place.furthest_chapter, place.furthest_offset) == (chapter, offset)
        assert place.furthest_device == "phone"


def test_within_a_chapter_a_revision_does_not_make_a_place_further(reader, chapters):
    chapter = chapters[0]
    Progress.objects.keep(reader, chapter, chapter.revision.starts[10], device="tablet")
    revise(chapter, "\n\n".join(["A new one."] * 30 + PARAGRAPHS), by=None)
    Progress.objects.keep(reader, chapter, chapter.revision.starts[35], device="phone")
    place = Progress.objects.get()
    assert place.furthest_device == "tablet"
    at = place.furthest_offset_in(chapter)
    assert chapter.revision.block_text(chapter.revision.block_at(at)) == PARAGRAPHS[10]


def test_staying_makes_the_last_place_the_furthest(reader, chapters):
    Progress.objects.keep(reader, chapters[2], 300, device="tablet")
    Progress.objects.keep(reader, chapters[0], 40, device="phone")
    Progress.objects.go_on_from_here(reader, chapters[0].story_id)
    place = Progress.objects.get()
    assert (place.furthest_chapter, place.furthest_offset) == (chapters[0], 40)


def test_a_furthest_chapter_that_was_taken_out_counts_no_more(reader, chapters):
    Progress.objects.keep(reader, chapters[3], 300, device="tablet")
    Progress.objects.keep(reader, chapters[0], 40, device="phone")
    chapters[3].number = None
    chapters[3].save()
    Progress.objects.keep(reader, chapters[0], 50, device="phone")
    assert Progress.objects.get().furthest_chapter == chapters[0]


def test_it_stays_with_its_words_where_chapters_are_joined_and_cut(reader, chapters):
    story, words = chapters[0].story, "This is how far I came."
    last = make_chapter("\n\n".join([*PARAGRAPHS, words]), story=story)
    Progress.objects.keep(reader, last, last.text.index(words), device="tablet")
    Progress.objects.keep(reader, chapters[0], 10, device="phone")
    joined = merge_with_next(chapters[3], by=story.author)
    place = Progress.objects.get()
    assert joined.text[place.furthest_offset_in(joined) :].startswith(words)
    block = joined.revision.block_at(joined.text.index(words))
    new = split_chapter(joined, block, title="The rest", by=story.author)
    place = Progress.objects.get()
    assert place.furthest_chapter == new and place.furthest_offset_in(new) == 0
    assert place.chapter == chapters[0]


def test_a_place_in_the_middle_of_a_paragraph_is_before_the_same_words_after_a_revision(
    reader, chapters
):
    begun = "The ferry came at nine. Nobody was on it."
    kept = "She had written, and held up the answer, which had arrived folded around a fish."
    chapter = make_chapter(f"One.\n\n{begun} {kept}\n\nThe end of it all.", story=chapters[0].story)
    Progress.objects.keep(reader, chapter, chapter.text.index("She had"))
    revise(chapter, f"One.\n\nTwo.\n\nThe ferry never came. {kept}\n\nThe end.", by=None)
    now = Progress.objects.select_related("chapter__revision").get().offset_now
    assert chapter.text[now:].startswith("She had written")


def test_a_place_whose_line_is_gone_is_its_paragraph(reader, chapters):
    chapter = make_chapter(
        "One.\n\nThe ferry came at nine, and nobody at all was on it. So she left.",
        story=chapters[0].story,
    )
    Progress.objects.keep(reader, chapter, chapter.text.index("So she"))
    revise(chapter, "One.\n\nTwo.\n\nThe ferry came at nine, and nobody at all was on it.", by=None)
    place = Progress.objects.select_related("chapter__revision").get()
    assert chapter.text[place.offset_now :].startswith("The ferry came")
