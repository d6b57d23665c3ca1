"""EPUB 2 and 3: the pages of a book made a story, as AO3, FanFicFare and others make them."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from lxml.html import HtmlElement

from reader.importing.archives.ao3 import add_afterword, chapters_in, read_preface, without_numbers
from reader.importing.archives.elements import first_at, outside, words_of
from reader.importing.archives.fanficfare import fanficfare_chapter, read_details
from reader.importing.archives.gloss import is_from_gloss, read_story
from reader.importing.chapters.from_headings import MarkedChapter, from_marked_chapters
from reader.importing.chapters.links import resolve_links
from reader.importing.epub.book import Book, Page
from reader.importing.epub.metadata import publisher_of, title_page_of
from reader.importing.files.pictures import Album
from reader.importing.html.entities import entities_warning
from reader.importing.html.footnotes import label_of, labels_in
from reader.importing.html.prose import Prose
from reader.text.manuscripts.headings import read_heading
from reader.text.manuscripts.label_values import read_status
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_lines import title_from
from reader.text.manuscripts.title_page import TitlePage

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
_WRITTEN = "//div[contains(@class, 'userstuff')]"
_NO_TAG = re.compile(r"FanFiction$|Last Update")
_FANFICFARE = "//meta[@name='chapterurl' or @name='chapterorigtitle']"


def read_epub(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an EPUB, called `name` where it gives itself no title.

    Raises `ManuscriptError` for what is broken, locked, too large, or no book.
    """
    book = Book(data)
    if not book.pages:
        raise ManuscriptError("has no text in it")
    album = Album()
    for page in book.pages:
        album.find = partial(book.picture, page.name)
        album.take_in(page.body)
    title_page = title_page_of(book.opf)
    ours = any(is_from_gloss(page.tree) for page in book.pages)
    if ours:
        files = [*book.apart, *book.pages]
        manuscript = read_story((page.tree, book.notes_of(page)) for page in files)
    elif "Archive of Our Own" in publisher_of(book.opf) or _is_from_ao3(book):
        manuscript = _from_ao3(title_page, book)
    elif _is_from_fanficfare(book):
        manuscript = _from_fanficfare(title_page, book)
    else:
        manuscript = _from_spine(title_page, book)
    manuscript.title = manuscript.title or title_from(name)
    resolve_links(manuscript)
    _leave_out_about_the_book([] if ours else book.apart, manuscript)
    _tell_missing_pages(book, manuscript)
    album.give(manuscript)
    manuscript.left_out += book.hidden
    if book.entities:
        manuscript.doubts.append(entities_warning(book.entities))
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
    others = " and others" if len(book.missing) > 3 else ""
    manuscript.losses.append(
        f"Pages that the book names are not in the file, or cannot be read: {names}{others}."
    )


def _from_spine(page: TitlePage, book: Book) -> Manuscript:
    """A book of which each file, or each place that the contents name, is a chapter."""
    labels = book.labels()
    parts: list[MarkedChapter] = []
    for one in book.pages:
        prose = book.prose(one, [one.body])
        if not prose.found or _holds_only_notes(one, prose):
            page.leave_out(_words_of_headings(prose))
            continue  # its notes stand with their chapters
        if _take_author_s_note(one, prose, page, parts):
            continue
        if not parts and len(book.pages) > 1 and _is_a_title_page(prose.found, page):
            page.leave_out("\n".join(paragraph.words for paragraph in prose.found))
            continue
        named = labels.get(one.name, [])
        if not named and labels and parts and not prose.headings:
            parts[-1].body.extend(prose.found + prose.definitions())  # Calibre parts long files
        else:
            parts += _cut(prose, _as_a_part(one, prose) or named, page)
    return from_marked_chapters(page, parts)


def _holds_only_notes(page: Page, prose: Prose) -> bool:
    """Whether a page has nothing but a heading, and is one of footnotes."""
    if len(prose.found) > len(prose.headings):
        return False
    return bool(_OF_NOTES.fullmatch(prose.first_heading) or _NOTES.search(page.kind))


