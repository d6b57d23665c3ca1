"""What is a reader's own: taken along, brought back, downloaded whole; and tokens."""

import csv
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.revising.revise import revise
from reader.importing import read_manuscript
from reader.models import (
    Comment,
    Draft,
    Highlight,
    Passage,
    Picture,
    Progress,
    Reading,
    Shelf,
    Token,
    Upload,
)
from reader.models.people.look import Look
from reader.models.people.token import MOST
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.importing.file_layouts import epub, page

pytestmark = pytest.mark.django_db

FILES = {ending: f"/highlights/gloss-highlights.{ending}" for ending in ("md", "csv", "jsonld")}
OWN = [*FILES.values(), "/highlights/bring/", "/accounts/tokens/"]


@pytest.fixture
def client(browser, una):
    return browser(una)


def read(answer):
    return b"".join(answer.streaming_content).decode()


def send(client, data, name="mine.jsonld", **more):
    file = SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())
    return client.post("/highlights/bring/", {"file": file} | more)


@pytest.fixture
def marked(chapter, una, tam):
    """What una marked and said on a chapter, and what tam did."""
    highlight(chapter, "two goats", una, note="*Kings*? =1+1", colour="pink")
    say(chapter, "Why *not*?", una, on="two goats")
    say(chapter, "On the whole, yes.", una)
    highlight(chapter, "a widow", tam, note="Tam's secret.", public=True)
    say(chapter, "Tam says so.", tam, on="a widow")
    return chapter


@pytest.mark.parametrize("path", OWN)
def test_what_is_ones_own_asks_a_visitor_to_sign_in(browser, path):
    assert browser().get(path).url.startswith("/accounts/login/")
    assert browser().post(path).url.startswith("/accounts/login/")
    assert browser().post("/accounts/everything/").url.startswith("/accounts/login/")
    assert browser().get("/accounts/everything/").status_code == 405


def test_markdown_is_by_story_and_chapter_for_a_notebook(client, marked, author):
    answer = client.get(FILES["md"])
    assert answer["Content-Disposition"] == 'attachment; filename="gloss-highlights.md"'
    text = read(answer)
    story = marked.story
    assert text.startswith(f"# [{story}](http://testserver{story.get_absolute_url()})\n\nby author")
    assert f"## 1\\. [Low Water](http://testserver{marked.get_absolute_url()})" in text
    assert "> two goats\n" in text and "pink" in text
    assert f"[in the text](http://testserver{Passage.objects.first().get_absolute_url()})" in text
    assert "\\*Kings\\*? =1+1" in text
    assert "**My comment:** Why *not*?" in text and "On the whole, yes." in text
    assert "Tam" not in text and text.count("two goats") == 1


def test_markdown_says_what_has_become_of_the_words(client, marked, author):
    source = marked.revision.source.replace("two goats", "two  proud goats")
    revise(marked, source, by=author)
    text = read(client.get(FILES["md"]))
    assert "> two goats\n" in text and "> Now: two proud goats" in text


@pytest.mark.parametrize("path", FILES.values())
def test_what_is_taken_along_is_kept_by_no_browser_for_who_comes_next(client, marked, path):
    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_csv_has_the_columns_that_readwise_imports(client, marked):
    rows = list(csv.DictReader(io.StringIO(read(client.get(FILES["csv"])), newline="")))
    assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    [row] = rows
    start = marked.text.index("two goats")
    assert row["Highlight"] == "two goats" and row["Title"] == str(marked.story)
    assert row["Author"] == "author"
    assert row["URL"] == f"http://testserver{marked.story.get_absolute_url()}"
    assert row["Note"] == "*Kings*? =1+1\n\nWhy *not*?"
    assert row["Location"] == str(1_000_000 + start)
    assert row["Date"].count("-") == 2 and row["Date"].count(":") == 2


