"""Form that our page can show comes along, from tags, attributes, styles and classes alike."""

# ruff: noqa: E501 (lines of markup are as long as they are)

import re
from pathlib import Path

import pytest

from reader.importing import read_manuscript
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.file_layouts import epub, page

CASES = Path(__file__).parent.parent / "cases"
LINE = "<p>The ferry came in late, with its lamps already lit.</p>"
CSS = (
    ".a{text-align:center} div.b > p{text-align:right} .c{text-decoration:line-through}"
    ".d{font-variant-caps:small-caps} .e{font-style:italic} .e .f{font-style:normal}"
    ".g{text-align:center;text-align:left!important} #h{white-space:pre-line}"
    "@media print{.i{text-align:center}} @media screen{.j{text-decoration:underline}}"
)


def case(name):
    return read_manuscript(name, (CASES / name).read_bytes())


def htmls(manuscript):
    return [[block.html for block in render(chapter.source)] for chapter in manuscript.chapters]


def shown_in(kind, body):
    """The blocks that a body is shown as, but for the line above it."""
    if kind == "html":
        data = f"<style>{CSS}</style><h1>Tide</h1><h2>Chapter 1</h2>{LINE}{body}".encode()
    else:
        data = epub({"a.xhtml": page(f"<h2>Chapter 1</h2>{LINE}{body}")}, css=CSS)
    [blocks] = htmls(read_manuscript(f"a.{kind}", data))
    return [re.sub(r"(?<=>)\s+", "", html) for html in blocks[1:]]


FORMS = [
    ('<p align="center">x</p>', ['<p class="center">x</p>']),
    ('<p style="text-align: right">x <i>y</i></p>', ['<p class="right">x <em>y</em></p>']),
    ('<p class="a">x</p>', ['<p class="center">x</p>']),
    ('<div class="b"><p>x</p><div><p>y</p></div></div>', ['<p class="right">x</p>', "<p>y</p>"]),
    ('<div class="b"><p class="a">x</p></div>', ['<p class="right">x</p>']),
    ('<div align="center"><p class="k">x</p><p align="left">y</p></div>', ['<p class="center">x</p>', "<p>y</p>"]),
    ('<p class="a" style="text-align:left">x</p>', ["<p>x</p>"]),
    ("<ul>w<li>x</li>y</ul>", ["<ul><li>w</li><li>x</li><li>y</li></ul>"]),
    ('<p class="g">x</p><p class="i">y</p>', ["<p>x</p>", "<p>y</p>"]),
    ("<center>x<br/>y</center>", ['<p class="verse center"><span>x</span><br><span>y</span></p>']),
    ('<div dir="rtl" align="right"><p>x</p></div>', ["<p>x</p>"]),
    ('<p class="a">* * *</p><p>x</p>', ['<hr data-mark="* * *">', "<p>x</p>"]),
    ('<p><span class="c">x</span> <span class="j">y</span></p>', ["<p><s>x</s><u>y</u></p>"]),
    ('<p><span class="d">x</span></p>', ['<p><span class="small-caps">x</span></p>']),
    ('<p class="e">x <span class="f">y</span></p>', ["<p><em>x</em>y</p>"]),
    ("<i><p>w</p><p>y</p></i>", ["<p><em>w</em></p>", "<p><em>y</em></p>"]),
    ("<b><i><div>x</div></i>y</b>", ["<p><strong><em>x</em></strong></p>", "<p><strong>y</strong></p>"]),
    ('<div id="h">x z\n\ny</div>', ["<p>x z</p>", "<p>y</p>"]),
    ('<div style="white-space:pre-wrap">x\ny</div>', ['<p class="verse"><span>x</span><br><span>y</span></p>']),
    ('<ol start="3"><li>x</li><li>y</li></ol>', ['<ol start="3"><li>x</li><li>y</li></ol>']),
    ("<ul><li>x</li><ul><li>y</li></ul></ul>", ["<ul><li>x<ul><li>y</li></ul></li></ul>"]),
    ("<dl><dt>x</dt><dd>y</dd><dt>z</dt><dd><p>v</p><p>w</p></dd></dl>",
     ["<dl><dt>x</dt><dd>y</dd><dt>z</dt><dd><p>v</p><p>w</p></dd></dl>"]),
    ('<table><tr><th colspan="2">x</th></tr><tr><td>y</td><td>z</td></tr></table>',
     ['<table><tbody><tr><th colspan="2">x</th></tr><tr><td>y</td><td>z</td></tr></tbody></table>']),
    ('<table><tr><td rowspan="2">x</td><td><i>y</i></td></tr><tr><td><ul><li>z</li></ul></td></tr></table>',
     ['<table><tbody><tr><td rowspan="2">x</td><td><em>y</em></td></tr><tr><td><ul><li>z</li></ul></td></tr></tbody></table>']),
    ("<table><caption>x</caption><tr><td>a | b</td><td>c<br/>d</td></tr><tr><td>e</td><td>f</td></tr></table>",
     ["<p>x</p>", "<table><thead><tr><th>a | b</th><th>c<br>d</th></tr></thead><tbody><tr><td>e</td><td>f</td></tr></tbody></table>"]),
    ('<p>x</p><p aria-hidden="true">~*~</p><p>y</p>', ["<p>x</p>", '<hr data-mark="~*~">', "<p>y</p>"]),
    ("<p><ruby>季<rp>(</rp><rt>き</rt><rp>)</rp></ruby></p>",
     ['<p><ruby>季<rt data-reading="き"></rt></ruby></p>']),
]  # fmt: skip


