"""EPUB 2 and 3: the pages of a book made a story, as AO3, FanFicFare and others make them."""

from __future__ import annotations

import re
from functools import partial

from lxml.html import HtmlElement

from reader.importing.archives.ao3 import add_afterword, chapters_in, named, read_preface
from reader.importing.archives.elements import outside, words_of
from reader.importing.archives.fanficfare import fanficfare_chapter, read_details
from reader.importing.archives.gloss import is_from_gloss, read_story
from reader.importing.epub.book import Book, Page
from reader.importing.epub.metadata import publisher_of, title_page_of
from reader.importing.files.pictures import Album
from reader.importing.html.chapter_links import lead_on
from reader.importing.html.entities import doubt_of
from reader.importing.html.outline import Part, in_parts
from reader.importing.html.prose import Prose
from reader.text.manuscripts.headings import read_heading
from reader.text.manuscripts.labels import read_status
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_pages import TitlePage, title_from

_NOTES = re.compile(r"\b(?:foot|end|rear)notes?\b", re.IGNORECASE)
_OF_NOTES = re.compile(r"(?:(?:foot|end)\s*)?notes?\W*", re.IGNORECASE)
_SAID_BY_THE_AUTHOR = {
    "dedication": "dedication", "foreword": "note", "preface": "note", "afterword": "note",
    "acknowledgments": "note", "acknowledgements": "note",
}  # fmt: skip
_MOST_ON_A_TITLE_PAGE = 12
"""Words besides the title and the author."""
_HARDLY_A_PAGE = 30
"""Words that a cover, a title page or a colophon may have without being told of."""
_NOTHING = Part("", [])
_FANFICFARE = "//meta[@name='chapterurl' or @name='chapterorigtitle']"


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
    title_page = title_page_of(book.opf)
    ours = any(is_from_gloss(page.tree) for page in book.pages)
    if ours:
        files = [*book.apart, *book.pages]
        manuscript = read_story((page.tree, book.notes_of(page)) for page in files)
    elif "Archive of Our Own" in publisher_of(book.opf) or _is_from_ao3(book):
        manuscript = _from_ao3(title_page, book)
    elif any(page.tree.xpath(_FANFICFARE) for page in book.pages):
        manuscript = _from_fanficfare(title_page, book)
    else:
        manuscript = _from_spine(title_page, book)
    manuscript.title = manuscript.title or title_from(name)
    lead_on(manuscript)
    _leave_out_about_the_book([] if ours else book.apart, manuscript)
    _tell_missing_pages(book, manuscript)
    album.give(manuscript)
    manuscript.left_out += book.hidden
    if book.entities:
        manuscript.doubts.append(doubt_of(book.entities))
        manuscript.leave_out(" ".join(book.entities))
    return manuscript


def _leave_out_about_the_book(pages: list[Page], manuscript: Manuscript) -> None:
    """Account for covers, contents, imprints and the like; tell of those that say something."""
    for page in pages:
        words = outside(page.body)
        told = not page.is_contents and len(words.split()) > _HARDLY_A_PAGE
        manuscript.leave_out(words, "Pages about the book itself were left out" if told else "")


def _tell_missing_pages(book: Book, manuscript: Manuscript) -> None:
    if not book.missing:
        return
    names = ", ".join(f"“{name}”" for name in book.missing[:3])
    manuscript.losses.append(
        f"Pages that the book names are not in the file, or cannot be read: {names}"
        f"{' and others' if len(book.missing) > 3 else ''}."
    )


def _from_spine(page: TitlePage, book: Book) -> Manuscript:
    """A book of which each file, or each place that the contents name, is a chapter."""
    labels = book.labels()
    parts: list[Part] = []
    for one in book.pages:
        prose = book.prose(one, [one.body])
        said = [p for i, p in enumerate(prose.found) if i not in prose.headings]
        headed = _OF_NOTES.fullmatch(prose.headings.get(0, (0, ""))[1])
        if not prose.found or (not said and (headed or _NOTES.search(one.kind))):
            page.leave_out("\n".join(words for _, words in prose.headings.values()))
            continue  # its notes stand with their chapters
        kind = next((k for word, k in _SAID_BY_THE_AUTHOR.items() if word in one.kind.split()), "")
        if kind and said:
            page.leave_out("\n".join(words for _, words in prose.headings.values()))
            text = "\n\n".join(p.source for p in said + prose.definitions())
            (parts[-1].body if parts else page.notes).append(
                Paragraph(text.split("\n"), 1, note=kind)
            )
            continue
        if not parts and len(book.pages) > 1 and _is_a_title_page(prose.found, page):
            page.leave_out("\n".join(p.words for p in prose.found))
            continue
        named = labels.get(one.name, [])
        if not named and labels and parts and not prose.headings:
            parts[-1].body.extend(prose.found + prose.definitions())  # Calibre parts long files
        else:
            parts += _cut(prose, _as_a_part(one, prose) or named, page)
    return in_parts(page, parts or [_NOTHING])


def _as_a_part(page: Page, prose: Prose) -> list[tuple[str, str]]:
    """The name of a page that begins several chapters, as its own heading has it: `Part I`."""
    heading = read_heading(prose.headings.get(0, (0, ""))[1])
    if "part" in page.kind.split() and heading and heading.form == "part":
        return [("", heading.words)]
    return []


