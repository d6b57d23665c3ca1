"""Archive of Our Own: a work's download, as HTML and as the EPUB that Calibre makes of it, and a
saved page of a work or of one chapter.

Ids and the words of labels are stable; Calibre, which makes its EPUBs, renames the classes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    as_note,
    class_of,
    first_at,
    has_class,
    leave_out_around,
    markdown_of,
    outside,
    read_detail,
    words_of,
)
from reader.importing.chapters.from_headings import MarkedChapter, from_marked_chapters
from reader.importing.html.prose import Prose
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.manuscript import Manuscript, Note
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

HOST = "https://archiveofourown.org"
_LABEL = re.compile(r"(?:chapter )?(?:summary|notes|end notes):?", re.IGNORECASE)
_JUMP = re.compile(r"\(?see the end of the \w+ for .*notes.{0,3}", re.IGNORECASE | re.DOTALL)
_LANDMARKS = "./*[contains(@class, 'landmark') or contains(@class, 'toc-heading')]"
_NOT_IN_A_PREFACE = ".//blockquote | .//*[@id='chapters'] | .//div[contains(@class, 'userstuff')]"
_CHAPTER = re.compile(r"/works/\d+/chapters/\d+")
_WRITTEN = re.compile(r"userstuff\d*")
_WORK = re.compile(r"/works/(\d+)(?=[/?#]|$)")

Read = Callable[[list[HtmlElement]], Prose]


def read_ao3_page(tree: HtmlElement) -> Manuscript | None:
    """A download of a work, or a saved page of one."""
    chapters = first_at(tree, "//*[@id='chapters']")
    if chapters is None or (
        first_at(tree, "//*[@id='preface']") is None
        and first_at(tree, "//*[@id='workskin']") is None
    ):
        return None
    page = TitlePage()
    read_preface(tree, page)
    _leave_out_site(tree, page)
    end = first_at(tree, "//*[@id='afterword']")
    if end is None:
        end = first_at(tree, "//*[@id='endnotes'] | //*[@id='work_endnotes']")
    parts = chapters_in(chapters, lambda es: Prose().read(es), page)
    manuscript = from_marked_chapters(page, without_numbers(parts, page))
    add_afterword(manuscript, end)
    return manuscript


def _leave_out_site(tree: HtmlElement, page: TitlePage) -> None:
    """Leave out what the site shows around a work on a saved page, readers' comments too."""
    work = first_at(tree, "//*[@id='workskin']")
    if work is None:
        return
    details = tree.xpath("//dl[contains(@class, 'meta')]")
    leave_out_around(page, tree, work, *details)
    for part in work.xpath(".//*[contains(@class, 'afterword')]"):
        quotes = part.xpath(".//blockquote")
        page.leave_out(outside(part, *quotes))


def read_preface(tree: HtmlElement, page: TitlePage) -> None:
    """Title, author, tags, summary and notes from what stands before an AO3 work, by its labels."""
    top = first_at(tree, "//*[@id='preface']")
    saved = first_at(tree, "//*[@id='workskin']") if top is None else None
    if saved is not None:
        top = first_at(saved, "./*[contains(@class, 'preface')]")
    top = tree if top is None else top
    page.title = (
        page.title
        or words_of(first_at(top, ".//h1"))
        or words_of(first_at(top, f".//h2[{has_class('title')}]"))
    )
    byline = words_of(first_at(top, f".//*[{has_class('byline')}]"))
    page.author = page.author or re.sub(r"^by\s+", "", byline)
    rows = tree.xpath("//dl[contains(@class, 'meta')]//dt") if saved is not None else top.iter("dt")
    for term in rows:
        value = term.getnext()
        if value is not None and value.tag == "dd":
            read_detail(page, words_of(term), value)
    page.leave_out(outside(top, *top.xpath(_NOT_IN_A_PREFACE)))
    label = ""
    for element in _significant(top):
        if element.tag == "blockquote":
            if label == "summary":
                page.summary = markdown_of(element)
            elif label == "notes":
                page.notes += as_note(element)
            label = ""
        else:
            label = words_of(element).lower().rstrip(":")
    posted = first_at(top, ".//a[contains(@href, '/works/')]/@href")
    if posted and saved is None:
        page.source = posted
        return
    linked = _work_linked_most(tree)
    if linked:
        page.source = f"{HOST}/works/{linked}"


def _work_linked_most(tree: HtmlElement) -> str:
    """The number of the work to which most links on a page lead."""
    works: Counter[str] = Counter()
    for link in tree.iter("a"):
        work = _WORK.search(link.get("href") or "")
        if work:
            works[work[1]] += 1
    return works.most_common(1)[0][0] if works else ""


