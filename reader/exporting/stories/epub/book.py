"""EPUB 3.3 (https://www.w3.org/TR/epub-33/), with an NCX for readers of old.

The same story gives the same bytes: files carry the time when the story was last changed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reader.exporting.stories import cover, parts
from reader.exporting.stories.edition import Edition, parted
from reader.exporting.stories.endnotes import Remark
from reader.exporting.stories.xhtml import clean, said_language

_CSS = Path(__file__).with_name("book.css")
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_SUMMARY = (
    "A text that can be enlarged, coloured and read aloud, with headings, a table of contents, "
    "and author’s notes that are marked as such. "
)
_ALONE = "The only picture is the cover; it is described."
_ILLUSTRATED = "It has pictures, described where their author described them."


class Page(NamedTuple):
    """One XHTML file of the book: its name, its title, what it holds, and what it is."""

    name: str
    title: str
    body: str
    meaning: str
    part: str = "bodymatter"
    listed: bool = True


def write(edition: Edition, *, remarks: Sequence[Remark] = (), heading: str = "") -> bytes:
    """The EPUB of a story, with readers' remarks as endnotes under a `heading`, if there are."""
    pages = _pages(edition, remarks, heading)
    contents = len(edition.chapters) > 1
    nav = Page("nav.xhtml", "Contents", _nav(pages, contents), "toc", "frontmatter", listed=False)
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(edition, pages, contents, bool(remarks)),
        "EPUB/nav.xhtml": _xhtml(edition, nav),
        "EPUB/toc.ncx": _ncx(edition, pages),
        "EPUB/book.css": _CSS.read_text(),
        "EPUB/cover.svg": cover.draw(edition.story),
    }
    files |= {f"EPUB/{page.name}": _xhtml(edition, page) for page in pages}
    files |= {f"EPUB/pictures/{p.name}": bytes(p.data) for p in edition.pictures.values()}
    return _packed(edition, files)


def _packed(edition: Edition, files: dict[str, str | bytes]) -> bytes:
    when = max(edition.modified.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in [("mimetype", "application/epub+zip"), *files.items()]:
            info = zipfile.ZipInfo(name, when)
            info.create_system, info.external_attr = 3, 0o644 << 16
            stored = name == "mimetype" or isinstance(content, bytes)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content if isinstance(content, bytes) else content.encode())
    return made.getvalue()


def _pages(edition: Edition, remarks: Sequence[Remark], heading: str) -> list[Page]:
    """The files of the book in their order."""
    story = edition.story
    title, author = parts.words(story.title) or "Untitled", parts.words(story.credit)
    picture = f'<img src="cover.svg" alt="{title}, by {author}" role="doc-cover"/>'
    before, after = parted(edition.notes)
    pages = [
        Page("cover.xhtml", "Cover", picture, "cover", "frontmatter", listed=False),
        Page("title.xhtml", title, parts.title_page(edition), "titlepage", "frontmatter"),
    ]
    if before:
        body = "\n".join(["<h1>Foreword</h1>", *parts.notes(edition, before, "f")])
        pages.append(Page("foreword.xhtml", "Foreword", body, "foreword", "frontmatter"))
    names = {one.pk: parts.file_of(i) for i, one in enumerate(edition.chapters, 1)}
    for one in edition.chapters:
        body = parts.chapter(
            edition,
            one,
            remarks=[remark for remark in remarks if remark.chapter == one.pk],
            linked=_mark,
        )
        pages.append(Page(names[one.pk], parts.heading(edition, one), body, "chapter"))
    if after:
        body = "\n".join(["<h1>Afterword</h1>", *parts.notes(edition, after, "w")])
        pages.append(Page("afterword.xhtml", "Afterword", body, "afterword", "backmatter"))
    if remarks:
        said = parts.endnotes(edition, remarks, lambda r: f"{names[r.chapter]}#m{r.number}")
        body = f"<h1>{parts.words(heading)}</h1>\n{said}"
        page = Page("remarks.xhtml", parts.words(heading), body, "endnotes", "backmatter")
        pages.append(page)
    return pages


def _mark(number: str) -> str:
    return (
        f'<a class="remark" epub:type="noteref" role="doc-noteref" id="m{number}" '
        f'href="remarks.xhtml#e{number}">[{number}]</a>'
    )


def _xhtml(edition: Edition, page: Page) -> str:
    """A page as a file. Ours speak English where the story does not."""
    body = page.body
    if page.meaning in ("foreword", "afterword", "titlepage", "endnotes"):
        body = f'<section epub:type="{page.meaning}">\n{body}\n</section>'
    language = parts.language(edition)
    if page.meaning in ("toc", "endnotes"):
        language = 'lang="en" xml:lang="en"'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f"{language}>\n<head>\n<title>{page.title}</title>\n"
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f'<body class="gloss {page.meaning}" epub:type="{page.part}">\n{body}\n</body>\n</html>\n'
    )


