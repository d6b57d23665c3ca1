"""Books as Standard Ebooks, Calibre and FanFicFare lay them out."""

# ruff: noqa: E501 (lines of markup are as long as they are)

from reader.importing import read_manuscript
from reader.text.rendering.blocks import render
from tests.importing.file_layouts import epub, page
from tests.importing.html.test_saved_pages import LINE, TEXT, notes


def section(kind, body, whole="bodymatter"):
    return page(
        f'<section id="x" epub:type="{kind}">{body}</section>', attributes=f' epub:type="{whole}"'
    )


def test_standard_ebooks():
    made = read_manuscript(
        "x.epub",
        epub(
            {
                "titlepage.xhtml": section("titlepage", "<h1>Low Water</h1>", "frontmatter"),
                "imprint.xhtml": section("imprint", "<p>Made by many.</p>", "frontmatter"),
                "dedication.xhtml": section("dedication", "<p>For <em>Tam</em></p>", "frontmatter"),
                "halftitlepage.xhtml": section("halftitlepage", "<h2>Low Water</h2>"),
                "part-1.xhtml": section(
                    "part",
                    '<hgroup><h2><span epub:type="label">Part</span> <span epub:type="ordinal '
                    'z3998:roman">I</span></h2><p epub:type="title">The Tide</p></hgroup>',
                ),
                "chapter-1.xhtml": section(
                    "chapter",
                    f'<h3 epub:type="ordinal z3998:roman">I</h3>{TEXT}<p>A word.<a href="endnotes.'
                    'xhtml#note-1" id="noteref-1" epub:type="noteref">1</a> More.</p><blockquote '
                    'epub:type="z3998:verse"><p><span>Roses are red,</span><br/><span class="i1">'
                    f"violets blue</span></p></blockquote><hr/>{TEXT}",
                ),
                "chapter-2.xhtml": section(
                    "chapter",
                    '<hgroup><h3 epub:type="ordinal z3998:roman">II</h3><p epub:type="title">Rain'
                    f'</p></hgroup>{TEXT}<blockquote epub:type="z3998:letter"><header><p>Dear you,'
                    "</p></header><p>Come.</p><footer><p>U.</p></footer></blockquote>",
                ),
                "endnotes.xhtml": section(
                    "endnotes",
                    '<h2>Endnotes</h2><ol><li id="note-1" epub:type="endnote"><p>7 of them. <a href='
                    '"chapter-1.xhtml#noteref-1" epub:type="backlink">↩</a></p></li></ol>',
                    "backmatter",
                ),
                "colophon.xhtml": section("colophon", "<p>Set in type.</p>", "backmatter"),
                "uncopyright.xhtml": section("copyright-page", "<p>Free.</p>", "backmatter"),
            },
            metadata='<dc:title>Low Water</dc:title><dc:creator id="a">Una</dc:creator><meta '
            'property="role" refines="#a">aut</meta><dc:creator id="t">Tam</dc:creator><meta '
            'property="role" refines="#t">trl</meta><dc:source>https://www.gutenberg.org/1'
            "</dc:source><dc:date>2020-02-29T00:00:00Z</dc:date>",
            nav=[
                ("titlepage.xhtml", "Titlepage"), ("part-1.xhtml", "I: The Tide"),
                ("chapter-1.xhtml", "I"), ("chapter-2.xhtml", "II: Rain"),
                ("endnotes.xhtml", "Endnotes"), ("colophon.xhtml", "Colophon"),
            ],
        ),
    )  # fmt: skip
    assert (made.title, made.author, made.published) == ("Low Water", "Una", "2020-02-29")
    assert [(n.kind, n.source) for n in made.notes] == [("dedication", "For *Tam*")]
    assert [c.title for c in made.chapters] == ["Part I: The Tide", "Rain"]
    first, second = ([(b.kind, b.text) for b in render(c.source)] for c in made.chapters)
    assert first == [
        ("paragraph", LINE), ("paragraph", "A word. More."), ("quote", "Roses are red,\nviolets blue"),
        ("break", ""), ("paragraph", LINE), ("footnotes", "7 of them."),
    ]  # fmt: skip
    assert second == [("paragraph", LINE), ("quote", "Dear you,\nCome.\nU.")]
    assert made.doubts == []


