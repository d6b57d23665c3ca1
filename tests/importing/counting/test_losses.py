"""Whatever the format: words of the file that a manuscript lacks, or has twice, are told."""

# ruff: noqa: E501 (lines of markup are as long as they are)

import os
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader import importing
from reader.importing import read_manuscript
from reader.importing.archives.elements import outside
from reader.importing.counting.formats import file_text
from reader.importing.counting.losses import compare_with_file
from reader.importing.counting.markdown import unmarked
from reader.importing.counting.words import words_of
from reader.importing.html.parsing import parse
from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.rendering import escaping
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from reader.text.rendering.scene_breaks import is_scene_break
from tests.importing import samples
from tests.importing.file_layouts import W, docx, epub, odt, p, page

EXAMPLES = int(os.environ.get("GLOSS_FUZZ_EXAMPLES", 25))
TEXTS = [f"The {word} came in late, and nobody on the {word} quay saw it." for word in (
    "ferry", "goat", "crate", "lamp", "rope", "tide", "gull", "boat", "heron", "otter",
)]  # fmt: skip
KANJI = "季節の空に星が光る。川は静かに流れた。"


def in_text(texts):
    return "x.txt", "\n\n".join(texts).encode()


def in_markdown(texts):
    return "x.md", "\n\n".join(["# Low Water", *texts]).encode()


def in_html(texts):
    return "x.html", f"<body>{''.join(f'<p>{text}</p>' for text in texts)}</body>".encode()


def in_epub(texts):
    return "x.epub", epub({f"{n}.xhtml": page(f"<p>{t}</p>") for n, t in enumerate(texts)})


def in_word(texts):
    return "x.docx", docx("".join(map(p, texts)))


def in_opendocument(texts):
    return "x.odt", odt("".join(f"<text:p>{text}</text:p>" for text in texts))


FORMATS = [in_text, in_markdown, in_html, in_epub, in_word, in_opendocument]


def told(manuscript):
    """What is told of words that are lost or stand twice."""
    return [
        s
        for s in manuscript.losses + manuscript.doubts
        if re.search(r"\b(is|are) (missing from|in) the story\b", s)
    ]


def spoil(monkeypatch, change):
    """Have every importer's manuscript changed before it is held against its file."""
    read = importing._read

    def spoiled(*task):
        made = read(*task)
        change(made)
        return made

    monkeypatch.setattr(importing, "_read", spoiled)


def without(made, words):
    """Take the paragraphs that have some words out of a manuscript."""
    for chapter in made.chapters:
        parts = chapter.source.split("\n\n")
        chapter.source = "\n\n".join(part for part in parts if words not in part)


@pytest.mark.parametrize("written", FORMATS)
def test_nothing_is_told_of_a_file_that_is_whole(written):
    for texts in (TEXTS, [KANJI] * 3, ["Naïve “ﬁne” co-op…", "Grüße, dɪs ½ ²", "שלום עולם"]):
        assert told(read_manuscript(*written(texts))) == []


@pytest.mark.parametrize("name", samples.ALL)
def test_nothing_is_told_of_a_file_with_some_of_everything(name):
    assert told(read_manuscript(name, samples.ALL[name])) == []


@pytest.mark.parametrize("written", FORMATS)
def test_a_lost_paragraph_opens_the_proof_with_its_words(written, monkeypatch):
    spoil(monkeypatch, lambda made: without(made, "lamp"))
    [loss] = read_manuscript(*written(TEXTS)).losses
    assert loss.startswith("13 words of the file are missing")
    assert "“The lamp came in late, and nobody on the lamp”" in loss


@pytest.mark.parametrize("written", FORMATS)
def test_a_paragraph_that_stands_twice_is_told_of(written, monkeypatch):
    def double(made):
        at = next(c for c in made.chapters if "lamp" in c.source)
        at.source += "\n\n" + TEXTS[3]

    spoil(monkeypatch, double)
    [loss] = read_manuscript(*written(TEXTS)).losses
    assert loss.startswith("13 words of the file are in the story more than once")


@pytest.mark.parametrize("written", FORMATS)
def test_a_single_word_is_a_doubt_and_no_alarm(written, monkeypatch):
    def forget(made):
        for chapter in made.chapters:
            chapter.source = chapter.source.replace("otter quay", "quay")

    spoil(monkeypatch, forget)
    made = read_manuscript(*written(TEXTS))
    assert made.losses == []
    assert told(made) == ["1 word of the file is missing from the story, for example “otter”."]