def _take_author_s_note(
    page: Page, prose: Prose, title: TitlePage, parts: list[MarkedChapter]
) -> bool:
    """Put a page on which the author speaks, such as a dedication, with the chapter before it, or
    with the story's notes; gives whether it is one."""
    kind = _kind_of_note(page)
    said = [p for i, p in enumerate(prose.found) if i not in prose.headings]
    if not kind or not said:
        return False
    title.leave_out(_words_of_headings(prose))
    text = "\n\n".join(paragraph.source for paragraph in said + prose.definitions())
    notes = parts[-1].body if parts else title.notes
    notes.append(Paragraph(text.split("\n"), 1, note=kind))
    return True


def _kind_of_note(page: Page) -> str:
    kinds = page.kind.split()
    for word, kind in _SAID_BY_THE_AUTHOR.items():
        if word in kinds:
            return kind
    return ""


def _words_of_headings(prose: Prose) -> str:
    return "\n".join(words for _, words in prose.headings.values())


def _as_a_part(page: Page, prose: Prose) -> list[tuple[str, str]]:
    """The name of a page that begins several chapters, as its own heading has it: `Part I`."""
    heading = read_heading(prose.first_heading)
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


def _cut(prose: Prose, named: list[tuple[str, str]], page: TitlePage) -> list[MarkedChapter]:
    """A page's paragraphs in parts: at the places that the contents name, if there are several."""
    definitions = prose.definitions()
    cuts = _cuts(prose, named)
    ends = [start for start, _ in cuts[1:]] + [len(prose.found)]
    parts: list[MarkedChapter] = []
    for (start, title), end in zip(cuts, ends, strict=True):
        body = _without_title(prose, start, end, title, page)
        body += _defined_in(body, definitions)
        if body or title:
            parts.append(MarkedChapter(title, body))
    return parts


def _cuts(prose: Prose, named: list[tuple[str, str]]) -> list[tuple[int, str]]:
    """Where the parts of a page begin, and what each is called. Where the contents name several
    parts that begin at the same paragraph, or before one that they named already, the first
    counts."""
    places: list[tuple[int, str]] = []
    for anchor, words in named:
        places.append((prose.anchors.get(anchor, 0) if anchor else 0, words))
    if not places:
        return [(0, prose.first_heading)]
    cuts = places[:1]
    for before, place in pairwise(places):
        if place[0] > before[0]:
            cuts.append(place)
    if cuts[0][0] > 0:
        cuts.insert(0, (0, ""))
    return cuts


def _without_title(
    prose: Prose, start: int, end: int, title: str, page: TitlePage
) -> list[Paragraph]:
    """The paragraphs of a part without those at its beginning that say its title; their footnotes
    are its notes, and links to them lead to it."""
    body = prose.found[start:end]
    said: list[Paragraph] = []
    at = start
    while body and at in prose.headings and _says_the_same(prose.headings[at][1], title):
        said.append(body.pop(0))
        at += 1
    asides: list[Paragraph] = []
    for paragraph in said:
        asides += paragraph.asides
    if len(body) > 1 and (
        _is(body[0].words, title) or (at > start and _says_the_same(body[0].text, title))
    ):
        said.append(body.pop(0))  # a title under its number, or a heading that is only bold
    body = asides + body
    for paragraph in said:
        page.leave_out(paragraph.text)
        if body:
            body[0].places += paragraph.places
    return body


def _defined_in(body: list[Paragraph], definitions: list[Paragraph]) -> list[Paragraph]:
    """Those footnotes whose marks stand in some paragraphs."""
    marks: set[str] = set()
    for paragraph in body:
        marks.update(labels_in(paragraph.text))
    return [definition for definition in definitions if label_of(definition) in marks]


def _is(words: str, title: str) -> bool:
    return bool(_bare(words)) and _bare(words) == _bare(title)


