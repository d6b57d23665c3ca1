"""Annotations that programs make: by the rules that hold on the page."""

import pytest

from reader.actions.revising.revise import revise
from reader.models import Comment, Highlight, Passage
from tests.factories import make_chapter
from tests.views.annotations.protocol import HOST, on

pytestmark = pytest.mark.django_db


# Making annotations


def test_a_highlight_is_made_private_with_its_note_and_colour(ask, chapter, una, here):
    sent = on(chapter, "two goats", "Kings?", id="http://example.org/1", canonical="urn:uuid:1")
    sent["target"]["styleClass"] = "pink"
    answer = ask("POST", here, sent, by=una)
    made = answer.json()
    assert answer.status_code == 201 and answer["Location"] == made["id"]
    assert made["id"].startswith(f"{HOST}/annotations/")
    assert made["canonical"] == "urn:uuid:1" and made["via"] == "http://example.org/1"
    assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in answer["Link"]
    assert {"Accept", "Prefer"} <= set(answer["Vary"].split(", "))
    mark = Highlight.objects.get()
    assert (mark.note, mark.colour, mark.public) == ("Kings?", "pink", False)
    assert mark.passage.words_now == "two goats"
    assert made == ask("GET", answer["Location"], by=una).json()
    assert ask("GET", answer["Location"]).status_code == 404


def test_a_highlight_for_everybody_is_seen_without_its_note(ask, chapter, una, here):
    everybody = {"audience": "https://www.w3.org/ns/activitystreams#Public"}
    made = ask("POST", here, on(chapter, "two goats", "Kings?") | everybody, by=una).json()
    seen = ask("GET", made["id"]).json()
    assert seen["audience"] == everybody["audience"] and "body" not in seen


def test_a_comment_is_made_on_words_on_a_chapter_and_on_a_comment(ask, chapter, una, here):
    words = on(chapter, "two goats", "Kings?", motivation="commenting")
    first = ask("POST", here, words, by=una).json()
    whole = words | {"target": HOST + chapter.get_absolute_url()}
    assert ask("POST", here, whole, by=una).status_code == 201
    answer = words | {"motivation": "replying", "target": first["id"]}
    reply = ask("POST", "/annotations/", answer, by=una).json()
    assert reply["target"] == first["id"] and reply["motivation"] == "replying"
    assert [(c.passage_id is None, c.parent_id is None) for c in Comment.objects.all()] == [
        (False, True), (True, True), (False, False)
    ]  # fmt: skip


def test_every_container_takes_what_is_about_it_and_nothing_else(ask, chapter, una):
    story = f"/annotations{chapter.story.get_absolute_url()}"
    other = make_chapter()
    for path, words in (("/annotations/", "two goats"), (story, "a widow")):
        assert ask("POST", path, on(chapter, words), by=una).status_code == 201
    for path in (story, f"/annotations{other.get_absolute_url()}"):
        about = chapter if path != story else other
        assert ask("POST", path, on(about, "lamp oil"), by=una).status_code == 400


def test_a_stale_revision_is_carried(ask, chapter, una, here, author):
    sent = on(chapter, "two goats")
    revise(chapter, f"New beginning.\n\n{chapter.revision.source}", by=author)
    made = ask("POST", here, sent, by=una).json()
    place = made["target"]["selector"][1]
    assert made["target"]["source"].endswith("/revisions/2/")
    assert chapter.text[place["start"] : place["end"]] == "two goats"


def test_words_that_were_removed_since_are_marked_and_loose(ask, chapter, una, here, author):
    sent = on(chapter, "They crossed at noon with two goats, a widow")
    revise(chapter, "Nothing is left here of what there was.", by=author)
    answer = ask("POST", here, sent, by=una)
    assert answer.status_code == 201
    assert answer.json()["target"]["source"].endswith("/revisions/1/")
    assert Passage.objects.get().loose


def test_words_are_found_by_their_quote_without_a_place(ask, chapter, una, here):
    sent = on(chapter, "two goats")
    sent["target"]["source"] = HOST + chapter.get_absolute_url()
    sent["target"]["selector"] = {"type": "TextQuoteSelector", "exact": "“You could  write to them"}
    made = ask("POST", here, sent, by=una).json()
    assert made["target"]["selector"][0]["exact"] == '"You could write to them'


