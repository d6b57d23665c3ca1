"""Lists of OpenDocument texts, and the numbers before their items and headings."""

# ruff: noqa: E501 (lines of markup are as long as they are)

from tests.importing.opendocument.markup import LINE, item, listed, p, page, read


def numbers(*starts):
    levels = "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="1" text:start-value="{start}"/>'
        for n, start in enumerate(starts, 1)
    )
    return f'<text:list-style style:name="L">{levels}</text:list-style>'


def test_a_list_begins_where_its_style_or_an_item_says_and_goes_on_where_it_says_so():
    made = page(
        listed(item("a"), item("b"), item("c", 'text:start-value="9"')), p("between"),
        listed(item("d"), more='text:continue-numbering="true"'), listed(item("e")),
        styles=numbers(3),
    )  # fmt: skip
    assert [(e.get("start"), len(e)) for e in made.iter("ol")] == [
        ("3", 2), ("9", 1), ("10", 1), ("3", 1),
    ]  # fmt: skip


def test_lists_in_lists_are_marked_as_their_depth_has_it():
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    inner = f"<text:list>{item('in')}</text:list>"
    made = page(listed(f"<text:list-item>{p('a')}{inner}</text:list-item>"), styles=styles)
    assert made.find(".//ol/li/ul/li").text == "in"


def test_a_list_that_shows_no_marks_is_paragraphs():
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format=""/></text:list-style>'
    )
    made = read(p(LINE), listed(item("one"), item("two")), styles=styles)
    assert made.chapters[0].source.split("\n\n")[1:] == ["one", "two"]


def test_the_header_of_a_list_is_a_paragraph_before_it():
    header = f"<text:list-header>{p('Take')}</text:list-header>"
    made = read(p(LINE), listed(header, item("one"), item("two")))
    assert made.chapters[0].source.split("\n\n")[1:] == ["Take", "- one\n- two"]


def test_numbers_that_are_written_before_headings_are_in_their_words():
    styles = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
        'style:num-format="I" style:num-prefix="Chapter " style:num-suffix=":" text:start-value="3"/>'
        "</text:outline-style>"
    )
    heading = '<text:h text:outline-level="1">{}</text:h>'.format
    made = read(heading("Mud"), p(LINE), heading(""), p(LINE), styles=styles)
    assert [chapter.title for chapter in made.chapters] == ["Chapter III: Mud", "Chapter IV"]
