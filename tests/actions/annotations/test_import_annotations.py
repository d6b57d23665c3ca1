"""Annotations brought in: found exactly or by their words, kept loose, never doubled or lost."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reader.actions.annotations.annotate import annotate
from reader.actions.annotations.annotation_list import AnnotationList
from reader.actions.annotations.import_annotations import import_as_highlights
from reader.actions.library.add_chapters import add_chapter
from reader.actions.margin.highlight import highlight_words, remove_highlight
from reader.actions.margin.passage_at import passages_at
from reader.actions.margin.reattach import reattach
from reader.actions.revising.revise import revise
from reader.exporting.annotations.readwise import as_csv
from reader.exporting.annotations.web_annotation import as_collection
from reader.importing.annotations.formats import read_annotation_file
from reader.models import Chapter, Highlight, Passage
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.annotation import Annotation
from reader.text.spreadsheets import escape_formula, unescape_formula
from tests.examples import examples
from tests.factories import find_words, highlight, make_chapter, make_reader, make_story, say

pytestmark = pytest.mark.django_db

BASE = "https://gloss.example.org/"
EVERY = settings(
    max_examples=examples(9),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
any_text = st.text(letters, max_size=40)
paragraphs = st.lists(
    st.one_of(any_text, st.text("ab c.*_🦆é\u0301字", max_size=40)), min_size=1, max_size=6
)


def exported(reader):
    mine = AnnotationList.of(reader)
    pieces = as_collection(
        mine.in_reading_order(), BASE, url=BASE, label="Mine", total=mine.extent.total
    )
    return "".join(pieces).encode()


def in_csv(reader):
    return "".join(as_csv(AnnotationList.of(reader).in_reading_order(), BASE)).encode()


def bring(data, by, host="testserver", story=None):
    made, odd = read_annotation_file(data)
    assert not odd
    return import_as_highlights(made, by=by, host=host, story=story)


def copied(story):
    """The same story on another instance: the address is that of the copy from now on."""
    slug, chapters = story.slug, list(story.chapters.in_story().select_related("revision"))
    story.slug = f"{slug}-was"
    story.save()
    copy = make_story(slug=slug, title=story.title)
    for chapter in chapters:
        add_chapter(copy, chapter.title, chapter.revision.source)
    return copy


def marks(reader, story):
    return sorted(
        (h.passage.chapter.number, h.passage.start, h.passage.end, h.passage.quote,
         h.passage.loose, h.note, h.colour, h.created_at.replace(microsecond=0))
        for h in Highlight.objects.of(reader).filter(passage__chapter__story=story)
    )  # fmt: skip


@EVERY
@given(st.data(), paragraphs)
def test_highlights_taken_along_and_brought_to_a_copy_are_the_same(data, texts):
    with transaction.atomic():
        chapter = make_chapter("\n\n".join(texts))
        size = len(chapter.text)
        assume(size)
        reader = make_reader()
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, size - 1))
            end = data.draw(st.integers(start + 1, size))
            if not chapter.text[start:end].strip():
                continue
            mark = highlight_words(
                chapter, reader, start, end, data.draw(st.sampled_from(Highlight.Colour.values))
            )
            mark.change(colour=mark.colour, note=data.draw(any_text), public=False)
        before, data = marks(reader, chapter.story), exported(reader)
        assume(before)
        copy = copied(chapter.story)
        brought = bring(data, reader)
        assert (brought.found, brought.loose, brought.already) == (len(before), 0, 0)
        assert marks(reader, copy) == before
        again = bring(data, reader)
        assert (again.found, again.loose, again.already) == (0, 0, len(before))
        assert marks(reader, copy) == before
        transaction.set_rollback(True)


@EVERY
@given(any_text)
def test_no_cell_is_a_formula_and_every_one_comes_back(words):
    for text in (words, f"={words}", f"'{words}", f"''+{words}", f"-{words}", f"\t{words}"):
        cell = escape_formula(text)
        assert unescape_formula(cell) == text
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def reader():
    return make_reader("una")


@pytest.fixture
def chapter():
    return make_chapter(title="Low Water")


@pytest.mark.parametrize("export", [exported, in_csv])
def test_all_comes_back_on_its_words_after_it_was_lost(chapter, reader, export):
    for words, note in (("two goats", "=Kings?"), ("a widow", ""), ("at nine", 'A "quote",\nand')):
        highlight(chapter, words, reader, note=note)
    before, data = marks(reader, chapter.story), export(reader)
    Highlight.objects.all().delete()
    Passage.objects.all().delete()
    assert bring(data, reader).found == 3
    assert [row[:6] for row in marks(reader, chapter.story)] == [row[:6] for row in before]


@pytest.mark.parametrize("export", [exported, in_csv])
def test_what_is_here_already_is_left_as_it_is(chapter, reader, export):
    highlight(chapter, "two goats", reader, note="Kings?", colour="pink", public=True)
    say(chapter, "Why?", reader, on="two goats")
    say(chapter, "How?", reader, on="a widow")
    data = export(reader)
    before = list(Highlight.objects.values())
    for _ in range(2):
        brought = bring(data, reader)
        assert not (brought.found or brought.loose or brought.unmatched) and brought.already
    assert list(Highlight.objects.values("note", "colour", "public", "passage_id")) == [
        {name: row[name] for name in ("note", "colour", "public", "passage_id")} for row in before
    ]


def test_a_comment_on_words_comes_as_a_private_note_and_others_are_not_said_again(chapter, reader):
    first = say(chapter, "Why?", reader, on="two goats")
    say(chapter, "Because.", reader, to=first)
    say(chapter, "On the whole.", reader)
    data = exported(reader)
    other = make_reader()
    brought = bring(data, other)
    assert (brought.found, brought.left) == (1, 2)
    mark = Highlight.objects.get(reader=other)
    assert mark.note == "Why?" and not mark.public


def test_a_note_is_added_to_and_never_overwritten(chapter, reader):
    highlight(chapter, "two goats", reader, note="Mine.")
    theirs = highlight(chapter, "two goats", make_reader("tam"), note="Old.\n\nMine.")
    data = exported(theirs.reader)
    for _ in range(2):
        assert bring(data, reader).already == 1
    assert Highlight.objects.get(reader=reader).note == "Mine.\n\nOld."


def test_words_of_an_earlier_revision_are_carried_to_the_present_one(chapter, reader):
    highlight(chapter, "two goats", reader)
    data = exported(reader)
    Highlight.objects.all().delete()
    Passage.objects.all().delete()
    revise(chapter, f"Two goats? No, two goats.\n\n{chapter.revision.source}", by=reader)
    assert bring(data, reader).found == 1
    passage = Passage.objects.get()
    assert passage.start > chapter.text.index("with two goats")


def test_words_that_are_gone_are_loose_with_the_text_that_had_them(chapter, reader):
    highlight(chapter, "two goats, a widow, and a box", reader)
    data = exported(reader)
    revise(chapter, "Nothing of it is left.", by=reader)
    lost = Passage.objects.get()
    assert bring(data, reader).already == 1
    Highlight.objects.all().delete()
    Passage.objects.all().delete()
    assert bring(data, reader).loose == 1
    passage = Passage.objects.get()
    assert passage.origin_id == lost.origin_id and passage.loose
    assert bring(exported(reader), reader).already == 1


def test_words_that_never_were_here_are_loose_until_they_come(chapter, reader):
    words = "the goose went down the river at eleven"
    sent = Annotation(source=chapter.get_absolute_url(), quote=words, text="Late.")
    for expected in ({"loose": 1, "already": 0}, {"loose": 0, "already": 1}):
        brought = import_as_highlights([sent], by=reader, host="testserver")
        assert {name: getattr(brought, name) for name in expected} == expected
    passage = Passage.objects.get()
    assert passage.loose and passage.quote == words
    source = chapter.revision.source
    revise(chapter, f"{source}\n\nMore.", by=reader)
    assert Passage.objects.get().loose
    revise(chapter, f"{source}\n\nIn the end {words}, and nobody saw it.", by=reader)
    passage = Passage.objects.get()
    assert not passage.loose and passage.words_now == words
    assert import_as_highlights([sent], by=reader, host="testserver").already == 1
    revise(chapter, source, by=reader)
    assert Passage.objects.get().loose
    assert bring(exported(reader), reader).already == 1


def test_words_that_never_were_here_are_shown_to_nobody_also_when_they_are_marked_anew(
    chapter, reader
):
    sent = [Annotation(source=chapter.get_absolute_url(), quote="I hate all readers")]
    import_as_highlights(sent, by=reader, host="testserver")
    passage = reattach(Passage.objects.get(), chapter, *find_words(chapter, "two goats"), by=reader)
    mark = Highlight.objects.get()
    mark.change(colour="pink", note="", public=True)
    assert not Passage.objects.visible_to(make_reader()).exists()
    remove_highlight(mark)
    again = annotate(Annotation(quote="two goats", public=True), by=reader, chapter=chapter)
    assert again.passage == passage and not again.public
    assert not Passage.objects.visible_to(make_reader()).exists()


def test_a_story_is_known_by_its_title_where_no_address_leads_to_it(chapter, reader):
    story = chapter.story
    known = Annotation(source="https://a.example/x", quote="two goats", story=story.title)
    brought = import_as_highlights([known], by=reader, host="testserver")
    assert brought.found == 1
    make_story(title=story.title)
    brought = import_as_highlights([known], by=make_reader(), host="testserver")
    assert brought.unmatched == ["two goats"]


def test_an_address_elsewhere_may_be_that_of_another_story(chapter, reader):
    other = make_chapter("Something else entirely, in another town.", title="Elsewhere")
    url = f"https://a.example{other.get_absolute_url()}"
    titled = Annotation(source=url, quote="two goats", story=chapter.story.title)
    assert import_as_highlights([titled], by=reader, host="testserver").found == 1
    assert Passage.objects.get().chapter == chapter
    unknown = Annotation(source=url, quote="a mule", story="Quite another one")
    brought = import_as_highlights([unknown], by=reader, host="testserver")
    assert brought.unmatched == ["a mule"] and Passage.objects.count() == 1


def test_the_story_that_is_chosen_takes_what_is_found_in_it_and_nothing_else(chapter, reader):
    second = make_chapter("A second one, of mules.", story=chapter.story)
    sent = [
        Annotation(source="https://a.example/", quote="second one, of mules"),
        Annotation(source="https://a.example/", quote="of elephants and their keepers"),
    ]
    brought = import_as_highlights(sent, by=reader, host="x", story=chapter.story)
    assert brought.found == 1 and brought.unmatched == ["of elephants and their keepers"]
    assert Passage.objects.get().chapter == second
    assert import_as_highlights(sent, by=reader, host="x").unmatched == [
        "second one, of mules", "of elephants and their keepers"
    ]  # fmt: skip


def test_a_draft_of_somebody_elses_is_not_there(reader):
    draft = make_chapter(story=make_story(draft=True))
    sent = Annotation(source=draft.get_absolute_url(), quote="two goats", story=draft.story.title)
    assert import_as_highlights([sent], by=reader, host="testserver").unmatched
    assert not Passage.objects.exists()


def test_words_in_two_chapters_are_not_guessed_at(chapter, reader):
    make_chapter(story=chapter.story)
    sent = Annotation(source=chapter.story.get_absolute_url(), quote="two goats")
    brought = import_as_highlights([sent], by=reader, host="testserver")
    assert brought.loose == 1 and not brought.found


def test_what_is_too_long_is_refused_and_said(chapter, reader, settings):
    settings.LONGEST_PASSAGE = settings.LONGEST_HIGHLIGHT_NOTE = 12
    where = {"source": chapter.get_absolute_url()}
    sent = [
        Annotation(**where, quote="two goats, a widow"),
        Annotation(**where, quote="two goats", text="x" * 13),
        Annotation(**where, quote="a widow"),
    ]
    brought = import_as_highlights(sent, by=reader, host="testserver")
    assert brought.found == 1 and len(brought.refused) == 2


def test_what_there_is_no_time_for_is_counted(chapter, reader, settings):
    settings.ANNOTATION_SECONDS = -1
    highlight(chapter, "two goats", reader)
    brought = bring(exported(reader), make_reader())
    assert brought.late == 1 and not brought.found


@pytest.mark.parametrize(
    "created", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2024-02-30T00:00:00Z", 7]
)
def test_a_date_that_cannot_be_is_now(chapter, reader, created):
    row = {
        "type": "Annotation",
        "created": created,
        "target": {
            "source": chapter.get_absolute_url(),
            "selector": {"type": "TextQuoteSelector", "exact": "two goats"},
        },
    }
    assert bring(json.dumps(row).encode(), reader).found == 1
    assert (timezone.now() - Highlight.objects.get().created_at).total_seconds() < 60


def test_nothing_is_put_on_a_text_that_was_revised_meanwhile(chapter, reader):
    place = find_words(chapter, "two goats")
    revise(Chapter.objects.get(pk=chapter.pk), "Quite another text.", by=reader)
    with pytest.raises(RevisedMeanwhile):
        passages_at(chapter, [place])
    assert not Passage.objects.exists()


def test_many_are_stored_in_as_many_queries_as_a_few(reader):
    chapter = make_chapter(" ".join(f"word{n}" for n in range(400)))
    counts = []
    for size in (3, 60):
        Highlight.objects.all().delete()
        sent = [
            Annotation(source=chapter.get_absolute_url(), quote=f"word{n}", text=f"{n}")
            for n in range(100, 100 + size)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert import_as_highlights(sent, by=reader, host="testserver").found == size
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_what_hypothesis_exports_is_found_by_its_words(chapter, reader):
    start, _ = find_words(chapter, "two goats")
    row = {
        "uri": f"http://testserver{chapter.get_absolute_url()}",
        "created": "2024-03-01T10:20:30.123456+00:00",
        "text": "Kings?",
        "tags": ["goats", "kings"],
        "document": {"title": ["Low Water"]},
        "target": [
            {
                "source": "http://testserver/",
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]"},
                    {"type": "TextPositionSelector", "start": 9, "end": 18},
                    {"type": "TextQuoteSelector", "exact": "two goats", "prefix": "at noon with ",
                     "suffix": ", a widow"},
                ],
            }
        ],
    }  # fmt: skip
    page_note = {"uri": row["uri"], "text": "On the whole.", "target": [{"source": "x"}]}
    for made in ({"total": 2, "rows": [row, page_note]}, [row, page_note]):
        data = json.dumps(made).encode()
        brought = bring(data, reader)
        assert brought.found + brought.already == 1 and brought.left == 1
    mark = Highlight.objects.get()
    assert mark.passage.start == start and mark.note == "Kings?\n\n#goats #kings"
    assert mark.created_at.isoformat().startswith("2024-03-01T10:20:30")
