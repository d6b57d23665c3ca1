"""A newer file of a story: each chapter is found again, wherever it stands, with its margin."""

import pytest

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.find_story_to_update import find_story_to_update
from reader.actions.library.store_manuscript import store_manuscript
from reader.actions.library.story_update import StoryUpdate, update_story
from reader.actions.revising.revise import revise
from reader.models import Highlight, Picture, Story
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from tests.factories import highlight, make_reader

pytestmark = pytest.mark.django_db

TEXTS = [
    "The ferry came in late that night, and the rope had frozen to the post, so that Tam had to "
    "beat it with the boat hook until it let go of the wood.",
    "She counted eleven masts, then twelve, and wrote neither number in the book that her aunt "
    "had left on the sill for such a night as this one.",
    "By morning the fog had gone out with the tide, and the crate on the quay had gone with the "
    "fog, which was more than anybody had hoped of either.",
]
NEW = "A goat stood on the landing stage with a letter in its mouth and would not give it up to " \
      "anyone who could not say the name of the boat that it had missed."  # fmt: skip


def manuscript(*chapters, **fields):
    return Manuscript(title="Slack Water", chapters=list(chapters), **fields)


def untitled(*texts):
    return [Chapter("", text) for text in texts]


@pytest.fixture
def una():
    return make_reader("una")


@pytest.fixture
def make(una):
    def do(*chapters, **fields):
        return store_manuscript(manuscript(*chapters, **fields), author=una)

    return do


def texts(story):
    return [c.revision.source for c in story.chapters.in_story().select_related("revision")]


def revisions(story):
    return [c.revisions.count() for c in story.chapters.in_story()]


def test_a_chapter_that_is_put_in_between_leaves_the_others_what_they_were(make, una):
    story = make(*untitled(*TEXTS))
    mark = highlight(story.chapters.get(number=2), "eleven masts", una)
    update = update_story(story, manuscript(*untitled(TEXTS[0], NEW, *TEXTS[1:])), by=una)
    assert (update.changed, update.added, update.missing) == (0, 1, [])
    assert texts(story) == [TEXTS[0], NEW, *TEXTS[1:]]
    assert revisions(story) == [1, 1, 1, 1]
    passage = Highlight.objects.get(pk=mark.pk).passage
    assert passage.words_now == "eleven masts" and passage.chapter.number == 3


def test_a_chapter_is_known_by_its_key_even_if_all_of_it_changed(make, una):
    story = make(Chapter("Mud", TEXTS[0], key="/1"), Chapter("Rain", TEXTS[1], key="/2"))
    update_story(
        story,
        manuscript(Chapter("Rain", NEW, key="/2"), Chapter("Mud", TEXTS[2], key="/1")),
        by=una,
    )
    assert texts(story) == [NEW, TEXTS[2]] and revisions(story) == [2, 2]


def test_a_chapter_is_known_by_its_title_by_its_text_or_by_its_neighbours(make, una):
    story = make(Chapter("Mud", TEXTS[0]), Chapter("", TEXTS[1]), Chapter("Ebb", TEXTS[2]))
    update_story(
        story,
        manuscript(
            Chapter("Mud", TEXTS[0] + " It snowed."),
            Chapter("", NEW),
            Chapter("The Ebb", TEXTS[2].replace("morning", "noon")),
        ),
        by=una,
    )
    assert revisions(story) == [2, 2, 2]
    assert [c.title for c in story.chapters.in_story()] == ["Mud", "", "The Ebb"]


def test_what_the_file_does_not_have_is_kept_in_its_place_and_told_of(make, una):
    story = make(*(Chapter(f"Number {text[:3]}", text) for text in TEXTS))
    made = manuscript(Chapter("Number By ", TEXTS[2] + " Yes."))
    said = StoryUpdate(story, made).sentences()
    assert "“Number The”, “Number She”" in said[1]
    update_story(story, made, by=una)
    assert texts(story) == [TEXTS[0], TEXTS[1], TEXTS[2] + " Yes."]
    assert revisions(story) == [1, 1, 2]


def test_what_the_file_does_not_say_stays_as_the_author_had_it(make, una):
    story = make(
        *untitled(*TEXTS), summary="A ferry.", rating="teen", tags=["boats"], author="Oona",
        source="https://a.b/1", published="2020-02-29", status="in progress",
    )  # fmt: skip
    update_story(story, manuscript(*untitled(TEXTS[0])), by=una)
    story.refresh_from_db()
    assert (story.summary, story.rating, story.source) == ("A ferry.", "teen", "https://a.b/1")
    assert (story.status, story.byline) == ("in progress", "Oona")
    assert str(story.first_published) == "2020-02-29"
    assert [tag.name for tag in story.tags.all()] == ["boats"]
    assert story.chapters.in_story().count() == 3


