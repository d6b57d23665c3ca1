"""EPUB: chapters as the book has them, notes set apart, emphasis by whatever class."""

import pytest

from reader.importing import ManuscriptError, read_manuscript
from tests.importing.file_layouts import epub, page

TEXT = "<p>The ferry came in late, with its lamps already lit.</p>"


def read(*args, **kwargs):
    return read_manuscript("book.epub", epub(*args, **kwargs))


def test_files_of_the_spine_are_chapters_called_as_the_contents_call_them():
    made = read(
        {
            "cover.xhtml": page("<p>Cover</p>"),
            "title.xhtml": page("<h1>Slack Water</h1><p>Una Marsh</p>"),
            "a.xhtml": page(f"<h2>I</h2><p>Mud</p>{TEXT}"),
            "b.xhtml": page(f"<h2>Rain</h2>{TEXT}"),
        },
        metadata="<dc:title>Slack Water</dc:title><dc:creator>Una Marsh</dc:creator>"
        "<dc:language>en-GB</dc:language><dc:subject>Boats</dc:subject>"
        "<dc:description>&lt;p&gt;A &lt;i&gt;ferry&lt;/i&gt;.&lt;/p&gt;</dc:description>"
        '<meta name="calibre:series" content="Tides"/>',
        nav=[("a.xhtml", "1: Mud"), ("b.xhtml", "Rain")],
    )
    assert (made.title, made.author, made.language) == ("Slack Water", "Una Marsh", "en")
    assert (made.summary, made.tags, made.series) == ("A *ferry*.", ["Boats"], "Tides")
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert [c.source for c in made.chapters] == [made.chapters[0].source] * 2
    assert made.chapters[0].source.startswith("The ferry came")


def test_one_file_with_several_places_in_the_contents_is_several_chapters():
    body = f'<h2 id="one">Mud</h2>{TEXT}<h2 id="two">Rain</h2>{TEXT}{TEXT}'
    made = read({"a.xhtml": page(body)}, ncx=[("a.xhtml#one", "Mud"), ("a.xhtml#two", "Rain")])
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert [c.source.count("ferry") for c in made.chapters] == [1, 2]


def test_a_file_that_calibre_parted_goes_on():
    pages = {f"x_split_00{n}.html": page(TEXT) for n in range(3)}
    made = read(pages, ncx=[("x_split_000.html", "Mud"), ("x_split_002.html", "Rain")])
    assert [c.source.count("ferry") for c in made.chapters] == [2, 1]


def test_endnotes_of_another_file_stand_with_their_chapter():
    mark = '<a href="endnotes.xhtml#n{0}" id="r{0}" epub:type="noteref">{0}</a>'
    notes = "".join(
        f'<li id="n{n}"><p>Note {n}. <a href="a.xhtml#r{n}">↩</a></p></li>' for n in (1, 2)
    )
    made = read(
        {
            "a.xhtml": page(f"<h2>Mud</h2>{TEXT}<p>A{mark.format(1)}.</p>"),
            "b.xhtml": page(f"<h2>Rain</h2><p>B{mark.format(2)}.</p>{TEXT}"),
            "endnotes.xhtml": page(
                f'<section epub:type="endnotes"><h2>Notes</h2><ol>{notes}</ol></section>'
            ),
        }
    )
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert [c.source.rpartition(": ")[2] for c in made.chapters] == ["Note 1.", "Note 2."]


def test_classes_of_the_stylesheet_are_emphasis():
    made = read(
        {"a.xhtml": page(f'{TEXT}<p>So <span class="calibre3">late</span>.</p>')},
        css=".calibre1 { color: red }\n.calibre3, p.x { font-style: italic }",
    )
    assert made.chapters[0].source.endswith("So *late*.")


