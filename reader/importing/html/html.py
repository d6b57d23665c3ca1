"""HTML: archives' downloads and page saves, word processors' pages, and any page with a story.

Each archive is known by the elements that its own templates give it; a page of none is read by
its headings, as a Markdown file is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress

from lxml.html import HtmlElement

from reader.importing import archives
from reader.importing.chapters.from_headings import from_headings
from reader.importing.chapters.links import name_places, resolve_links, unlink_contents
from reader.importing.files.encodings import decode
from reader.importing.files.pictures import Album
from reader.importing.html.entities import entities_warning, unescape_tree, unescaped
from reader.importing.html.footnotes import (
    NoteAt,
    Target,
    detach_notes,
    label_of,
    labels_in,
    notes_led_to,
)
from reader.importing.html.hidden_elements import leave_out_hidden
from reader.importing.html.parsing import LEFT_OUT, anchors_in, parse, words_in
from reader.importing.html.phrases import PlaceAt
from reader.importing.html.prose import Prose
from reader.importing.html.stylesheets import Stylesheets, sheets_in
from reader.importing.plain_text import plain_text
from reader.text.manuscripts.label_values import read_language
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_lines import title_from
from reader.text.manuscripts.title_page import TitlePage

_CHARSET = re.compile(
    rb"<(?:meta[^>]{1,200}?charset|\?xml[^>]{1,200}?encoding)\s*=\s*[\"']?\s*([\w-]+)",
    re.IGNORECASE,
)
_LATIN = ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii")
_SHIFTS = ("iso-2022-jp", "hz-gb-2312", "hz")
"""Encodings that are ASCII to look at."""
_NO_CHARSETS = ("utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "mbcs", "oem")
_STORIES = (
    "//*[@id='chapters' or @id='storytext' or @id='story' or contains(@class, 'chapter-content')]"
)
"""Where archives keep what is a story and not the page around it."""
_AROUND = "What stands on the page around the story was left out"
_TITLES = frozenset(("title", "MsoTitle", "western-title"))
_SITE = re.compile(r"\s+(?:[|·»]|[-–—](?=\s[^-–—]*$))\s.*$")


def read_html(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an HTML page, called `name` where it gives itself no title.

    Raises `ManuscriptError` if there is no story in it.
    """
    tree = parse(decode_html(data))
    entities = unescape_tree(tree)
    manuscript = read_html_tree(tree, name=name)
    if entities:
        manuscript.doubts.append(entities_warning(entities))
        manuscript.leave_out(" ".join(entities))
    return manuscript


def read_html_tree(tree: HtmlElement, *, name: str, album: Album | None = None) -> Manuscript:
    """The manuscript in a page that is parsed already, its pictures those in `album`."""
    Stylesheets(sheets_in(tree)).dress(tree)
    stories = tree.xpath(_STORIES) or [_main(tree)]
    hidden = leave_out_hidden(stories, notes_led_to([("", tree)], _target_in(tree)))
    album = album or Album()
    album.take_in(*stories)
    manuscript = _of_an_archive(tree, name) or _of_any_page(tree, name)
    manuscript.left_out += hidden
    album.give(manuscript)
    return manuscript


def _of_an_archive(tree: HtmlElement, name: str) -> Manuscript | None:
    for recognise in archives.ALL:
        manuscript = recognise(tree)
        if manuscript is not None:
            manuscript.title = manuscript.title or _title(tree) or title_from(name)
            return manuscript
    return None


def _of_any_page(tree: HtmlElement, name: str) -> Manuscript:
    page = TitlePage(title=_said_title(tree), author=_meta(tree, "author"))
    page.language = read_language(tree.get("lang") or "")
    if text := _plain(_main(tree)):
        return plain_text.read_plain_text(text, name=name, page=page)
    _name_title(tree)
    notes = notes_of(tree)
    main = _main(tree)
    if around := _words_around(main, tree):
        page.leave_out(around, _AROUND)
    prose = Prose(notes, place_in(tree)).read([main])
    if not prose.found:
        raise ManuscriptError("has no story in it")
    name_places(prose.found, prose.anchors)
    unlink_contents(prose.found)
    manuscript = from_headings(page, prose.found, prose.headings, name=name, untold=True)
    _attach(manuscript, prose.definitions())
    resolve_links(manuscript)
    return manuscript


def _attach(manuscript: Manuscript, definitions: list[Paragraph]) -> None:
    """Put each footnote at the end of the chapter in which its mark stands."""
    texts = {label_of(definition): definition.text for definition in definitions}
    for chapter in manuscript.chapters:
        for label in dict.fromkeys(labels_in(chapter.source)):
            if label in texts:
                chapter.source += f"\n\n{texts[label]}"