def test_titles_and_notes_that_the_file_does_not_have_stay(make, una):
    story = make(*untitled(*TEXTS))
    chapter = story.chapters.get(number=1)
    chapter.title = "Typed by hand"
    chapter.save()
    chapter.notes.create(source="To my aunt.", kind="dedication")
    story.notes.create(source="More on Friday.")
    update_story(story, manuscript(*untitled(TEXTS[0] + " It snowed.", *TEXTS[1:])), by=una)
    chapter.refresh_from_db()
    assert chapter.title == "Typed by hand"
    assert [n.source for n in chapter.notes.all()] == ["To my aunt."]
    assert [n.source for n in story.notes.all()] == ["More on Friday."]
    said = [Note("note", "before", "Thanks.")]
    update_story(story, manuscript(Chapter("", TEXTS[0], notes=said), notes=said), by=una)
    for notes in (chapter.notes, story.notes):
        assert [n.source for n in notes.all()] == ["Thanks."]


def test_days_elsewhere_are_told_and_are_no_days_here(make):
    story = make(*untitled(*TEXTS), published="2001-02-03", updated="2004-05-06")
    assert str(story.last_updated) == "2004-05-06"
    assert story.published_at.year > 2004
    assert make(*untitled(NEW), published="no day").first_published is None


def test_a_story_is_known_by_its_source_its_title_or_its_text(make, una):
    story = make(*untitled(*TEXTS), source="http://archiveofourown.org/works/12", author="Oona")

    def like(*chapters, **fields):
        return find_story_to_update(Manuscript(chapters=list(chapters), **fields), author=una)

    assert like(Chapter("", NEW), source="https://archiveofourown.org/works/12") == story
    assert like(Chapter("", NEW), title="slack water") == story
    assert like(Chapter("", NEW), title="Slack Water", author="Somebody Else") is None
    long = " ".join(TEXTS)
    other = make(Chapter("", long))
    assert like(Chapter("", long + " More."), title="Another") == other
    assert like(Chapter("", NEW), title="Another") is None
    assert find_story_to_update(manuscript(), author=make_reader()) is None


def test_pictures_come_along_with_a_newer_file(make, una):
    story = make(*untitled(TEXTS[0]), pictures={"0" * 32 + "-1x1.png": b"one"})
    newer = {"0" * 32 + "-1x1.png": b"one", "1" * 32 + "-1x1.png": b"two"}
    update_story(story, manuscript(*untitled(TEXTS[0]), pictures=newer), by=una)
    assert sorted(Picture.objects.values_list("name", flat=True)) == sorted(newer)


def test_a_chapter_that_was_taken_out_stays_out(make, una):
    chapters = [Chapter(f"Part {n}", text) for n, text in enumerate(TEXTS, 1)]
    story = make(*chapters)
    mark = highlight(story.chapters.get(number=2), "eleven masts", una)
    ChapterList(story).take_out(story.chapters.get(number=2))
    newer = manuscript(*chapters, Chapter("Part 4", NEW))
    update = StoryUpdate(story, newer)
    assert update.added == 1
    assert any("not added again: Part 2" in sentence for sentence in update.sentences())
    update_story(story, newer, by=una)
    assert [c.title for c in story.chapters.in_story()] == ["Part 1", "Part 3", "Part 4"]
    assert Highlight.objects.get(pk=mark.pk).passage.chapter.title == "Part 2"


def test_words_that_went_to_another_chapter_take_their_margin_along(make, una):
    moved = "\n\nTam stood with one boot in the boat, and nobody asked him where the other one was."
    chapters = [Chapter("Mud", TEXTS[0] + moved), Chapter("Rain", TEXTS[1]), Chapter("Ebb", NEW)]
    for to in ("Rain", "Ebb", "Flood"):
        story = make(*chapters)
        mark = highlight(story.chapters.get(number=1), "nobody asked him where", una)
        newer = [Chapter("Mud", TEXTS[0]), *chapters[1:], Chapter("Flood", TEXTS[2])]
        newer = [Chapter(c.title, c.source + moved * (c.title == to)) for c in newer]
        update_story(story, manuscript(*newer), by=una)
        passage = Highlight.objects.get(pk=mark.pk).passage
        assert (passage.chapter.title, passage.loose) == (to, False)
        assert passage.words_now == "nobody asked him where"
        assert passage.revision_id == passage.chapter.revision_id


def test_what_was_done_is_counted_as_it_was_said_before(make, una):
    story = make(*untitled(*TEXTS))
    newer = manuscript(*untitled(TEXTS[0] + " It snowed.", *TEXTS[1:], NEW))
    said = StoryUpdate(story, newer).sentences()
    assert "1 chapter is changed in this file, and 1 chapter is new" in said[0]
    assert update_story(story, newer, by=una).sentences() == said


def test_an_update_is_not_done_to_another_story_than_it_was_worked_out_for(make, una):
    story = make(*untitled(*TEXTS))
    newer = manuscript(*untitled(*TEXTS[:2], NEW))
    for change in (
        lambda: revise(story.chapters.get(number=1), "All is new.", by=una),
        lambda: ChapterList(story).take_out(story.chapters.get(number=3)),
        lambda: add_chapter(story, "Late", "It came later."),
    ):
        update = StoryUpdate(Story.objects.get(pk=story.pk), newer)
        change()
        now = texts(story)
        with pytest.raises(RevisedMeanwhile):
            update.apply(by=una)
        assert texts(story) == now