def test_no_cell_is_a_formula(client, chapter, una):
    highlight(chapter, "She had written", una, note="=cmd|' /C calc'!A0")
    chapter.story.title = "+1"
    chapter.story.save()
    for row in csv.reader(io.StringIO(read(client.get(FILES["csv"])), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_json_ld_has_every_detail_of_ones_own_and_nothing_of_others(client, marked, una):
    answer = client.get(FILES["jsonld"])
    assert answer["Content-Type"].startswith("application/ld+json")
    made = json.loads(read(answer))
    assert made["total"] == 3
    assert {one["creator"]["name"] for one in made["first"]["items"]} == {"una"}
    assert "Tam" not in json.dumps(made)


def test_what_was_hidden_or_unpublished_is_still_ones_own(client, marked, una):
    una.comments.first().hide()
    marked.story.published_at = None
    marked.story.save()
    assert json.loads(read(client.get(FILES["jsonld"])))["total"] == 3


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("withdrawn", ["story", "chapter"])
def test_what_an_author_writes_after_taking_it_back_is_not_told(
    client, marked, una, ending, withdrawn
):
    taken = marked.story if withdrawn == "story" else marked
    taken.published_at = None
    taken.save()
    source = marked.revision.source
    revise(marked, source.replace("two goats", "two secret goats").replace("with", "by"), by=None)
    passage = Passage.objects.get(quote="two goats")
    assert passage.words_now == "two secret goats"
    told = read(client.get(FILES[ending]))
    assert "two goats" in told and "secret" not in told and "crossed at noon by" not in told


def test_there_is_no_other_format(client):
    for ending in ("docx", "", "MD", "x.md"):
        assert client.get(f"/highlights/gloss-highlights.{ending}").status_code == 404


@pytest.mark.parametrize("ending", FILES)
def test_the_queries_do_not_grow(client, chapter, una, ending):
    few = None
    for words in ("two goats", "a widow", "lamp oil", "eleven years", "a fish"):
        highlight(chapter, words, una, note="Hm.")
        first = say(make_chapter(), "Why?", una, on=words)
        say(first.chapter, "Because.", una, to=first)
        with CaptureQueriesContext(connection) as queries:
            read(client.get(FILES[ending]))
        few = few or len(queries)
    assert len(queries) == few <= 6


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


# Everything


def unzipped(client):
    answer = client.post("/accounts/everything/")
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_everything_that_one_made_is_in_one_archive(browser, author, una, marked):
    Progress.objects.keep(author, marked, 30)
    Reading.objects.keep(author, marked, marked.revision)
    highlight(marked, "eleven years", author, note="Too long?")
    marked.notes.create(kind="warning", source="Water.")
    marked.notes.create(kind="note", place="after", source="More on Friday.")
    revise(marked, f"{marked.revision.source}\n\nThe *end*.", by=author)
    author.bio = "Writes."
    author.save()
    unwritten = make_chapter("", story=make_story(author=author, draft=True, slug="later"))
    Draft.objects.create(
        chapter=unwritten, revision=unwritten.revision, title="Later", source="Not yet."
    )
    client = browser(author)
    client.post("/desk/bring/", {"files": SimpleUploadedFile(
        "more.epub", epub({"a.xhtml": page("<p>It rained.</p>")}))})  # fmt: skip
    Token.objects.hand_out(author, "my e-reader")
    archive = unzipped(client)
    assert archive.testzip() is None
    text = {name: archive.read(name).decode() for name in archive.namelist()}
    about = json.loads(text["about-me.json"])
    assert about["bio"] == "Writes." and about["tokens"][0]["name"] == "my e-reader"
    assert about["places"][0]["offset"] == 30 and about["readings"][0]["revision"] == 1
    assert Token.objects.get().digest not in text["about-me.json"]
    assert "Too long?" in text["highlights.md"] and "Too long?" in text["highlights.csv"]
    assert json.loads(text["highlights.jsonld"])["total"] == 1
    story = text[f"stories/{marked.story.slug}.md"]
    manuscript = read_manuscript("x.md", story.encode())
    assert manuscript.title == marked.story.title
    assert [c.source for c in manuscript.chapters] == [marked.revision.source]
    assert [n.source for n in manuscript.chapters[0].notes] == ["Water.", "More on Friday."]
    earlier = text[f"stories/{marked.story.slug}/chapter-1-revision-1.md"]
    assert earlier == marked.revisions.get(number=1).source
    assert text["drafts/later-chapter-1.md"] == "# Later\n\nNot yet."
    assert json.loads(text["uploads.json"])[0]["name"] == "more.epub" and Upload.objects.exists()
    whole = "".join(text.values())
    assert "Kings" not in whole and "Tam says so." not in whole and "password" not in whole


def test_ones_shelves_pictures_and_files_are_in_the_archive_and_nobody_elses(
    browser, una, tam, chapter
):
    name = "a" * 32 + "-1x1.png"
    mine, theirs = make_story(author=una), make_story(author=tam)
    Picture.objects.add_files({name: b"mine"}, story=mine)
    Picture.objects.add_files(
        {name: b"mine"}, upload=Upload.objects.create(reader=una, manuscript={})
    )
    Picture.objects.add_files({"b" * 32 + "-1x1.png": b"theirs"}, story=theirs)
    Upload.objects.create(reader=tam, name="theirs.txt", manuscript={})
    unwritten = make_chapter(story=theirs)
    Draft.objects.create(chapter=unwritten, revision=unwritten.revision, source="Theirs.")
    Shelf.objects.named(una, "By the sea").put(chapter.story)
    Shelf.objects.named(tam, "Secret").put(chapter.story)
    una.keep_look(Look({"theme": "sepia"}))
    archive = unzipped(browser(una))
    names = [one for one in archive.namelist() if one.startswith("pictures/")]
    assert names == [f"pictures/{name}"] and archive.read(names[0]) == b"mine"
    assert [one["manuscript"] for one in json.loads(archive.read("uploads.json"))] == [{}]
    assert not any(theirs.slug in one or "drafts/" in one for one in archive.namelist())
    about = json.loads(archive.read("about-me.json"))
    (shelf,) = about["shelves"]
    assert shelf["shelf"] == "By the sea"
    assert [one["address"] for one in shelf["stories"]] == [chapter.story.get_absolute_url()]
    assert about["look"] == {"theme": "sepia"}


def test_the_archive_of_somebody_new_is_one_too(client):
    archive = unzipped(client)
    assert json.loads(archive.read("highlights.jsonld"))["total"] == 0
    assert json.loads(archive.read("uploads.json")) == []
    assert b"username" in archive.read("about-me.json")


def test_files_that_cost_much_are_not_asked_for_without_end(client, chapter, settings):
    settings.RATE_LIMITS = {"file": "1/m/user"}
    assert send(client, b"Highlight\ntwo goats\n", story=chapter.story.title).status_code == 303
    answer = send(client, b"Highlight\na widow\n", story=chapter.story.title)
    assert answer.status_code == 429 and chapter.story.title in answer.content.decode()
    assert client.post("/accounts/everything/").status_code == 429


# Tokens


def test_a_token_is_shown_once_and_let_in_until_it_is_revoked(client, browser, marked, una):
    made = client.post("/accounts/tokens/", {"name": "my e-reader"})
    secret = made.context["secret"]
    assert secret in made.content.decode() and "no-store" in made["Cache-Control"]
    later = client.get("/accounts/tokens/").content.decode()
    assert "my e-reader" in later and secret not in later and "never used" in later
    path = f"/annotations/h{una.highlights.get().pk}"
    headers = {"Authorization": f"Bearer {secret}"}
    assert browser().get(path, headers=headers).status_code == 200
    assert "last used" in client.get("/accounts/tokens/").content.decode()
    revoke = f"/accounts/tokens/{Token.objects.get().pk}/revoke/"
    assert browser(marked.story.author).post(revoke).status_code == 404
    assert browser().get(path, headers=headers).status_code == 200
    assert client.post(revoke).status_code == 303
    assert browser().get(path, headers=headers).status_code == 401


def test_a_token_opens_nothing_but_annotations(browser, marked, una):
    headers = {"Authorization": f"Bearer {Token.objects.hand_out(una, 'x')[1]}"}
    for path in OWN:
        assert browser().get(path, headers=headers).status_code == 302


def test_nobody_revokes_anothers_token(browser, una, tam):
    token, _ = Token.objects.hand_out(una, "mine")
    assert browser(tam).post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert browser(una).get(f"/accounts/tokens/{token.pk}/revoke/").status_code == 405
    assert "mine" not in browser(tam).get("/accounts/tokens/").content.decode()


def test_a_token_has_a_name_and_there_are_not_too_many(client, una):
    for name in ("", " ", "x" * 61):
        assert client.post("/accounts/tokens/", {"name": name}).status_code == 422
    for _ in range(MOST):
        Token.objects.hand_out(una, "x")
    answer = client.post("/accounts/tokens/", {"name": "one more"})
    assert answer.status_code == 422 and Token.objects.count() == MOST


def test_the_ways_there_are_on_the_pages(client, marked):
    html = client.get("/highlights/").content.decode()
    assert all(path in html for path in [*FILES.values(), "/highlights/bring/"])
    html = client.get("/accounts/profile/").content.decode()
    assert "/accounts/everything/" in html and "/accounts/tokens/" in html
    for path in (marked.get_absolute_url(), marked.story.get_absolute_url()):
        rel = f'<link rel="http://www.w3.org/ns/oa#annotationService" href="/annotations{path}">'
        assert rel in " ".join(client.get(path).content.decode().split())


def test_what_was_not_taken_is_shown_a_few_of_and_in_part(client, chapter, una):
    sent = "Highlight\n" + "\n".join(f"{n} " + "words " * 900 for n in range(50))
    send(client, sent, "x.csv")
    assert len(str(client.session["brought"])) < 20_000
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
