"""HTML: what is said in a page comes through, and nothing of how it was set."""

# ruff: noqa: E501 (lines of markup are as long as they are)

import pytest

from reader.importing import ManuscriptError, read_manuscript
from reader.text.rendering.blocks import render


def read(body, head=""):
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_manuscript("the_long-tide.html", data.encode())


def source(body):
    [chapter] = read(body).chapters
    return chapter.source


def shown(body):
    """The HTML that a page's Markdown is rendered to."""
    return [block.html for block in render(source(body))]


PARAGRAPH = "<p>The ferry came in late, with its lamps already lit.</p>"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<i>so</i> and <em>so</em>", "<em>so</em> and <em>so</em>"),
        ("w<b>or</b>d", "w<strong>or</strong>d"),
        ("<i>one</i> <i>phrase</i>", "<em>one phrase</em>"),
        ("<i> spaced </i>out", "<em>spaced</em> out"),
        ("<b><i>both</i></b>", "<strong><em>both</em></strong>"),
        ("<i>a</i><b>b</b>", "<em>a</em><strong>b</strong>"),
        ('<span style="font-style: italic">so</span>', "<em>so</em>"),
        ('<i>up<span style="font-style:normal">right</span></i>', "<em>up</em>right"),
        ("2 * 3 * 4 and _this_", "2 * 3 * 4 and _this_"),
        ("&lt;sigh&gt; &amp; [1]", "&lt;sigh&gt; &amp; [1]"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H<sub>2</sub>O, x<sup>2</sup>"),
        ("<s>gone</s>", "<s>gone</s>"),
        ("a\n  line\n\n of source", "a line of source"),
        ("1. not a list", "1. not a list"),
        ("# not a heading", "# not a heading"),
        ("| not a verse", "| not a verse"),
        ("<script>alert(1)</script>heard", "heard"),
        ("<span hidden>secret</span>seen", "seen"),
    ],
)
def test_a_phrase_is_shown_as_it_was_meant(said, expected):
    assert shown(f"{PARAGRAPH}<p>{said}</p>")[1] == f"<p>{expected}</p>"


def test_links_lead_where_they_led_and_to_nothing_that_runs():
    html = shown(f'{PARAGRAPH}<p><a href="https://example.com/a b">a</a> '
                 '<a href="javascript:alert(1)">b</a> <a href="/c">c</a></p>')[1]  # fmt: skip
    assert "https://example.com/a" in html and "javascript" not in html
    assert html.count("<a ") == 1


def test_two_line_breaks_part_paragraphs_and_one_is_a_line():
    lines = source(f"{PARAGRAPH}<div>First.<br><br>Roses are red,<br>violets<br/><br/>Last.</div>")
    assert lines.split("\n\n")[1:] == ["First.", "| Roses are red,\n| violets", "Last."]


def test_a_page_of_long_lines_is_a_page_of_paragraphs():
    long = "It went on and on along the river, past every landing stage that there was. "
    assert source(f"<p>{'<br>'.join([long * 2] * 5)}</p>").count("\n\n") == 4


@pytest.mark.parametrize("mark", ["***", "* * *", "~*~", "oOo", "-----"])
def test_a_scene_break_keeps_its_mark(mark):
    assert source(f'{PARAGRAPH}<p align="center">{mark}</p>{PARAGRAPH}').split("\n\n")[1] == mark


def test_a_rule_and_a_rare_empty_paragraph_are_scene_breaks():
    kinds = [b.kind for b in render(source(f"{PARAGRAPH}<hr size=1 noshade>{PARAGRAPH}"))]
    assert kinds == ["paragraph", "break", "paragraph"]
    body = f"{PARAGRAPH * 5}<p class=MsoNormal>&nbsp;</p>{PARAGRAPH * 5}"
    assert [b.kind for b in render(source(body))].count("break") == 1


def test_empty_paragraphs_between_all_are_none():
    body = f"{PARAGRAPH}<p>&nbsp;</p>" * 6
    assert {b.kind for b in render(source(body))} == {"paragraph"}


def test_lists_quotations_and_tables_stay_what_they_are():
    html = "".join(
        shown(
            f"{PARAGRAPH}<ul><li>one</li><li>two<ul><li>in</li></ul></li></ul>"
            "<blockquote><p>Dear</p><p>you</p></blockquote>"
            "<table><tr><td>Up</td><td>Down</td></tr><tr><td>8.40</td><td>9.10</td></tr></table>"
        )
    )
    assert html.count("<li>") == 3 and html.count("<ul>") == 2
    assert "<blockquote>" in html and "<table>" in html and "9.10" in html


def test_a_table_that_only_sets_the_page_out_is_what_is_in_it():
    assert shown(f"<table><tr><td>{PARAGRAPH}{PARAGRAPH}</td></tr></table>")[1:] == [PARAGRAPH]


def test_footnotes_stand_with_the_chapter_that_they_are_of():
    made = read(
        f'<h2>One</h2>{PARAGRAPH}<p>A word.<sup><a href="#n1" id="r1">1</a></sup></p>'
        f'<h2>Two</h2><p>Another.<a href="#n2"><sup>2</sup></a></p>{PARAGRAPH}'
        '<ol><li id="n1"><p>First <i>note</i>. <a href="#r1">↩</a></p></li>'
        '<li id="n2">Second note.</li></ol>'
    )
    assert [c.source.count("[^") for c in made.chapters] == [2, 2]
    assert made.chapters[0].source.endswith(": First *note*.")
    assert made.chapters[1].source.endswith(": Second note.")


