"""Files brought in by an author: looked over, corrected, made a story or a newer state of one."""

from contextlib import ExitStack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.publish_upload import publish_upload
from reader.actions.revising.revise import revise
from reader.importing import read_manuscript
from reader.importing.import_slots import SLOTS, import_slot
from reader.models import Chapter, Highlight, Story, Upload
from tests.factories import highlight, make_story
from tests.importing.file_layouts import epub, page, repacked

pytestmark = pytest.mark.django_db

TEXT = """AN: Thanks for waiting.

Chapter 1: Mud

The ferry came in late, with its lamps already lit and a gull asleep on the rail.

Nobody had told Orla that the crossing would be closed in October.

Chapter 2: Rain

She counted eleven masts, then twelve, and wrote neither number in the book.

By morning the fog had gone out with the tide."""


@pytest.fixture
def client(browser, author):
    return browser(author)


def send(client, *files, **more):
    files = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/desk/bring/", {"files": files} | more)


@pytest.fixture
def upload(client):
    send(client, ("slack_water.txt", TEXT.encode()))
    return Upload.objects.get()


def press(client, upload, do, **more):
    return client.post(f"/desk/bring/{upload.pk}/", {"do": do} | more)


def proof(upload):
    return Upload.objects.get(pk=upload.pk).proof()


def test_a_file_is_looked_over_before_anything_is_published(client, browser, upload, una):
    html = client.get(upload.get_absolute_url()).content.decode()
    for words in ("Slack Water", "Mud", "Rain", "Thanks for waiting.", "eleven masts"):
        assert words in html
    assert not Story.objects.exists()
    assert browser(una).get(upload.get_absolute_url()).status_code == 404
    assert browser(una).post(upload.get_absolute_url(), {"do": "publish"}).status_code == 404
    assert browser(una).post(f"/desk/bring/{upload.pk}/let-go/").status_code == 404
    assert browser().get("/desk/bring/").url.startswith("/accounts/login/")


def test_words_that_are_missing_open_the_proof_and_do_not_hinder_it(client):
    book = epub({f"{n}.xhtml": page(f"<p>It was day {n}.</p>") for n in range(3)})
    send(client, ("a.txt", TEXT.encode()), ("b.epub", repacked(book, without="OEBPS/2.xhtml")),
         together="1")  # fmt: skip
    upload = Upload.objects.get()
    html = client.get(upload.get_absolute_url()).content.decode()
    loss = html.index("2.xhtml")
    assert html.index('role="alert"') < loss < html.index('name="title"')
    press(client, upload, "publish")
    assert Story.objects.exists()


def test_it_is_published_as_it_is_or_kept_as_a_draft(client, upload, browser, una):
    answer = press(client, upload, "publish", title="Slack  Water")
    story = Story.objects.get()
    assert answer.url == story.get_absolute_url()
    assert browser(una).get(answer.url).status_code == 200
    assert [c.title for c in story.chapters.in_story()] == ["Mud", "Rain"]
    assert not Upload.objects.exists()
    send(client, ("other.txt", TEXT.encode()))
    press(client, Upload.objects.get(), "draft")
    assert Story.objects.get(title="Other").is_draft


def test_an_upload_becomes_one_story_also_where_two_presses_found_it_waiting(upload):
    again = Upload.objects.get()
    publish_upload(upload)
    with pytest.raises(Upload.DoesNotExist):
        publish_upload(again)
    assert Story.objects.count() == 1


def test_every_boundary_and_kind_is_changed_with_one_press(client, upload):
    press(client, upload, "cut 0 1")
    assert [c.title for c in proof(upload).chapters] == ["Mud", "", "Rain"]
    press(client, upload, "join 1", **{"title-2": "Showers"})
    made = proof(upload)
    assert [c.title for c in made.chapters] == ["Mud", "Showers"]
    assert made.chapters[0].source.count("\n\n") == 1
    press(client, upload, "note 1 1")
    assert [(n.kind, n.place) for n in proof(upload).chapters[1].notes] == [("note", "after")]
    press(client, upload, "call-dedication 1 0")
    assert [n.kind for n in proof(upload).chapters[1].notes] == ["dedication"]
    press(client, upload, "text 1 0")
    made = proof(upload)
    assert not made.chapters[1].notes and made.chapters[1].source.endswith("with the tide.")


@pytest.mark.parametrize(
    "do", ["", "cut", "cut 0", "cut 0 0", "cut 9 1", "join 0", "note 0 9", "text 0 0", "x 1",
           "call-x 0 0", "cut -1 1", "cut a b"],
)  # fmt: skip
def test_a_press_that_makes_no_sense_changes_nothing(client, upload, do):
    before = proof(upload)
    assert press(client, upload, do).status_code == 400
    assert proof(upload) == before


def test_to_htmx_the_proof_comes_anew(client, upload, htmx):
    answer = client.post(upload.get_absolute_url(), {"do": "join 1"}, **htmx)
    assert answer.status_code == 200 and b'id="proof"' in answer.content
    answer = client.post(upload.get_absolute_url(), {"do": "publish"}, **htmx)
    assert answer["HX-Redirect"] == Story.objects.get().get_absolute_url()


