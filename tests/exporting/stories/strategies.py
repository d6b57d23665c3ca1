"""Stories to take out: ordinary ones, and such as nobody would write."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from reader.text.rendering.sanitising import TAGS
from tests.text.rendering.test_rendering_properties import MARKUP, SOURCES

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Stories take a while to make up, on a busy machine longer."""
WORDS = st.lists(
    st.sampled_from(
        "the ferry came at nine Tam’s boat — ‘late’ “Well,” AN: 3. # déjà 水 שלום naïve e.g. "
        "(and) [so] & < > 5 * 7 _under_ 1984 Chapter".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
PLAIN = WORDS.map(lambda words: words.translate({ord(c): f"\\{c}" for c in "*_[]<>#"}))
"""Words that Markdown shows as they are."""


def _phrase(words):
    marked = [
        words.map(lambda w: f"*{w}*"), words.map(lambda w: f"**{w}**"),
        words.map(lambda w: f"<em><strong>{w}</strong></em>"), words.map(lambda w: f"~~{w}~~"),
        st.tuples(words, words).map(lambda pair: f"<em>{pair[0]} <strong>{pair[1]}</strong></em>"),
        words.map(lambda w: f"[{w}](https://example.org/a?b=c#d)"),
    ]  # fmt: skip
    return st.one_of(words, *marked)


LINES = st.lists(_phrase(PLAIN), min_size=1, max_size=4).map(lambda parts: "So " + " ".join(parts))
BLOCKS = st.one_of(
    LINES,
    LINES,
    st.lists(LINES, min_size=2, max_size=4).map(lambda lines: "\n".join(f"| {x}" for x in lines)),
    st.tuples(LINES, LINES).map(lambda two: f"> {two[0]}\n>\n> {two[1]}"),
    st.lists(LINES, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {x}" for x in rows)),
    st.lists(LINES, min_size=1, max_size=3).map(lambda rows: "\n".join(f"1. {x}" for x in rows)),
    LINES.map(lambda words: f"## {words}"),
    st.sampled_from(["***", "* * *", "-----", "~*~", "oOo", ".:O:."]),
    st.tuples(PLAIN, PLAIN).map(lambda two: f"| {two[0]} | b |\n| --- | --- |\n| c | {two[1]} |"),
)


@st.composite
def ordinary(draw):
    """A chapter's Markdown, of everything that stories are made of."""
    blocks = ["It began."] + draw(st.lists(BLOCKS, max_size=6))
    notes = draw(st.lists(LINES, max_size=2))
    marks = " ".join(f"Again.[^{number}]" for number, _ in enumerate(notes, 1))
    blocks.append(f"It ended. {marks}")
    blocks += [f"[^{number}]: {note}" for number, note in enumerate(notes, 1)]
    return "\n\n".join(blocks)


TITLES = st.one_of(WORDS, st.just(""), st.sampled_from(["Chapter 9", "3.", "AN: hm", "<i>x</i>"]))
NOTES = st.lists(
    st.builds(
        Note,
        kind=st.sampled_from(["note", "disclaimer", "warning", "dedication"]),
        place=st.sampled_from(["before", "after"]),
        source=LINES,
    ),
    max_size=2,
).map(lambda notes: sorted(notes, key=lambda note: note.place == "after"))
ORDINARY = st.builds(
    Manuscript,
    title=WORDS,
    author=WORDS,
    summary=st.lists(WORDS, max_size=2).map("\n\n".join),
    language=st.sampled_from(["en", "pt-br", "he"]),
    rating=st.sampled_from(["", "general", "teen", "mature", "explicit"]),
    status=st.sampled_from(["in progress", "complete"]),
    tags=st.lists(WORDS, max_size=2),
    fandoms=st.lists(WORDS, max_size=2),
    warnings=st.lists(WORDS, max_size=2),
    series=WORDS | st.just(""),
    source=st.sampled_from(["", "https://example.org/1"]),
    smart=st.booleans(),
    notes=NOTES,
    chapters=st.lists(
        st.builds(Chapter, title=TITLES, source=ordinary(), notes=NOTES), min_size=1, max_size=3
    ),
)

_ATTRIBUTES = [
    "", ' class="verse"', ' class="footnotes"', ' id="fn-1"', ' id="fnref-1"',
    ' class="footnote-ref" href="#fn-1" data-number="1"', ' lang="en"', ' lang="x y"',
    ' dir="rtl"', ' dir="q"', ' href="http://a.b/ c?d[e]#f%"', ' href="/x"', ' start="0"',
    ' href="https://ex%41mple.com:99999/"', ' href="http://127.1/"', ' href="mailto:x@y.z"',
    ' colspan="2"', ' colspan="x"', ' scope="row"', ' span="2"', ' title="a\'&quot;&lt;"',
    ' src="http://x.y/z.png" alt="q"', ' start="3" reversed', ' value="3"',
]  # fmt: skip
_OPENING = st.builds(
    "<{}{}{}>".format, st.sampled_from(sorted(TAGS)), *[st.sampled_from(_ATTRIBUTES)] * 2
)
_CLOSING = st.sampled_from(sorted(TAGS)).map("</{}>".format)
_BETWEEN = st.sampled_from(["word", "\n", " ", "a & b", "é", "\x01", "\ufffe", "😀", "[^1]"])
SOUP = st.lists(st.one_of(_OPENING, _OPENING, _CLOSING, _BETWEEN), max_size=30).map("".join)
"""Raw HTML that is none: every tag inside of every other."""
ANYTHING = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")
NASTY_SOURCES = st.one_of(
    SOUP, SOURCES, st.text(ANYTHING, max_size=60), st.sampled_from(MARKUP),
    st.tuples(SOUP, SOURCES).map(lambda two: f"> {two[0]}\n\n- {two[1]}\n\n[^1]: {two[0]}"),
).map(lambda source: source.replace("\x00", ""))  # fmt: skip
_NASTY_TITLES = st.text(ANYTHING, max_size=30) | st.sampled_from(["", "\x01", "<b>&\"'"])
NASTY_NOTES = st.lists(
    st.builds(
        Note,
        kind=st.sampled_from(["note", "disclaimer", "warning", "dedication"]),
        place=st.sampled_from(["before", "after"]),
        source=NASTY_SOURCES,
    ),
    max_size=2,
)


def nasty(chapters=12):
    """Stories with many chapters that nobody would write."""
    return st.builds(
        Manuscript,
        title=_NASTY_TITLES,
        author=_NASTY_TITLES,
        summary=st.text(ANYTHING, max_size=60),
        language=st.sampled_from(["en", "ar", "zh-hans", "zz-x-y", "!"]),
        tags=st.lists(_NASTY_TITLES, max_size=3),
        series=_NASTY_TITLES,
        source=_NASTY_TITLES,
        smart=st.booleans(),
        notes=NASTY_NOTES,
        chapters=st.lists(
            st.builds(Chapter, title=_NASTY_TITLES, source=NASTY_SOURCES, notes=NASTY_NOTES),
            min_size=chapters,
            max_size=chapters,
        ),
    )


class Emphasis(HTMLParser):
    """The letters of some HTML, each with whether it is in italics and whether it is bold."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.letters = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("em", "strong"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in ("em", "strong"):
            self.open.remove(tag)

    def handle_data(self, data):
        worn = ("em" in self.open, "strong" in self.open)
        self.letters += [(letter, *worn) for letter in data if not letter.isspace()]