def chapters_in(element: HtmlElement, read: Read, page: TitlePage) -> list[MarkedChapter]:
    """The chapters in an element: of each its heading, what stands under the labels before and
    after its text, and its text. The labels are left out of the `page`."""
    parts: list[MarkedChapter] = []
    title, key, label, begun = "", "", "", False
    before: list[Paragraph] = []
    marks = list(_significant(element))
    if not any(map(_is_text, marks)):
        return _without_wrapper(element, marks, read, page)
    for mark in marks:
        words = words_of(mark)
        if _says_where(mark, words):
            page.leave_out(words)
        if _is_text(mark):
            for landmark in mark.xpath(_LANDMARKS):
                page.leave_out(words_of(landmark))
                landmark.drop_tree()
            prose = read([mark])
            parts.append(MarkedChapter(title, before + prose.found + prose.definitions(), key))
            title, key, label, begun, before = "", "", "", True, []
        elif mark.tag in ("h2", "h3") and not _LABEL.fullmatch(words):
            if not {"toc-heading", "landmark"} & set(class_of(mark).split()):
                link = _CHAPTER.search(" ".join(mark.xpath(".//a/@href")))
                title, key, begun = words, f"{HOST}{link[0]}" if link else "", False
        elif _LABEL.fullmatch(words) and mark.tag != "blockquote":
            label = words.lower().rstrip(":")
        elif mark.tag == "blockquote" and label:
            said = as_note(mark, label="*Summary:* " if "summary" in label else "")
            ends = "end" in label or mark.xpath("ancestor::*[contains(@id, 'endnotes')]")
            (parts[-1].body if ends and parts and begun else before).extend(said)
            label = ""
        elif "byline" in class_of(mark):
            before += as_note(mark)
    return parts


def _says_where(mark: HtmlElement, words: str) -> bool:
    """Whether an element only says what comes, or where something stands."""
    return (
        mark.tag in ("h2", "h3")
        or mark.tag == "p"
        and bool(_LABEL.fullmatch(words) or _JUMP.fullmatch(words))
    )


def _without_wrapper(
    element: HtmlElement, marks: list[HtmlElement], read: Read, page: TitlePage
) -> list[MarkedChapter]:
    """A chapter whose text stands beside its heading and its labels, in no element of its own."""
    title, label = "", ""
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    for mark in marks:
        words = words_of(mark)
        if mark.tag in ("h2", "h3") and not title and not _LABEL.fullmatch(words):
            title = "" if "toc-heading" in class_of(mark) or read_label(words) else words
        elif mark.tag != "blockquote" and _LABEL.fullmatch(words):
            label = words.lower()
        elif mark.tag == "blockquote" and label:
            said = as_note(mark, label="*Summary:* " if "summary" in label else "")
            (after if "end" in label else before).extend(said)
            label = ""
        elif not _JUMP.fullmatch(words):
            continue
        if _says_where(mark, words):
            page.leave_out(words)
        mark.drop_tree()
    prose = read([element])
    return [MarkedChapter(title, before + prose.found + prose.definitions() + after)]


def without_numbers(parts: list[MarkedChapter], page: TitlePage) -> list[MarkedChapter]:
    """Parts without the numbers that say only where they stand."""
    for part in parts:
        page.leave_out(part.title)
    return [p._replace(title=re.sub(r"^Chapter \d+:\s*", "", p.title)) for p in parts]


def add_afterword(manuscript: Manuscript, *elements: HtmlElement | None) -> None:
    """Put what stands after the whole work behind the story, or behind its only chapter."""
    whole = manuscript.chapters[0] if len(manuscript.chapters) == 1 else manuscript
    for element in elements:
        quotes = (
            [] if element is None else element.xpath(".//blockquote[not(ancestor::blockquote)]")
        )
        text = markdown_of(*quotes) if quotes else ""
        if element is not None:
            manuscript.leave_out(outside(element, *quotes))
        if text:
            whole.notes.append(Note("note", "after", text))


def _significant(element: HtmlElement) -> Iterator[HtmlElement]:
    """Texts, headings, labels and quotations, in order, and nothing inside of them."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if _is_text(child) or child.tag in ("h2", "h3", "p", "blockquote"):
            yield child
        else:
            yield from _significant(child)


def _is_text(element: HtmlElement) -> bool:
    """Whether an element holds the text of a chapter, and no chapters: their wrapper has the same
    class, and Calibre takes its id away where it parts a file."""
    if not _is_written(element):
        return False
    for child in element.iterchildren("div"):
        if _is_written(child) or {"meta", "group"} & set(class_of(child).split()):
            return False
    return True


def _is_written(element: HtmlElement) -> bool:
    names = class_of(element).split()
    return element.tag == "div" and any(map(_WRITTEN.fullmatch, names))
