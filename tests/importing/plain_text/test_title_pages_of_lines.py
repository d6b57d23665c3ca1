"""A title page of several lines in one paragraph takes nothing of what comes after it."""

from pathlib import Path

import pytest

from reader.importing import read_manuscript
from tests.importing.file_layouts import docx, epub, odt, p, page

CASES = Path(__file__).parent.parent / "cases"
LINES = ["The Long Way Down", "by ferrywoman", "A story for tallow, with thanks", "and love."]
TEXTS = [f"The ferry came in late on day {day}, with its lamps lit." for day in range(1, 10)]
CHAPTERS = [TEXTS[:3], TEXTS[3:6], TEXTS[6:]]


def in_markdown(lines):
    chapters = (f"# Chapter {n}\n\n" + "\n\n".join(c) for n, c in enumerate(CHAPTERS, 1))
    return "x.md", "\n\n".join(["\n".join(lines), *chapters]).encode()


def in_html(lines, heading="h2"):
    chapters = "".join(
        f"<{heading}>Chapter {n}</{heading}>" + "".join(f"<p>{text}</p>" for text in chapter)
        for n, chapter in enumerate(CHAPTERS, 1)
    )
    return "x.html", f"<body><p>{'<br/>'.join(lines)}</p>{chapters}</body>".encode()


def in_gutenbergs_html(lines):
    name, data = in_html(lines, "h3")
    return name.replace("html", "htm"), data.replace(b"<p>", b"<p>\r\n    ")


def in_word(lines):
    title = "</w:t><w:br/><w:t>".join(lines)
    chapters = (
        p(f"Chapter {n}", style="heading1") + "".join(map(p, chapter))
        for n, chapter in enumerate(CHAPTERS, 1)
    )
    return "x.docx", docx(p(title) + "".join(chapters))


def in_opendocument(lines):
    chapters = (
        f'<text:h text:outline-level="1">Chapter {n}</text:h>'
        + "".join(f"<text:p>{text}</text:p>" for text in chapter)
        for n, chapter in enumerate(CHAPTERS, 1)
    )
    title = "<text:line-break/>".join(lines)
    return "x.odt", odt(f"<text:p>{title}</text:p>{''.join(chapters)}")


FORMATS = [in_markdown, in_html, in_gutenbergs_html, in_word, in_opendocument]


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("number", [2, 3, 4])
def test_every_chapter_is_whole(written, number):
    made = read_manuscript(*written(LINES[:number]))
    assert [chapter.source.split("\n\n") for chapter in made.chapters] == CHAPTERS
    assert (made.title, made.author) == ("The Long Way Down", "ferrywoman")


@pytest.mark.parametrize("written", FORMATS)
def test_what_stands_under_the_author_is_a_dedication(written):
    [note] = read_manuscript(*written(LINES)).notes
    assert note.kind == "dedication"
    assert note.source.replace("| ", "").split("\n") == LINES[2:]


def test_words_own_line_breaks():
    name = "30-title-page-of-lines.docx"
    made = read_manuscript(name, (CASES / name).read_bytes())
    assert made.title == "The Long Way Down"
    assert [len(chapter.source.split()) for chapter in made.chapters] == [55, 55, 55]
    assert [note.kind for note in made.notes] == ["dedication"]


def test_a_line_under_the_author_of_a_one_shot_is_its_text():
    made = read_manuscript("x.md", b"Low Water\nby Una\nThe rain fell.\n\nIt ended.")
    assert made.chapters[0].source == "The rain fell.\n\nIt ended."


def test_a_books_title_page_of_lines_takes_nothing_of_its_chapters():
    pages = {"a.xhtml": page(f"<p>{'<br/>'.join(LINES)}</p>")} | {
        f"{n}.xhtml": page(f"<h2>Chapter {n}</h2>" + "".join(f"<p>{t}</p>" for t in chapter))
        for n, chapter in enumerate(CHAPTERS, 1)
    }
    made = read_manuscript("x.epub", epub(pages))
    assert [c.source.split("\n\n") for c in made.chapters[-3:]] == CHAPTERS