@pytest.mark.parametrize("written", FORMATS)
def test_a_lost_character_is_told_of_where_no_spaces_stand(written, monkeypatch):
    spoil(monkeypatch, lambda made: without(made, "川"))
    [loss] = read_manuscript(*written([*TEXTS, KANJI])).losses
    assert loss.startswith("17 words") and "季節の空" in loss


@pytest.mark.parametrize("written", FORMATS)
def test_what_is_left_out_on_purpose_is_told_and_is_not_lost(written, monkeypatch):
    def leave_out(made):
        without(made, "lamp")
        made.leave_out(TEXTS[3], "The site’s footer was left out")

    spoil(monkeypatch, leave_out)
    made = read_manuscript(*written(TEXTS))
    assert told(made) == []
    assert [d for d in made.doubts if "footer" in d] == [
        "The site’s footer was left out, 13 words: “The lamp came in late, and nobody on the lamp …”."
    ]
    assert "left_out" not in made.as_json()


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(st.text("abcdefgh", min_size=3, max_size=6), min_size=40, max_size=60, unique=True),
    st.integers(1, 4),
    st.sampled_from(FORMATS),
)
def test_properties_whatever_is_dropped_is_counted(words, dropped, written):
    texts = [f"Zq {' '.join(words[n::5])}." for n in range(5)]
    read = importing._read
    lost = texts[dropped].removesuffix(".")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "_read", read)
        assert told(read_manuscript(*written(texts))) == []
        spoil(patch, lambda made: without(made, lost))
        [sentence] = told(read_manuscript(*written(texts)))
    assert sentence.startswith(f"{len(lost.split())} words")


LINES = st.text(st.sampled_from("ab é_*`~#>[](){}<>&;|\\!.-+=:/1 0季の\t“’"), max_size=40)


@settings(max_examples=EXAMPLES * 8, deadline=None)
@given(LINES)
def test_properties_words_without_marks_are_the_words_that_are_read(line):
    assume(not is_scene_break(line))
    source = escaping.paragraph([line]) if line.strip() else ""
    assert words_of(unmarked(source)) == words_of(plain_text(render(source)))


@pytest.mark.parametrize(
    "source",
    [
        "*It* was **very** late, w<b>or</b>d and <em>em</em>phasis.", "> Quoted\n> words", "Up<br>down",
        "- one\n- two\n    1. three\n    2. four", "| A | B |\n| --- | --- |\n| one | two |",
        "[a link](https://a.example/(x)) and <https://b.example>", "| verse\n|   in",
        "A note.[^1]\n\n[^1]: Its words.", "1\\. Not a list, snake_case, ~~struck~~.", "# Heading",
    ],
)  # fmt: skip
def test_words_without_marks_are_the_words_of_any_form(source):
    shown = re.sub(r"^\d+$", "", plain_text(render(source)), flags=re.MULTILINE)
    assert sorted(words_of(unmarked(source))) == sorted(words_of(shown))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.html", "<p>One two.</p><p hidden>secret words</p>"),
        ("x.html", "<p>Up</p><table><tr><td>A</td><td>B</td></tr></table><ol start=7><li>x</li></ol>"),
        ("x.html", "<nav><a href=/>Home</a></nav><p>One two.</p><script>var lost = 1</script>"),
        ("x.html", "<p><ruby>季<rt>き</rt></ruby>の<ruby>空<rp>(</rp><rt>そら</rt><rp>)</rp></ruby></p>"),
        ("x.html", "<p>A mark<sup><a href='#n'>1</a></sup>.</p><p id='n'>1. A note. <a href='#r'>↩</a></p>"),
        ("x.html", "<p>It’s <q>said</q> co\u00adoperation &amp; R&amp;D&nbsp;x</p><img alt='a gull' src=x>"),
        ("x.md", "Title\n=====\n\n1. one\n2. two\n\n```\nif a_b < c_d: pass\n```\n\n    <b>typed</b>\n"),
        ("x.md", "---\ntitle: Low Water\nsummary: A ferry.\n---\n\n# One\n\nText <i>here</i> &mdash; x.\n"),
        ("x.txt", "Low Water\nby Una\nRating: T\n\n(A/N: Hi.)\n\nChapter 1\n\nIt w/a/s _late_.\n\noOo\n"),
    ],
)  # fmt: skip
def test_what_is_no_word_of_a_text_raises_no_alarm(name, data):
    hidden = "secret" in data
    made = read_manuscript(name, data.encode())
    assert bool(told(made)) == (hidden and not any("left out" in d for d in made.doubts))