WRONG = {
    "no JSON": ("{", 400),
    "no UTF-8": (b"\xff\xfe", 400),
    "deep": ("[" * 100_000, 400),
    "no object": ("[]", 415),
    "no annotation": ({"type": "Note"}, 415),
    "no context": ({"@context": None}, 415),
    "another context": ({"@context": "https://www.w3.org/ns/activitystreams"}, 415),
    "no target": ({"target": None}, 400),
    "two targets": ({"target": ["http://testserver/", "http://testserver/"]}, 400),
    "a number for a target": ({"target": 7}, 400),
    "no source": ({"target": {"selector": []}}, 400),
    "elsewhere": ({"target": "http://example.org/stories/x/1/"}, 400),
    "no chapter": ({"target": f"{HOST}/look/"}, 400),
    "no such story": ({"target": f"{HOST}/stories/nowhere/1/"}, 400),
    "no address": ({"target": "http://[/"}, 400),
    "another motivation": ({"motivation": "bookmarking"}, 400),
    "an answer to nothing": ({"motivation": "replying", "target": f"{HOST}/annotations/c9"}, 400),
    "no text": ({"motivation": "commenting"}, 400),
    "a body elsewhere": ({"body": "http://example.org/body"}, 400),
    "a zero byte": ({"body": {"type": "TextualBody", "value": "a\0b"}}, 400),
    "half a letter": ({"body": {"type": "TextualBody", "value": "\ud83d"}}, 400),
    "a canonical that cannot be kept": ({"canonical": "urn:" + "x" * 2000}, 400),
    "two canonicals": ({"canonical": ["urn:uuid:1", "urn:uuid:2"]}, 400),
    "too long": ({"body": {"type": "TextualBody", "value": "x" * 10_001}}, 400),
}


SELECTORS = {
    "not there": [{"type": "TextQuoteSelector", "exact": "three goats and a crate of herring"}],
    "everywhere": [{"type": "TextQuoteSelector", "exact": "the"}],
    "nothing": [{"type": "TextQuoteSelector", "exact": " "}],
    "no words": [{"type": "TextQuoteSelector"}],
    "backwards": [{"type": "TextPositionSelector", "start": 9, "end": 4}],
    "outside": [{"type": "TextPositionSelector", "start": 9, "end": 10**6}],
    "no numbers": [{"type": "TextPositionSelector", "start": "1", "end": True}],
    "none": [],
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_annotation_of_ours_is_refused_in_a_sentence(ask, chapter, una, here, what):
    wrong, status = WRONG[what]
    sent = on(chapter, "two goats") | wrong if isinstance(wrong, dict) else wrong
    answer = ask("POST", here, sent, by=una)
    assert answer.status_code == status, answer.content
    assert answer.content.count(b"\n") == 1 and b"Traceback" not in answer.content
    assert not (Highlight.objects.exists() or Comment.objects.exists() or Passage.objects.exists())


@pytest.mark.parametrize("what", SELECTORS)
def test_words_that_are_not_found_are_not_guessed(ask, chapter, una, here, what):
    sent = on(chapter, "two goats")
    sent["target"]["selector"] = SELECTORS[what]
    answer = ask("POST", here, sent, by=una)
    assert answer.status_code == 400 and not Passage.objects.exists()


def test_only_json_ld_is_taken(ask, chapter, una, here):
    for kind in ("application/json", "text/turtle", "application/x-www-form-urlencoded"):
        answer = ask("POST", here, on(chapter, "two goats"), by=una, Content_Type=kind)
        assert answer.status_code == 415
    assert ask("POST", here, "x" * 400_000, by=una).status_code == 413


def test_the_same_words_are_not_marked_twice(ask, chapter, una, here):
    first = ask("POST", here, on(chapter, "two goats", "Kings?"), by=una)
    again = ask("POST", here, on(chapter, "two goats", "Queens?"), by=una)
    assert again.status_code == 409 and again["Location"] == first["Location"]
    assert Highlight.objects.get().note == "Kings?"


def test_nothing_is_added_to_a_chapter_that_was_taken_out(ask, chapter, una, here):
    sent = on(chapter, "two goats")
    chapter.number = None
    chapter.save()
    sent["target"]["source"] = HOST + chapter.revision.get_absolute_url()
    assert ask("POST", "/annotations/", sent, by=una).status_code == 409
    assert ask("GET", here).status_code == 404


def test_programs_mark_and_comment_as_often_as_people(ask, chapter, una, here, settings):
    settings.RATE_LIMITS = {"highlight": "1/m/user", "comment": "1/m/user"}
    assert ask("POST", here, on(chapter, "two goats"), by=una).status_code == 201
    answer = ask("POST", here, on(chapter, "a widow"), by=una)
    assert answer.status_code == 429 and answer["Retry-After"]
    said = on(chapter, "a widow", "Why?", motivation="commenting")
    assert ask("POST", here, said, by=una).status_code == 201
    assert ask("POST", here, said, by=una).status_code == 429