def notes_of(tree: HtmlElement) -> NoteAt:
    """Takes a page's footnotes out of its text; finds the one that a link leads to."""
    return detach_notes([("", tree)], _target_in(tree)).on("")


def _target_in(tree: HtmlElement) -> Target:
    """What gives the element that a link inside of a page leads to."""
    ids = anchors_in(tree)

    def target(page: str, href: str) -> HtmlElement | None:
        return note_of(ids.get(href[1:])) if href.startswith("#") else None

    return target


def place_in(tree: HtmlElement) -> PlaceAt:
    """What gives the name of the place inside of a page that a link leads to."""
    ids = anchors_in(tree)

    def place(href: str) -> str:
        return href if href.startswith("#") and href[1:] in ids else ""

    return place


def note_of(element: HtmlElement | None) -> HtmlElement | None:
    """The note that begins at the element to which its mark leads: all of its paragraph."""
    while element is not None and element.tag in ("a", "sup", "span", "b", "i", "em", "strong"):
        element = element.getparent()
    return element


def decode_html(data: bytes) -> str:
    """A page's text. What is valid UTF-8 is that, whatever it says it is; else what it says is
    believed, and where that is wrong too, what its bytes look like."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = _declared(data)
        encodings = [encoding] if encoding in _SHIFTS else ["utf-8-sig", encoding]
        for name in encodings:
            with suppress(LookupError, ValueError):
                if name not in _NO_CHARSETS:
                    return data.decode(name)
    return decode(data)[0]


def _declared(data: bytes) -> str:
    """The encoding that a page says it is in."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "cp1252" if encoding in _LATIN else encoding


def _main(tree: HtmlElement) -> HtmlElement:
    """The part of a page that holds the story: the only article or main there is, if it is the
    greater part of the page, or all."""
    body = tree.find("body")
    body = tree if body is None else body
    for path in ("//article", "//main", "//*[@role='main']"):
        found = tree.xpath(path)
        if len(found) != 1:
            continue
        inside = words_in(found[0])
        if len(inside) > 200 and len(inside) >= len(_words_around(found[0], body)):
            return found[0]
    return body


def _words_around(element: HtmlElement, body: HtmlElement) -> str:
    """The words of a page that stand before and after an element, but for those of its menus."""
    before: list[str] = []
    after: list[str] = []
    while element is not body and element.getparent() is not None:
        before += _words_of_text(element.itersiblings(preceding=True))
        after += _words_of_text(element.itersiblings())
        element = element.getparent()
    return " ".join([*reversed(before), *after])


def _words_of_text(elements: Iterable[HtmlElement]) -> list[str]:
    """The words of each element that is text and has any."""
    found: list[str] = []
    for element in elements:
        words = words_in(element) if isinstance(element.tag, str) else ""
        if words and element.tag not in LEFT_OUT:
            found.append(words)
    return found


def _plain(element: HtmlElement) -> str:
    """The plain text that a page is, if it is one: all of it set as it was typed, or no
    paragraph in it marked as one."""
    text = element.text_content()
    for typed in element.iter("pre"):
        if len(typed.text_content().strip()) > 0.8 * len(text.strip()):
            return typed.text_content()
    marked = next(element.iterdescendants("p", "br", "div", "h1", "h2", "h3", "ul", "table"), None)
    lines = element.tag == "body" and marked is None and "\n\n" in text.strip()
    return text if lines and len(element) == 0 else ""


def _name_title(tree: HtmlElement) -> None:
    """Make a heading of the paragraph that a word processor calls the title."""
    for element in tree.xpath("//p[@class]"):
        if _TITLES.isdisjoint(element.get("class").split()):
            continue
        if words_in(element):
            element.tag = "h1"
            for heading in tree.iter("h5", "h4", "h3", "h2"):
                heading.tag = f"h{int(heading.tag[1]) + 1}"
            for heading in tree.iter("h1"):
                heading.tag = "h1" if heading is element else "h2"
        return


def _said_title(tree: HtmlElement) -> str:
    """A title that a page of one author's own is likely to mean: not a word processor's."""
    title = _title(tree)
    return "" if re.match(r"untitled|document\d*$|microsoft word", title, re.IGNORECASE) else title


def _title(tree: HtmlElement) -> str:
    words = " ".join(unescaped(tree.findtext(".//title") or "").split())
    return _SITE.sub("", words)[:200]


def _meta(tree: HtmlElement, name: str) -> str:
    found = tree.xpath(f"//meta[translate(@name, 'AUTHOR', 'author')='{name}']/@content")
    return " ".join(unescaped(found[0]).split())[:100] if found else ""