def test_a_manuscript_without_a_word_is_told_of(monkeypatch):
    spoil(monkeypatch, lambda made: setattr(made.chapters[0], "source", "* * *"))
    [loss] = read_manuscript("x.txt", TEXTS[0].encode()).losses
    assert loss.startswith("13 words")


def test_a_comment_beside_the_story_of_a_page_is_no_element():
    body = f"<body><p>Home</p><!--ad--><main><p>{' '.join(TEXTS)}</p></main><!--x--></body>"
    assert read_manuscript("x.html", body.encode()).chapters[0].source == " ".join(TEXTS)


@pytest.mark.parametrize("number", [*range(9), 11, 12, 27, 127, 65535])
def test_a_character_that_no_page_may_hold_stops_nobody(number):
    made = read_manuscript("x.html", f"<p>One&amp;#{number};two.</p>".encode())
    assert made.chapters[0].source.startswith("One")


def test_words_that_run_together_are_lost():
    gone = (
        '<w:p><w:r><w:t>Up and</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>away.</w:t></w:r></w:p>'
        f'<w:p xmlns:w="{W}"><w:r><w:t>More.</w:t></w:r></w:p>'
    )  # fmt: skip
    made = read_manuscript("x.docx", docx(gone))
    assert told(made) == []
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch, lambda m: setattr(m.chapters[0], "source", "Up andaway.\n\nMore."))
        assert "“and away" in told(read_manuscript("x.docx", docx(gone)))[0]


HIDDEN = '<span style="display:none">{}</span>'


@pytest.mark.parametrize(
    "line",
    [
        f"It was {HIDDEN.format('report theft')}raining.",
        f"It was{HIDDEN.format('report theft')} raining.",
        r"\u201cIt was raining,\u201d and\u00a0so it was.",
        r"It was raining\u0026quot;s and &amp;hellip; so &amp;amp;mdash; on.",
    ],
)
def test_words_that_run_into_what_is_left_out_are_no_loss(line, monkeypatch):
    page = f"<p>{TEXTS[0]}</p><p>{line}</p><p>Or was it raining?</p>".encode()
    assert told(read_manuscript("x.html", page)) == []

    def forget(made):
        made.chapters[0].source = made.chapters[0].source.replace("raining", "", 1)

    spoil(monkeypatch, forget)
    assert told(read_manuscript("x.html", page))[0].startswith("1 word of the file")


def test_the_words_outside_of_some_elements():
    tree = parse(
        "<body>a<p>b<i>c</i>d</p>e<!--x-->f<p id=k>g<b>h</b></p>i<script>j</script></body>"
    )
    [kept] = tree.xpath("//*[@id='k']")
    assert outside(tree.find("body"), kept).split() == ["a", "bcd", "ef", "i"]


def test_what_was_kept_before_there_was_a_count_is_read():
    fields = Manuscript(title="x", chapters=[Chapter("", "y")]).as_json()
    del fields["losses"]
    assert Manuscript.from_json(fields).losses == []


@pytest.mark.parametrize(
    "pattern", ["<!--", "[^", "](", "](a(b)", "`", "```", "~~~~", "<a ", "1. ", "> ", "&amp", "*_", "\\", "[/b"]
)  # fmt: skip
def test_hostile_marks_cost_no_more_than_words(pattern):
    """Were one of them to grow with the square of the text, this would take minutes."""
    many = pattern * (60_000 // len(pattern))
    for text in (many, f"{many}\n{'word ' * 6_000}"):
        counted = Manuscript(chapters=[Chapter("", text)])
        for ending in (".txt", ".md"):
            compare_with_file(counted, file_text(ending, text.encode()))


def test_hostile_links_cost_no_more_than_words():
    link = f"<a href='#n'>{'!' * 200_000}</a>"
    assert words_of(file_text(".html", f"<p>one {link * 2}</p>".encode()).body) == ["one"]
