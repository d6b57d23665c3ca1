"""What comes around a story in a text file, and how texts show form, in more than one way each."""

import re
import textwrap

import pytest

from tests.importing.stories import LONG, SCENE, blocks_of, imported, notes_of, plain, texts_of

PROSE = plain(SCENE)


def told(manuscript):
    return "\n".join([*manuscript.doubts, *(left.sentence for left in manuscript.left_out)])


POST = """From: una@example.org (Una Marsh)
Newsgroups: alt.rivers.creative
Subject: NEW: The Long Tide (1/2) by Una Marsh
Date: 3 Mar 1997 10:11:12 GMT
Message-ID: <abc@example.org>"""


def test_a_posts_header_gives_title_and_name_and_is_left_out():
    manuscript = imported(POST, PROSE, "-- \nUna, who lives by the river")
    assert (manuscript.title, manuscript.author) == ("The Long Tide", "Una Marsh")
    assert texts_of(manuscript) == PROSE
    assert "header of a post" in told(manuscript)
    assert notes_of(manuscript) == [("note", "after", "Una, who lives by the river")]


def test_quoted_lines_are_a_quotation():
    manuscript = imported(PROSE, "> I wrote that once,\n> and nobody read it.", PROSE)
    block = blocks_of(manuscript)[len(PROSE)]
    assert block.kind == "quote"
    assert block.text.split() == "I wrote that once, and nobody read it.".split()


@pytest.mark.parametrize(
    "lines",
    [
        "« Prev Ch 2 of 2 Next »",
        "Follow/Fav The Long Tide",
        "Please drop by the Archive and comment to let the creator know if you enjoyed their work!",
    ],
)
def test_what_a_site_sets_around_a_story_is_left_out_and_told(lines):
    manuscript = imported(PROSE, lines)
    assert texts_of(manuscript) == PROSE
    assert "the site" in told(manuscript)


def test_a_person_may_speak_of_shares_and_gutenberg():
    lines = [
        "Share: that was all he asked of them.",
        "She read it on Project Gutenberg, of course.",
    ]
    assert texts_of(imported(PROSE, lines, PROSE))[len(PROSE) : len(PROSE) + 2] == lines


@pytest.mark.parametrize(
    "table",
    [
        "+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+",
        "| a | b |\n| c | d |\n| e | f |",
        "Name      Rank\n----      ----\nTam       Mate",
        "Name      Rank      Ship\nTam       Mate      Goose\nUna       Cook      Heron",
    ],
)
@pytest.mark.parametrize("wrap", [False, True])
def test_a_table_stands_as_it_stood(table, wrap):
    around = [textwrap.fill(paragraph, 72) for paragraph in PROSE] if wrap else PROSE
    blocks = blocks_of(imported(around, table, around))
    assert [block.text for block in blocks if block.kind == "preformatted"] == [table]
    assert len(blocks) == 2 * len(PROSE) + 1


POEM = """I met a traveller from an ancient land,
Who said: Two vast and trunkless legs of stone
Stand in the desert. Near them, on the sand,
Half sunk a shattered visage lies, whose frown"""


@pytest.mark.parametrize("wrap", [False, True])
def test_a_stanza_of_long_lines_keeps_them(wrap):
    around = [textwrap.fill(paragraph, 72) for paragraph in PROSE] if wrap else PROSE
    block = blocks_of(imported(around, POEM, around))[len(PROSE)]
    assert (block.kind, block.text) == ("verse", POEM)


def test_a_poem_alone_is_not_taken_for_wrapped_prose():
    manuscript = imported("Ozymandias", POEM, POEM)
    assert texts_of(manuscript) == [POEM, POEM]


def test_wrapped_east_asian_lines_are_joined_without_a_space():
    line = "渡船那天晚上来得很晚没有人看见它山羊打了个喷嚏箱子不见了第二天早上没有人知道"
    text = "\n".join([line, line, line[:20] + "。"])
    assert texts_of(imported(text, text)) == [text.replace("\n", "")] * 2


