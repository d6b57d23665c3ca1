"""`export_story`: a story in, a file out; or a sentence."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reader.importing import read_manuscript
from tests.factories import make_chapter, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter(story=make_story(slug="ebb", title="Ebb"))


@pytest.mark.parametrize(
    ("form", "name"),
    [("epub", "ebb.epub"), ("html", "ebb.html"), ("markdown", "ebb.md"), ("text", "ebb.txt")],
)
def test_the_file_is_named_for_the_story_and_its_name_is_printed(
    chapter, tmp_path, monkeypatch, capsys, form, name
):
    monkeypatch.chdir(tmp_path)
    call_command("export_story", "ebb", format=form)
    assert capsys.readouterr().out == f"{name}\n"
    assert (tmp_path / name).stat().st_size > 300
    if form != "html":
        made = read_manuscript(name, (tmp_path / name).read_bytes())
        assert "They crossed at noon" in made.chapters[0].source


def test_the_same_story_gives_the_same_bytes(chapter, tmp_path):
    files = [str(tmp_path / name) for name in ("one.epub", "two.epub")]
    for file in files:
        call_command("export_story", "ebb", output=file)
    one, two = (Path(file).read_bytes() for file in files)
    assert one == two and one.startswith(b"PK")


def test_a_file_can_go_to_standard_output(chapter, capfdbinary):
    call_command("export_story", "ebb", format="markdown", output="-")
    assert capfdbinary.readouterr().out.startswith(b"---\ntitle: Ebb\n")


def test_a_draft_can_be_taken_out_whole(tmp_path):
    make_chapter(story=make_story(slug="soon", draft=True))
    call_command("export_story", "soon", format="text", output=str(tmp_path / "x.txt"))
    assert "They crossed" in (tmp_path / "x.txt").read_text()


def test_what_is_wrong_is_one_sentence(chapter, tmp_path):
    make_story(slug="empty")
    wrong = [
        ("nowhere", {}, "There is no story called “nowhere”"),
        ("empty", {}, "has no published chapter"),
        ("ebb", {"output": str(tmp_path)}, "cannot be written"),
        ("ebb", {"output": str(tmp_path / "no" / "x.epub")}, "cannot be written"),
    ]
    for slug, options, sentence in wrong:
        with pytest.raises(CommandError, match=sentence) as refused:
            call_command("export_story", slug, **options)
        assert refused.value.returncode == 1
        assert "\n" not in str(refused.value) and str(refused.value).endswith(".")
    with pytest.raises(CommandError):
        call_command("export_story", "ebb", "--format=pdf")
