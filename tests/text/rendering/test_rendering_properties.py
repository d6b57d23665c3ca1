"""What holds for any text at all: words are kept, tags nest, nothing runs, and it always ends."""

import os
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.rendering.blocks import render
from reader.text.rendering.painting import Mark, paint
from reader.text.rendering.sanitising import ATTRIBUTES, TAGS

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 200))
VOID = {"br", "hr", "img", "wbr", "col"}
OURS = {"data-reading", "rel", "loading", "decoding", "src", "alt"}

MARKUP = r"""* ** _ ~~ ` | [^1] [a](b) ![i](https://x.example/i.png) <b> </b> <i> <p> </p> <div>
<script> </script> <svg/onload=x> <img/onerror=y> <table> <td> <li> <math> <style> <!-- --> &amp;
<ruby> <rt> </rt> <rp> </ruby>
&lt; &#60; & < a é 👩‍👩‍👧 " '""".split()
SPACED = ["\n", "\n\n", "> ", "- ", "1. ", "    ", "| ", "# ", "\n\n[^1]: ", "\n\n***\n\n",
          "\n\n::: center\n", "\n:::\n", "a\n:   ", "\\\n", 
          "|---|\n", "<a href='javascript:x'>", "\x00", "\x02", "\x03", "\u2028", "\u202e",
          "word "]  # fmt: skip
PIECES = st.one_of(st.sampled_from(MARKUP + SPACED), st.text(max_size=6))
SOURCES = st.lists(PIECES, max_size=25).map("".join)


class Page(HTMLParser):
    """What an independent reader makes of a block: its words, its tags, and whether they nest."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.words, self.open, self.marked = "", [], []
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        if tag == "mark":
            return
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | OURS, (tag, name)
            if name in ("href", "src"):
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.I)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        passages = {
            int(number)
            for tag, attrs in self.open
            if tag == "mark"
            for number in attrs["data-passages"].split()
        }
        self.marked += [passages] * len(data)
        self.words += data


@settings(max_examples=EXAMPLES, deadline=None)
@given(SOURCES, st.booleans())
def test_words_and_html_agree_and_only_what_is_allowed_is_there(source, smart):
    for block in render(source, smart=smart):
        assert Page(block.html).words == block.text
        assert block.text == block.text.strip(" \t\n\r\f")


@settings(max_examples=EXAMPLES, deadline=None)
@given(SOURCES)
def test_the_same_source_gives_the_same_blocks(source):
    assert render(source) == render(source)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    SOURCES,
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=6),
    st.integers(0, 30),
)
def test_painting_changes_no_character_and_paints_all_of_every_mark(source, spans, offset):
    for block in render(source):
        marks = [Mark(a, a + length, number, "x") for number, (a, length) in enumerate(spans, 1)]
        page = Page(paint(block.html, block.text, marks, start=offset))
        assert page.words == block.text
        for mark in marks:
            for at in range(max(mark.start - offset, 0), min(mark.end - offset, len(block.text))):
                assert mark.passage in page.marked[at]


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.text("abc .,", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=6),
)
def test_painting_plain_words_paints_nothing_else(words, spans):
    for block in render("x" + words):
        marks = [Mark(a, a + length, number) for number, (a, length) in enumerate(spans, 1)]
        page = Page(paint(block.html, block.text, marks))
        for at in range(len(block.text)):
            assert page.marked[at] == {m.passage for m in marks if m.start <= at < m.end}


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from("a b c * ** _ __ *** ~~ ( ) , .".split() + [" "]), max_size=20))
def test_emphasis_never_loses_a_letter(parts):
    source = "x" + "".join(parts)
    shown = "".join(block.text for block in render(source))
    assert re.findall("[a-z]", shown) == re.findall("[a-z]", source)


REPEATED = r"""* [ ![a](b [a][ ` < <b <div> <blockquote> & &# \ <!-- [^1] </ <a@b '" <ul><li>
<table><tr><td> <a/href=""".split()
REPEATED += ["> ", "**a ", "_a ", "- ", "1. ", "    ", "x\n---\n", "# a\n", "|a|b\n", "\n", "a\n",
             "::: center\n\n", "::: center\na\n:::\n\n", "a\n:   b\n", "<ruby>a<rt>b</rt>",
             "<ruby>", "\\\n"]  # fmt: skip


@pytest.mark.parametrize("what", REPEATED)
def test_nothing_is_too_much_of_a_thing(what):
    """An end comes at all: none of these runs for minutes, or out of stack."""
    render(what * (30_000 // len(what)))


@pytest.mark.parametrize(
    "source",
    ["\n".join("    " * i + "- a" for i in range(400)), "- " * 3000 + "a", ">" * 3000 + " a",
     "\n\n".join("> " * i + "a" for i in range(300)), "<div>" * 3000 + "a" + "</div>" * 3000],
    ids=["lists", "items on a line", "quotes on a line", "quotes", "divisions"],
)  # fmt: skip
def test_nothing_is_too_deep(source):
    assert any("a" in block.text for block in render(source))
