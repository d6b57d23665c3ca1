"""Whatever a document is made of, each of its words comes out once, in its order."""

import os
import re
from html import escape
from xml.sax.saxutils import escape as xml_escape

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importing import read_manuscript
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.archives import test_archives
from tests.importing.file_layouts import docx, epub, odt, p, page

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 20))
STYLES = ["", "i", "b", "s", "u", "sup", "sub"]

ENDS = ["", " ", "-", ", "]
PHRASE = st.tuples(st.integers(1, 4), st.sampled_from(STYLES), st.sampled_from(ENDS))
PARAGRAPH = st.tuples(
    st.sampled_from(["p", "p", "p", "quote", "list", "lines", "cell", "break"]),
    st.lists(PHRASE, min_size=1, max_size=5),
)
DOCUMENT = st.lists(st.lists(PARAGRAPH, min_size=2, max_size=8), min_size=1, max_size=4)


class Words:
    """Words that each stand in a document once: `aba`, `abb`, … with a letter that no tag has."""

    def __init__(self):
        self.made = []

    def __call__(self, number):
        words = [self._word(len(self.made) + n) for n in range(number)]
        self.made += words
        return " ".join(words)

    def _word(self, n):
        letters = "".join(chr(97 + (n // 26**i) % 26) for i in range(3))
        return f"zq{letters}"


def written(document, paragraph, heading, marks):
    """A document as a format writes it, and its words; each chapter begins with a long line."""
    words, chapters = Words(), []
    for number, paragraphs in enumerate(document, 1):
        parts = [heading(number), paragraph("p", [(words(40), "")])]
        for kind, phrases in paragraphs:
            runs = [(words(n), style) for n, style, _ in phrases]
            runs = [
                (text + (end if i + 1 < len(runs) else "."), style)
                for i, ((text, style), (_, _, end)) in enumerate(zip(runs, phrases, strict=True))
            ]
            parts.append(paragraph(kind, [(marks(text), style) for text, style in runs]))
        chapters.append("".join(parts))
    return chapters, words.made


def html_paragraph(kind, runs):
    said = "".join(f"<{style}>{text}</{style}>" if style else text for text, style in runs)
    if kind == "quote":
        return f"<blockquote><p>{said}</p></blockquote>"
    if kind == "list":
        return f"<ul><li>{said}</li></ul>"
    if kind == "lines":
        return "<p>" + "<br/>".join(text for text, _ in runs) + "</p>"
    if kind == "cell":
        return f"<table><tr><td>{said}</td><td></td></tr></table>"
    return f"<hr/><p>{said}</p>" if kind == "break" else f"<p>{said}</p>"


def docx_paragraph(kind, runs):
    return p(*((text, style if style in ("i", "b") else "") for text, style in runs))


def odt_paragraph(kind, runs):
    said = "".join(
        f'<text:span text:style-name="{style}">{text}</text:span>' if style else text
        for text, style in runs
    )
    if kind == "list":
        return f"<text:list><text:list-item><text:p>{said}</text:p></text:list-item></text:list>"
    return f"<text:p>{said}</text:p>"


def shown(manuscript):
    """The made words of a manuscript's chapters, as they are shown."""
    text = " ".join(plain_text(render(chapter.source)) for chapter in manuscript.chapters)
    return re.findall(r"zq[a-z]{3}", text)


def check(manuscript, words, chapters):
    assert shown(manuscript) == words
    assert len(manuscript.chapters) == len(chapters)
    assert not any(chapter.notes for chapter in manuscript.chapters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=DOCUMENT)
def test_every_word_of_a_page(document):
    chapters, words = written(document, html_paragraph, "<h2>Chapter {}</h2>".format, escape)
    check(read_manuscript("a.html", "".join(chapters).encode()), words, chapters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=DOCUMENT)
def test_every_word_of_a_book(document):
    chapters, words = written(document, html_paragraph, "<h2>Chapter {}</h2>".format, xml_escape)
    pages = {f"c{n}.xhtml": page(chapter) for n, chapter in enumerate(chapters)}
    check(read_manuscript("a.epub", epub(pages)), words, chapters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=DOCUMENT)
def test_every_word_of_an_archives_work(document):
    chapters, words = written(
        document, html_paragraph,
        '<div class="meta group"><h2 class="heading">Chapter {}: X</h2></div>'
        '<div class="userstuff">'.format, escape,
    )  # fmt: skip
    body = "".join(f"{chapter}</div>" for chapter in chapters)
    data = test_archives.AO3.format(chapters=body, count="1/?")
    data = re.sub(r"(?s)<p>(?:Notes|End Notes)</p><blockquote.*?</blockquote>", "", data)
    check(read_manuscript("a.html", data.encode()), words, chapters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=DOCUMENT)
def test_every_word_of_a_word_document(document):
    chapters, words = written(
        document, docx_paragraph, lambda n: p(f"Chapter {n}", style="heading1"), xml_escape
    )
    check(read_manuscript("a.docx", docx("".join(chapters))), words, chapters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=DOCUMENT)
def test_every_word_of_an_opendocument_text(document):
    chapters, words = written(
        document, odt_paragraph,
        '<text:h text:outline-level="1">Chapter {}</text:h>'.format, xml_escape,
    )  # fmt: skip
    styles = (
        '<style:style style:name="i"><style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="b"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    check(read_manuscript("a.odt", odt("".join(chapters), styles)), words, chapters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=DOCUMENT, wrapped=st.sampled_from(["\n\n", "\n\n    ", "\r\n\r\n"]))
def test_every_word_of_a_text(document, wrapped):
    chapters, words = written(
        document,
        lambda kind, runs: wrapped + "".join(text for text, _ in runs),
        "\n\nChapter {}".format,
        str,
    )
    check(read_manuscript("a.txt", "".join(chapters).encode()), words, chapters)
