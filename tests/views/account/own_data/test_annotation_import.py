"""Importing highlights from a file."""

import json

import pytest

from reader.models import (
    Highlight,
    Passage,
)
from tests.factories import make_reader
from tests.views.account.own_data.files import FILES, read, send

pytestmark = pytest.mark.django_db


# Brought back


def test_an_answer_says_what_became_of_each(client, marked, una, browser):
    data = read(client.get(FILES["jsonld"]))
    made = json.loads(data)["first"]["items"]
    lost = json.loads(json.dumps(made[0]))
    lost["target"]["selector"] = [{"type": "TextQuoteSelector", "exact": "a crate of herrings"}]
    strange = {"source": "https://a.example/", "selector": lost["target"]["selector"]}
    sent = [*made, lost, lost | {"target": strange}, {"type": "Note"}]
    reader = make_reader("rose")
    answer = send(browser(reader), json.dumps(sent))
    assert answer.status_code == 303
    rose = browser(reader)
    send(rose, json.dumps(sent))
    html = rose.get("/highlights/bring/").content.decode()
    assert "<strong>0</strong> found" in html and "<strong>4</strong> already here" not in html
    Highlight.objects.filter(reader=reader).delete()
    send(rose, json.dumps(sent))
    html = rose.get("/highlights/bring/").content.decode()
    for said in (
        "mine.jsonld", "<strong>1</strong> found", "<strong>1</strong> already here",
        "<strong>1</strong> without their text", "<strong>1</strong> without a story",
        "a crate of herrings", "1 could not be read", "1 left out",
    ):  # fmt: skip
        assert said in html, said
    assert "found" not in rose.get("/highlights/bring/").content.decode()
    assert all(not mark.public for mark in Highlight.objects.filter(reader=reader))


def test_a_story_is_chosen_by_its_title_or_its_address(client, chapter, una):
    sent = b"Highlight,Title\ntwo goats,Elsewhere\n"
    send(client, sent, "x.csv")
    assert "without a story" in client.get("/highlights/bring/").content.decode()
    story = chapter.story
    for wanted in (story.title.upper(), story.get_absolute_url(),
                   f"https://a.example{chapter.get_absolute_url()}"):  # fmt: skip
        Highlight.objects.all().delete()
        assert send(client, sent, "x.csv", story=wanted).status_code == 303
        assert Highlight.objects.get().passage.words_now == "two goats"
    answer = send(client, sent, "x.csv", story="Nowhere <b>")
    assert answer.status_code == 422 and b"Nowhere &lt;b&gt;" in answer.content


def test_nobody_elses_draft_can_be_chosen(client, draft):
    for wanted in (draft.story.title, draft.get_absolute_url()):
        answer = send(client, b"Highlight\ntwo goats\n", "x.csv", story=wanted)
        assert answer.status_code == 422
    assert not Passage.objects.exists()


HOSTILE = {
    "empty": b"",
    "blank": b" \n\n",
    "half": b'{"rows": [',
    "deep": b"[" * 200_000,
    "deep objects": b'{"first":' * 50_000,
    "a long number": b"[" + b"9" * 10_000 + b"]",
    "bytes": b"\xff\xfe\x00\x01" * 50,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "a zip": b"PK\x03\x04" + bytes(200),
    "nothing of ours": b'{"a": 1}',
    "numbers": b"[1, 2, 3]",
    "odd rows": b'[{"uri": 1}, {"uri": [], "target": 7}]',
    "no columns": b"a,b,c\n1,2,3\n",
    "zero bytes": b"Highlight\n\0\0\n",
    "half letters": b'[{"uri": "/stories/x/1/", "text": "\\ud83d"}]',
    "odd targets": b'[{"type": "Annotation", "target": {"source": {"id": []}, "selector": 9}}]',
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_gets_one_sentence_and_stores_nothing(client, chapter, what):
    answer = send(client, HOSTILE[what])
    assert answer.status_code == 422 and b'role="alert"' in answer.content
    assert not Passage.objects.exists()


def test_an_annotation_with_selectors_without_end_is_on_no_words(client, chapter):
    target = {"source": "/", "selector": [{}] * 9999 + ["x"]}
    answer = send(client, json.dumps([{"type": "Annotation", "target": target}]))
    assert "<strong>0</strong> found" in client.get(answer.url).content.decode()
    assert not Passage.objects.exists()


def test_a_file_that_is_too_large_or_has_too_many_is_refused(client, chapter, settings):
    settings.LARGEST_ANNOTATIONS = 100
    assert b"larger than 100 bytes" in send(client, b"Highlight\n" + b"x" * 100).content
    settings.LARGEST_ANNOTATIONS, settings.MOST_ANNOTATIONS = 10_000, 2
    assert b"this one has 3" in send(client, b"Highlight\na\nb\nc\n").content
    assert client.post("/highlights/bring/", {}).status_code == 422


def test_a_form_from_elsewhere_brings_nothing(browser, una, chapter):
    client = browser(enforce_csrf_checks=True)
    client.force_login(una)
    assert send(client, b"Highlight\ntwo goats\n").status_code == 403
