"""What an EPUB's package document says of the book: title, authors, language, dates and the like.

https://www.w3.org/TR/epub-33/, https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html
"""

from __future__ import annotations

import re

from lxml import etree

from reader.importing.archives.elements import markdown_of, words_of
from reader.importing.files.xml import whole_text
from reader.importing.html.parsing import parse
from reader.text.manuscripts.label_values import read_language
from reader.text.manuscripts.title_page import TitlePage

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_AUTHOR = "aut"
"""The role, of MARC's, of who wrote a book."""
_LONGEST_SERIES = 200


def publisher_of(opf: etree._Element) -> str:
    """Who published a book, by its package document."""
    return words_of(next(opf.iter(f"{_DC}publisher"), None))


def title_page_of(opf: etree._Element) -> TitlePage:
    """What a package document says of its book."""
    page = TitlePage()
    page.title = _first(opf, "title")
    page.author = ", ".join(filter(None, map(words_of, _authors(opf))))
    page.language = read_language(_first(opf, "language").partition("-")[0])
    page.summary = _summary(opf)
    page.tags = _subjects(opf)
    page.source = _source(opf)
    _read_dates(opf, page)
    for meta in opf.iter("{*}meta"):
        if meta.get("name") == "calibre:series":
            page.series = (meta.get("content") or "")[:_LONGEST_SERIES]
        elif meta.get("property") == "belongs-to-collection":
            page.series = words_of(meta)[:_LONGEST_SERIES]
    return page


def _all(opf: etree._Element, name: str) -> list[str]:
    """The words of each element of Dublin Core of a name that has any."""
    return list(filter(None, map(words_of, opf.iter(f"{_DC}{name}"))))


def _first(opf: etree._Element, name: str) -> str:
    return next(iter(_all(opf, name)), "")


def _subjects(opf: etree._Element) -> list[str]:
    """What the book is about: an element each, or all in one."""
    subjects = _all(opf, "subject")
    return list(map(str.strip, subjects[0].split(","))) if len(subjects) == 1 else subjects


def _source(opf: etree._Element) -> str:
    """The URL that the book came from."""
    for words in _all(opf, "source") + _all(opf, "identifier"):
        url = words.removeprefix("URL:")
        if re.match(r"https?://", url):
            return url
    return ""


def _read_dates(opf: etree._Element, page: TitlePage) -> None:
    for element in opf.iter(f"{_DC}date"):
        event, day = element.get(f"{_OPF}event"), _day(words_of(element))
        if event == "modification":
            page.updated = day
        elif event in (None, "publication") and not page.published:
            page.published = day


def _authors(opf: etree._Element) -> list[etree._Element]:
    """Those creators who wrote it: EPUB 2 says so in an attribute, EPUB 3 in an element."""
    roles: dict[str, str] = {}
    for meta in opf.iter("{*}meta"):
        if meta.get("property") == "role":
            roles[(meta.get("refines") or "").removeprefix("#")] = words_of(meta)
    creators = list(opf.iter(f"{_DC}creator"))
    wrote: list[etree._Element] = []
    for creator in creators:
        role = creator.get(f"{_OPF}role") or roles.get(creator.get("id") or "") or _AUTHOR
        if role == _AUTHOR:
            wrote.append(creator)
    return wrote or creators


def _summary(opf: etree._Element) -> str:
    element = next(opf.iter(f"{_DC}description"), None)
    text = "" if element is None else whole_text(element, "").strip()
    if re.search(r"<\w", text):
        return markdown_of(parse(text))
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "\n\n".join(paragraphs)


def _day(words: str) -> str:
    """The date that some metadata begin with, if it is one that a story may have."""
    return words[:10] if re.fullmatch(r"1[4-9]\d\d-\d\d-\d\d|2\d{3}-\d\d-\d\d", words[:10]) else ""
