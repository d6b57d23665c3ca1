"""Annotations that programs replace and delete."""

import pytest

from reader.actions.margin.highlight import remove_highlight
from reader.actions.moderation.decide import Verdict, decide_about
from reader.actions.people.silence import silence
from reader.models import Comment, Highlight, Passage
from reader.models.margin.deleted_annotation import DeletedAnnotation
from tests.factories import highlight
from tests.views.annotations.protocol import on

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("how", ["blocked", "hidden"])
def test_a_comment_is_not_changed_where_its_page_would_not_let_it(
    ask, voices, una, author, moderator, how
):
    comment = Comment.objects.get(reader=una, parent=None)
    if how == "blocked":
        silence(author, una, "block")
    else:
        decide_about(comment, Verdict("hide"), by=moderator)
    changed = ask("GET", voices["comment"], by=una).json()
    changed["body"] = {"type": "TextualBody", "value": "You are a fool."}
    answer = ask("PUT", voices["comment"], changed, by=una, If_Match="*")
    assert answer.status_code == (403 if how == "blocked" else 409)
    comment.refresh_from_db()
    assert comment.source != "You are a fool."
    assert ask("DELETE", voices["comment"], by=una).status_code == 204
