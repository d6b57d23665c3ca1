"""EPUB 2 and 3: the pages of a book made a story, as AO3, FanFicFare and others make them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.archives.ao3 import read_preface
from reader.importing.archives.elements import note, words_of
from reader.importing.archives.fanficfare import fanficfare_chapter, read_details
from reader.importing.book import Book, Page
from reader.importing.outline import Part, in_parts
from reader.importing.pictures import Album
from reader.importing.prose import Prose
from reader.text.headings import read_heading
from reader.text.labels import read_label
from reader.text.manuscripts import Manuscript, ManuscriptError, Note
from reader.text.paragraphs import Paragraph
from reader.text.title_pages import TitlePage, title_from

_NOTES = re.compile(r"\b(?:foot|end|rear)notes?\b")
_SAID_BY_THE_AUTHOR = {
    "dedication": "dedication", "foreword": "note", "preface": "note", "afterword": "note",
    "acknowledgments": "note", "acknowledgements": "note",
}  # fmt: skip
_MOST_ON_A_TITLE_PAGE = 12
"""Words besides the title and the author."""
_FANFICFARE = "//meta[@name='chapterurl' or @name='chapterorigtitle']"
_AO3_LABEL = re.compile(r"(?:Chapter )?(?:Summary|Notes|End Notes):?", re.IGNORECASE)


def read(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an EPUB, called `name` where it gives itself no title.

    Raises `ManuscriptError` for what is broken, locked, too large, or no book.
    """
    book = Book(data)
    if not book.pages:
        raise ManuscriptError("has no text in it")
    album = Album(lambda source: None)
    for page in book.pages:
        album.find = lambda source, page=page: book.picture(page.name, source)
        album.take_in(page.body)
    title_page = book.title_page()
    if "Archive of Our Own" in book.publisher or _is_from_ao3(book):
        manuscript = _from_ao3(title_page, book)
    elif any(page.tree.xpath(_FANFICFARE) for page in book.pages):
        manuscript = _from_fanficfare(title_page, book)
    else:
        manuscript = _from_spine(title_page, book)
    manuscript.title = manuscript.title or title_from(name)
    album.give(manuscript)
    return manuscript


def _from_spine(page: TitlePage, book: Book) -> Manuscript:
    """A book of which each file, or each place that the contents name, is a chapter."""
    labels = book.labels()
    parts: list[Part] = []
    for one in book.pages:
        prose = book.prose(one, [one.body])
        said = [p for i, p in enumerate(prose.found) if i not in prose.headings]
        if not prose.found or (_NOTES.search(one.kind) and not said):
            continue
        kind = next((k for word, k in _SAID_BY_THE_AUTHOR.items() if word in one.kind.split()), "")
        if kind and said:
            text = "\n\n".join(p.text for p in said + prose.definitions())
            (parts[-1].body if parts else page.notes).append(
                Paragraph(text.split("\n"), 1, note=kind)
            )
            continue
        if not parts and _is_a_title_page(prose.found, page):
            continue
        named = labels.get(one.name, [])
        if not named and labels and parts and not prose.headings:
            parts[-1].body.extend(prose.found + prose.definitions())  # Calibre parts long files
        else:
            parts += _cut(prose, named)
    return in_parts(page, parts or [Part("", [])])


def _is_a_title_page(found: list[Paragraph], page: TitlePage) -> bool:
    """Whether a page holds hardly more than the book's title and its author."""
    words = " ".join(p.words for p in found).lower()
    if not page.title or page.title.lower() not in words:
        return False
    for known in (page.title, *page.author.split(", ")):
        words = words.replace(known.lower(), " ")
    return len(words.split()) <= _MOST_ON_A_TITLE_PAGE


def _cut(prose: Prose, named: list[tuple[str, str]]) -> list[Part]:
    """A page's paragraphs in parts: at the places that the contents name, if there are several."""
    cuts = [(prose.anchors.get(anchor, 0) if anchor else 0, words) for anchor, words in named]
    cuts = [cut for i, cut in enumerate(cuts) if i == 0 or cut[0] > cuts[i - 1][0]]
    if not cuts:
        cuts = [(0, prose.headings.get(0, (0, ""))[1])]
    elif cuts[0][0] > 0:
        cuts.insert(0, (0, ""))
    definitions = prose.definitions()
    parts = []
    for (start, title), (end, _) in zip(cuts, [*cuts[1:], (len(prose.found), "")], strict=True):
        body = prose.found[start:end]
        at = start
        while body and at in prose.headings and _says_the_same(prose.headings[at][1], title):
            body, at = body[1:], at + 1
        if at > start and len(body) > 1 and _says_the_same(body[0].text, title):
            body = body[1:]  # a title under its number
        marks = {mark for p in body for mark in re.findall(r"\[\^(\d+)\]", p.text)}
        body += [d for d in definitions if d.lines[0][2:].partition("]")[0] in marks]
        if body or title:
            parts.append(Part(title, body))
    return parts