def test_a_long_chapter_shows_how_it_begins_and_ends_and_the_rest_when_asked(client, htmx):
    text = "\n\n".join(f"Chapter {c}: Rain\n\n" + "\n\n".join(
        f"Day {n} of chapter {c} was wet." for n in range(30)) for c in (1, 2, 3))  # fmt: skip
    send(client, ("rain.txt", text.encode()))
    path = Upload.objects.get().get_absolute_url()
    html = client.get(path).content.decode()
    assert "Day 0 of chapter 2" in html and "Day 29 of chapter 2" in html
    assert "Day 15 of chapter 2" not in html and "24 more paragraphs" in html
    html = client.get(f"{path}?all=1").content.decode()
    assert "Day 15 of chapter 2" in html and "Day 15 of chapter 3" not in html
    sent = {"do": "cut 0 9", "all": "1"}  # what is shown stays shown when it moves
    html = client.post(path, sent, **htmx).content.decode()
    assert "Day 15 of chapter 2" in html and "Day 15 of chapter 3" not in html
    html = client.post(path, {"do": "join 1", "all": "2"}, **htmx).content.decode()
    assert "Day 15 of chapter 2" in html and "Day 15 of chapter 3" not in html
    for odd in ("x", "-1", "9" * 30, ""):
        assert client.get(f"{path}?all={odd}").status_code == 200


def test_a_story_needs_a_title(client, upload):
    answer = press(client, upload, "publish", title=" ")
    assert answer.status_code == 422 and not Story.objects.exists()


def test_a_newer_file_brings_the_story_up_to_date_and_margins_stay(client, upload, una):
    press(client, upload, "publish")
    story = Story.objects.get()
    mark = highlight(story.chapters.get(number=1), "a gull asleep", una)
    newer = TEXT.replace("in late,", "in very late,") + "\n\nChapter 3: Ebb\n\nAll of it went out."
    send(client, ("slack_water.txt", newer.encode()))
    again = Upload.objects.get()
    assert again.story == story
    assert "already" in client.get(again.get_absolute_url()).content.decode()
    press(client, again, "update", story=story.pk)
    assert Story.objects.count() == 1
    chapters = list(story.chapters.in_story())
    assert [c.title for c in chapters] == ["Mud", "Rain", "Ebb"]
    assert [c.revision.number for c in chapters] == [2, 1, 1]
    passage = Highlight.objects.get(pk=mark.pk).passage
    assert passage.words_now == "a gull asleep" and not passage.loose


def test_nobody_elses_story_is_brought_up_to_date(client, upload, una):
    theirs = make_story(author=una)
    for wanted in (theirs.pk, "", "x", "9" * 30):
        assert press(client, upload, "update", story=wanted).status_code in (400, 404)
    assert not Chapter.objects.exists() and Upload.objects.exists()


def test_several_files_are_several_stories_or_chapters_of_one_in_their_order(client):
    files = [(f"Chapter {n}.txt", f"It rained {n} days on end.".encode()) for n in (10, 9, 1)]
    send(client, *files)
    assert Upload.objects.count() == 3
    Upload.objects.all().delete()
    send(client, *files, together="on")
    [made] = [upload.proof() for upload in Upload.objects.all()]
    assert [c.source for c in made.chapters] == [f"It rained {n} days on end." for n in (1, 9, 10)]


def test_what_cannot_be_read_is_said_in_a_sentence_and_the_rest_is_kept(client):
    answer = send(
        client, ("a.txt", TEXT.encode()), ("b.epub", b"\xff\xd8\xff\xe0JFIF"), ("c.pdf", b"%PDF")
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "b.epub is damaged" in html and "c.pdf is not a file" in html and "a.txt" in html
    assert Upload.objects.count() == 1
    assert client.post("/desk/bring/", {}).status_code == 422


def test_half_a_story_is_not_kept(client):
    send(client, ("1.txt", b"One."), ("2.epub", b"no"), together="on")
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, settings):
    settings.LARGEST_IMPORT = 100
    assert b"larger than 100 bytes" in send(client, ("a.txt", TEXT.encode())).content
    assert not Upload.objects.exists()


def test_an_upload_is_let_go(client, upload):
    client.post(f"/desk/bring/{upload.pk}/let-go/")
    assert not Upload.objects.exists() and not Story.objects.exists()


def test_what_an_archive_says_of_a_story_is_on_its_page(client, browser):
    data = epub(
        {"a.xhtml": page("<p>The ferry came in late.</p>")},
        metadata="<dc:title>Slack</dc:title><dc:subject>Boats</dc:subject>"
        '<meta name="calibre:series" content="Tides"/>',
    )
    send(client, ("x.epub", data))
    answer = press(client, Upload.objects.get(), "publish")
    html = browser().get(answer.url).content.decode()
    assert "Tides" in html and "boats" in html


