"""Chapters put in another order, cut, joined, taken out: what readers wrote goes with the words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList, WouldPublish
from reader.actions.library.merge_chapters import merge_with_next
from reader.actions.library.split_chapter import split_chapter
from reader.actions.margin.passage_at import passage_at
from reader.actions.revising.revise import revise
from reader.models import Chapter, Comment, Highlight, Passage, Progress, Reading
from reader.text.rendering.splitting import CannotSplit
from tests.examples import examples
from tests.factories import highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db

FIRST = "The ferry came at nine.\n\nNobody was on it.\n\n***\n\nTam had one *boot* in the boat."
SECOND = "Una laughed at the boot.\n\nIt laughed back."


@pytest.fixture
def story():
    story = make_story()
    for title, text in (("Low Water", FIRST), ("High Water", SECOND), ("Ebb", "All went out.")):
        make_chapter(text, story=story, title=title)
    return story


def chapter(story, number):
    return story.chapters.get(number=number)


def titles(story):
    return [c.title for c in story.chapters.in_story()]


def stands(passage):
    """The chapter's number and the words on which a passage stands."""
    passage = Passage.objects.select_related("chapter__revision").get(pk=passage.pk)
    if passage.loose:
        return passage.chapter.number, None
    assert passage.revision_id == passage.chapter.revision_id
    return passage.chapter.number, passage.chapter.text[passage.start : passage.end]


NOW = timezone.now()
LATER, MUCH_LATER = NOW + timedelta(days=1), NOW + timedelta(days=9)


@pytest.mark.parametrize(
    ("one", "next_one", "joined"),
    [
        (NOW, NOW, NOW),
        (None, None, None),
        (LATER, None, None),
        (None, LATER, None),
        (LATER, MUCH_LATER, MUCH_LATER),
        (MUCH_LATER, LATER, MUCH_LATER),
        (NOW, None, WouldPublish),
        (NOW, LATER, WouldPublish),
        (None, NOW, WouldPublish),
        (LATER, NOW, WouldPublish),
    ],
)
def test_joining_publishes_nothing_and_hides_nothing(story, one, next_one, joined):
    for number, when in ((1, one), (2, next_one)):
        Chapter.objects.filter(story=story, number=number).update(published_at=when)
    if joined is WouldPublish:
        with pytest.raises(WouldPublish):
            merge_with_next(chapter(story, 1), by=story.author)
        assert titles(story) == ["Low Water", "High Water", "Ebb"]
        assert "laughed" not in chapter(story, 1).text
        return
    merge_with_next(chapter(story, 1), by=story.author)
    assert chapter(story, 1).published_at == joined and "laughed" in chapter(story, 1).text


def test_chapters_in_another_order_keep_all_that_is_on_them(story):
    una = make_reader()
    mark = highlight(chapter(story, 3), "went out", una)
    Progress.objects.keep(una, chapter(story, 3), 4)
    last, first, *_ = (chapter(story, n).pk for n in (3, 1))
    ChapterList(story).order([last, first])
    assert titles(story) == ["Ebb", "Low Water", "High Water"]
    assert stands(mark.passage) == (1, "went out")
    assert Progress.objects.get().chapter.number == 1


def test_both_parts_of_an_unpublished_chapter_are_unpublished(story):
    draft = add_chapter(story, "Spring Tide", FIRST, draft=True)
    second = split_chapter(draft, 1, "Neap", by=story.author)
    draft.refresh_from_db()
    assert draft.published_at is None and second.published_at is None
    assert titles(story) == ["Low Water", "High Water", "Ebb", "Spring Tide", "Neap"]


