"""However a book is parted into files, no chapter of it is lost or swallowed by another."""

# ruff: noqa: E501 (lines of markup are as long as they are)

import pytest

from reader.importing import read_manuscript
from tests.importing.file_layouts import epub, page, repacked

PUBLISHED = (
    "<dc:title>Low Water</dc:title><dc:creator>una</dc:creator>"
    "<dc:publisher>Archive of Our Own</dc:publisher>"
)
TITLES = ["Mud", "Rain", "Salt"]
TEXTS = [f"The ferry came in late on day {day}, with its lamps lit." for day in range(1, 10)]
CHAPTERS = [TEXTS[:3], TEXTS[3:6], TEXTS[6:]]
PREFACE = (
    '<div id="preface"><p>Posted originally on the <a href="http://archiveofourown.org/works/12">'
    "Archive</a>.</p><dl><dt>Rating:</dt><dd>Explicit</dd></dl><h1>Low Water</h1>"
    '<div class="byline">by <a>una</a></div><p>Summary</p><blockquote><p>A ferry.</p></blockquote>'
    "</div>"
)
AFTERWORD = (
    '<div id="afterword"><h2 class="toc-heading">Afterword</h2><p>End Notes</p><blockquote>'
    "<p>Bye.</p></blockquote><p>Please drop by the Archive and comment.</p></div>"
)


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def chapter(number):
    return (
        f'<div class="meta group"><h2 class="heading">Chapter {number}: {TITLES[number - 1]}</h2>'
        f"<p>Chapter Notes</p><blockquote><p>Note {number}.</p></blockquote></div>"
        f'<div class="userstuff2">{paragraphs(CHAPTERS[number - 1])}</div>'
    )


def wrapped(*chapters, name='id="chapters"'):
    return f'<div class="userstuff1" {name}>{"".join(chapters)}</div>'


one, two, three = map(chapter, (1, 2, 3))
WAYS = {
    "a file for each": [PREFACE, one, two, three, AFTERWORD],
    "afterword with the last": [PREFACE, one, two, three + AFTERWORD],
    "wrapped, a file for each": [PREFACE, *map(wrapped, (one, two, three)), AFTERWORD],
    "wrapped, afterword with the last": [PREFACE, *map(wrapped, (one, two)), wrapped(three) + AFTERWORD],
    "wrapped without an id": [PREFACE, *(wrapped(c, name="") for c in (one, two, three)), AFTERWORD],
    "all chapters in one": [PREFACE, wrapped(one, two, three), AFTERWORD],
    "two and one": [PREFACE, wrapped(one, two), wrapped(three) + AFTERWORD],
    "preface with the first": [PREFACE + wrapped(one), wrapped(two, three), AFTERWORD],
    "all in one": [PREFACE + wrapped(one, two, three) + AFTERWORD],
    "a long chapter in two": [
        PREFACE, wrapped(one.replace("<p>" + TEXTS[1], "</div></div>CUT<p>" + TEXTS[1]).split("CUT")[0]),
        wrapped(f'<div class="userstuff2">{paragraphs(TEXTS[1:3])}</div>'), wrapped(two, three), AFTERWORD,
    ],
}  # fmt: skip


@pytest.mark.parametrize("files", WAYS.values(), ids=WAYS)
def test_archive_of_our_owns_book(files):
    pages = {f"a_split_{n:03}.xhtml": page(file) for n, file in enumerate(files)}
    made = read_manuscript("x.epub", epub(pages, metadata=PUBLISHED))
    assert [c.title for c in made.chapters] == TITLES
    assert [c.source.split("\n\n") for c in made.chapters] == CHAPTERS
    assert [[n.source for n in c.notes] for c in made.chapters] == [
        ["Note 1."],
        ["Note 2."],
        ["Note 3."],
    ]
    assert [(n.place, n.source) for n in made.notes] == [("after", "Bye.")]
    assert (made.summary, made.rating) == ("A ferry.", "explicit")


