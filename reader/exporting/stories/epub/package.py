"""The package document: what the book is, its files, their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.exporting.stories.document import Book, escaped
from reader.exporting.stories.epub.pages import Page
from reader.models import Story
from reader.text.language_tags import language_tag

_SUMMARY = (
    "The text can be resized, recoloured and read aloud. It has headings and a table of contents, "
    "and author’s notes are set apart from it. "
)
_COVER_ALONE = "The only picture is the cover, which has a description."
_WITH_PICTURES = "It has pictures, with descriptions where the author gave them."
_FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
    "ARIA",
)


def package(book: Book, pages: Sequence[Page], *, contents_are_shown: bool) -> str:
    """The package document; contents that are shown stand behind the title page."""
    story = book.edition.story
    rtl = ' page-progression-direction="rtl"' if story.direction == "rtl" else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{language_tag(story.language)}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{_lines([*_what_it_is(book), *_how_it_can_be_read(book)])}\n</metadata>\n"
        f"<manifest>\n{_lines(_manifest(book, pages))}\n</manifest>\n"
        f'<spine toc="ncx"{rtl}>\n{_lines(_spine(pages, contents_are_shown))}\n</spine>\n'
        "</package>\n"
    )


def _lines(elements: Iterable[str]) -> str:
    return "\n".join(elements)


def _what_it_is(book: Book) -> list[str]:
    """Identifier, title, author and whatever else is known of the story."""
    edition, story = book.edition, book.edition.story
    elements = [
        f'<dc:identifier id="id">{edition.identifier}</dc:identifier>',
        f"<dc:title>{book.title}</dc:title>",
        *_authors(story),
        f"<dc:language>{language_tag(story.language)}</dc:language>",
        f'<meta property="dcterms:modified">{edition.modified:%Y-%m-%dT%H:%M:%SZ}</meta>',
    ]
    if edition.published:
        elements.append(f"<dc:date>{edition.published.isoformat()}</dc:date>")
    summary = escaped(story.summary)
    if summary:
        elements.append(f"<dc:description>{summary}</dc:description>")
    for tag in edition.tags:
        name = escaped(tag.name)
        if name:
            elements.append(f"<dc:subject>{name}</dc:subject>")
    source = escaped(story.source)
    if source:
        elements.append(f"<dc:source>{source}</dc:source>")
    series = escaped(story.series)
    if series:
        elements.append(f'<meta property="belongs-to-collection" id="series">{series}</meta>')
        elements.append('<meta refines="#series" property="collection-type">series</meta>')
    return elements


def _authors(story: Story) -> Iterator[str]:
    """A creator for each name on the cover, in the order of the cover."""
    for place, credit in enumerate(story.credits):
        own = f"author-{place + 1}" if place else "author"
        yield f'<dc:creator id="{own}">{escaped(credit.name) or "Unknown"}</dc:creator>'
        yield f'<meta refines="#{own}" property="role" scheme="marc:relators">aut</meta>'


def _how_it_can_be_read(book: Book) -> list[str]:
    """Accessibility (https://www.w3.org/TR/epub-a11y/), and what made the book."""
    features = []
    for feature in _FEATURES:
        features.append(f'<meta property="schema:accessibilityFeature">{feature}</meta>')
    summary = _SUMMARY + (_WITH_PICTURES if book.edition.pictures else _COVER_ALONE)
    return [
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessMode">visual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        *features,
        '<meta property="schema:accessibilityHazard">none</meta>',
        f'<meta property="schema:accessibilitySummary">{summary}</meta>',
        '<meta name="cover" content="cover-image"/>',
        '<meta name="generator" content="Gloss"/>',
    ]


def _manifest(book: Book, pages: Sequence[Page]) -> list[str]:
    """Every file in the book."""
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="css" href="book.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" '
        'properties="cover-image"/>',
    ]
    for page in pages:
        items.append(
            f'<item id="{page.stem}" href="{page.name}" media-type="application/xhtml+xml"/>'
        )
    for number, picture in enumerate(book.edition.pictures.values(), 1):
        items.append(
            f'<item id="picture-{number}" href="{book.picture_url(picture)}" '
            f'media-type="{picture.content_type}"/>'
        )
    return items


def _spine(pages: Sequence[Page], contents_are_shown: bool) -> list[str]:
    """The pages in the order in which they are read."""
    items = []
    for page in pages:
        items.append(f'<itemref idref="{page.stem}"/>')
        if page.meaning == "titlepage" and contents_are_shown:
            items.append('<itemref idref="nav"/>')
    return items