def _nav(pages: list[Page], contents: bool) -> str:
    """The table of contents, and the places that a reader can leap to: the contents among them
    only where they are a page of the book (EPUBCheck's RSC-011)."""
    links = "\n".join(
        f'<li><a href="{page.name}">{page.title}</a></li>' for page in pages if page.listed
    )
    first = next((page for page in pages if page.meaning == "chapter"), pages[-1])
    places = [
        ("cover", "cover.xhtml", "Cover"),
        ("titlepage", "title.xhtml", "Title page"),
        ("bodymatter", first.name, "Start of the story"),
    ]
    if contents:
        places.insert(2, ("toc", "nav.xhtml", "Contents"))
    places += [("endnotes", page.name, page.title) for page in pages if page.meaning == "endnotes"]
    landmarks = "\n".join(
        f'<li><a epub:type="{kind}" href="{name}">{words}</a></li>' for kind, name, words in places
    )  # fmt: skip
    return (
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">Contents</h1>\n<ol>\n{links}\n</ol>\n</nav>\n'
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n'
        f"<ol>\n{landmarks}\n</ol>\n</nav>"
    )


def _ncx(edition: Edition, pages: list[Page]) -> str:
    listed = [page for page in pages if page.listed]
    points = "\n".join(
        f'<navPoint id="p{i}" playOrder="{i}"><navLabel><text>{page.title}</text></navLabel>'
        f'<content src="{page.name}"/></navPoint>'
        for i, page in enumerate(listed, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content="{edition.identifier}"/>'
        '<meta name="dtb:depth" content="1"/></head>\n'
        f"<docTitle><text>{parts.words(edition.story.title) or 'Untitled'}</text></docTitle>\n"
        f"<navMap>\n{points}\n</navMap>\n</ncx>\n"
    )


def _package(edition: Edition, pages: list[Page], contents: bool, remarks: bool) -> str:
    """The package document: what the book is, its files, their order."""
    story = edition.story
    tag = said_language(story.language) or "und"
    said = [
        f'<dc:identifier id="id">{edition.identifier}</dc:identifier>',
        f"<dc:title>{parts.words(story.title) or 'Untitled'}</dc:title>",
        f'<dc:creator id="author">{parts.words(story.credit) or "Unknown"}</dc:creator>',
        '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>',
        f"<dc:language>{tag}</dc:language>",
        f'<meta property="dcterms:modified">{edition.modified:%Y-%m-%dT%H:%M:%SZ}</meta>',
    ]
    if edition.published:
        said.append(f"<dc:date>{edition.published.isoformat()}</dc:date>")
    if summary := parts.words(story.summary):
        said.append(f"<dc:description>{summary}</dc:description>")
    said += [
        f"<dc:subject>{name}</dc:subject>" for t in edition.tags if (name := parts.words(t.name))
    ]
    if source := parts.words(story.source):
        said.append(f"<dc:source>{source}</dc:source>")
    if series := parts.words(clean(story.series)):
        said.append(f'<meta property="belongs-to-collection" id="series">{series}</meta>')
        said.append('<meta refines="#series" property="collection-type">series</meta>')
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText",
                "displayTransformability", "ARIA"]  # fmt: skip
    said += [
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessMode">visual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        *(f'<meta property="schema:accessibilityFeature">{name}</meta>' for name in features),
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">'
        f"{_SUMMARY}{_ILLUSTRATED if edition.pictures else _ALONE}</meta>",
        '<meta name="cover" content="cover-image"/>',
        '<meta name="generator" content="Gloss"/>',
    ]
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="css" href="book.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" '
        'properties="cover-image"/>',
    ]
    spine = []
    for page in pages:
        name = page.name.removesuffix(".xhtml")
        items.append(f'<item id="{name}" href="{page.name}" media-type="application/xhtml+xml"/>')
        spine.append(f'<itemref idref="{name}"/>')
        if page.meaning == "titlepage" and contents:
            spine.append('<itemref idref="nav"/>')
    for i, picture in enumerate(edition.pictures.values(), 1):
        items.append(
            f'<item id="picture-{i}" href="pictures/{picture.name}" '
            f'media-type="{picture.content_type}"/>'
        )
    rtl = ' page-progression-direction="rtl"' if story.direction == "rtl" else ""
    lines = "\n".join
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{tag}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{lines(said)}\n</metadata>\n'
        f"<manifest>\n{lines(items)}\n</manifest>\n"
        f'<spine toc="ncx"{rtl}>\n{lines(spine)}\n</spine>\n</package>\n'
    )
