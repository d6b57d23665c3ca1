"""Word documents: what is set in them in a way that our page can show is set so."""

# ruff: noqa: E501 (lines of markup are as long as they are)

import pytest

from tests.importing.file_layouts import W, p
from tests.importing.word_documents import LINE, page, paragraph, read, run, style, styles


def test_lines_are_centred_and_set_to_the_right_at_the_paragraph_and_by_its_styles():
    made = page(
        paragraph(run("One"), '<w:jc w:val="center"/>'), paragraph(run("Two"), '<w:jc w:val="end"/>'),
        paragraph(run("Three"), '<w:pStyle w:val="S"/>'),
        paragraph(run("Four"), '<w:pStyle w:val="S"/><w:jc w:val="both"/>'),
        styles=styles(style("B", props='<w:jc w:val="center"/>'), style("S", based="B")),
    )  # fmt: skip
    assert [(e.get("style") or "")[12:] for e in made.iter("p")] == [
        "center",
        "right",
        "center",
        "",
    ]


LOOKS = [
    ("<w:strike/>", "s"), ("<w:dstrike/>", "s"), ("<w:i/>", "em"), ("<w:b/>", "strong"),
    ('<w:u w:val="single"/>', "u"), ('<w:vertAlign w:val="superscript"/>', "sup"),
    ('<w:vertAlign w:val="subscript"/>', "sub"), ("<w:smallCaps/>", "span"),
]  # fmt: skip


@pytest.mark.parametrize(("props", "tag"), LOOKS)
def test_looks_are_kept_at_the_words_and_by_every_style_they_can_come_from(props, tag):
    made = page(
        paragraph(run("said", props)),
        paragraph(run("said", '<w:rStyle w:val="C"/>')),
        paragraph(run("said"), '<w:pStyle w:val="P"/>'),
        paragraph(run("said", '<w:rStyle w:val="P"/>')),
        styles=styles(
            style("B", words=props), style("P", based="B"), style("A", kind="character", words=props),
            style("C", based="A", kind="character"),
        ),
    )  # fmt: skip
    assert [e.text for e in made.iter(tag)] == ["said"] * 4


def test_emphasis_in_an_italic_paragraph_is_upright():
    made = page(
        paragraph(run("It was ") + run("not", '<w:rStyle w:val="E"/>'), '<w:pStyle w:val="L"/>'),
        styles=styles(style("L", words="<w:i/>"), style("E", kind="character", words="<w:i/>")),
    )
    assert [e.text for e in made.iter("em")] == ["It was "]


def test_capitals_are_capitals():
    made = read(p(LINE), p(("all caps text", ["caps"])))
    assert made.chapters[0].source.endswith("ALL CAPS TEXT")


@pytest.mark.parametrize("name", ["Quote", "Intense Quote", "Block Text", "Quotations"])
def test_quotations_are_known_by_the_name_of_their_style_in_whatever_language_its_key_is(name):
    made = read(
        p(LINE), p("Dear you,", style="Zitat"), p("come.", style="Zitat"), p(LINE),
        styles=styles(style("B", name, words="<w:i/>"), style("Zitat", "Brief", based="B")),
    )  # fmt: skip
    assert made.chapters[0].source.split("\n\n")[1] == "> Dear you,\n>\n> come."


def test_headings_are_known_by_name_by_what_they_are_based_on_and_by_their_place_in_the_outline():
    made = read(
        p("Mud", style="S"), p(LINE), paragraph(run("Rain"), '<w:outlineLvl w:val="0"/>'), p(LINE),
        p("Fog", style="H"), p(LINE), styles=styles(style("H", "heading 1"), style("S", based="H")),
    )  # fmt: skip
    assert [chapter.title for chapter in made.chapters] == ["Mud", "Rain", "Fog"]


def numbering(*levels, overrides=""):
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
        for n, (form, label, start) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num></w:numbering>'
    )


def item(words, number=1, depth=0):
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(words), place)


def test_numbers_that_word_writes_before_headings_are_in_their_words():
    heading = style(
        "H", "heading 1", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    )
    made = read(
        p("Mud", style="H"), p(LINE), p("", style="H"), p(LINE), p("Fog", style="H"), p(LINE),
        styles=styles(heading), numbering=numbering(("upperRoman", "Chapter %1:", 3)),
    )  # fmt: skip
    assert [chapter.title for chapter in made.chapters] == [
        "Chapter III: Mud", "Chapter IV", "Chapter V: Fog",
    ]  # fmt: skip


def test_a_list_begins_where_it_says_goes_on_after_a_paragraph_and_starts_anew():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    made = page(
        item("a"), item("b"), item("in", depth=1), p("between"), item("c"), item("new", 2),
        numbering=numbering(("decimal", "%1.", 3), ("bullet", "-", 1), overrides=again),
    )  # fmt: skip
    assert [(e.get("start"), len(e)) for e in made.iter("ol")] == [("3", 2), ("5", 1), ("9", 1)]
    assert made.find(".//ol/li/ul/li").text == "in"


def test_a_list_in_an_item_counts_anew_and_the_outer_one_goes_on():
    made = page(
        item("a"), item("in", depth=1), item("b"), item("in", depth=1), item("also", depth=1),
        numbering=numbering(("decimal", "%1.", 1), ("lowerLetter", "%2)", 1)),
    )  # fmt: skip
    assert [(e.get("start"), len(e)) for e in made.iter("ol")] == [(None, 2), (None, 1), (None, 2)]


def test_cells_that_span_columns_and_lists_in_cells():
    made = page(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + p("wide") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + item("a") + item("b", depth=1) + "</w:tc><w:tc>" + p("x") + "</w:tc></w:tr>"
        "</w:tbl>",
        numbering=numbering(("bullet", "-", 1), ("bullet", "-", 1)),
    )  # fmt: skip
    assert [cell.get("colspan") for cell in made.iter("td")] == ["2", None, None]
    assert made.find(".//td/ul/li/ul/li").text == "b"


def test_ruby_is_ruby_also_as_older_versions_of_word_wrote_it():
    made = page(
        "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>とう</w:t></w:r></w:rt><w:rubyBase><w:r>"
        "<w:t>東</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\* jc2 \\* hps10 '
        "\\o\\ad(\\s\\up 9(とう),東)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        "</w:p>",
    )  # fmt: skip
    assert [(e.text, e.find("rt").text) for e in made.iter("ruby")] == [("東", "とう")] * 2


def test_a_note_keeps_its_paragraphs_and_its_links():
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/hyperlink" Target="https://example.org/" '
        'TargetMode="External"/></Relationships>'
    )
    office = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    linked = f'<w:hyperlink {office} r:id="r1">{run("there")}</w:hyperlink>'
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{p("Seven.")}{paragraph(linked)}'
        "</w:footnote></w:footnotes>"
    )
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    made = read(p(LINE), paragraph(run("It rained.") + mark), p(LINE), footnotes=notes,
                pictures={"x": ("_rels/footnotes.xml.rels", links)})  # fmt: skip
    note = made.chapters[0].source.split("[^1]: ")[1]
    assert note == "Seven.\n\n    [there](https://example.org/)"
