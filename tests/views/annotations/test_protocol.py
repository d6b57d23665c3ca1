"""The Web Annotation Protocol: https://www.w3.org/TR/annotation-protocol/, a MUST a test."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.margin.highlight import remove_highlight
from reader.actions.revising.revise import revise
from reader.models import Comment, Highlight, Passage, Token
from reader.models.margin.deleted_annotation import DeletedAnnotation
from tests.factories import find_words, highlight, make_chapter, make_reader, say

pytestmark = pytest.mark.django_db

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
JSON_LD = f'application/ld+json; profile="{CONTEXT}"'
HOST = "http://testserver"
PREFER = 'return=representation;include="{}"'
MINIMAL = PREFER.format("http://www.w3.org/ns/ldp#PreferMinimalContainer")
IRIS = PREFER.format("http://www.w3.org/ns/oa#PreferContainedIRIs")
DESCRIPTIONS = PREFER.format("http://www.w3.org/ns/oa#PreferContainedDescriptions")


@pytest.fixture
def ask(client):
    """Ask something of the protocol, as a program with a token, or as anybody."""

    def do(method, path, sent=None, *, by=None, token=None, **headers):
        if by:
            token = Token.objects.hand_out(by, "a program")[1]
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = json.dumps(sent) if isinstance(sent, dict | list) else (sent or "")
        kind = headers.pop("Content_Type", JSON_LD)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.generic(method, path.removeprefix(HOST), content, kind, headers=headers)

    return do


@pytest.fixture
def here(chapter):
    """The container of the chapter."""
    return f"/annotations{chapter.get_absolute_url()}"


def on(chapter, words, text="", *, motivation="highlighting", **more):
    """An annotation on words that stand once in the chapter."""
    start, end = find_words(chapter, words)
    sent = {
        "@context": CONTEXT,
        "type": "Annotation",
        "motivation": motivation,
        "target": {
            "source": HOST + chapter.revision.get_absolute_url(),
            "selector": [
                {"type": "TextQuoteSelector", "exact": words},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
    if text:
        sent["body"] = {"type": "TextualBody", "value": text}
    return sent | more


@pytest.fixture
def voices(chapter, una, tam):
    """A shown highlight, a private one with a note, a comment, an answer, a word on the whole."""
    first = say(chapter, "Why?", una, on="a widow")
    return {
        "shown": f"/annotations/h{highlight(chapter, 'lamp oil', tam, public=True).pk}",
        "private": f"/annotations/h{highlight(chapter, 'two goats', una, note='Kings').pk}",
        "comment": f"/annotations/c{first.pk}",
        "answer": f"/annotations/c{say(chapter, 'Because.', tam, to=first).pk}",
        "whole": f"/annotations/c{say(chapter, 'On the whole, yes.', tam).pk}",
    }


# What an annotation's address answers


def test_an_annotation_is_read_with_the_headers_that_the_protocol_asks_for(ask, voices):
    for method in ("GET", "HEAD"):
        answer = ask(method, voices["comment"])
        assert answer.status_code == 200
        assert answer["Content-Type"] == JSON_LD
        assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in answer["Link"]
        assert answer["ETag"].startswith('"') and answer["ETag"].endswith('"')
        assert {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"} == set(answer["Allow"].split(", "))
        assert "Accept" in answer["Vary"].split(", ")
    assert ask("OPTIONS", voices["comment"]).status_code == 200


def test_whoever_has_it_already_is_told_so(ask, voices):
    tag = ask("GET", voices["comment"])["ETag"]
    answer = ask("GET", voices["comment"], If_None_Match=tag)
    assert answer.status_code == 304 and answer["ETag"] == tag and "Link" in answer


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/*", 200),
        ("application/ld+json", 200),
        (JSON_LD, 200),
        (f'application/ld+json; profile="{CONTEXT} http://www.w3.org/ns/activitystreams"', 200),
        ("text/turtle, application/ld+json;q=0.5", 200),
        ("text/turtle", 406),
        ("application/rdf+xml", 406),
        ("application/ld+json;q=0", 406),
        ('application/ld+json; profile="http://example.org/other"', 406),
    ],
)
def test_json_ld_is_what_there_is(ask, voices, here, accept, status):
    for path in (voices["comment"], here):
        assert ask("GET", path, Accept=accept).status_code == status


def test_other_methods_are_refused_with_those_that_are_not(ask, voices, here):
    for path, allowed in ((voices["comment"], "PUT"), (here, "POST")):
        answer = ask("PATCH", path, {})
        assert answer.status_code == 405 and allowed in answer["Allow"]
    answer = ask("POST", f"{here}?page=0", {}, by=make_reader())
    assert answer.status_code == 405 and "POST" not in answer["Allow"]


# What a container's address answers


@pytest.mark.parametrize("prefer", [None, MINIMAL, IRIS, DESCRIPTIONS])
def test_a_container_is_read_with_the_headers_that_the_protocol_asks_for(
    ask, voices, here, chapter, prefer
):
    for path in ("/annotations/", f"/annotations{chapter.story.get_absolute_url()}", here):
        assert path.endswith("/")
        for method in ("GET", "HEAD"):
            answer = ask(method, path, **({"Prefer": prefer} if prefer else {}))
            assert answer.status_code == 200 and answer["Content-Type"] == JSON_LD
            assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in answer["Link"]
            assert (
                '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#'
                'constrainedBy"' in answer["Link"]
            )
            assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer["Allow"].split(", "))
            assert answer["Accept-Post"] == JSON_LD
            assert {"Accept", "Prefer"} <= set(answer["Vary"].split(", "))
            assert answer["ETag"]
        made = ask("GET", path, **({"Prefer": prefer} if prefer else {})).json()
        assert {"BasicContainer", "AnnotationCollection"} <= set(made["type"])
        assert made["@context"] == [CONTEXT, "http://www.w3.org/ns/ldp.jsonld"]
        assert made["total"] == 4 and made["label"] and made["modified"].endswith("Z")
        assert answer["Content-Location"] == made["id"]


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST", "PATCH"])
def test_every_answer_of_a_container_says_what_it_is(ask, here, method):
    for path in (here, "/annotations/", "/annotations/stories/nowhere/"):
        answer = ask(method, path, "no", Accept="text/turtle")
        assert "BasicContainer" in answer["Link"] and answer["ETag"]


def test_a_client_says_how_much_of_the_annotations_it_wants(ask, voices, here):
    minimal = ask("GET", here, Prefer=MINIMAL).json()
    assert isinstance(minimal["first"], str) and isinstance(minimal["last"], str)
    assert "items" not in minimal and "ldp:contains" not in minimal
    iris = ask("GET", here, Prefer=IRIS).json()
    assert all(isinstance(item, str) for item in iris["first"]["items"])
    assert iris["id"] != ask("GET", here).json()["id"]
    for answer in (ask("GET", here, Prefer=DESCRIPTIONS), ask("GET", here)):
        items = answer.json()["first"]["items"]
        assert [item["id"] for item in items] == iris["first"]["items"]
        assert all(item["type"] == "Annotation" for item in items)
    both = ask("GET", here, Prefer=f'{MINIMAL[:-1]} http://www.w3.org/ns/oa#PreferContainedIRIs"')
    assert "iris=1" in both.json()["first"]


def test_an_empty_container_is_one_all_the_same(ask, here):
    made = ask("GET", here).json()
    assert made["total"] == 0 and made["first"]["items"] == []
    assert ask("GET", made["first"]["id"]).json()["items"] == []


@pytest.mark.parametrize("prefer", [IRIS, DESCRIPTIONS])
def test_the_pages_lead_from_one_to_the_next_and_hold_everything_in_order(
    ask, chapter, una, here, monkeypatch, prefer
):
    monkeypatch.setattr("reader.views.annotations.container_pages.ANNOTATIONS_ON_A_PAGE", 3)
    made = [f"{HOST}/annotations/c{say(chapter, f'{n}', una).pk}" for n in range(7)]
    whole = ask("GET", here, Prefer=prefer).json()
    page, seen, before = whole["first"], [], None
    while True:
        page = ask("GET", page["id"]).json()
        assert page["type"] == "AnnotationPage" and page["@context"] == CONTEXT
        assert page["partOf"]["id"] == whole["id"] and page["partOf"]["total"] == 7
        assert page["startIndex"] == len(seen)
        assert page.get("prev") == before
        seen += [item if isinstance(item, str) else item["id"] for item in page["items"]]
        if "next" not in page:
            break
        before, page = page["id"], {"id": page["next"]}
    assert seen == made and page["id"] == whole["last"]
    for wrong in ("3", "-1", "x", "9" * 20, "²"):
        assert ask("GET", f"{here}?iris=1&page={wrong}").status_code in (400, 404)


def test_a_container_changes_its_etag_with_what_is_in_it(ask, chapter, una, here):
    before = ask("GET", here)["ETag"]
    comment = say(chapter, "Why?", una)
    between = ask("GET", here)["ETag"]
    comment.edit("How?")
    after = ask("GET", here)["ETag"]
    assert len({before, between, after}) == 3


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


# Changing and deleting


def test_an_annotation_is_replaced_by_whoever_read_its_latest_state(ask, chapter, una, here):
    made = ask("POST", here, on(chapter, "two goats", "Kings?"), by=una)
    tag = ask("GET", made["Location"], by=una)["ETag"]
    assert made["ETag"] == tag
    changed = made.json() | {"body": {"type": "TextualBody", "value": "Queens?"}}
    assert ask("PUT", made["Location"], changed, by=una).status_code == 428
    answer = ask("PUT", made["Location"], changed, by=una, If_Match=f"W/{tag}")
    assert answer.status_code == 200 and answer.json()["body"]["value"] == "Queens?"
    assert answer.json()["modified"]
    assert answer["ETag"] != tag
    assert ask("PUT", made["Location"], changed, by=una, If_Match=tag).status_code == 412
    assert ask("DELETE", made["Location"], by=una, If_Match=tag).status_code == 412
    assert Highlight.objects.get().note == "Queens?"


def test_a_comment_is_replaced_too(ask, voices, una):
    now = ask("GET", voices["comment"], by=una)
    changed = now.json() | {"body": {"type": "TextualBody", "value": "How?"}}
    answer = ask("PUT", voices["comment"], changed, by=una, If_Match="*")
    assert answer.status_code == 200 and answer.json()["body"]["value"] == "How?"
    empty = changed | {"body": []}
    assert ask("PUT", voices["comment"], empty, by=una, If_Match="*").status_code == 400


@pytest.mark.parametrize(
    "conflict",
    [
        {"motivation": "commenting", "body": {"type": "TextualBody", "value": "Loud."}},
        {"id": "http://testserver/annotations/h999"},
        {"canonical": "urn:uuid:2"},
        {"target": {"source": "/stories/x/1/", "selector": {"type": "TextQuoteSelector",
                                                            "exact": "a widow"}}},
    ],
)  # fmt: skip
def test_what_an_annotation_is_and_where_it_stands_stays(ask, voices, una, conflict):
    now = ask("GET", voices["private"], by=una).json()
    answer = ask("PUT", voices["private"], now | conflict, by=una, If_Match="*")
    assert answer.status_code == 409
    assert ask("GET", voices["private"], by=una).json() == now


@pytest.mark.parametrize("which", ["private", "comment"])
def test_what_was_deleted_is_gone_and_in_no_container(ask, voices, una, here, which):
    if which == "comment":
        ask("DELETE", voices["answer"], by=Comment.objects.get(source="Because.").reader)
    answer = ask("DELETE", voices[which], by=una)
    assert answer.status_code == 204 and not answer.content
    assert ask("GET", voices[which], by=una).status_code == 410
    assert ask("DELETE", voices[which], by=una).status_code == 410
    assert voices[which] not in ask("GET", here, by=una).content.decode()
    strangers = ask("GET", voices[which]).status_code
    assert strangers == (404 if which == "private" else 410)


def test_a_comment_with_answers_is_gone_too(ask, voices, una):
    assert ask("DELETE", voices["comment"], by=una).status_code == 204
    assert ask("GET", voices["comment"]).status_code == 410
    assert ask("GET", voices["answer"]).status_code == 200


def test_what_was_removed_long_ago_is_gone_for_whoever_could_see_it(ask, voices, una, tam):
    for mark in Highlight.objects.all():
        remove_highlight(mark)
        Highlight.objects.filter(pk=mark.pk).update(removed_at="2020-01-01T00:00:00Z")
    for reader in (una, tam):
        last = highlight(Passage.objects.first().chapter, "eleven years", reader)
        remove_highlight(last)
    assert DeletedAnnotation.objects.count() == 2
    assert ask("GET", voices["shown"]).status_code == 410
    assert ask("GET", voices["private"]).status_code == 404
    assert ask("GET", voices["private"], by=una).status_code == 410


def test_the_address_of_what_was_deleted_is_not_used_again(ask, chapter, una, here):
    first = ask("POST", here, on(chapter, "two goats", "Kings?"), by=una)["Location"]
    ask("DELETE", first, by=una)
    again = ask("POST", here, on(chapter, "two goats"), by=una)
    assert again.status_code == 201 and again["Location"] != first
    assert ask("GET", first, by=una).status_code == 410
    assert Highlight.objects.get().note == ""


# Who may


def test_everybody_sees_what_is_shown_and_nothing_else(ask, voices, here, tam, author, moderator):
    for reader in (None, tam, author, moderator):
        for name in ("shown", "comment", "answer", "whole"):
            assert ask("GET", voices[name], by=reader).status_code == 200
        assert ask("GET", voices["private"], by=reader).status_code == 404
        html = ask("GET", here, by=reader).content.decode()
        assert "Kings" not in html and "two goats" not in html.replace("with two goats, ", "")
        assert voices["private"] not in html


def test_a_reader_sees_their_own(ask, voices, here, una):
    made = ask("GET", voices["private"], by=una).json()
    assert made["body"]["value"] == "Kings" and "audience" not in made
    assert ask("GET", here, by=una).json()["total"] == 5


def test_nobody_changes_what_is_anothers(ask, voices, una, tam, author, moderator):
    sent = ask("GET", voices["comment"]).json()
    for reader in (tam, author, moderator):
        for method in ("PUT", "DELETE"):
            for name, status in (("comment", 403), ("private", 404)):
                answer = ask(method, voices[name], sent, by=reader, If_Match="*")
                assert answer.status_code == status
    assert Comment.objects.count() == 3 and Highlight.objects.count() == 2


def test_whoever_has_no_token_only_reads(ask, voices, here, chapter):
    for method, path in (("POST", here), ("PUT", voices["comment"]), ("DELETE", voices["shown"])):
        answer = ask(method, path, on(chapter, "two goats"))
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    assert ask("DELETE", voices["private"]).status_code == 401


@pytest.mark.parametrize("secret", ["gloss_unknown", "", "é", "x" * 9999])
def test_a_token_that_is_none_lets_nobody_in(ask, here, secret):
    for method in ("GET", "POST"):
        answer = ask(method, here, {}, Authorization=f"Bearer {secret}")
        assert answer.status_code == 401 and "invalid_token" in answer["WWW-Authenticate"]


def test_a_token_that_was_revoked_lets_nobody_in(ask, here, una, voices):
    token, secret = Token.objects.hand_out(una, "an old program")
    assert ask("GET", voices["private"], token=secret).status_code == 200
    token.refresh_from_db()
    assert token.used_at and secret not in str(token.__dict__)
    token.delete()
    assert ask("GET", voices["private"], token=secret).status_code == 401


def test_an_account_that_was_locked_lets_no_program_in(ask, una, voices):
    _, secret = Token.objects.hand_out(una, "a program")
    una.is_active = False
    una.save()
    assert ask("GET", voices["private"], token=secret).status_code == 401


def test_a_session_needs_its_csrf_token_and_a_token_needs_none(browser, una, chapter, here):
    client = browser(una, enforce_csrf_checks=True)
    sent = json.dumps(on(chapter, "two goats"))
    assert client.post(here, sent, content_type=JSON_LD).status_code == 403
    assert not Highlight.objects.exists()
    client.get("/look/")
    token = client.cookies["csrftoken"].value
    headers = {"X-CSRFToken": token}
    assert client.post(here, sent, content_type=JSON_LD, headers=headers).status_code == 201
    Highlight.objects.all().delete()
    client = browser(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {Token.objects.hand_out(una, 'x')[1]}"}
    assert client.post(here, sent, content_type=JSON_LD, headers=headers).status_code == 201


def test_a_draft_and_all_on_it_is_not_there_for_others(ask, draft, author, una, moderator):
    comment = say(draft, "Hm.", author, on="two goats")
    mark = highlight(draft, "a widow", author, public=True)
    paths = [
        f"/annotations{draft.get_absolute_url()}",
        f"/annotations{draft.story.get_absolute_url()}",
        f"/annotations/c{comment.pk}", f"/annotations/h{mark.pk}",
    ]  # fmt: skip
    for path in paths:
        for reader in (None, una, moderator):
            assert ask("GET", path, by=reader).status_code == 404
        assert ask("GET", path, by=author).status_code == 200
    assert ask("GET", "/annotations/").json()["total"] == 0
    assert ask("POST", "/annotations/", on(draft, "lamp oil"), by=una).status_code == 400


def test_what_a_moderator_has_hidden_is_not_there(ask, voices, una, here):
    Comment.objects.get(source="Why?").hide()
    for reader in (None, una):
        assert ask("GET", voices["comment"], by=reader).status_code == 404
        assert "Why?" not in ask("GET", here, by=reader).content.decode()


def test_what_stands_around_words_goes_with_the_chapter_that_is_taken_out(ask, voices, chapter):
    around = ask("GET", voices["comment"]).json()["target"]["selector"][0]
    assert "goats" in around["prefix"]
    chapter.number = None
    chapter.save()
    made = ask("GET", voices["comment"]).json()
    assert set(made["target"]["selector"][0]) == {"type", "exact"}
    assert "goats" not in json.dumps(made)


def test_pages_of_other_sites_may_read_and_no_more(ask, voices, here):
    for path in (voices["comment"], here):
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = ask(method, path, Origin="https://example.org")
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "ETag" in answer["Access-Control-Expose-Headers"]
            assert "Access-Control-Allow-Credentials" not in answer
        allowed = ask("OPTIONS", path)["Access-Control-Allow-Methods"]
        assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert "Authorization" in ask("OPTIONS", path)["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Origin" not in ask("POST", path, {})


@pytest.mark.parametrize("name", ["h0", "h", "x1", "h1.5", "c" + "9" * 40, "h²", "..", "c1 "])
def test_an_address_of_nothing_is_404(ask, voices, name):
    assert ask("GET", f"/annotations/{name}").status_code == 404


def test_the_queries_do_not_grow(ask, chapter, una, here, django_assert_num_queries):
    _, secret = Token.objects.hand_out(una, "a program")

    def count():
        counts = []
        for path in ("/annotations/", here, f"{here}?iris=1&page=0"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert ask("GET", path, token=secret).status_code == 200
            counts.append(len(queries))
        return counts

    ask("GET", here, token=secret)
    few = None
    for words in ("two goats", "a widow", "lamp oil", "eleven years", "a fish"):
        highlight(chapter, words, una, note="Hm.")
        first = say(chapter, words, make_reader(), on=words)
        say(chapter, words, una, to=first)
        if few is None:
            few = count()
    assert count() == few and max(few) <= 9