def test_the_files_that_wait_are_never_pushed_out_by_new_ones(client, upload, monkeypatch):
    monkeypatch.setattr("reader.views.desk.import_story.MOST", 2)
    press(client, upload, "keep", title="Looked over")
    files = [(f"{n}.txt", TEXT.encode()) for n in range(2)]
    answer = send(client, *files)
    assert answer.status_code == 422 and "Publish or discard some" in answer.content.decode()
    assert proof(Upload.objects.get()).title == "Looked over"
    assert send(client, *files, together="1").status_code == 303
    assert Upload.objects.count() == 2


def test_many_files_and_many_chapters_are_not_too_many_for_a_form(client, monkeypatch):
    monkeypatch.setattr("reader.views.desk.import_story.read_confined", read_manuscript)
    files = [(f"{n}.txt", b"It rained.\n\nIt went on raining.") for n in range(150)]
    assert send(client, *files, together="1").status_code == 303
    upload = Upload.objects.get()
    assert len(proof(upload).chapters) == 150
    titles = {f"title-{n}": f"Day {n}" for n in range(1500)}
    assert press(client, upload, "keep", **titles).status_code == 303
    files = [(f"{n}.txt", b"It rained.") for n in range(201)]
    assert "That is 201 files" in send(client, *files, together="1").content.decode()


def test_who_brings_files_too_often_is_asked_to_wait(client, settings):
    settings.RATE_LIMITS = {"file": "1/m/user"}
    assert send(client, ("one.txt", TEXT.encode())).status_code == 303
    assert send(client, ("two.txt", TEXT.encode())).status_code == 429
    assert Upload.objects.count() == 1


@pytest.fixture
def newer(client, upload):
    """A story, and a newer file of it that waits."""
    press(client, upload, "publish")
    send(client, ("slack_water.txt", TEXT.replace("eleven masts", "nine masts").encode()))
    return Upload.objects.get()


def words_of(answer):
    return " ".join(answer.content.decode().split())


def test_what_the_proof_says_of_an_update_keeps_step_with_its_corrections(client, newer):
    said = "1 chapter is changed in this file, and 0 chapters are new."
    assert said in words_of(client.get(newer.get_absolute_url()))
    press(client, newer, "cut 0 1", **{"title-0": "Mud", "title-1": "Rain"})
    said = "2 chapters are changed in this file, and 1 chapter is new."
    assert said in words_of(client.get(newer.get_absolute_url()))
    press(client, newer, "join 1")
    html = words_of(client.get(newer.get_absolute_url()))
    assert said not in html and "1 chapter is changed in this file" in html


def test_what_the_proof_showed_is_what_is_done_or_it_is_shown_anew(client, newer):
    story = Story.objects.get()
    revise(story.chapters.get(number=2), "Rain, and nothing else.", by=None)
    answer = press(client, newer, "update", story=story.pk)
    assert answer.status_code == 409
    assert "The story has changed since you opened this preview" in words_of(answer)
    assert story.chapters.get(number=2).revision.text == "Rain, and nothing else."
    assert press(client, newer, "update", story=story.pk).status_code == 303
    assert "nine masts" in story.chapters.get(number=2).revision.text
    assert story.chapters.in_story().count() == 2


def test_a_proof_that_is_loaded_again_says_what_would_happen_now(client, newer):
    story = Story.objects.get()
    revise(story.chapters.get(number=1), "Mud, and nothing else.", by=None)
    html = words_of(client.get(newer.get_absolute_url()))
    assert "2 chapters are changed in this file" in html
    assert press(client, newer, "update", story=story.pk).status_code == 303


def test_what_it_does_to_another_story_is_shown_before_it_is_done(client, newer, author):
    other = make_story(author=author)
    add_chapter(other, "Goats", "Two goats crossed.")
    answer = press(client, newer, "update", story=other.pk)
    assert answer.status_code == 409
    assert f"Of “{other}”, 0 chapters are changed" in words_of(answer)
    assert other.chapters.count() == 1
    assert press(client, newer, "update", story=other.pk).status_code == 303
    assert other.chapters.count() == 3


def test_another_file_is_told_of_only_while_it_waits(client, upload):
    send(client, ("slack_water.txt", TEXT.encode()))
    again = Upload.objects.exclude(pk=upload.pk).get()
    assert "Another file of" in words_of(client.get(again.get_absolute_url()))
    upload.delete()
    assert "Another file of" not in words_of(client.get(again.get_absolute_url()))


def test_while_others_files_are_read_one_is_asked_to_come_again_and_then_may(client):
    """Reading takes threads, and some are always left for who reads stories."""
    with ExitStack() as others:
        for _ in range(SLOTS - 1):
            others.enter_context(import_slot())
        assert send(client, ("one.txt", b"It rained.")).status_code == 303
        others.enter_context(import_slot())
        answer = send(client, ("another.txt", b"It rained."))
        assert answer.status_code == 503
        assert "send it again in a minute" in answer.content.decode()
        mine = SimpleUploadedFile("mine.csv", b"Highlight\ntwo goats\n")
        assert client.post("/highlights/bring/", {"file": mine}).status_code == 503
    assert Upload.objects.count() == 1
    assert send(client, ("another.txt", b"It rained.")).status_code == 303
