"""Word documents: every word that Word shows, in its order, and none that it hides."""

# ruff: noqa: E501 (lines of markup are as long as they are)

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importing import ManuscriptError, read_manuscript
from reader.importing.files.packages import Package
from reader.importing.word import docx as documents
from tests.importing.counting.test_words_properties import EXAMPLES, Words, shown
from tests.importing.file_layouts import W, docx, p, pack
from tests.importing.word_documents import LINE, page, paragraph, read, run, style, styles, words_of

CASES = Path(__file__).parent.parent / "cases"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF zqxxx</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SHOWN = [
    "{}",
    "<w:smartTag>{}</w:smartTag>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:customXml><w:customXmlPr/>{}</w:customXml>",
    "<w:ins>{}</w:ins>",
    "<w:moveTo>{}</w:moveTo>",
    '<w:fldSimple w:instr="TITLE zqxxx">{}</w:fldSimple>',
    '<w:dir w:val="rtl">{}</w:dir>',
    '<w:bdo w:val="rtl">{}</w:bdo>',
    '<w:hyperlink w:anchor="there">{}</w:hyperlink>',
    "<w:somethingNew>{}</w:somethingNew>",
    "<m:oMathPara><m:oMath>{}</m:oMath></m:oMathPara>",
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase>"
    "</w:ruby></w:r>",
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:r><w:t>zqxxx</w:t></w:r>"
    "</mc:Fallback></mc:AlternateContent>",
    FIELD,
]
UNSEEN = [
    "",
    "<w:del><w:r><w:delText>zqxxx </w:delText></w:r></w:del>",
    "<w:moveFrom><w:r><w:t>zqxxx</w:t></w:r></w:moveFrom>",
    FIELD.replace("zqxxx", '</w:instrText></w:r><w:r><w:t>zqxxx</w:t></w:r><w:r><w:instrText> "')
    .replace("{}", ""),
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>zqxxx</w:t></w:r>",
    '<w:commentRangeStart w:id="1"/><w:proofErr/><w:lastRenderedPageBreak/>',
]  # fmt: skip
PIECE = st.tuples(st.lists(st.sampled_from(SHOWN), min_size=1, max_size=3), st.sampled_from(UNSEEN))


@settings(max_examples=EXAMPLES, deadline=None)
@given(document=st.lists(st.lists(PIECE, min_size=1, max_size=5), min_size=1, max_size=4))
def test_every_word_that_word_shows_stands_in_the_story_once_and_in_order(document):
    words, body = Words(), ""
    for pieces in document:
        inside = run(words(12) + " ")
        for wrappers, unseen in pieces:
            made = run(words(1) + " ")
            for wrapper in wrappers:
                made = wrapper.replace("{}", made)
            inside += unseen + made
        body += paragraph(inside)
    assert shown(read(body)) == words.made


BREAKS = [
    '<w:br w:type="page"/>', '<w:br w:type="column"/>', "<w:br/>", "<w:cr/>", "<w:tab/>",
    '<w:ptab w:alignment="left"/>', '<w:br w:type="textWrapping" w:clear="all"/>',
]  # fmt: skip


@pytest.mark.parametrize("between", BREAKS)
def test_words_do_not_run_together_at_a_break(between):
    broken = f"<w:p><w:r><w:t>Before it</w:t>{between}<w:t>after it.</w:t></w:r></w:p>"
    assert words_of(read(p(LINE), broken))[-4:] == ["Before", "it", "after", "it."]


@pytest.mark.parametrize("kind", ["page", "column"])
def test_what_is_after_a_page_is_a_paragraph_and_what_is_after_a_line_a_line(kind):
    made = page(
        f'<w:p><w:r><w:t>One</w:t><w:br w:type="{kind}"/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>'
        "</w:p>"
    )
    assert [e.text for e in made.iter("p")] == ["One", "two"]
    assert made.find(".//br").tail == "three"


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(gone):
    made = read(
        paragraph(run("It was ", "<w:i/>"), f"<w:rPr><w:{gone}/></w:rPr>"), p("late."), p(LINE)
    )
    assert made.chapters[0].source == f"*It was* late.\n\n{LINE}"