def _is_a_title_page(found: list[Paragraph], page: TitlePage) -> bool:
    """Whether a page holds hardly more than the book's title and its author."""
    words = " ".join(p.words for p in found).lower()
    if not page.title or page.title.lower() not in words:
        return False
    for known in (page.title, *page.author.split(", ")):
        words = words.replace(known.lower(), " ")
    return len(words.split()) <= _MOST_ON_A_TITLE_PAGE


def _cut(prose: Prose, named: list[tuple[str, str]], page: TitlePage) -> list[Part]:
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
        at, asides, places = start, [], []
        while body and at in prose.headings and _says_the_same(prose.headings[at][1], title):
            asides += body[0].asides
            places += body[0].places
            page.leave_out(body[0].text)
            body, at = body[1:], at + 1
        if len(body) > 1 and (
            _is(body[0].words, title) or (at > start and _says_the_same(body[0].text, title))
        ):
            places += body[0].places
            page.leave_out(body[0].text)
            body = body[1:]  # a title under its number, or a heading that is only bold
        marks = {mark for p in body for mark in re.findall(r"\[\^(\d+)\]", p.text)}
        body = asides + body
        body += [d for d in definitions if d.lines[0][2:].partition("]")[0] in marks]
        if body:
            body[0].places += places
        if body or title:
            parts.append(Part(title, body))
    return parts


def _is(words: str, title: str) -> bool:
    one, other = (re.sub(r"\W+", "", text).lower() for text in (words, title))
    return bool(one) and one == other


def _says_the_same(heading: str, title: str) -> bool:
    """Whether a heading is the chapter's title, or a part of it."""
    one, other = (re.sub(r"\W+", "", words).lower() for words in (heading, title))
    if not one:
        return False
    numbered = re.fullmatch(r"\d+|[ivxlc]+", one)
    return one in other or bool(numbered) or read_heading(heading) is not None


def _from_fanficfare(page: TitlePage, book: Book) -> Manuscript:
    """FanFicFare's EPUB: each chapter says in its head what it is called and where it was."""
    subjects, page.tags = page.tags, []
    for one in book.apart:
        if one.name.rpartition("/")[2].startswith("title_page"):
            read_details(one.tree, page)
    known = {*page.tags, *page.fandoms, *page.relationships, *page.characters}
    for subject in subjects:
        if subject not in known and not re.match(r"FanFiction$|Last Update", subject):
            page.status = page.status or read_status(subject)
            page.tags += [] if read_status(subject) else [subject]
    parts = []
    for one in book.pages:
        said = {m.get("name"): m.get("content") or "" for m in one.tree.iter("meta")}
        title = said.get("chapterorigtitle") or said.get("chaptertitle")
        if title is None:  # somebody has put it with FanFicFare's pages
            parts += _cut(book.prose(one, [one.body]), [], page)
            continue
        for heading in one.body.xpath(".//*[contains(@class, 'fff_chapter_title')]"):
            page.leave_out(words_of(heading))
            heading.drop_tree()
        part = fanficfare_chapter(title, one.body, page, partial(book.prose, one))
        parts.append(part._replace(key=said.get("chapterurl", "")))
    return in_parts(page, parts or [_NOTHING])


def _is_from_ao3(book: Book) -> bool:
    first = book.pages[0].tree
    return bool(first.xpath("//a[contains(@href, 'archiveofourown.org/works/')]")) and bool(
        first.xpath("//*[@id='preface']")
    )


def _from_ao3(page: TitlePage, book: Book) -> Manuscript:
    """AO3's EPUB: a preface, chapters with labelled notes, an afterword. Calibre, which makes it,
    parts it into files as it likes: any of these may stand in one with any other."""
    page.tags = []
    parts: list[Part] = []
    afterwords: list[HtmlElement] = []
    for at, one in enumerate(book.pages):
        preface, afterword = (
            next(iter(one.tree.xpath(f"//*[@id='{name}']")), None)
            for name in ("preface", "afterword")
        )
        if preface is not None or (at == 0 and one.tree.xpath("//dl")):
            read_preface(one.tree, page)
        written = one.tree.xpath("//div[contains(@class, 'userstuff')]")
        if preface is None and at == 0 and one.tree.xpath("//dl") and not written:
            continue
        for apart in (preface, afterword):
            if apart is not None and apart is not one.body:
                apart.drop_tree()
        if afterword is not None:
            afterwords.append(afterword)
        if one.body in (preface, afterword) or not words_of(one.body):
            continue
        read = partial(book.prose, one)
        for part in chapters_in(one.body, read, page):
            if part.title or not parts:
                parts.append(part)
            else:
                parts[-1].body.extend(part.body)  # Calibre parts long files
    if len(parts) == 1 and not re.match(r"Chapter \d", parts[0].title):
        page.leave_out(parts[0].title)
        parts[0] = parts[0]._replace(title="")  # the work's own title
    manuscript = in_parts(page, named([part for part in parts if part.body], page) or [_NOTHING])
    add_afterword(manuscript, *afterwords)
    return manuscript