def _says_the_same(heading: str, title: str) -> bool:
    """Whether a heading is the chapter's title, or a part of it."""
    one, other = (re.sub(r"\W+", "", words).lower() for words in (heading, title))
    if not one:
        return False
    numbered = re.fullmatch(r"\d+|[ivxlc]+", one)
    return one in other or bool(numbered) or read_heading(heading) is not None


def _from_fanficfare(page: TitlePage, book: Book) -> Manuscript:
    """FanFicFare's EPUB: each chapter says in its head what it is called and where it was."""
    page.tags = [tag for tag in page.tags if not re.match(r"FanFiction$|Last Update", tag)]
    for one in book.apart:
        if one.name.rpartition("/")[2].startswith("title_page"):
            read_details(one.tree, page)
    parts = []
    for one in book.pages:
        said = {m.get("name"): m.get("content") or "" for m in one.tree.iter("meta")}
        title = said.get("chapterorigtitle") or said.get("chaptertitle")
        if title is None:
            continue
        elements = [e for e in one.body if "fff_chapter_title" not in (e.get("class") or "")]
        part = fanficfare_chapter(title, elements, lambda es, one=one: book.prose(one, es))
        parts.append(part._replace(key=said.get("chapterurl", "")))
    return in_parts(page, parts or [Part("", [])])


def _is_from_ao3(book: Book) -> bool:
    first = book.pages[0].tree
    return bool(first.xpath("//a[contains(@href, 'archiveofourown.org/works/')]")) and bool(
        first.xpath("//*[@id='preface']")
    )


def _from_ao3(page: TitlePage, book: Book) -> Manuscript:
    """AO3's EPUB: a preface, a file for each chapter with labelled notes, an afterword."""
    page.tags = []
    parts: list[Part] = []
    afterword: list[Paragraph] = []
    for at, one in enumerate(book.pages):
        if one.tree.xpath("//*[@id='preface']") or (at == 0 and one.tree.xpath("//dl")):
            read_preface(one.tree, page)
        elif one.tree.xpath("//*[@id='afterword']"):
            afterword += [p for quote in one.body.xpath(".//blockquote") for p in note(quote)]
        else:
            part = _ao3_part(book, one)
            if part.body:
                parts.append(part)
    if len(parts) == 1 and not re.match(r"Chapter \d", parts[0].title):
        parts[0] = parts[0]._replace(title="")  # the work's own title
    parts = [p._replace(title=re.sub(r"^Chapter \d+:\s*", "", p.title)) for p in parts]
    manuscript = in_parts(page, parts or [Part("", [])])
    whole = manuscript.chapters[0] if len(manuscript.chapters) == 1 else manuscript
    whole.notes += [Note("note", "after", paragraph.text) for paragraph in afterword]
    return manuscript


def _ao3_part(book: Book, one: Page) -> Part:
    """A chapter's file: heading, labels with quotations below them, the text."""
    title, label = "", ""
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    for element in list(one.body.iter("h2", "p", "blockquote")):
        words = words_of(element)
        if _is_text(element):
            label = ""
        elif element.tag == "h2" and not title:
            title = words
            element.drop_tree()
        elif element.tag == "p" and _AO3_LABEL.fullmatch(words):
            label = words.lower()
            element.drop_tree()
        elif element.tag == "p" and "end of the chapter" in words and "notes" in words:
            element.drop_tree()
        elif element.tag == "blockquote" and label:
            said = note(element, label="*Summary:* " if "summary" in label else "")
            (after if "end" in label else before).extend(said)
            element.drop_tree()
            label = ""
    prose = book.prose(one, [one.body])
    title = "" if read_label(title) else title
    return Part(title, before + prose.found + prose.definitions() + after)


def _is_text(element: HtmlElement) -> bool:
    """Whether an element is of the chapter's own text."""
    return any(
        up.tag == "div" and "userstuff" in (up.get("class") or "") for up in element.iterancestors()
    )