def test_a_formula_is_words_on_a_line():
    one, two = "<m:r><m:t>one</m:t></m:r>", "<m:r><m:t>two</m:t></m:r>"
    formula = (
        f"<m:oMath><m:f><m:num>{one}</m:num><m:den>{two}</m:den></m:f><m:d><m:e>{one}</m:e></m:d>"
        f"<m:sSup><m:e>{two}</m:e><m:sup>{one}</m:sup></m:sSup></m:oMath>"
    )
    made = read(p(LINE), paragraph(formula))
    assert made.chapters[0].source.split("\n\n")[1] == "one/two(one)two<sup>one</sup>"


def test_a_large_first_letter_stays_with_its_word():
    made = read(paragraph(run("T"), '<w:framePr w:dropCap="drop"/>'), p(LINE[1:]), p(LINE))
    assert made.chapters[0].source == f"{LINE}\n\n{LINE}"


def test_hyphens_and_signs_are_characters():
    signs = (
        "<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t><w:softHyphen/><w:t>ping </w:t>"
        '<w:sym w:font="Wingdings" w:char="F04A"/><w:t> </w:t><w:sym w:font="Arial" w:char="2192"/>'
        '</w:r><w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t> a</w:t></w:r></w:p>'
    )
    assert words_of(read(p(LINE), signs))[-4:] == ["non‑stop\u00adping", "☺", "→", "α"]


def test_a_sign_that_nobody_knows_is_told_of():
    made = read(p(LINE), '<w:p><w:r><w:sym w:font="Bookshelf" w:char="F041"/></w:r></w:p>')
    assert any("Symbols that Gloss" in doubt for doubt in made.doubts)


