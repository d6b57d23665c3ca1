"""OpenDocument texts: every word that is shown, in its order; none that is hidden; their form."""

# ruff: noqa: E501 (lines of markup are as long as they are)
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importing import ManuscriptError
from reader.importing.files.packages import Package
from reader.importing.opendocument import odt as texts
from reader.text.rendering.block import plain_text
from reader.text.rendering.blocks import render
from tests.importing.counting.test_words_properties import EXAMPLES, Words, shown
from tests.importing.file_layouts import odt
from tests.importing.opendocument.markup import LINE, item, listed, p, page, read, style

DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'


SHOWN = [
    "{}",
    "<text:span>{}</text:span>",
    '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#there">{}</text:a>',
    "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>kana</text:ruby-text></text:ruby>",
    "<text:meta>{}</text:meta>",
    "<text:sequence>{}</text:sequence>",
    "<text:chapter-number>{}</text:chapter-number>",
    "<text:conditional-text>{}</text:conditional-text>",
    '<text:hidden-text text:is-hidden="false">{}</text:hidden-text>',
    '<text:bookmark text:name="a">{}</text:bookmark>',
    "<text:something-new>{}</text:something-new>",
]
UNSEEN = [
    "",
    "<office:annotation><text:p>zqxxx</text:p></office:annotation>",
    '<text:hidden-text text:is-hidden="true">zqxxx</text:hidden-text>',
    '<text:span text:style-name="Hidden">zqxxx</text:span>',
    "<text:soft-page-break/><text:change-start/><text:bookmark-start/>",
    "<text:script>zqxxx</text:script>",
]
PIECE = st.tuples(st.lists(st.sampled_from(SHOWN), min_size=1, max_size=3), st.sampled_from(UNSEEN))
AROUND = [
    "<text:p>{}</text:p>",
    "<text:section><text:p>{}</text:p></text:section>",
    "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
    "<text:list><text:list-header><text:p>{}</text:p></text:list-header></text:list>",
    "<text:list><text:list-item><text:list><text:list-item><text:p>{}</text:p></text:list-item>"
    "</text:list></text:list-item></text:list>",
    "<text:alphabetical-index><text:index-body><text:p>{}</text:p></text:index-body>"
    "</text:alphabetical-index>",
    "<text:p><text:span><text:something-new><text:p>{}</text:p></text:something-new></text:span></text:p>",
    f"<text:p><draw:rect {DRAW}><text:p>{{}}</text:p></draw:rect></text:p>",
    f"<text:p><draw:frame {DRAW}><draw:text-box><text:p>{{}}</text:p></draw:text-box></draw:frame></text:p>",
    "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
    "</table:table-row></table:table>",
]  # fmt: skip
HIDDEN = style("Hidden", family="text", words='text:display="none"')


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    document=st.lists(
        st.tuples(st.sampled_from(AROUND), st.lists(PIECE, min_size=1, max_size=4)),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_every_word_that_is_shown_stands_in_the_story_once_and_in_order(document):
    words = Words()
    body = p(words(40))
    for around, pieces in document:
        inside = words(12) + " "
        for wrappers, unseen in pieces:
            made = words(1) + " "
            for wrapper in wrappers:
                made = wrapper.replace("{}", made)
            inside += unseen + made
        body += around.replace("{}", inside)
    assert shown(read(body, styles=HIDDEN)) == words.made


@pytest.mark.parametrize("between", ["<text:s/>", "<text:tab/>", "<text:line-break/>"])
def test_words_do_not_run_together_at_a_break(between):
    made = read(p(LINE), p(f"before{between}after"))
    assert plain_text(render(made.chapters[0].source)).split()[-2:] == ["before", "after"]


NONE = 'text:display="none"'
SECRETS = {
    "by the style of the words": (
        p('<text:span text:style-name="S">A secret.</text:span>'), style("S", family="text", words=NONE),
    ),
    "by the style that it is based on": (
        p('<text:span text:style-name="S">A secret.</text:span>'),
        style("B", family="text", words=NONE) + style("S", "B", "text"),
    ),
    "by the paragraph's style": (p("A secret.", "S"), style("S", words=NONE)),
    "by the style that the paragraph's is based on": (
        p("A secret.", "S"), style("B", words=NONE) + style("S", "B"),
    ),
    "by a heading's style": (
        '<text:h text:style-name="S">A secret.</text:h>', style("S", "Heading_20_1", words=NONE),
    ),
    "in a field": (p('<text:hidden-text text:is-hidden="true">A secret.</text:hidden-text>'), ""),
    "with its paragraph": (p('A <text:hidden-paragraph text:is-hidden="true"/>secret.'), ""),
    "with its section": (f'<text:section text:display="none">{p("A")}{p("secret.")}</text:section>', ""),
    "with its section on a condition": (
        f'<text:section text:display="condition" text:is-hidden="true">{p("A secret.")}</text:section>', "",
    ),
    "in a box in hidden words": (
        p(f'<text:span text:style-name="S"><draw:rect {DRAW}>{p("A secret.")}</draw:rect></text:span>'),
        style("S", family="text", words=NONE),
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", SECRETS)
def test_what_is_hidden_is_left_out_and_said_so(where):
    hidden, styles = SECRETS[where]
    made = read(p(LINE), hidden, p(LINE), styles=styles)
    assert made.chapters[0].source == f"{LINE}\n\n{LINE}"
    [left] = made.left_out
    assert left.words == "A secret." and "Hidden" in left.sentence


def test_words_in_a_hidden_paragraph_that_say_so_are_shown():
    styles = style("S", words=NONE) + style("T", family="text", words='text:display="true"')
    made = read(
        p(LINE), p('A <text:span text:style-name="T">word.</text:span>', "S"), styles=styles
    )
    assert made.chapters[0].source == f"{LINE}\n\nword."


def test_deleted_words_and_contents_are_left_out():
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    contents = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        f"{p('Mud 3')}</text:index-body></text:table-of-content>"
    )
    made = read(deleted, contents, p(LINE))
    assert made.chapters[0].source == LINE
    assert [(left.words, left.sentence) for left in made.left_out] == [("Mud 3", "")]


# Form


def test_lines_are_centred_and_set_to_the_right_by_styles_and_those_they_are_based_on():
    styles = (
        style("B", props='fo:text-align="center"') + style("C", "B")
        + style("R", "B", props='fo:text-align="end"') + style("J", "B", props='fo:text-align="justify"')
    )  # fmt: skip
    made = page(p("One", "C"), p("Two", "R"), p("Three", "J"), styles=styles)
    assert [(e.get("style") or "")[12:] for e in made.iter("p")] == ["center", "right", ""]


LOOKS = [
    ('style:text-line-through-style="solid"', "s"), ('style:text-line-through-type="double"', "s"),
    ('fo:font-style="italic"', "em"), ('fo:font-weight="bold"', "strong"),
    ('fo:font-variant="small-caps"', "span"), ('style:text-underline-style="solid"', "u"),
    ('style:text-position="super 58%"', "sup"), ('style:text-position="-33% 58%"', "sub"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "tag"), LOOKS)
def test_looks_are_kept_by_every_style_they_can_come_from(words, tag):
    styles = (
        style("A", family="text", words=words) + style("T", "A", "text")
        + style("B", words=words) + style("P", "B")
    )  # fmt: skip
    made = page(p('<text:span text:style-name="T">said</text:span>'), p("said", "P"), styles=styles)
    assert [e.text for e in made.iter(tag)] == ["said"] * 2


def test_a_style_for_words_takes_away_what_the_paragraphs_has():
    styles = style("P", words='fo:font-style="italic"') + style(
        "T", family="text", words='fo:font-style="normal"'
    )
    made = page(p('It was <text:span text:style-name="T">not</text:span>', "P"), styles=styles)
    assert [e.text for e in made.iter("em")] == ["It was "]


def test_capitals_are_capitals():
    styles = style("T", family="text", words='fo:text-transform="uppercase"')
    made = read(p(LINE), p('<text:span text:style-name="T">all caps</text:span>'), styles=styles)
    assert made.chapters[0].source.endswith("ALL CAPS")


@pytest.mark.parametrize("name", ["Quotations", "Quote", "Intense_20_Quote", "Block_20_Text"])
def test_quotations_are_known_by_their_style_and_what_it_is_based_on(name):
    made = read(p(LINE), p("Dear you,", "P1"), p("come.", "P1"), p(LINE), styles=style("P1", name))
    assert made.chapters[0].source.split("\n\n")[1] == "> Dear you,\n>\n> come."


def test_cells_that_span_columns_and_lists_in_cells():
    made = page(
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2">'
        + p("wide") + "</table:table-cell><table:covered-table-cell/></table:table-row>"
        "<table:table-row><table:table-cell>" + listed(item("a")) + "</table:table-cell>"
        "<table:table-cell>" + p("x") + "</table:table-cell></table:table-row></table:table>"
    )  # fmt: skip
    assert [cell.get("colspan") for cell in made.iter("td")] == ["2", None, None]
    assert made.find(".//td/ul/li").text == "a"


def test_ruby_is_ruby():
    made = page(
        p(
            "<text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>とう</text:ruby-text></text:ruby>へ"
        )
    )
    assert [(e.text, e.find("rt").text, e.tail) for e in made.iter("ruby")] == [
        ("東", "とう", "へ")
    ]


def test_a_text_that_had_to_be_mended_is_told_of():
    package = Package(odt(p(LINE) + p("One.")))
    broken = package.read("content.xml").replace(b"</text:p></office:text>", b"</office:text>")
    made = texts.read_odt(odt("", more={"content.xml": broken}), name="a")
    assert made.chapters[0].source == f"{LINE}\n\nOne."
    assert any("damaged" in doubt for doubt in made.doubts)


def test_a_text_without_words_is_refused():
    with pytest.raises(ManuscriptError, match="no story"):
        read(p(""))
