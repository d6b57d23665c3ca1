"""The W3C Web Annotation model, https://www.w3.org/TR/annotation-model/: a MUST a test."""

import json
import re
from itertools import pairwise

import pytest

from reader.actions.annotations.annotation_list import AnnotationList
from reader.actions.revising.revise import revise
from reader.exporting.annotations.web_annotation import as_collection, as_json_ld
from reader.importing.annotations.web_annotation import annotations_in, load_json, read_annotation
from tests.factories import highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db

BASE = "https://gloss.example.org/"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


@pytest.fixture
def reader():
    return make_reader("una", name="Una Marsh")


@pytest.fixture
def chapter():
    return make_chapter("🦆 The ferry came at nine, with *nobody* on it.\n\nTwo goats, a widow.")


@pytest.fixture
def made(chapter, reader):
    """One annotation of each kind, as JSON-LD, by what it is."""
    mark = highlight(chapter, "nobody", reader, colour="blue", note="Not even <Tam>.")
    mark.change(colour="pink", note=mark.note, public=False)
    first = say(chapter, "*Why?*", reader, on="a widow")
    reply = say(chapter, "Because.", reader, to=first)
    whole = say(chapter, "Yes.", reader)
    mine = AnnotationList.of(reader)
    rows = {"highlight": f"h{mark.pk}", "comment": f"c{first.pk}", "reply": f"c{reply.pk}",
            "whole": f"c{whole.pk}"}  # fmt: skip
    return {name: as_json_ld(mine.described(mine.row(row)), BASE) for name, row in rows.items()}


def test_an_annotation_has_the_context_one_iri_and_its_class(made):
    for one in made.values():
        assert one["@context"] == CONTEXT
        assert one["id"].startswith(f"{BASE}annotations/")
        assert one["type"] == "Annotation"


def test_an_annotation_has_a_target_and_each_target_one_iri_or_source(made, chapter):
    revision = BASE.rstrip("/") + chapter.revision.get_absolute_url()
    for name in ("highlight", "comment"):
        target = made[name]["target"]
        assert target["type"] == "SpecificResource" and target["source"] == revision
    assert made["whole"]["target"] == BASE.rstrip("/") + chapter.get_absolute_url()
    assert made["reply"]["target"] == made["comment"]["id"]


def test_a_motivation_is_of_the_model(made):
    assert {name: one["motivation"] for name, one in made.items()} == {
        "highlight": "highlighting",
        "comment": "commenting",
        "whole": "commenting",
        "reply": "replying",
    }


def test_a_body_is_text_with_one_value_and_its_format(made):
    assert made["highlight"]["body"] == {
        "type": "TextualBody",
        "value": "Not even <Tam>.",
        "format": "text/plain",
    }
    for name in ("comment", "reply", "whole"):
        assert made[name]["body"]["type"] == "TextualBody"
        assert made[name]["body"]["format"] == "text/markdown"


def test_a_quote_has_its_words_and_what_is_around_them_as_they_are(made, chapter):
    quote = made["highlight"]["target"]["selector"][0]
    assert quote["type"] == "TextQuoteSelector" and quote["exact"] == "nobody"
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert around in chapter.text
    assert len(quote["prefix"]) <= 32 and len(quote["suffix"]) <= 32


def test_a_position_counts_code_points_and_its_end_is_exclusive(made, chapter):
    place = made["highlight"]["target"]["selector"][1]
    assert place["type"] == "TextPositionSelector"
    assert chapter.text[place["start"] : place["end"]] == "nobody"
    assert type(place["start"]) is type(place["end"]) is int and place["start"] >= 0
    assert chapter.text[0] == "🦆" and place["start"] == chapter.text.index("nobody")


def test_times_are_in_utc_with_a_z(made):
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    for one in made.values():
        assert moment.fullmatch(one["created"])
    assert moment.fullmatch(made["highlight"]["modified"])


def test_the_creator_has_an_iri_a_class_and_a_name(made):
    who = {"id": f"{BASE}readers/una/", "type": "Person", "name": "Una Marsh"}
    assert all(one["creator"] == who for one in made.values())


