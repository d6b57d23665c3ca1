"""Whatever elements stand in which, every word that a browser shows is there, in order."""

import os
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importing import read_manuscript
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.file_layouts import epub, page

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 80))
BEGINNING = "<p>The ferry came in late that night, and nobody saw it but the goat.</p>"
PHRASES = (
    "i b em strong u s sup sub small code a q big font ins del mark abbr cite tt ruby span "
    'span style="font-variant:small-caps" a href="https://example.org/"'
)
BLOCKS = (
    "div p blockquote center section article figure details h3 form pre fieldset address "
    'p align="right" div style="text-align:center" p aria-hidden="true" '
    'div style="white-space:pre-wrap"'
)
LISTS = {"ul": "li", "ol": "li", 'ol start="4"': "li", "dl": "dt dd"}


def _names(said):
    return re.findall(r"[\w-]+(?: [\w-]+=\"[^\"]*\")*", said)


def _element(opening, inside):
    return f"<{opening}>{inside}</{opening.partition(' ')[0]}>"


def _elements(names, inside):
    return st.builds(_element, st.sampled_from(names), inside)


def _list(kind, items):
    names = LISTS[kind].split()
    inside = "@ " + "".join(_element(names[i % len(names)], item) for i, item in enumerate(items))
    return _element(kind, inside)


def _table(rows, spans):
    cells = [
        "".join(
            f"<td{' colspan=2' if spans and i == 0 else ''}>{cell}</td>"
            for i, cell in enumerate(row)
        )
        for row in rows
    ]
    return _element("table", "".join(_element("tr", row) for row in cells))


WORD = st.just("@ ")
PHRASE = st.recursive(
    st.sampled_from(["@ ", "@", " @", "@<br>@", "@\n@"]),
    lambda inner: st.builds(
        lambda before, inside, after: before + inside + after,
        WORD, _elements(_names(PHRASES), inner), st.sampled_from(["", "@", " @"]),
    ),
    max_leaves=4,
)  # fmt: skip
FEW = {"min_size": 1, "max_size": 2}
TREE = st.deferred(
    lambda: st.one_of(
        PHRASE,
        PHRASE,
        st.lists(TREE, **FEW).map(" ".join),
        _elements(_names(BLOCKS), TREE),
        _elements(_names("i b em span font"), TREE),
        st.builds(_list, st.sampled_from(list(LISTS)), st.lists(TREE, **FEW)),
        st.builds(_table, st.lists(st.lists(TREE, **FEW), **FEW), st.booleans()),
        st.builds("{}<hr>{}".format, TREE, TREE),
    )
)


def numbered(tree):
    """The tree with words of its own, and these."""
    parts = tree.split("@")
    words = [f"zq{chr(97 + i // 26)}{chr(97 + i % 26)}x" for i in range(len(parts) - 1)]
    return "".join(a + b for a, b in zip(parts, [*words, ""], strict=True)), words


def shown(manuscript):
    texts = (plain_text(render(source)) for source in manuscript.texts())
    return re.findall(r"zq..x", " ".join(texts))


@settings(max_examples=EXAMPLES, deadline=None)
@given(tree=TREE)
def test_every_word_of_a_page_stands_in_the_manuscript_in_order(tree):
    body, words = numbered(tree)
    html = f"<h1>Tide</h1><h2>Chapter 1</h2>{BEGINNING}{body}{BEGINNING}"
    assert shown(read_manuscript("a.html", html.encode())) == words


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(tree=TREE)
def test_every_word_of_a_book_stands_in_the_manuscript_in_order(tree):
    body, words = numbered(tree)
    body = re.sub(r"<(br|hr)>", r"<\1/>", body).replace("colspan=2", 'colspan="2"')
    made = read_manuscript(
        "a.epub", epub({"a.xhtml": page(f"<h2>Chapter 1</h2>{BEGINNING}{body}{BEGINNING}")})
    )
    assert shown(made) == words