def test_paragraphs_with_an_ideographic_indent_are_paragraphs():
    lines = ["渡船那天晚上来得很晚。", "山羊打了个喷嚏。", "箱子不见了。"]
    text = "\n".join(f"　　{line}" for line in lines)
    assert texts_of(imported("第一章", text, "第二章", text)) == lines


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("<em>Late</em> &amp; <strong>wet</strong>", "<em>Late</em> &amp; <strong>wet</strong>"),
        ("un<i>believ</i>able", "un<em>believ</em>able"),
        ("x<sup>2</sup> and <s>no</s>", "x<sup>2</sup> and <s>no</s>"),
        ("it&#39;s &quot;late&quot;&hellip;", 'it\'s "late"…'),
        ('<span class="x">plain</span>', "plain"),
        ("<b><i>both</i></b>", "<strong><em>both</em></strong>"),
        ("[b]bold[/b] and [i]late[/i]", "<strong>bold</strong> and <em>late</em>"),
        ("[color=red][size=3]big[/size][/color]", "big"),
        ("[url=https://example.org/]here[/url]", 'here <a href="https://example.org/"'),
    ],
)
def test_tags_and_bbcode_are_formatting(raw, html):
    block = blocks_of(imported(SCENE, raw))[-1]
    assert html in block.html
    assert not any(sign in block.text for sign in ("<", "[", "&amp;"))


def test_italics_may_go_on_over_paragraphs():
    manuscript = imported("<i>" + PROSE[0], PROSE[2] + "</i>", PROSE[3])
    html = [block.html for block in blocks_of(manuscript)]
    assert [part.startswith("<p><em>") for part in html] == [True, True, False]


def test_what_is_no_tag_is_shown():
    line = "She wrote <sigh> and <3, and [sic], and 2 < 3 > 1."
    assert texts_of(imported(SCENE, line))[-1] == line


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("漢字《かんじ》だ。", "<ruby>漢字<rt>かんじ</rt></ruby>だ。"),
        ("｜Una《ウーナ》は", "<ruby>Una<rt>ウーナ</rt></ruby>は"),
        ("《《強》》い", "<strong>強</strong>い"),
    ],
)
def test_ruby_in_the_ways_of_japanese_sites(raw, html):
    manuscript = imported("「はい」と言った。", raw)
    assert html.replace("strong>", "b>") in _as_tags(manuscript.chapters[0].source)


def _as_tags(source):
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", source)


def test_a_book_in_chinese_brackets_is_no_ruby():
    line = "他读了《红楼梦》，又读了《水浒传》。"
    assert texts_of(imported("第一章", line))[-1] == line


def test_aozoras_legend_is_left_out_and_its_head_is_title_and_author():
    rule = "-" * 55
    legend = f"{rule}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n{rule}"
    text = ["　ある日の暮方の事である。", "　広い門の下には［＃「門」に傍点］、誰もいない。"]
    manuscript = imported(
        "羅生門\n芥川龍之介", legend, "\n".join(text), "底本：「全集」\n入力：誰か"
    )
    assert (manuscript.title, manuscript.author) == ("羅生門", "芥川龍之介")
    assert texts_of(manuscript) == ["ある日の暮方の事である。", "広い門の下には、誰もいない。"]
    assert "Aozora" in told(manuscript)


def test_footnotes_stand_with_the_chapter_that_they_are_marked_in():
    manuscript = imported(
        "Chapter 1", "It rained.[1]", LONG, "Chapter 2", "It froze.[2]", LONG,
        "________________\n[1] Hard.\n[2] Harder.",
    )  # fmt: skip
    assert [texts_of(manuscript, number)[-1] for number in (1, 2)] == ["Hard.", "Harder."]
    assert texts_of(manuscript, 1)[0] == "It rained."


def test_a_number_in_brackets_without_a_note_stays():
    assert texts_of(imported(SCENE, "He said [1] and [2]."))[-1] == "He said [1] and [2]."


def test_a_page_saved_as_text_is_read_as_a_page():
    page = (
        "<!DOCTYPE html><html><body><h1>Tide</h1><h2>Chapter 1</h2><p>It <i>rained</i>.</p></html>"
    )
    manuscript = imported(page)
    assert manuscript.title == "Tide"
    assert blocks_of(manuscript)[0].html == "<p>It <em>rained</em>.</p>"


def test_breaks_of_a_journal_part_no_scenes():
    lines = "".join(f"{line}<br /><br />\n\n" for line in PROSE)
    assert texts_of(imported("Title: Tide\nAuthor: [info]una", lines)) == PROSE


def test_a_line_right_under_the_number_is_the_title_in_any_language():
    manuscript = imported("Rozdział I\nNiski stan wody", SCENE, "Rozdział II\nNowa skrzynia", SCENE)
    titles = [chapter.title for chapter in manuscript.chapters]
    assert titles == ["Niski stan wody", "Nowa skrzynia"]
