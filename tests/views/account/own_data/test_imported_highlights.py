"""What becomes of highlights that were imported, on the pages."""

import json

import pytest

from reader.models import (
    AnnotationFile,
    Comment,
    Highlight,
    Passage,
    Token,
)
from tests.views.account.own_data.files import FILES, read, send

pytestmark = pytest.mark.django_db


def test_what_was_not_taken_is_shown_a_few_of_and_in_part(client, chapter, una):
    sent = "Highlight\n" + "\n".join(f"{n} " + "words " * 900 for n in range(50))
    send(client, sent, "x.csv")
    assert len(str(AnnotationFile.objects.get().result)) < 20_000
    html = client.get("/highlights/bring/").content.decode()
    assert "<strong>50</strong> without a story" in html and "0 words words" in html


def test_what_was_brought_and_never_stood_here_is_put_in_nobodys_mouth(
    client, browser, chapter, una, tam, htmx
):
    url = f"http://testserver{chapter.get_absolute_url()}"
    send(client, f"Highlight,URL\nI hate all readers,{url}\n", "x.csv")
    mark, passage = Highlight.objects.get(), Passage.objects.get()
    shown = {"colour": "pink", "note": "", "public": "on"}
    assert client.post(f"/highlights/{mark.pk}/", shown).status_code == 303
    say_url = f"{chapter.get_absolute_url()}comments/"
    assert client.post(say_url, {"text": "Hm.", "passage": passage.pk}).status_code == 404
    _, secret = Token.objects.hand_out(una, "mine")
    there = {"path": f"/annotations/h{mark.pk}", "headers": {"Authorization": f"Bearer {secret}"}}
    made = client.get(**there)
    sent = json.dumps(made.json() | {"audience": "https://www.w3.org/ns/activitystreams#Public"})
    asked = there["headers"] | {"If-Match": made["ETag"]}
    put = client.put(there["path"], data=sent, headers=asked, content_type="application/ld+json")
    assert put.status_code == 200
    mark.refresh_from_db()
    assert (mark.colour, mark.public) == ("pink", False)

    words = chapter.text.index("two goats")
    place = {"revision": 1, "start": words, "end": words + 9, "quote": "two goats"}
    client.post(passage.get_absolute_url(), place)
    answer = client.post(say_url, {"text": "Poor goats.", "passage": passage.pk}, **htmx)
    assert answer.status_code == 200 and answer["HX-Retarget"] == f"#t{passage.pk}"
    browser(tam).post(say_url, place | {"text": "Fine goats."})
    browser(tam).post(f"{chapter.get_absolute_url()}highlights/", place | {"colour": "blue"})
    for path in (
        chapter.get_absolute_url(), f"{chapter.get_absolute_url()}margin/", "/annotations/",
        f"{chapter.get_absolute_url()}comments/feed/", "/highlights/",
    ):  # fmt: skip
        html = browser(tam).get(path).content.decode()
        assert "hate all" not in html, path
    assert browser(tam).get(passage.thread_url).status_code == 404
    assert "hate all" in client.get("/highlights/").content.decode()
    assert {c.passage.quote for c in Comment.objects.all()} == {"two goats"}


def test_what_was_brought_and_not_found_waits_under_its_chapter(client, browser, chapter, tam):
    url = f"http://testserver{chapter.get_absolute_url()}"
    send(client, f"Highlight,URL,Note\na crate of herrings,{url},Fish?\n", "x.csv")
    passage = Passage.objects.get()
    pages = [chapter.get_absolute_url(), passage.thread_url, "/highlights/"]
    for path in pages:
        assert "a crate of herrings" in client.get(path).content.decode(), path
    assert "Imported" in client.get(passage.thread_url).content.decode()
    assert "a crate of herrings" not in browser(tam).get(pages[0]).content.decode()
    assert browser(tam).get(passage.thread_url).status_code == 404
    assert "a crate of herrings" in read(client.get(FILES["md"]))
    words = chapter.text.index("two goats")
    place = {"revision": 1, "start": words, "end": words + 9, "quote": "two goats"}
    assert client.post(passage.get_absolute_url(), place).status_code == 303
    assert Passage.objects.get().words_now == "two goats"
    chapter.number = None
    chapter.save()
    for path in (chapter.get_absolute_url(), passage.thread_url, *FILES.values()):
        assert client.get(path).status_code == 200