def test_a_chapter_cut_in_two_gives_each_part_its_passages_threads_and_places(story):
    una, tam = make_reader(), make_reader()
    before = highlight(chapter(story, 1), "came at nine", una)
    after = say(chapter(story, 1), "One?", tam, on="one boot in")
    say(chapter(story, 1), "One.", una, to=after)
    Progress.objects.keep(una, chapter(story, 1), chapter(story, 1).text.index("boat"))
    Reading.objects.keep(tam, chapter(story, 1), chapter(story, 1).revision)
    split_chapter(chapter(story, 1), 3, "Boots", by=story.author)
    assert titles(story) == ["Low Water", "Boots", "High Water", "Ebb"]
    assert stands(before.passage) == (1, "came at nine")
    assert stands(after.passage) == (2, "one boot in")
    assert {c.chapter.number for c in Comment.objects.all()} == {2}
    assert Progress.objects.get().chapter.number == 2
    assert Progress.objects.get().block == 0
    assert {r.chapter.number for r in Reading.objects.overtaken()} == set()
    assert Reading.objects.count() == 2


def test_a_passage_that_the_cut_goes_through_stays_with_its_greater_part(story):
    whole = chapter(story, 2)
    start = whole.text.index("boot")
    passage = passage_at(whole, start, len(whole.text))
    Highlight.objects.create(passage=passage, reader=make_reader())
    split_chapter(whole, 1, "", by=story.author)
    assert stands(passage) == (3, "It laughed back.")
    passage = Passage.objects.get()
    assert passage.words_now != passage.quote


def test_what_cannot_be_cut_stays_as_it_is(story):
    linked = make_chapter("A [word][1].\n\nAnother.\n\n[1]: https://example.com", story=story)
    for block in (0, 1, 7):
        with pytest.raises(CannotSplit):
            split_chapter(linked, block, "", by=story.author)
    assert story.chapters.count() == 4 and linked.revisions.count() == 1


def test_footnotes_and_all_that_is_on_them_go_with_their_marks(story):
    noted = make_chapter(
        "A word.[^1]\n\nAnother.[^2]\n\n[^1]: A goat's name.\n\n[^2]: Of the other.", story=story
    )
    of_one = highlight(noted, "A goat's name", make_reader()).passage
    of_other = say(noted, "Is it?", make_reader(), on="the other").passage
    Progress.objects.keep(make_reader(), noted, len(noted.text))
    split_chapter(noted, 1, "", by=story.author)
    assert chapter(story, 4).text == "A word.\n\nA goat's name."
    assert chapter(story, 5).text == "Another.\n\nOf the other."
    assert stands(of_one) == (4, "A goat's name")
    assert stands(of_other) == (5, "the other")
    place = Progress.objects.get()
    assert (place.chapter.number, place.offset) == (5, len(chapter(story, 5).text))
    assert place.furthest_offset == place.offset
    merge_with_next(chapter(story, 4), by=story.author)
    assert stands(of_one) == (4, "A goat's name") and stands(of_other) == (4, "the other")


def test_two_chapters_joined_are_one_with_all_that_was_on_both(story):
    una, tam = make_reader(), make_reader()
    marks = [
        highlight(chapter(story, 1), "Nobody", una).passage,
        highlight(chapter(story, 2), "laughed back", una).passage,
    ]
    thread = say(chapter(story, 2), "Ha.", tam, on="at the boot")
    say(chapter(story, 2), "More!", tam)
    Progress.objects.keep(tam, chapter(story, 2), chapter(story, 2).text.index("It"))
    chapter(story, 2).notes.create(source="Thanks.", place="after")
    joined = merge_with_next(chapter(story, 1), by=story.author)
    assert titles(story) == ["Low Water", "Ebb"]
    assert [stands(p) for p in marks] == [(1, "Nobody"), (1, "laughed back")]
    assert stands(thread.passage) == (1, "at the boot")
    assert joined.comments.count() == 2 and joined.notes.count() == 1
    place = Progress.objects.get()
    assert place.chapter == joined and joined.text[place.offset :].startswith("It laughed")
    with pytest.raises(IndexError):
        merge_with_next(chapter(story, 2), by=story.author)


