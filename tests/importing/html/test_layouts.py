"""A paragraph is a paragraph however the file shows it, and a break is a break."""

import textwrap

import pytest

from reader.importing import read_manuscript
from tests.importing.stories import LONG, SCENE, blocks_of, imported, plain, texts_of

PLAIN = plain(LONG)


def wrapped(width, indent=""):
    return [textwrap.fill(p, width, initial_indent=indent) for p in PLAIN]


@pytest.mark.parametrize(
    "file",
    [
        "\n\n".join(PLAIN),
        "\r\n\r\n".join(PLAIN),
        "\r\r".join(PLAIN),
        "\n \t\n".join(PLAIN),
        "\n".join(PLAIN),
        "\t" + "\n\t".join(PLAIN),
        "    " + "\n    ".join(PLAIN),
        "\n\n".join(wrapped(72)),
        "\r\n\r\n".join(wrapped(80)),
        "\n".join(wrapped(72, "    ")),
        "\n\n".join(wrapped(65, "\t")),
        "\n\n\n\n".join(PLAIN),
    ],
    ids=[
        "empty lines", "Windows", "old Mac", "lines of spaces", "a line each", "tabs", "indents",
        "wrapped", "wrapped at 80", "wrapped with indents alone", "wrapped with indents",
        "three empty lines each",
    ],
)  # fmt: skip
def test_paragraphs_are_neither_lost_nor_merged(file):
    assert texts_of(imported(file)) == PLAIN


@pytest.mark.parametrize("wrap", [False, True])
def test_lines_that_are_short_on_purpose_stay_lines(wrap):
    letter = "Dear Una,\n  I am late.\nTam"
    manuscript = imported(wrapped(72) if wrap else PLAIN, letter, wrapped(72) if wrap else PLAIN)
    block = blocks_of(manuscript)[len(PLAIN)]
    assert block.kind == "verse"
    assert block.text == "Dear Una,\nI am late.\nTam"


@pytest.mark.parametrize(
    "mark",
    ["***", "* * *", "*******", "---", "-----", "~*~", "oOo", "xXx", "#", ".:O:.", "+++", "___",
     "= = =", "@@@", "~~~~", "•••", "✧･ﾟ: *✧･ﾟ:*", "■", "🌙✨🌙",
     "＊＊＊", "༺༻", "⸻", "☆彡", "<hr size=1 noshade>"],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_scene_break_keeps_its_mark(mark, between):
    file = between.join(["\n\n".join(PLAIN[:3]), mark, "\n\n".join(PLAIN[3:])])
    blocks = blocks_of(imported(file))
    assert [block.kind for block in blocks].count("break") == 1
    assert blocks[3].kind == "break"
    if "hr" not in mark:
        assert f'data-mark="{mark}"' in blocks[3].html
    assert [block.text for block in blocks if block.text] == PLAIN


def test_a_wide_gap_is_a_scene_break_where_it_is_rare():
    file = "\n\n".join(PLAIN[:3]) + "\n\n\n\n\n" + "\n\n".join(PLAIN[3:])
    blocks = blocks_of(imported(file))
    assert [i for i, block in enumerate(blocks) if block.kind == "break"] == [3]


def test_breaks_around_the_text_part_nothing():
    assert texts_of(imported("***", SCENE, "***")) == plain(SCENE)


@pytest.mark.parametrize(
    "line", ["...", "—", "?!", '"..."', "- No.", "😂", "☺", "^_^", "=)", "……", "\\o/"]
)
def test_a_silence_is_no_break(line):
    assert line in texts_of(imported(SCENE, line, SCENE))


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("He was _very_ late.", "He was <em>very</em> late."),
        ("He was *very* late.", "He was <em>very</em> late."),
        ("He was /very late/.", "He was <em>very late</em>."),
        ("He was <i>very</i> late.", "He was <em>very</em> late."),
        ("He was **very** late.", "He was <strong>very</strong> late."),
        ("_All of it._", "<em>All of it.</em>"),
    ],
)
def test_italics_come_back(raw, html):
    assert html in blocks_of(imported(SCENE, raw))[-1].html


@pytest.mark.parametrize(
    "raw",
    [
        "A VERY loud word",
        "and/or, he/she, 1/2/3",
        "f***ing b*tch *",
        "snake_case_name and _",
        "[not](a link) and ![not](an image) [^1]",
        "<script>alert(1)</script> & <b",
        "AT&T; R&D, a & b",
        "`code` \\*escaped\\* ~~struck~~",
        "# not a heading but a line of text",
        "> not a quote",
        "- not an item",
        "+ not an item",
        "1. not an item either, for it is one",
        "| not | a | table",
        "=== not a title",
        "http://example.org/a_b_c*d*",
    ],
)
def test_what_only_looks_like_markup_is_shown_as_it_is(raw):
    assert texts_of(imported(SCENE, raw, SCENE))[len(SCENE)] == raw


def test_a_title_below_other_lines_is_the_title_and_no_chapter():
    text = "<p>The ferry came in late that night, and nobody waved.</p>" * 3
    body = (
        "<title>Low Tide, by Una Marsh</title><p>Posted in May.</p><h1>LOW TIDE</h1>"
        f"<h2>Chapter 1: Mud</h2>{text}<h2>Chapter 2: Rain</h2>{text}"
    )
    made = read_manuscript("x.html", body.encode())
    assert made.title == "LOW TIDE"
    assert [chapter.title for chapter in made.chapters] == ["Mud", "Rain"]
    assert "Posted in May." in "".join(made.texts()) and not made.losses
