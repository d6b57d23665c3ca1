"""What an EPUB's package document says of the book: title, authors, language, dates and the like.

https://www.w3.org/TR/epub-33/, https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html
"""

from __future__ import annotations

import re

from lxml import etree

from reader.importing.archives.elements import markdown_of, words_of
from reader.importing.html.parsing import parse
from reader.text.manuscripts.labels import read_language
from reader.text.manuscripts.title_pages import TitlePage

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"


def publisher_of(opf: etree._Element) -> str:
    """Who published a book, by its package document."""
    return words_of(next(opf.iter(f"{_DC}publisher"), None))


def title_page_of(opf: etree._Element) -> TitlePage:
    """What a package document says of its book."""
    page = TitlePage()
    said: dict[str, list[str]] = {}
    for element in opf.iter(f"{_DC}*"):
        words = words_of(element)
        if words:
            said.setdefault(element.tag.removeprefix(_DC), []).append(words)
    page.title = (said.get("title") or [""])[0]
    page.author = ", ".join(filter(None, map(words_of, _authors(opf))))
    page.language = read_language((said.get("language") or [""])[0].partition("-")[0])
    page.summary = _summary(opf)
    subjects = said.get("subject", [])
    page.tags = [s.strip() for s in subjects[0].split(",")] if len(subjects) == 1 else subjects
    for element in opf.iter(f"{_DC}date"):
        event, day = element.get(f"{_OPF}event"), _day(words_of(element))
        if event == "modification":
            page.updated = day
        elif event in (None, "publication") and not page.published:
            page.published = day
    said_sources = said.get("source", []) + said.get("identifier", [])
    addresses = (s.removeprefix("URL:") for s in said_sources)
    page.source = next((s for s in addresses if re.match(r"https?://", s)), "")
    for meta in opf.iter("{*}meta"):
        if meta.get("name") == "calibre:series":
            page.series = (meta.get("content") or "")[:200]
        elif meta.get("property") == "belongs-to-collection":
            page.series = words_of(meta)[:200]
    return page


def _authors(opf: etree._Element) -> list[etree._Element]:
    """Those creators who wrote it: EPUB 2 says so in an attribute, EPUB 3 in an element."""
    roles = {
        (meta.get("refines") or "").removeprefix("#"): words_of(meta)
        for meta in opf.iter("{*}meta")
        if meta.get("property") == "role"
    }
    creators = list(opf.iter(f"{_DC}creator"))
    wrote = [
        c for c in creators if (c.get(f"{_OPF}role") or roles.get(c.get("id")) or "aut") == "aut"
    ]
    return wrote or creators


def _summary(opf: etree._Element) -> str:
    element = next(opf.iter(f"{_DC}description"), None)
    text = "" if element is None else "".join(element.itertext()).strip()
    if re.search(r"<\w", text):
        return markdown_of(parse(text))
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))


def _day(words: str) -> str:
    """The date that some metadata begin with, if it is one that a story may have."""
    return words[:10] if re.fullmatch(r"1[4-9]\d\d-\d\d-\d\d|2\d{3}-\d\d-\d\d", words[:10]) else ""