def test_headings_of_the_largest_size_are_chapters():
    made = read(f"<h1>Slack Water</h1><h2>Low</h2>{PARAGRAPH}<h3>Later</h3>{PARAGRAPH}"
                f"<h2>Chapter 2: High</h2>{PARAGRAPH}")  # fmt: skip
    assert made.title == "Slack Water"
    assert [c.title for c in made.chapters] == ["Low", "High"]
    assert "### Later" in made.chapters[0].source


def test_what_authors_write_above_is_read_as_in_plain_text():
    made = read(f"<p><b>A/N:</b> Thanks!</p><p>Disclaimer: not mine.</p>{PARAGRAPH * 3}")
    assert [n.kind for n in made.chapters[0].notes] == ["note", "disclaimer"]
    assert made.title == "The Long Tide"


def test_a_page_says_its_title_language_and_encoding():
    text = "<html lang=fr><head><meta charset=windows-1252><title>L’Été | Site</title></head>"
    data = f"{text}<body><p>Il était tard – très tard.</p></body></html>".encode("cp1252")
    made = read_manuscript("x.html", data)
    assert (made.title, made.language) == ("L’Été", "fr")
    assert "très tard" in made.chapters[0].source


def test_pictures_leave_their_description_and_are_told_of():
    made = read(f'{PARAGRAPH}<p><img src="x.png" alt="a gull"></p>')
    assert "*\\[a gull\\]*" in made.chapters[0].source
    assert any("picture" in doubt for doubt in made.doubts)


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>x</script>", "<div hidden>x</div>"])
def test_a_page_without_a_story_is_said_to_have_none(body):
    with pytest.raises(ManuscriptError, match=r"^the_long-tide\.html "):
        read(body)


def test_google_docs_writes_emphasis_with_classes():
    made = read(
        '<p class="c2 title"><span>Low Water</span></p><h1><span>Chapter 1</span></h1><p class="c2">'
        '<span>It was </span><span class="c0">very</span><span class="c1"> late</span><sup><a href='
        '"#ftnt1" id="ftnt_ref1">[1]</a></sup></p><h1><span>Chapter 2</span></h1><p>More.</p><hr>'
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;The note</span></p></div>',
        head="<style>.c0{font-style:italic}.c1{font-weight:700}</style>",
    )
    assert made.title == "Low Water"
    html = "".join(block.html for block in render(made.chapters[0].source))
    assert "<em>very</em> <strong>late</strong>" in html and "The note" in html
    assert made.chapters[1].source == "More."


def test_word_writes_footnotes_in_its_own_way():
    made = read(
        "<div class=WordSection1><p class=MsoTitle>Low Water</p><p class=MsoNormal>&nbsp;&nbsp; It "
        "was <i style='mso-bidi-font-style:normal'>very</i> late.<o:p></o:p></p><p class=MsoNormal>"
        '<o:p>&nbsp;</o:p></p><p class=MsoNormal>End.<a href="#_ftn1" name="_ftnref1"><span class='
        "MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a></p></div><div><hr>"
        '<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> The note.'
        "</p></div></div>"
    )
    assert made.title == "Low Water"
    assert made.chapters[0].source == "It was *very* late.\n\nEnd.[^1]\n\n[^1]: The note."


def test_a_way_back_to_the_text_is_no_footnote():
    mark = '<a href="#n{0}" id="r{0}"><sup>{0}</sup></a>'
    note = '<p id="n{0}"><a href="#r{0}"><sup>{0}</sup></a> Note {0}.</p>'
    body = source(f"{PARAGRAPH}<p>A{mark.format(1)} and b{mark.format(2)}.</p>"
                  f"{note.format(1)}{note.format(2)}")  # fmt: skip
    assert body.split("\n\n")[1:] == ["A[^1] and b[^2].", "[^1]: Note 1.", "[^2]: Note 2."]


def test_a_note_that_begins_with_a_number_keeps_it():
    body = (
        f'{PARAGRAPH}<p>A<sup><a href="#n">7</a></sup>.</p><p id="n">12 goats, and 7 of them.</p>'
    )
    assert source(body).endswith("[^1]: 12 goats, and 7 of them.")


def test_a_page_of_typed_text_is_read_as_typed_text():
    made = read("<pre>Chapter 1\n\nThe ferry came in\n_late_.\n\nChapter 2\n\nIt rained.\n</pre>")
    assert len(made.chapters) == 2 and made.chapters[1].source == "It rained."


def test_what_stands_around_an_article_is_told_of_and_more_of_it_is_the_story():
    long = PARAGRAPH * 6
    made = read(f"<header><p>Site</p></header><article>{long}</article><p>More by us.</p>")
    assert [left.words for left in made.left_out] == ["Site More by us."]
    assert made.chapters[0].source.count("ferry") == 6
    made = read(f"<article>{long}</article>{PARAGRAPH * 9}")
    assert made.chapters[0].source.count("ferry") == 15 and not made.left_out


def test_a_form_around_a_page_and_formulas_are_read_and_fields_are_none():
    made = source(
        f"<form>{PARAGRAPH}<p>So <math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>x=2</annotation>"
        "</math>.</p><button>Send</button><select><option>One</select></form>"
    )
    assert made.split("\n\n")[1:] == ["So x=2."]


def test_quotation_marks_that_a_browser_sets_are_there():
    assert shown(f"{PARAGRAPH}<p><q>So</q>, she said.</p>")[1] == "<p>“So”, she said.</p>"
