"""`import_story`: a file in, a path out; or a sentence, and nothing stored."""

import pytest
from django.core.management import CommandError, call_command

from reader.models import Chapter, Reader, Revision, Story
from tests.factories import make_reader
from tests.importing.file_layouts import epub, page, repacked
from tests.importing.stories import SCENE, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def una():
    return make_reader("una", name="Una Marsh")


@pytest.fixture
def write(tmp_path):
    def do(name, *parts):
        path = tmp_path / name
        path.write_bytes(parts[0] if isinstance(parts[0], bytes) else text_of(*parts).encode())
        return str(path)

    return do


def test_the_last_line_is_the_path_of_a_published_story(una, write, capsys, client):
    file = write(
        "the_long_tide.txt", "AN: Late.", "Chapter 1: Low Water", SCENE, "Chapter 2", SCENE
    )
    call_command("import_story", file, author="una")
    path = capsys.readouterr().out.splitlines()[-1]
    assert path == "/stories/the-long-tide/"
    story = Story.objects.get()
    assert (story.title, story.author) == ("The Long Tide", una)
    assert [chapter.title for chapter in story.chapters.all()] == ["Low Water", ""]
    assert story.notes.get().source == "Late."
    page = client.get(f"{path}1/")
    assert page.status_code == 200
    assert "The ferry came in late" in page.content.decode()


def test_a_title_can_be_given_and_a_draft_is_nobodys_business(una, write, client):
    call_command("import_story", write("x.txt", SCENE), author="una", title="A Crate", draft=True)
    story = Story.objects.get()
    assert story.title == "A Crate" and story.is_draft
    assert client.get(story.get_absolute_url()).status_code == 404
    client.force_login(una)
    assert client.get(story.get_absolute_url()).status_code == 200


def test_doubts_are_printed_a_line_each(una, write, capsys):
    call_command(
        "import_story", write("x.txt", "Chapter 1", SCENE, "Chapter 3", SCENE), author="una"
    )
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_words_that_are_missing_are_printed_before_all_else(una, write, capsys):
    colophon = "<p>" + "Set in type by hand. " * 10 + "</p>"
    pages = {"a.xhtml": page(f"<p>{SCENE[0]}</p>"), "b.xhtml": page("<p>Gone.</p>"),
             "colophon.xhtml": page(colophon)}  # fmt: skip
    call_command(
        "import_story",
        write("x.epub", repacked(epub(pages), without="OEBPS/b.xhtml")),
        author="una",
    )
    first, second, _ = capsys.readouterr().out.splitlines()
    assert "b.xhtml" in first
    assert second.startswith("Pages about the book itself were left out, 50 words: “Set in type")


def test_the_same_file_twice_is_two_stories(una, write, capsys):
    call_command("import_story", write("tide.txt", SCENE), author="una")
    assert capsys.readouterr().out.splitlines() == ["/stories/tide/"]
    call_command("import_story", write("tide.txt", SCENE), author="una")
    told, path = capsys.readouterr().out.splitlines()
    assert "--update tide" in told and path == "/stories/tide-2/"


def test_another_name_on_the_cover_is_kept(una, write):
    call_command("import_story", write("x.txt", "The Tide", "by Oona", SCENE), author="una")
    assert Story.objects.get().credit == "Oona"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b"\x00\x01\x02" * 50),
        ("a.pdf", b"%PDF"),
        ("a.txt", b"AN: only a note"),
        ("a.md", b"---\na: b: c\n---\ntext"),
        ("a.txt", b"word " * 5000),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_stored(una, write, settings, name, data):
    settings.LARGEST_IMPORT = 20_000
    with pytest.raises(CommandError) as refused:
        call_command("import_story", write(name, data), author="una")
    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value) and str(refused.value).endswith(".")
    assert not (Story.objects.exists() or Chapter.objects.exists() or Revision.objects.exists())


def test_a_file_that_is_not_there_and_an_author_who_is_not(una, write, tmp_path):
    for file, author in [
        (tmp_path / "no.txt", "una"),
        (tmp_path, "una"),
        (write("x.txt", SCENE), "tam"),
    ]:
        with pytest.raises(CommandError) as refused:
            call_command("import_story", str(file), author=author)
        assert "\n" not in str(refused.value)
    assert not Story.objects.exists()
    assert Reader.objects.count() == 1


def test_a_failure_half_way_stores_nothing(una, write, monkeypatch):
    def fail_at_the_last(*args, **kwargs):
        assert Chapter.objects.count() == 2
        raise RuntimeError

    monkeypatch.setattr("reader.models.library.picture.PictureQuerySet.add", fail_at_the_last)
    with pytest.raises(RuntimeError):
        call_command(
            "import_story", write("x.txt", "Chapter 1", SCENE, "Chapter 2", SCENE), author="una"
        )
    assert not (Story.objects.exists() or Chapter.objects.exists())


def test_several_files_are_several_stories_or_one(una, write, capsys):
    files = [write("one.txt", SCENE), write("two.txt", SCENE)]
    call_command("import_story", *files, author="una")
    assert capsys.readouterr().out.splitlines() == ["/stories/one/", "/stories/two/"]
    call_command("import_story", *files, author="una", together=True, title="Both")
    story = Story.objects.get(slug="both")
    assert [chapter.title for chapter in story.chapters.all()] == ["One", "Two"]


def test_one_bad_file_of_several_leaves_nothing_stored(una, write):
    with pytest.raises(CommandError, match="bad.pdf"):
        call_command("import_story", write("x.txt", SCENE), write("bad.pdf", b"%"), author="una")
    assert not Story.objects.exists()


def test_a_newer_file_updates_a_story_of_ones_own(una, write, capsys):
    call_command("import_story", write("tide.txt", "Chapter 1", SCENE), author="una")
    newer = write("tide.txt", "Chapter 1", "It rained first.", SCENE, "Chapter 2", SCENE)
    call_command("import_story", newer, author="una", update="tide")
    story = Story.objects.get()
    first, second = story.chapters.all()
    assert first.revisions.count() == 2 and second.revisions.count() == 1
    assert "1 chapter is changed in this file, and 1 chapter is new" in capsys.readouterr().out
    make_reader("tam")
    with pytest.raises(CommandError, match="no story"):
        call_command("import_story", newer, author="tam", update="tide")
