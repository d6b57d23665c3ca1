"""Markdown to blocks and their words: what an author writes, and what stands on the page."""

import re
from html.parser import HTMLParser

import pytest

from reader.text.rendering.block import plain_text, with_readings
from reader.text.rendering.block_splitting import split_blocks
from reader.text.rendering.blocks import render, render_html


def kinds(source):
    return [block.kind for block in render(source)]


def texts(source):
    return [block.text for block in render(source)]


def test_paragraphs_parted_by_an_empty_line():
    assert texts("One\nof two lines.\n\nTwo.") == ["One of two lines.", "Two."]


def test_the_plain_text_is_the_blocks_with_an_empty_line_between():
    assert plain_text(render("One *two*.\n\n> three")) == "One two.\n\nthree"


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("# A heading", "heading", "A heading"),
        ("A heading\n---------", "heading", "A heading"),
        ("> Dear Una,\n>\n> it is late.", "quote", "Dear Una,\nit is late."),
        ("- one\n- two", "list", "one\ntwo"),
        ("3. three\n4. four", "list", "three\nfour"),
        ("| a | b |\n|---|---|\n| c | d |", "table", "a\tb\nc\td"),
        ("    let it be", "preformatted", "let it be"),
        ("| A line\n|   and one indented", "verse", "A line\nand one indented"),
        ("***", "break", ""),
    ],
)
def test_each_kind_of_block_and_its_words(source, kind, text):
    (block,) = render(source)
    assert (block.kind, block.text) == (kind, text)


def test_a_numbered_list_begins_where_its_author_began():
    assert 'start="3"' in render_html("3. three\n4. four")


def test_emphasis_is_set_and_changes_no_word():
    (block,) = render("He *really*, **really** meant ~~that~~ this.")
    assert block.text == "He really, really meant that this."
    for tag in ("em", "strong", "del"):
        assert f"<{tag}>" in block.html


@pytest.mark.parametrize(
    "mark",
    ["***", "* * *", "---", "-----", "~*~", "~~~", "oOo", "xXx", "#", ".:O:.", "+++", "___",
     "=====", "*******", "• • •", "o0o0o"],
)  # fmt: skip
def test_a_scene_break_keeps_the_mark_that_its_author_chose(mark):
    blocks = render(f"Before.\n\n{mark}\n\nAfter.")
    assert [block.kind for block in blocks] == ["paragraph", "break", "paragraph"]
    assert f'data-mark="{mark}"' in blocks[1].html


@pytest.mark.parametrize("words", ["...", "—", "?!", "xxx", "O", "1", ":)", "#1", "- No."])
def test_what_a_character_might_say_is_no_scene_break(words):
    assert "break" not in kinds(f"Before.\n\n{words}\n\nAfter.")


def test_white_space_is_as_typed_where_it_was_typed_to_be_seen():
    [block] = render("<pre>one  two\n\n    three</pre>")
    assert block.text == "one  two\n\n    three"


def test_verse_keeps_its_lines_indents_and_empty_lines():
    (block,) = render("| One *line*\n|     deep\n|\n| last")
    assert block.text == "One line\ndeep\n\nlast"
    assert (
        block.html.count("<br>") == 3 and "indent-2" in block.html and "<em>line</em>" in block.html
    )


def test_a_footnote_adds_no_words_to_the_sentence():
    blocks = render("The rope[^1] held.\n\n[^1]: Of *hemp*.")
    assert [block.text for block in blocks] == ["The rope held.", "Of hemp."]
    assert 'data-number="1"' in blocks[0].html and 'href="#fn-1"' in blocks[0].html
    assert blocks[1].kind == "footnotes" and 'href="#fnref-1"' in blocks[1].html


def test_a_footnote_may_be_verse():
    blocks = render("The rope[^1] held.\n\n[^1]: | Of hemp\n    |   and tar.")
    assert [block.text for block in blocks] == ["The rope held.", "Of hemp\nand tar."]


def test_straight_quotes_stay_straight_unless_the_story_says_otherwise():
    source = '"It\'s late" -- she said...'
    assert texts(source) == [source]
    assert render(source, smart=True)[0].text == "“It’s late” – she said…"


def test_what_stands_above_a_ruby_is_shown_and_is_none_of_its_words():
    (block,) = render(
        "彼は<ruby>季<rp>(</rp><rt>き</rt><rp>)</rp>節<rt>せ&amp;つ</rt></ruby>を見た。"
    )
    assert block.text == Words(block.html).words == "彼は季節を見た。"
    assert 'data-reading="き"' in block.html and "<rp>" not in block.html
    assert "<rt>き</rt>節<rt>せ&amp;つ</rt></ruby>" in with_readings(block.html)
    assert split_blocks(block.html) == [block]


def test_a_fence_says_where_lines_stand_and_each_paragraph_is_a_block():
    blocks = render("::: center\nAre *you*[^1] there?\n\n| one\n| two\n:::\n\n"
                    "::: {.right}\nHere.\n:::\n\nShe waited.\n\n[^1]: She was not.")  # fmt: skip
    assert [block.text for block in blocks] == [
        "Are you there?", "one\ntwo", "Here.", "She waited.", "She was not."]  # fmt: skip
    worn = [re.match(r'<\w+(?: class="([^"]*)")?', block.html)[1] for block in blocks]
    assert worn == ["center", "verse center", "right", None, "footnotes"]
    assert "footnote-ref" in blocks[0].html


