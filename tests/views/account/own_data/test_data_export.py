"""Exporting everything that one made."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.co_authors import accept_invitation, invite_co_author
from reader.actions.margin.thank import thank
from reader.actions.revising.revise import revise
from reader.importing import read_manuscript
from reader.models import (
    Draft,
    Follow,
    Picture,
    Progress,
    Reading,
    Shelf,
    Token,
    Upload,
)
from reader.models.library.content_preferences import ContentPreferences
from reader.models.people.look import Look
from tests.factories import highlight, make_chapter, make_story, say
from tests.importing.file_layouts import epub, page
from tests.views.account.own_data.files import send

pytestmark = pytest.mark.django_db


# Everything


def unzipped(client):
    assert client.post("/accounts/everything/").status_code == 303
    answer = client.get("/accounts/everything/file/")
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


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
    marked.story.announcements.create(source="Late, *alas*.")
    archive = unzipped(client)
    assert archive.testzip() is None
    text = {name: archive.read(name).decode() for name in archive.namelist()}
    about = json.loads(text["about-me.json"])
    assert about["announcements"][0]["text"] == "Late, *alas*."
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
    Picture.objects.add(Picture.of_files({name: b"mine"}), story=mine)
    Picture.objects.add(
        Picture.of_files({name: b"mine"}), upload=Upload.objects.create(reader=una, manuscript={})
    )
    Picture.objects.add(Picture.of_files({"b" * 32 + "-1x1.png": b"theirs"}), story=theirs)
    Upload.objects.create(reader=tam, name="theirs.txt", manuscript={})
    unwritten = make_chapter(story=theirs)
    Draft.objects.create(chapter=unwritten, revision=unwritten.revision, source="Theirs.")
    Shelf.objects.named(una, "By the sea").put(chapter.story)
    Shelf.objects.named(tam, "Secret").put(chapter.story)
    Follow.objects.say(una, chapter.story.author, True)
    Follow.objects.say(tam, chapter.story, True)
    una.keep_look(Look({"theme": "sepia"}))
    una.keep_content_preferences(ContentPreferences({"tag": ["rain"]}))
    archive = unzipped(browser(una))
    names = [one for one in archive.namelist() if one.startswith("pictures/")]
    assert names == [f"pictures/{name}"] and archive.read(names[0]) == b"mine"
    assert [one["manuscript"] for one in json.loads(archive.read("uploads.json"))] == [{}]
    assert not any(theirs.slug in one or "drafts/" in one for one in archive.namelist())
    about = json.loads(archive.read("about-me.json"))
    (shelf,) = about["shelves"]
    assert shelf["shelf"] == "By the sea"
    assert [one["address"] for one in shelf["stories"]] == [chapter.story.get_absolute_url()]
    assert about["look"] == {"theme": "sepia"} and about["content"] == {"tag": ["rain"]}
    (follow,) = about["follows"]
    assert follow["address"] == chapter.story.author.get_absolute_url() and follow["following"]


def test_what_one_thanked_for_is_in_the_archive_while_it_may_be_seen(browser, una, tam, chapter):
    kept = say(chapter, "Kings.", tam)
    thank(una, chapter)
    thank(una, kept)
    gone = make_chapter(story=chapter.story)
    thank(una, gone)
    thank(una, say(gone, "Queens.", tam))
    ChapterList(chapter.story).delete(gone)
    about = json.loads(unzipped(browser(una)).read("about-me.json"))
    addresses = [thanks["address"] for thanks in about["thanks"]]
    assert addresses == [chapter.get_absolute_url(), kept.get_absolute_url()]


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


def test_who_writes_a_story_with_others_gets_all_of_it(browser, chapter, una):
    story = chapter.story
    invite_co_author(story, una)
    accept_invitation(story, una)
    add_chapter(story, "Later", "Written by both, and not out yet.", draft=True)
    archive = unzipped(browser(una))
    assert "not out yet" in archive.read(f"stories/{story.slug}.md").decode()
