"""The preview of an upload: corrected, published, discarded."""

import pytest

from reader.actions.library.publish_upload import publish_upload
from reader.actions.revising.revise import revise
from reader.models import Chapter, Highlight, Story, Upload
from tests.factories import highlight, make_story
from tests.importing.file_layouts import epub, page, repacked
from tests.views.desk.uploads.uploads import TEXT, press, proof, send

pytestmark = pytest.mark.django_db


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


def test_nothing_is_offered_for_a_footnote_which_goes_with_its_mark(client):
    text = "---\ntitle: Mud\n---\n\nOne.[^1]\n\nTwo.\n\n[^1]: First.\n"
    send(client, ("mud.md", text.encode()))
    upload = Upload.objects.get()
    html = client.get(upload.get_absolute_url()).content.decode()
    assert "<sup>1</sup> First." in html and "[^" not in html
    assert 'value="cut 0 1"' in html and 'value="note 0 1"' in html
    assert 'value="cut 0 2"' not in html and 'value="note 0 2"' not in html
    press(client, upload, "cut 0 1")
    assert [c.source for c in proof(upload).chapters] == ["One.[^1]\n\n[^1]: First.", "Two."]
    assert press(client, upload, "cut 0 1").status_code == 400


def test_what_a_file_says_of_a_story_is_said_as_the_story_s_page_says_it(client):
    text = "---\ntitle: Mud\nrating: teen\nstatus: in progress\nlanguage: {}\n---\n\nOne.\n"
    send(client, ("mud.md", text.format("de").encode()))
    html = client.get(Upload.objects.get().get_absolute_url()).content.decode()
    assert "<dd>Teen and up, In progress, Deutsch</dd>" in html
    Upload.objects.all().delete()
    send(client, ("mud.md", b"---\ntitle: Mud\nrating: teen\n---\n\nOne.\n"))
    html = client.get(Upload.objects.get().get_absolute_url()).content.decode()
    assert "<dd>Teen and up, Status not given, Language not given</dd>" in html


def test_to_htmx_the_proof_comes_anew(client, upload, htmx):
    answer = client.post(upload.get_absolute_url(), {"do": "join 1"}, **htmx)
    assert answer.status_code == 200 and b'id="import-preview"' in answer.content
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


TYPED = """Chapter 1: Mud

"Is it *you?*" she said. 'Tis the '90s, rock 'n' roll... She paused -- `"code"` -- and went.

1.

"No."""


def test_smart_typography_is_offered_counted_and_never_done_unasked(client):
    send(client, ("a.md", TYPED.encode()))
    upload = Upload.objects.get()
    html = " ".join(client.get(upload.get_absolute_url()).content.decode().split())
    assert "This would make 7 straight quotes curly, 2 double hyphens dashes, 1 triple dot" in html
    assert "she said. &#x27;Tis" in html or "she said. 'Tis" in html
    press(client, upload, "keep", typography="offered", smart="on")
    html = " ".join(client.get(upload.get_absolute_url()).content.decode().split())
    assert "This makes 7 straight quotes curly" in html and "“Is it <em>you?</em>”" in html
    press(client, upload, "keep", typography="offered")
    press(client, upload, "publish")
    assert Chapter.objects.get().current_revision.text.startswith('"Is it you?"')


def test_smart_typography_that_was_asked_for_changes_marks_and_no_word(client):
    send(client, ("a.md", TYPED.encode()))
    press(client, Upload.objects.get(), "publish", typography="offered", smart="on")
    text = Chapter.objects.get().current_revision.text
    assert text.startswith("“Is it you?” she said. ’Tis the ’90s, rock ’n’ roll… She paused – ")
    assert '"code"' in text and "“No." in text


def test_smart_typography_sets_the_marks_of_the_language_as_the_preview_shows_them(client):
    send(client, ("a.md", b'---\nlanguage: de\n---\n\n# Eins\n\n"Da bist *du*," sagte sie.\n'))
    upload = Upload.objects.get()
    press(client, upload, "keep", typography="offered", smart="on")
    preview = client.get(upload.get_absolute_url()).content.decode()
    assert "„Da bist <em>du</em>,“ sagte sie." in preview
    press(client, upload, "publish", typography="offered", smart="on")
    chapter = Chapter.objects.get()
    assert chapter.current_revision.text == "„Da bist du,“ sagte sie."
    note = chapter.notes.create(source='"Danke!"')
    assert note.html == "<p>„Danke!“</p>"
    revise(chapter, '"Nein," sagte sie.', by=None)
    assert chapter.current_revision.text == "„Nein,“ sagte sie."


@pytest.mark.parametrize(
    "source",
    [
        "# One\n\n“It is set already,” he said. It’s ‘so’.",
        "# One\n\nNothing to set here.",
        '---\nlanguage: ja\n---\n\n# One\n\n"It is you," she said.',
    ],
)
def test_smart_typography_is_not_offered_where_there_is_nothing_for_it(client, source):
    send(client, ("a.md", source.encode()))
    html = client.get(Upload.objects.get().get_absolute_url()).content.decode()
    assert "Smart typography" not in html
