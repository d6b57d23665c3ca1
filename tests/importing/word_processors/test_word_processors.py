"""DOCX and ODT: emphasis, headings and scene breaks, however the runs were split."""

# ruff: noqa: E501 (lines of markup are as long as they are)

from reader.importing import read_manuscript
from reader.text.rendering.blocks import render
from tests.importing.file_layouts import STYLES, W, docx, odt, p

LINE = "The ferry came in late, with its lamps already lit and a gull asleep."


def read_docx(*paragraphs, **parts):
    data = docx("".join(paragraphs), **({"styles": STYLES} | parts))
    return read_manuscript("low_water.docx", data)


def test_runs_split_in_the_middle_of_words_are_whole_again():
    made = read_docx(p("It wa", "s ", ("v", "i"), ("ery", "i"), (" late", "i"), "."), p(LINE))
    assert made.chapters[0].source.startswith("It was *very late*.")


def test_headings_are_chapters_and_a_title_is_the_title():
    made = read_docx(
        p("Slack Water", style="Title"),
        p("Chapter 1: Mud", style="heading1"), p(LINE), p(LINE),
        p("Rain", style="heading1"), p(("A/N: ", "b"), "Hello."), p(LINE), p("***"), p(LINE),
    )  # fmt: skip
    assert made.title == "Slack Water"
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert [n.source for n in made.chapters[1].notes] == ["Hello."]
    assert [b.kind for b in render(made.chapters[1].source)] == ["paragraph", "break", "paragraph"]


def test_headings_that_are_only_bold_lines_are_chapters_too():
    made = read_docx(p(("Chapter One", "b")), p(LINE), p(("Chapter Two", "b")), p(LINE))
    assert len(made.chapters) == 2


def test_an_empty_paragraph_between_scenes_is_a_break():
    made = read_docx(*[p(LINE)] * 5, p(), *[p(LINE)] * 5)
    assert [b.kind for b in render(made.chapters[0].source)].count("break") == 1


def test_footnotes_come_along_and_changes_and_comments_are_told_of():
    note = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{p("Seven, by the stairs.")}'
        "</w:footnote></w:footnotes>"
    )
    mark = '<w:p><w:r><w:t>It rained.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    changed = '<w:p><w:ins w:id="2"><w:r><w:t>Added.</w:t></w:r></w:ins><w:del w:id="3"><w:r>' \
              "<w:delText>Gone.</w:delText></w:r></w:del></w:p>"  # fmt: skip
    comments = f'<w:comments xmlns:w="{W}"/>'
    made = read_docx(p(LINE), mark, changed, p(LINE), footnotes=note, comments=comments)
    source = made.chapters[0].source
    assert "It rained.[^1]" in source and "[^1]: Seven, by the stairs." in source
    assert "Added." in source and "Gone." not in source
    assert any("changes" in d for d in made.doubts) and any("comments" in d for d in made.doubts)


ITALIC = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-style="italic"/></style:style>'
)


def test_an_opendocument_text_is_read_alike():
    made = read_manuscript(
        "low_water.odt",
        odt(
            '<text:p text:style-name="Title">Slack Water</text:p>'
            '<text:h text:outline-level="1">Mud</text:h>'
            f'<text:p>It was <text:span text:style-name="T1">very</text:span>'
            '<text:s/><text:span text:style-name="T1">late</text:span>.<text:note>'
            "<text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>By noon.</text:p></text:note-body>"
            f"</text:note></text:p><text:p>{LINE}</text:p>"
            f'<text:h text:outline-level="1">Rain</text:h><text:p>* * *</text:p><text:p>{LINE}'
            "</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>",
            ITALIC,
        ),
    )
    assert made.title == "Slack Water"
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert made.chapters[0].source.startswith("It was *very late*.[^1]")
    assert made.chapters[0].source.endswith("[^1]: By noon.")
    assert made.chapters[1].source.endswith("- one")


def test_a_title_of_the_size_of_its_chapters_is_still_the_title():
    made = read_docx(
        p("Slack Water", style="heading1"), p("Chapter 1", style="heading1"), p(LINE),
        p("Chapter 2", style="heading1"), p(LINE),
    )  # fmt: skip
    assert made.title == "Slack Water" and [c.title for c in made.chapters] == ["", ""]


def test_a_documents_own_styles_are_emphasis():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="T"><w:name w:val="Thought"/>'
        '<w:rPr><w:i/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="L"><w:name w:val='
        '"Letter"/><w:rPr><w:i/></w:rPr></w:style></w:styles>'
    )
    said = '<w:p><w:r><w:rPr><w:rStyle w:val="T"/></w:rPr><w:t>So late.</w:t></w:r></w:p>'
    made = read_docx(p(LINE), said, p("Dear you.", style="L"), p(LINE), styles=styles)
    assert made.chapters[0].source.split("\n\n")[1:3] == ["*So late.*", "*Dear you.*"]


def test_google_docs_bold_chapters_centred_marks_and_breaks_in_a_line():
    centred = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r></w:p>'
    )
    made = read_docx(
        p("Slack Water", style="Title"), centred.format("<w:b/>", "Chapter One"),
        '<w:p><w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t xml:space="preserve">It was </w:t></w:r><w:r>'
        '<w:rPr><w:i w:val="1"/></w:rPr><w:t>ver</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>y</w:t>'
        "</w:r><w:r><w:t> late.</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>So.</w:t></w:r></w:p>",
        centred.format("", "***"), p(LINE), centred.format("<w:b/>", "Chapter Two"), p(LINE),
    )  # fmt: skip
    assert made.title == "Slack Water"
    assert [c.source for c in made.chapters] == [
        f"| It was *very* late.\n| So.\n\n***\n\n{LINE}",
        LINE,
    ]


def test_opendocument_boxes_numbers_lines_through_and_automatic_styles():
    styles = (
        '<style:style style:name="Title" style:parent-style-name="Heading"/>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
        '<style:style style:name="T2"><style:text-properties style:text-line-through-style="solid"/>'
        '</style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
        "/></text:list-style>"
    )
    frame = (
        '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:text-box>'
        "<text:p>In a box.</text:p></draw:text-box></draw:frame>"
    )
    made = read_manuscript(
        "a.odt",
        odt(
            f'<text:p text:style-name="P1">Slack Water</text:p><text:p>{LINE}</text:p><text:p>{frame}'
            '</text:p><text:p><text:span text:style-name="T2">gone</text:span></text:p><text:list '
            'text:style-name="L1"><text:list-item><text:p>one</text:p></text:list-item></text:list>'
            "<text:tracked-changes><text:changed-region/></text:tracked-changes>",
            styles,
        ),
    )
    assert made.title == "Slack Water"
    assert made.chapters[0].source == f"{LINE}\n\nIn a box.\n\n<s>gone</s>\n\n1. one"
    assert any("Tracked changes" in doubt for doubt in made.doubts)