@pytest.mark.parametrize(
    "typed", ["::: center\nwords", "::: center\n\n::: right\n\n:::", "::: moon\nwords\n:::"]
)
def test_a_fence_that_does_not_end_or_that_nobody_knows_is_shown(typed):
    assert typed.split("\n")[0] in " ".join(texts(f"Before.\n\n{typed}"))


def test_terms_stand_with_what_they_mean():
    (block,) = render("Goat\n:   Sneezes.\n:   Eats.\n\nFerry\nBoat\n:   *Late*.\n\n    Always.")
    assert block.html.count("<dt>") == 3 and block.html.count("<dd>") == 3
    (block,) = render("Goat\n:   Sneezes.\nFerry\nBoat\n:   Late.")
    assert block.html.count("<dl>") == 1 and block.html.count("<dt>") == 3
    assert block.kind == "list" and block.text.split("\n")[2:4] == ["Ferry", "Boat"]
    assert kinds("She said:\n\n: what?") == ["paragraph", "paragraph"]


@pytest.mark.parametrize("typed", ["One\\ \t\ntwo", "| One\\\n| two", "> One\\\n> two"])
def test_a_backslash_that_ends_a_line_is_never_shown(typed):
    (block,) = render(typed)
    assert block.text == "One\ntwo"


def test_a_backslash_that_was_typed_twice_in_a_verse_is_a_backslash():
    (block,) = render("| One\\\\\n| two")
    assert block.text == "One\\\ntwo"


def test_a_backslash_ends_a_line():
    (block,) = render("One\\\ntwo `th\\\nree` \\\\\nfour")
    assert block.text == "One\ntwo th\\ ree \\ four" and block.html.count("<br>") == 1


@pytest.mark.parametrize(
    "address", ["https://example.org/a--b...c", "www.example.org/it's--x", "<http://a.b/c--d>"]
)
def test_addresses_are_left_alone_by_typography(address):
    (block,) = render(f'"See {address}..." -- so', smart=True)
    said = address.strip("<>").partition("'")[0]
    assert said in block.text and block.text.startswith("“See ") and "– so" in block.text


def test_a_line_break_that_was_meant_is_kept():
    (block,) = render("One  \ntwo")
    assert block.text == "One\ntwo" and "<br>" in block.html


def test_images_are_lazy_and_never_from_a_stranger():
    own = render_html("![A *boat*](/media/boat.png)")
    assert 'loading="lazy"' in own and 'src="/media/boat.png"' in own and 'alt="A' in own
    foreign = render_html("![A boat](https://elsewhere.example/boat.png)")
    for address in (r"/\elsewhere.example/b.png", r"\/elsewhere.example/b.png", "//a.b/c.png"):
        assert "<img" not in render_html(f'<img src="{address}" alt="A boat">'), address
    assert "<img" not in foreign and 'href="https://elsewhere.example/boat.png"' in foreign
    allowed = render_html(
        "![A boat](https://elsewhere.example/b.png)", image_hosts=("elsewhere.example",)
    )
    assert "<img" in allowed


@pytest.mark.parametrize(
    "words",
    [
        "👩‍👩‍👧 e\u0301 𝔘𝔫𝔞",
        "انتظرت طويلا",
        "a\u00a0b\u2060c",
        "A & B < C > D",
        "&amp;amp;",
        "\u202eabc\u202c",
        "¿Qué?",
    ],
)
def test_any_script_is_kept_as_it_is(words):
    shown = words.replace("&amp;", "&", 1) if words.startswith("&amp;") else words
    assert texts(words) == [shown]


@pytest.mark.parametrize(
    "typed", ["<sigh>", "<title>", "<math>", "<select>", "<iframe>", "<grin> x"]
)
def test_what_is_in_angle_brackets_and_no_html_is_shown_and_swallows_nothing(typed):
    assert texts(f"He left. {typed}\n\nShe stayed.") == [f"He left. {typed}", "She stayed."]


def test_the_markup_of_word_processors_is_taken_off_the_words():
    source = '<p class="MsoNormal"><font color="red"><o:p>Red</o:p></font> <i>words</i></p>'
    assert render_html(source) == "<p>Red <i>words</i></p>"


def test_nothing_in_nothing_out():
    assert render("") == render(" \n\t\n") == []


class Words(HTMLParser):
    """The text content of some HTML, with a line feed for a line break, as a browser has it."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.feed(html)
        self.close()

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize(
    "source",
    [
        "> a\n>\n> - b\n>     - c\n>\n> d",
        "- a\n\n    b\n\n    > c\n- d",
        "<div><p>a</p>b<p>c</p></div>",
        "a<br>b<br/>\nc",
        "<ul><li>a<li>b</ul>",
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "<b>a\n\nb</b>",
    ],
)
def test_the_words_of_a_block_are_the_text_content_of_its_html(source):
    for block in render(source):
        assert Words(block.html).words == block.text