@pytest.mark.parametrize("kind", ["html", "epub"])
@pytest.mark.parametrize(("body", "expected"), FORMS)
def test_the_form_that_a_page_can_show_is_kept(kind, body, expected):
    assert shown_in(kind, body) == expected


@pytest.mark.parametrize("name", ["01-ruby.html", "01-ruby.epub"])
def test_readings_stand_above_words_and_in_none_of_them(name):
    made = case(name)
    block = render(made.chapters[0].source)[0]
    assert block.text == "彼は季節の空を見た。" and 'data-reading="せつ"' in block.html
    assert made.title == "季節"


@pytest.mark.parametrize("name", ["04-align-and-strike.html", "04-align-and-strike.epub"])
def test_lines_stand_where_they_stood(name):
    html = "".join(sum(htmls(case(name)), []))
    assert '<p class="center">' in html and '<p class="right">' in html
    assert "<s>" in html.lower() and 'class="small-caps"' in html


@pytest.mark.parametrize("name", ["06-prewrap.html", "06-prewrap.epub"])
def test_line_feeds_part_paragraphs_where_a_page_says_so(name):
    [blocks] = htmls(case(name))
    assert len(blocks) == (5 if "html" in name else 3)


def test_where_most_lines_stand_says_nothing_of_them():
    shown = shown_in("html", f"<center>{LINE * 20}<p align='right'>x</p></center>")
    assert [html for html in shown if "class=" in html] == ['<p class="right">x</p>']


def test_a_bar_in_a_cell_is_one():
    text = plain_text(render(case("07-table-pipe.html").chapters[0].source))
    for words in ("A | B", "Skill | kind", "Row | Swim", "2 | 3", "a|b", "x | y"):
        assert words in text


def test_characters_written_twice_as_html_are_read_and_told_of():
    made = case("17-double-entities.html")
    assert made.title == "Smoke & Mirrors" and made.chapters[0].title == "Q&A"
    text = plain_text(render(made.chapters[0].source))
    assert '"Hello" "there" \'tis — literally … <sigh>' in text and "AT&T" in text
    assert any("&mdash;" in doubt or "escaped twice" in doubt for doubt in made.doubts)
    assert "&mdash;" in shown_in("html", "<p><code>&amp;mdash;</code></p>")[0].replace("&amp;", "&")


def test_a_lists_number_and_terms_are_kept():
    html = "".join(htmls(case("15-list-start-dl.html"))[0])
    assert '<ol start="3">' in html and "<dt>Term</dt>" in html and "<dd>" in html