def test_what_the_author_says_apart_is_a_note():
    made = read(
        {
            "d.xhtml": page("<p>For <i>Tam</i>.</p>", attributes=' epub:type="dedication"'),
            "a.xhtml": page(f"<h2>Mud</h2>{TEXT}"),
            "b.xhtml": page(f"<h2>Rain</h2>{TEXT}"),
            "z.xhtml": page(
                "<h2>Afterword</h2><p>Thanks.</p>", attributes=' epub:type="afterword"'
            ),
        }
    )
    assert [(n.kind, n.source) for n in made.notes] == [("dedication", "For *Tam*.")]
    assert [(n.place, n.source) for n in made.chapters[-1].notes] == [("after", "Thanks.")]


def test_fanficfare_says_in_each_head_what_a_chapter_is_called():
    def chapter(title, body):
        return page(
            f'<h3 class="fff_chapter_title">{title}</h3>{body}',
            head=f'<meta name="chapterorigtitle" content="{title}"/>',
            attributes=' class="fff_chapter"',
        )

    notes = '<div class="fff_chapter_notes fff_{}_notes"><b>{}:</b><p>{}</p></div>'
    head = notes.format("head", "Author's Note", "Hello.")
    foot = notes.format("foot", "Notes", "Bye.")
    made = read(
        {
            "title_page.xhtml": page("<h3>Slack Water</h3>"),
            "file0001.xhtml": chapter("1. Mud", head + TEXT + foot),
            "file0002.xhtml": chapter("(new) Rain", TEXT),
        }
    )
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert [(n.place, n.source) for n in made.chapters[0].notes] == [
        ("before", "Hello."),
        ("after", "Bye."),
    ]


def test_archive_of_our_owns_book_is_read_by_its_labels():
    preface = page(
        '<div id="preface"><p>Posted originally on the <a href="http://archiveofourown.org/">Archive'
        '</a> at <a href="http://archiveofourown.org/works/12">here</a>.</p><dl><dt>Rating:</dt>'
        "<dd>Explicit</dd><dt>Fandom:</dt><dd><a>Boats</a></dd></dl><h1>Low Water</h1>"
        '<div class="byline">by <a>una</a></div><p>Summary</p><blockquote><p>A ferry.</p>'
        "</blockquote><p>Notes</p><blockquote><p>Hello.</p></blockquote></div>"
    )
    chapter = page(
        "<h2>Chapter 1: Mud</h2><p>Chapter Notes</p><blockquote><p>Thanks!</p></blockquote>"
        f'<div class="userstuff2">{TEXT}</div><p>Chapter End Notes</p>'
        "<blockquote><p>Friday.</p></blockquote>"
    )
    afterword = page(
        '<div id="afterword"><p>End Notes</p><blockquote><p>Bye.</p></blockquote></div>'
    )
    made = read(
        {
            "a_split_000.xhtml": preface,
            "a_split_001.xhtml": chapter,
            "a_split_002.xhtml": page(f"<h2>Chapter 2</h2>{TEXT}"),
            "a_split_003.xhtml": afterword,
        },
        metadata="<dc:title>Low Water</dc:title><dc:creator>una</dc:creator>"
        "<dc:publisher>Archive of Our Own</dc:publisher><dc:subject>Boats</dc:subject>",
    )
    assert (made.title, made.rating, made.fandoms) == ("Low Water", "explicit", ["Boats"])
    assert (made.summary, made.tags) == ("A ferry.", [])
    assert [c.title for c in made.chapters] == ["Mud", ""]
    assert [(n.place, n.source) for n in made.chapters[0].notes] == [
        ("before", "Thanks!"),
        ("after", "Friday."),
    ]
    assert [(n.place, n.source) for n in made.notes] == [("before", "Hello."), ("after", "Bye.")]


LOCKED = '<encryption xmlns="x"><EncryptionMethod Algorithm="{}"/></encryption>'


def test_a_book_with_copy_protection_is_refused_and_locked_fonts_are_no_matter():
    pages = {"a.xhtml": page(TEXT)}
    name = "META-INF/encryption.xml"
    with pytest.raises(ManuscriptError, match="copy-protected"):
        read(pages, more={name: LOCKED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")})
    font = LOCKED.format("http://www.idpf.org/2008/embedding")
    assert read(pages, more={name: font}).chapters
