"""Gloss's own books and pages: read as they were written, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml.html import HtmlElement

from reader.importing.archives.elements import class_of, field, has_class, one, outside, words_of
from reader.importing.html.chapter_links import lead_on
from reader.importing.html.footnotes import detach_notes
from reader.importing.html.prose import Prose
from reader.text.manuscripts.labels import NOTES, read_language
from reader.text.manuscripts.manuscript import Chapter, Manuscript, ManuscriptError, Note
from reader.text.manuscripts.title_pages import TitlePage

NoteAt = Callable[[str], HtmlElement | None]
"""Gives the footnote that a link leads to."""
_LABELS = {"Series", "Rating", "Status", "Published", "Updated", "Source", "Fandom", "Fandoms",
           "Character", "Characters", "Relationship", "Relationships", "Warning", "Warnings",
           "Tag", "Tags"}  # fmt: skip

_CHAPTER = re.compile(r"chapter-\d+\.xhtml|#c\d+-title")
"""A link to another chapter, in a book and on a page."""


def gloss(tree: HtmlElement) -> Manuscript | None:
    """The one page of a whole story."""
    if not is_from_gloss(tree):
        return None
    ids = {e.get("id"): e for e in tree.iter() if isinstance(e.tag, str) and e.get("id")}
    notes = detach_notes([("", tree)], lambda page, href: ids.get(href.removeprefix("#")))
    return read_story([(tree, notes(""))])


def is_from_gloss(tree: HtmlElement) -> bool:
    """Whether a file has the elements in which Gloss writes a chapter."""
    chapter = f"//body[{has_class('gloss')}]//section[{has_class('chapter')}]"
    return one(tree, f"{chapter}/div[{has_class('text')}]") is not None


def read_story(files: Iterable[tuple[HtmlElement, NoteAt]]) -> Manuscript:
    """The story in some files of a book, each with what finds its footnotes."""
    page, made = TitlePage(), Manuscript()
    for tree, note_at in files:
        if one(tree, f"//body[{has_class('gloss')}]") is None:
            continue
        for link in tree.xpath(f"//a[{has_class('remark')}]"):
            link.drop_tree()  # it leads to what a reader said
        _read_title_page(tree, page)
        said = tree.xpath(f"//div[{has_class('text')}] | //aside[{has_class('note')}]")
        labels = [label for aside in said for label in aside.xpath(f"./p[{has_class('label')}]")]
        made.leave_out(outside(tree.find("body"), *said))
        made.leave_out(" ".join(map(words_of, labels)))
        chapters = tree.xpath(f"//section[{has_class('chapter')}]")
        made.chapters += [_chapter(section, note_at) for section in chapters]
        made.notes += [
            _note(aside, note_at)
            for aside in tree.xpath(f"//aside[{has_class('note')}]")
            if aside.getparent() not in chapters
        ]
    for number, chapter in enumerate(made.chapters, 1):
        chapter.places = [f"chapter-{number:04}.xhtml", f"#c{number}-title"]
    lead_on(made)
    if not any(chapter.source for chapter in made.chapters):
        raise ManuscriptError("has no story in it")
    for name in ("title", "author", "summary", "language", "rating", "status", "series", "source",
                 "published", "updated", "tags", "fandoms", "relationships", "characters",
                 "warnings"):  # fmt: skip
        setattr(made, name, getattr(page, name))
    return made


def _read_title_page(tree: HtmlElement, page: TitlePage) -> None:
    title = one(tree, f"//h1[{has_class('title')}]")
    if title is None:
        return
    page.title = words_of(title)
    page.author = words_of(one(tree, f"//p[{has_class('author')}]"))
    page.language = read_language(tree.get("lang") or "").replace("und", "")
    summary = one(tree, f"//div[{has_class('summary')}]")
    if summary is not None:
        page.summary = "\n\n".join(map(_lines, summary.iter("p")))
    label = ""
    for row in tree.xpath(f"//dl[{has_class('facts')}]//*[self::dt or self::dd]"):
        if row.tag == "dt":
            label = words_of(row)
        elif label in _LABELS:
            _fact(page, label, words_of(row))


def _fact(page: TitlePage, label: str, words: str) -> None:
    """One value: whatever it holds, a comma too, it is one."""
    lists = {"fand": page.fandoms, "rela": page.relationships, "char": page.characters,
             "warn": page.warnings, "tag": page.tags, "tags": page.tags}  # fmt: skip
    if (names := lists.get(label.lower()[:4])) is not None:
        names.append(words)
    else:
        field(page, label, words)


def _lines(paragraph: HtmlElement) -> str:
    """The words of a paragraph, its lines as they are broken."""
    for line in paragraph.iter("br"):
        line.tail = f"\n{line.tail or ''}"
    lines = paragraph.text_content().split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _chapter(section: HtmlElement, note_at: NoteAt) -> Chapter:
    heading = one(section, "./header/h1 | ./header/h2")
    untitled = heading is None or "untitled" in class_of(heading)
    text = one(section, f"./div[{has_class('text')}]")
    notes = [_note(aside, note_at) for aside in section.xpath(f"./aside[{has_class('note')}]")]
    title = "" if untitled else words_of(heading)
    return Chapter(title, "" if text is None else _markdown(text, note_at), notes)


def _note(aside: HtmlElement, note_at: NoteAt) -> Note:
    for label in aside.xpath(f"./p[{has_class('label')}]"):
        label.drop_tree()
    kind, place = aside.get("data-kind"), aside.get("data-place")
    kind = kind if kind in NOTES else "note"
    return Note(kind, "after" if place == "after" else "before", _markdown(aside, note_at))


def _markdown(element: HtmlElement, note_at: NoteAt) -> str:
    prose = Prose(note_at, lambda href: href if _CHAPTER.fullmatch(href) else "")
    prose.read_inside(element)
    return "\n\n".join(p.source for p in prose.found + prose.definitions())