VANISH = "<w:vanish/>"
HIDDEN = {
    "at the words": (run("A secret.", VANISH), {}),
    "by their style": (
        run("A secret.", '<w:rStyle w:val="S"/>'),
        {"made": [style("S", kind="character", words=VANISH)]},
    ),
    "by the style that theirs is based on": (
        run("A secret.", '<w:rStyle w:val="S"/>'),
        {"made": [style("B", kind="character", words=VANISH), style("S", based="B", kind="character")]},
    ),
    "by the paragraph's style": (
        run("A secret."), {"props": '<w:pStyle w:val="S"/>', "made": [style("S", words=VANISH)]},
    ),
    "by the style that the paragraph's is based on": (
        run("A secret."),
        {"props": '<w:pStyle w:val="S"/>', "made": [style("B", words=VANISH), style("S", based="B")]},
    ),
    "by a heading's style": (
        run("A secret."),
        {"props": '<w:pStyle w:val="S"/>', "made": [style("S", "heading 2", words=VANISH)]},
    ),
    "in a link": (f"<w:hyperlink>{run('A secret.', VANISH)}</w:hyperlink>", {}),
    "over a line's end": (
        f"<w:r><w:rPr>{VANISH}</w:rPr><w:t>A</w:t><w:br/><w:t>secret.</w:t></w:r>", {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", HIDDEN)
def test_what_word_hides_is_left_out_and_said_so(where):
    words, given_ = HIDDEN[where]
    made = read(
        p(LINE), paragraph(words, given_.get("props", "")), p(LINE),
        styles=styles(*given_.get("made", ())),
    )  # fmt: skip
    assert made.chapters[0].source == f"{LINE}\n\n{LINE}"
    [left] = made.left_out
    assert left.words == "A secret." and "Hidden" in left.sentence


def test_what_a_document_hides_by_default_is_shown_where_it_says_so():
    made = read(p("A secret."), paragraph(run(LINE, '<w:vanish w:val="0"/>')),
                styles=styles(usual=VANISH))  # fmt: skip
    assert made.chapters[0].source == LINE


def test_a_hidden_row_is_left_out():
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format
    hidden = "<w:trPr><w:hidden/></w:trPr>"
    made = read(
        p(LINE), "<w:tbl>" + row("", p("up"), p("down")) + row(hidden, p("A"), p("secret.")),
        row("", p("left"), p("right")) + "</w:tbl>",
    )  # fmt: skip
    assert words_of(made)[-4:] == ["up", "down", "left", "right"]
    assert [left.words for left in made.left_out] == ["A secret."]


def test_contents_are_left_out():
    made = read(
        paragraph(run("Contents"), '<w:pStyle w:val="T"/>'),
        paragraph(run("Mud") + "<w:r><w:tab/></w:r>" + run("3"), '<w:pStyle w:val="C"/>'),
        paragraph(run("Mud"), '<w:pStyle w:val="H"/>'), p(LINE),
        paragraph(run("Rain"), '<w:pStyle w:val="H"/>'), p(LINE),
        styles=styles(style("T", "TOC Heading"), style("C", "toc 1"), style("H", "heading 1")),
    )  # fmt: skip
    assert [chapter.title for chapter in made.chapters] == ["Mud", "Rain"]
    assert {("Contents", ""), ("Mud 3", "")} <= {(e.words, e.sentence) for e in made.left_out}


def test_text_boxes_word_art_and_diagrams_stand_once():
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{}'
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format(p("In a box."), p("In a box."))
    art = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textpath string="Ahoy!"/>'
        "</v:shape></w:pict></w:r>"
    )
    made = read(p(LINE), paragraph(run("Beside ") + box + run("it.")), paragraph(art), p(LINE))
    assert made.chapters[0].source.split("\n\n")[1:-1] == ["Beside it.", "In a box.", "Ahoy!"]


# Parts


def test_the_main_part_is_where_the_package_says():
    made = docx(p(LINE))
    package = Package(made)
    files = {name: package.read(name) for name in package.names}
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["word/_rels/document2.xml.rels"] = files.pop("word/_rels/document.xml.rels")
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document", b"/word/document2")
    assert read_manuscript("a.docx", pack(files)).chapters[0].source == LINE


def test_the_strict_form_of_the_format_is_read():
    package = Package(docx(p((LINE, "i"))))
    files = {
        name: package.read(name).replace(W.encode(), STRICT.encode()) for name in package.names
    }
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument"
    )
    assert read_manuscript("a.docx", pack(files)).chapters[0].source == f"*{LINE}*"


def test_a_workbook_is_no_word_document():
    package = Package(docx(p(LINE)))
    files = {name: package.read(name) for name in package.names}
    files["word/document.xml"] = b"<workbook/>"
    with pytest.raises(ManuscriptError, match="not a Word document"):
        read_manuscript("a.docx", pack(files))


def test_a_document_that_is_cut_off_is_refused():
    package = Package(docx(p(LINE) + p(LINE)))
    files = {name: package.read(name) for name in package.names}
    files["word/document.xml"] = files["word/document.xml"][:-40]
    with pytest.raises(ManuscriptError, match="damaged"):
        read_manuscript("a.docx", pack(files))


def test_a_document_with_some_of_everything():
    name = "02-word-ruby-pagebreak-hidden-caps.docx"
    made = documents.read_docx((CASES / name).read_bytes(), name="a")
    words = words_of(made)
    text = " ".join(words)
    assert "Before page after page." in text and "It was open." in text
    assert "ALL CAPS TEXT" in text and "☺" in words
    assert text.count("東") == 2 and "へ行く" in text
    assert "<s>Double struck</s>" in made.chapters[0].source
    assert [left.words for left in made.left_out if left.sentence] == ["secret"]


def test_a_locked_or_an_old_document_says_what_to_do():
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
    with pytest.raises(ManuscriptError, match=r"^x\.docx is protected .*, and save it without"):
        read_manuscript("x.docx", locked)