def test_calibres_conversion_goes_by_bold_lines_and_classes():
    made = read_manuscript(
        "x.epub",
        epub(
            {
                "titlepage.xhtml": page('<div><svg><image xlink:href="c.jpeg"/></svg></div>'),
                "i_split_000.html": page('<p class="c1"><span class="b">Low Water</span></p>'
                                         '<p class="c1">by Una</p>'),
                "i_split_001.html": page('<h2 class="c2" id="pb1">Chapter 1</h2><p class="c1">It was '
                                         '<span class="i">very</span> <i class="n">late</i>.</p>'
                                         f'{TEXT}<div class="c5"> </div><p class="c1">* * *</p>{TEXT}'),
                "i_split_002.html": page(TEXT),
                "i_split_003.html": page(f'<p class="c1"><b class="c4">Chapter 2</b></p>{TEXT}'),
            },
            metadata="<dc:title>Low Water</dc:title><dc:creator>Una</dc:creator>"
            "<dc:date>0101-01-01T00:00:00+00:00</dc:date>",
            ncx=[("titlepage.xhtml", "Cover"), ("i_split_001.html", "Chapter 1"),
                 ("i_split_003.html", "Chapter 2")],
            css=".i { font-style: italic }\n.b { font-weight: bold }",
        ),
    )  # fmt: skip
    assert [c.title for c in made.chapters] == ["", ""] and made.doubts == []
    assert made.published == ""
    assert made.chapters[0].source == f"It was *very late*.\n\n{LINE}\n\n* * *\n\n{LINE}\n\n{LINE}"
    assert made.chapters[1].source == LINE


def test_fanficfares_book_tells_its_chapters_addresses():
    def chapter(number, title):
        return page(
            f'<h3 class="fff_chapter_title">{title}</h3>{TEXT}',
            head=f'<meta name="chapterurl" content="https://a.example/{number}"/>'
            f'<meta name="chapterorigtitle" content="{title}"/>',
            attributes=' class="fff_chapter"',
        )

    opf = 'xmlns:opf="http://www.idpf.org/2007/opf" opf:event'
    made = read_manuscript(
        "x.epub",
        epub(
            {
                "title_page.xhtml": page(
                    '<h3><a href="https://www.fanfiction.net/s/1">Low Water</a> by <a class="'
                    'authorlink" href="x">una</a></h3><div><b>Category:</b> Boats<br/><b>Genre:</b> '
                    "Drama<br/><b>Characters:</b> Mara K., Ivo T.<br/><b>Status:</b> In-Progress"
                    "<br/><b>Rating:</b> T<br/></div>"
                ),
                "toc_page.xhtml": page("contents"),
                "file0001.xhtml": chapter(1, "Mud"),
                "file0002.xhtml": chapter(2, "(new) Rain"),
                "log_page.xhtml": page("log"),
            },
            metadata="<dc:title>Low Water</dc:title><dc:creator>una</dc:creator><dc:subject>"
            "FanFiction</dc:subject><dc:subject>Drama</dc:subject><dc:subject>In-Progress"
            "</dc:subject><dc:subject>Last Update: 2019/08/09</dc:subject><dc:date "
            f'{opf}="publication">2019-05-06</dc:date><dc:date {opf}="modification">2019-08-09'
            "</dc:date><dc:identifier>URL:https://www.fanfiction.net/s/1</dc:identifier>",
        ),
    )
    assert [(c.title, c.key) for c in made.chapters] == [
        ("Mud", "https://a.example/1"), ("Rain", "https://a.example/2"),
    ]  # fmt: skip
    assert (made.rating, made.status, made.tags) == ("teen", "in progress", ["Drama"])
    assert (made.fandoms, made.characters) == (["Boats"], ["Mara K.", "Ivo T."])
    assert (made.published, made.updated) == ("2019-05-06", "2019-08-09")
    assert made.source == "https://www.fanfiction.net/s/1"


def test_archive_of_our_owns_long_chapter_that_calibre_parted_is_one():
    preface = page(
        '<div id="preface"><h1>Low Water</h1><div class="byline">by <a>una</a></div></div>'
    )
    made = read_manuscript(
        "x.epub",
        epub(
            {
                "a_split_000.xhtml": preface,
                "a_split_001.xhtml": page(
                    f'<h2>Chapter 1: Mud</h2><div class="userstuff2">{TEXT}</div>'
                ),
                "a_split_002.xhtml": page(f'<div class="userstuff2">{TEXT}</div>'),
                "a_split_003.xhtml": page(
                    "<h2>Chapter 2</h2><p>Chapter Notes</p><blockquote><p>Hi.</p></blockquote>"
                    f'<div class="userstuff2">{TEXT}</div>'
                ),
            },
            metadata="<dc:title>Low Water</dc:title><dc:publisher>Archive of Our Own</dc:publisher>",
        ),
    )
    assert [(c.title, c.source) for c in made.chapters] == [
        ("Mud", f"{LINE}\n\n{LINE}"),
        ("", LINE),
    ]
    assert notes(made.chapters[1]) == [("before", "Hi.")]


def test_a_short_last_chapter_that_names_the_title_is_no_title_page():
    made = read_manuscript(
        "x.epub",
        epub({"a.xhtml": page(TEXT), "b.xhtml": page("<h2>End</h2><p>It was slack water.</p>")}),
    )
    assert made.chapters[-1].source == "It was slack water."


def test_a_dedication_within_a_book_of_one_file_does_not_make_a_note_of_it():
    body = f'<section epub:type="dedication"><p>For Tam</p></section><h2>One</h2>{TEXT}'
    made = read_manuscript("x.epub", epub({"a.xhtml": page(body)}))
    assert LINE in made.chapters[-1].source