def test_the_words_and_their_place_are_those_of_the_revision_named(chapter, reader):
    mark = highlight(chapter, "The ferry came at nine", reader)
    revise(chapter, f"Before.\n\n{chapter.revision.source.replace('nine', 'eleven')}", by=reader)
    mine = AnnotationList.of(reader)
    found = mine.described(mine.row(f"h{mark.pk}"))
    assert found.source.endswith("/revisions/2/")
    assert chapter.text[found.start : found.end] == found.quote
    assert found.marked == "The ferry came at nine"
    revise(chapter, "Nothing of it is left.", by=reader)
    lost = mine.described(mine.row(f"h{mark.pk}"))
    first = chapter.revisions.get(number=1)
    assert lost.source == first.get_absolute_url()
    assert first.text[lost.start : lost.end] == lost.quote == "The ferry came at nine"


def test_a_collection_has_an_iri_its_class_a_total_and_a_page_with_all_items(made, reader):
    mine = AnnotationList.of(reader)
    pieces = as_collection(
        mine.in_reading_order(), BASE, url=f"{BASE}x", label="Mine", total=mine.extent.total
    )
    whole = json.loads("".join(pieces))
    assert whole["@context"] == CONTEXT and whole["id"] == f"{BASE}x"
    assert whole["type"] == "AnnotationCollection" and whole["total"] == 4
    page = whole["first"]
    assert page["type"] == "AnnotationPage" and page["id"] and page["partOf"] == whole["id"]
    assert page["startIndex"] == 0 and len(page["items"]) == 4
    empty = json.loads("".join(as_collection([], BASE, url=BASE, label="", total=0)))
    assert empty["first"]["items"] == []


def test_what_is_written_is_read_again(made):
    for one in made.values():
        again = read_annotation(one)
        assert as_json_ld(again, BASE) | {"creator": one["creator"]} == {
            key: value for key, value in one.items() if key not in ("modified", "audience")
        } | ({"audience": one["audience"]} if "audience" in one else {})


@pytest.mark.parametrize("form", ["alone", "list", "page", "collection"])
def test_annotations_are_read_alone_in_a_list_a_page_and_a_collection(made, form):
    one = made["highlight"]
    page = {"type": "AnnotationPage", "items": [one]}
    forms = {"alone": one, "list": [one], "page": page,
             "collection": {"type": "AnnotationCollection", "first": page}}  # fmt: skip
    data = json.dumps(forms[form]).encode()
    assert [read_annotation(found).quote for found in annotations_in(load_json(data))] == ["nobody"]


def test_other_ways_to_say_the_same_are_understood():
    said = {
        "@type": ["Annotation"],
        "motivation": ["oa:tagging", "http://www.w3.org/ns/oa#commenting"],
        "body": [
            {"type": "TextualBody", "value": "One."},
            {"type": "TextualBody", "purpose": "tagging", "value": "goats"},
        ],
        "target": {
            "source": {"id": "/stories/x/1/"},
            "selector": {
                "type": "FragmentSelector",
                "value": "b3",
                "refinedBy": {"type": "TextQuoteSelector", "exact": "two goats"},
            },
        },
    }
    found = read_annotation(said)
    assert (found.motivation, found.text) == ("commenting", "One.\n\n#goats")
    assert (found.source, found.quote) == ("/stories/x/1/", "two goats")
    assert read_annotation(said | {"body": None, "bodyValue": "Two."}).text == "Two."


def test_reading_order_is_by_story_chapter_and_place(reader):
    for _ in range(2):
        story = make_chapter().story
        make_chapter(story=story)
        for chapter in reversed(story.chapters.in_story()):
            say(chapter, "Whole.", reader)
            for words in ("lamp oil", "eleven years", "a widow"):
                say(chapter, "There.", reader, on=words)
                highlight(chapter, words, reader)
    found = list(AnnotationList.of(reader).in_reading_order())
    assert len(found) == 4 * 7
    for one, other in pairwise(found):
        if one.chapter_url == other.chapter_url and other.start is not None:
            assert one.start is not None and one.start <= other.start
    assert len({one.id for one in found}) == len(found)
    chapters = [one.chapter_url for one in found]
    assert chapters == sorted(chapters, key=chapters.index)