def test_footnotes_of_the_same_name_stay_apart_in_joined_chapters():
    story = make_story()
    for word in ("ferry", "boot"):
        make_chapter(f"A {word}.[^1]\n\n[^1]: About the {word}.", story=story)
    joined = merge_with_next(chapter(story, 1), by=story.author)
    assert "About the ferry." in joined.text and "About the boot." in joined.text


def test_a_chapter_cut_and_joined_again_has_its_passages_where_they_were(story):
    passages = [
        highlight(chapter(story, 1), words, make_reader()).passage
        for words in ("came at nine", "boot in", "Nobody was on it.")
    ]
    before = [(p.start, p.end) for p in passages]
    split_chapter(chapter(story, 1), 3, "", by=story.author)
    merge_with_next(chapter(story, 1), by=story.author)
    revise(chapter(story, 1), FIRST, by=None)
    assert [(p.start, p.end) for p in Passage.objects.order_by("pk")] == before
    assert {stands(p)[0] for p in passages} == {1}


def test_going_back_to_the_text_before_the_cut_brings_all_passages_home(story):
    mark = highlight(chapter(story, 1), "boot in", make_reader())
    split_chapter(chapter(story, 1), 3, "", by=story.author)
    assert stands(mark.passage)[0] == 2
    revise(chapter(story, 1), FIRST, by=None)
    assert stands(mark.passage) == (1, "boot in")


def test_what_readers_wrote_on_a_chapter_that_is_taken_out_stays(story):
    una = make_reader()
    mark = highlight(chapter(story, 2), "laughed back", una)
    say(chapter(story, 2), "More!", una)
    Progress.objects.keep(una, chapter(story, 2), 3)
    out = chapter(story, 2)
    ChapterList(story).take_out(out)
    assert titles(story) == ["Low Water", "Ebb"]
    assert Passage.objects.visible_to(una).get() == mark.passage
    assert Comment.objects.visible_to(make_reader()).count() == 1
    assert Progress.objects.get().chapter.title == "Ebb"
    ChapterList(story).put_back(out)
    assert titles(story) == ["Low Water", "Ebb", "High Water"]
    assert stands(mark.passage) == (3, "laughed back")


LINES = [
    f"{who} {did} the {what}."
    for who in ("Una", "Tam", "Nobody", "A gull")
    for did in ("saw", "lost", "kept")
    for what in ("ferry", "boot", "rail", "tide")
]


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_however_chapters_are_cut_joined_and_ordered_passages_stay_on_their_words(data):
    story = make_story()
    lines = data.draw(st.lists(st.sampled_from(LINES), min_size=6, max_size=12, unique=True))
    make_chapter("\n\n".join(lines[:-3]), story=story)
    make_chapter("\n\n".join(lines[-3:]), story=story)
    reader = make_reader()
    marks = {}
    for one in story.chapters.all():
        for line in one.text.split("\n\n"):
            marks[highlight(one, line, reader).passage] = line
    contents = ChapterList(story)
    for _ in range(data.draw(st.integers(1, 5))):
        chapters = list(contents.chapters)
        act = data.draw(st.sampled_from(["split", "merge", "order", "out and back"]))
        one = data.draw(st.sampled_from(chapters))
        if act == "split" and len(one.revision.starts) > 1:
            at = data.draw(st.integers(1, len(one.revision.starts) - 1))
            split_chapter(one, at, "", by=story.author)
        elif act == "merge" and one.number < len(chapters):
            merge_with_next(one, by=story.author)
        elif act == "order":
            contents.order(data.draw(st.permutations([c.pk for c in chapters])))
        elif act == "out and back":
            contents.take_out(one)
            contents.put_back(one)
        numbers = [c.number for c in contents.chapters]
        assert numbers == list(range(1, len(numbers) + 1))
        assert {p: stands(p)[1] for p in marks} == marks