@pytest.mark.parametrize("wrap", [wrapped, lambda text: wrapped(text, name=""), str])
def test_archive_of_our_owns_book_of_one_chapter(wrap):
    text = f'<h2 class="toc-heading">Low Water</h2>{paragraphs(TEXTS)}'
    for files in ([PREFACE, wrap(text), AFTERWORD], [PREFACE, wrap(text) + AFTERWORD]):
        pages = {f"a_split_{n:03}.xhtml": page(file) for n, file in enumerate(files)}
        made = read_manuscript("x.epub", epub(pages, metadata=PUBLISHED))
        assert [c.source.split("\n\n") for c in made.chapters] == [TEXTS]
        assert [n.source for n in made.chapters[0].notes] == ["Bye."]


def test_a_page_called_a_cover_that_holds_a_story_is_one():
    long = [f"The ferry came in late on day {day}, with its lamps lit." for day in range(60)]
    for name in ("cover.xhtml", "titlepage.xhtml", "toc.xhtml"):
        pages = {name: page(paragraphs(long)), "b.xhtml": page(paragraphs(TEXTS))}
        made = read_manuscript("x.epub", epub(pages))
        assert [c.source.split("\n\n") for c in made.chapters] == [long, TEXTS]


def test_pages_of_others_among_fanficfares_are_chapters():
    theirs = page(paragraphs(CHAPTERS[0]), head='<meta name="chapterorigtitle" content="Mud"/>')
    pages = {"file0001.xhtml": theirs, "extra.xhtml": page(f"<h2>Rain</h2>{paragraphs(TEXTS)}")}
    made = read_manuscript("x.epub", epub(pages))
    assert [c.source.split("\n\n") for c in made.chapters] == [CHAPTERS[0], TEXTS]


def test_words_beside_the_paragraphs_of_fanficfares_chapter_are_its_text():
    head = '<meta name="chapterorigtitle" content="Mud"/>'
    body = f"First of all.<p>{TEXTS[0]}</p>Then she spoke.<p>{TEXTS[1]}</p>And no more."
    made = read_manuscript("x.epub", epub({"file0001.xhtml": page(body, head=head)}))
    assert made.chapters[0].source.split("\n\n") == [
        "First of all.", TEXTS[0], "Then she spoke.", TEXTS[1], "And no more.",
    ]  # fmt: skip


def test_a_page_of_an_old_media_type_is_read():
    data = epub(
        {"a.xhtml": page(paragraphs(CHAPTERS[0])), "b.xhtml": page(paragraphs(CHAPTERS[1]))}
    )
    old = repacked(
        data, change=lambda c: c.replace(b"application/xhtml+xml", b"text/x-oeb1-document")
    )
    assert len(read_manuscript("x.epub", old).chapters) == 2


def test_a_page_that_is_not_in_the_file_is_told_of_before_all_else():
    data = epub(
        {"a.xhtml": page(paragraphs(CHAPTERS[0])), "b.xhtml": page(paragraphs(CHAPTERS[1]))}
    )
    made = read_manuscript("x.epub", repacked(data, without="OEBPS/b.xhtml"))
    assert ["b.xhtml" in sentence for sentence in made.losses] == [True]


def test_a_preface_that_calibre_took_the_id_of_takes_no_chapter_with_it():
    files = [PREFACE.replace('id="preface"', "") + one, two, three, AFTERWORD]
    pages = {f"a_split_{n:03}.xhtml": page(file) for n, file in enumerate(files)}
    made = read_manuscript("x.epub", epub(pages, metadata=PUBLISHED))
    assert [c.source.split("\n\n") for c in made.chapters] == CHAPTERS


def test_a_title_over_numbered_parts_is_not_lost():
    text = f"<p>{TEXTS[0]}</p>"
    pages = {
        "a.xhtml": page(f"<h2>The Crate</h2><h3 id='one'>I</h3>{text}<h3 id='two'>II</h3>{text}"),
        "b.xhtml": page(f"<h2>Mud</h2>{text}"),
    }
    nav = [
        ("a.xhtml", "The Crate"),
        ("a.xhtml#one", "I"),
        ("a.xhtml#two", "II"),
        ("b.xhtml", "Mud"),
    ]
    made = read_manuscript("x.epub", epub(pages, nav=nav))
    assert [chapter.title for chapter in made.chapters] == ["The Crate: I", "II", "Mud"]
    assert not made.doubts