def _says_the_same(heading: str, title: str) -> bool:
    """Whether a heading is the chapter's title, or a part of it."""
    bare = _bare(heading)
    if not bare:
        return False
    is_number = re.fullmatch(r"\d+|[ivxlc]+", bare) is not None
    return bare in _bare(title) or is_number or read_heading(heading) is not None


def _bare(words: str) -> str:
    """Words to compare: their letters and figures, in small letters."""
    return re.sub(r"\W+", "", words).lower()


def _is_from_fanficfare(book: Book) -> bool:
    return any(page.tree.xpath(_FANFICFARE) for page in book.pages)


def _from_fanficfare(page: TitlePage, book: Book) -> Manuscript:
    """FanFicFare's EPUB: each chapter says in its head what it is called and where it was."""
    subjects, page.tags = page.tags, []
    for one in book.apart:
        if one.name.rpartition("/")[2].startswith("title_page"):
            read_details(one.tree, page)
    _take_subjects(subjects, page)
    parts: list[MarkedChapter] = []
    for one in book.pages:
        said = {meta.get("name"): meta.get("content") or "" for meta in one.tree.iter("meta")}
        title = said.get("chapterorigtitle") or said.get("chaptertitle")
        if title is None:  # somebody has put it with FanFicFare's pages
            parts += _cut(book.prose(one, [one.body]), [], page)
            continue
        for heading in one.body.xpath(".//*[contains(@class, 'fff_chapter_title')]"):
            page.leave_out(words_of(heading))
            heading.drop_tree()
        part = fanficfare_chapter(title, one.body, page, partial(book.prose, one))
        parts.append(part._replace(key=said.get("chapterurl", "")))
    return from_marked_chapters(page, parts)


def _take_subjects(subjects: list[str], page: TitlePage) -> None:
    """Take the book's subjects as its tags, or its status; not those known as something else."""
    known = {*page.tags, *page.fandoms, *page.relationships, *page.characters}
    for subject in subjects:
        if subject in known or _NO_TAG.match(subject):
            continue
        status = read_status(subject)
        page.status = page.status or status
        if not status:
            page.tags.append(subject)


def _is_from_ao3(book: Book) -> bool:
    first = book.pages[0].tree
    return bool(first.xpath("//a[contains(@href, 'archiveofourown.org/works/')]")) and bool(
        first.xpath("//*[@id='preface']")
    )


def _from_ao3(page: TitlePage, book: Book) -> Manuscript:
    """AO3's EPUB: a preface, chapters with labelled notes, an afterword. Calibre, which makes it,
    parts it into files as it likes: any of these may stand in one with any other."""
    page.tags = []
    parts: list[MarkedChapter] = []
    afterwords: list[HtmlElement] = []
    for at, one in enumerate(book.pages):
        preface = first_at(one.tree, "//*[@id='preface']")
        afterword = first_at(one.tree, "//*[@id='afterword']")
        details = at == 0 and bool(one.tree.xpath("//dl"))
        if preface is not None or details:
            read_preface(one.tree, page)
        if preface is None and details and not one.tree.xpath(_WRITTEN):
            continue
        for apart in (preface, afterword):
            if apart is not None and apart is not one.body:
                apart.drop_tree()
        if afterword is not None:
            afterwords.append(afterword)
        if one.body not in (preface, afterword) and words_of(one.body):
            _add_chapters(parts, one, book, page)
    if len(parts) == 1 and not re.match(r"Chapter \d", parts[0].title):
        page.leave_out(parts[0].title)
        parts[0] = parts[0]._replace(title="")  # the work's own title
    parts = [part for part in parts if part.body]
    manuscript = from_marked_chapters(page, without_numbers(parts, page))
    add_afterword(manuscript, *afterwords)
    return manuscript


def _add_chapters(parts: list[MarkedChapter], page: Page, book: Book, title: TitlePage) -> None:
    """Add the chapters of a page; what has no title goes on from the page before."""
    for part in chapters_in(page.body, partial(book.prose, page), title):
        if part.title or not parts:
            parts.append(part)
        else:
            parts[-1].body.extend(part.body)
