"""What a browser would not show is left out, and told of."""

from pathlib import Path

import pytest

from reader.importing import read_manuscript
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.file_layouts import epub, page

CASES = Path(__file__).parent.parent / "cases"
LINE = "<p>The ferry came in late, with its lamps already lit.</p>"
CSS = (
    ".a{display:none} .b{visibility:hidden} .b .seen{visibility:visible} .c{font-size:0}"
    ".c .seen{font-size:16px} .d{position:absolute;left:-9999px} .e{opacity:0}"
    ".f{clip:rect(0 0 0 0)} .g{text-indent:-999em} .h{width:1px;height:1px;overflow:hidden}"
    "@media print{.seen{display:none}} p.a + .seen{display:block}"
)
STOLEN = "Stolen from its home."


def text_of(made):
    return " ".join(plain_text(render(source)) for source in made.texts())


def read(kind, body):
    if kind == "html":
        return read_manuscript("a.html", f"<style>{CSS}</style>{LINE}{body}{LINE}".encode())
    return read_manuscript("a.epub", epub({"a.xhtml": page(LINE + body + LINE)}, css=CSS))


@pytest.mark.parametrize("kind", ["html", "epub"])
@pytest.mark.parametrize(
    "hidden",
    [
        *(f'<p class="{name}">{STOLEN}</p>' for name in "abcdefgh"),
        f'<div class="a"><p class="seen">{STOLEN}</p></div>',
        f'<p style="DISPLAY : none !important">{STOLEN}</p>',
        f'<p hidden="">{STOLEN}</p>',
        f'<div style="font:0/0 a">{STOLEN}</div>',
    ],
)
def test_what_is_hidden_is_left_out_and_quoted(kind, hidden):
    made = read(kind, hidden)
    assert STOLEN not in text_of(made)
    assert [left.words for left in made.left_out] == [STOLEN]
    assert made.left_out[0].sentence


@pytest.mark.parametrize(
    "shown",
    [
        f'<p class="b">x<span class="seen">{STOLEN}</span></p>',
        f'<p class="c">x<span class="seen">{STOLEN}</span></p>',
        f'<p class="seen">{STOLEN}</p>',
        f'<p class="spoiler a">{STOLEN}</p>',
        f"<details><summary>x</summary><p>{STOLEN}</p></details>",
        f'<p aria-hidden="true">{STOLEN}</p>',
        f'<p style="position:absolute;left:10px;width:0">{STOLEN}</p>',
    ],
)
def test_what_is_shown_somewhere_inside_or_on_a_press_stays(shown):
    assert STOLEN in text_of(read("html", shown))


def test_a_chapter_that_a_script_was_to_show_is_no_hidden_one():
    made = read("html", f'<div class="e">{LINE * 9}</div>')
    assert text_of(made).count("The ferry") == 11 and not made.left_out


def test_a_hidden_footnote_is_shown_by_its_mark():
    note = '<div class="a"><aside epub:type="footnote" id="n"><p>The note.</p></aside></div>'
    made = read("epub", f'<p>A word<a epub:type="noteref" href="#n">1</a>.</p>{note}')
    assert made.chapters[0].source.endswith("[^1]: The note.") and not made.left_out


@pytest.mark.parametrize("name", ["05-hidden-by-class.html", "05-royalroad-hidden-line.html"])
def test_lines_against_theft_are_left_out(name):
    made = read_manuscript(name, (CASES / name).read_bytes())
    text = text_of(made)
    left = " ".join(one.words for one in made.left_out)
    for words in ("stolen from", "report theft", "illicitly lifted", "on Royal Road"):
        assert words not in text
    assert "stolen from" in left or "illicitly lifted" in left


HOSTILE = [
    "a{" * 20_000,
    ".a " * 5_000 + "{display:none}",
    "p{display:none" * 5_000,
    "@media " * 9_000,
    "".join(f".a{i} > b{{display:none}}" for i in range(2_000)),
    "* ~ * ~ * ~ p{display:none}",
    ":has(p){display:none}",
    "p:nth-child(2n+1 of p){}",
    "\\",
]


@pytest.mark.parametrize("css", HOSTILE)
def test_no_stylesheet_is_too_much(css):
    body = "<p>word <b>word</b></p>" * 300
    made = read_manuscript("a.html", f"<style>{css}</style>{LINE}{body}".encode())
    assert text_of(made).count("word") == 600
