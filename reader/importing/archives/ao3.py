"""Archive of Our Own: the HTML download of a work, and a saved page of one.

Ids and the words of labels are stable; Calibre, which makes its EPUBs, renames the classes.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    class_of,
    field,
    has_class,
    markdown_of,
    note,
    one,
    words_of,
)
from reader.importing.outline import Part, in_parts
from reader.importing.prose import Prose
from reader.text.manuscripts import Manuscript, Note
from reader.text.paragraphs import Paragraph
from reader.text.title_pages import TitlePage


def archive_of_our_own(tree: HtmlElement) -> Manuscript | None:
    """A download of a work, or a saved page of one."""
    chapters = one(tree, "//*[@id='chapters']")
    if chapters is None or (
        one(tree, "//*[@id='preface']") is None and one(tree, "//*[@id='workskin']") is None
    ):
        return None
    page = TitlePage()
    read_preface(tree, page)
    wrappers = chapters.xpath(f".//*[{has_class('userstuff')}]")
    wrappers = [w for w in wrappers if not _within(w, "blockquote") and w.tag != "blockquote"]
    if len(wrappers) > 1 or chapters.xpath(f".//h2[{has_class('heading')}]"):
        parts = [Part(*_ao3_chapter(chapters, body)) for body in wrappers]
    else:
        body = wrappers[0] if wrappers else chapters
        parts = [Part("", Prose().read([body]).found)]
    ends = (
        one(tree, "//*[@id='endnotes']")
        if one(tree, "//*[@id='afterword']") is not None
        else (one(tree, "//*[@id='work_endnotes']"))
    )
    manuscript = in_parts(page, parts)
    _add_end(manuscript, ends)
    return manuscript


def read_preface(tree: HtmlElement, page: TitlePage) -> None:
    """Title, author, tags, summary and notes from what stands before an AO3 work, by its labels."""
    top = one(tree, "//*[@id='preface']")
    saved = top is None
    if saved:
        top = one(tree, "//*[@id='workskin']//*[contains(@class, 'preface')]")
    top = tree if top is None else top
    page.title = (
        page.title
        or words_of(one(top, ".//h1"))
        or words_of(one(top, f".//h2[{has_class('title')}]"))
    )
    byline = words_of(one(top, f".//*[{has_class('byline')}]"))
    page.author = page.author or re.sub(r"^by\s+", "", byline)
    for term in tree.xpath("//dl//dt"):
        value = term.getnext()
        if value is not None and value.tag == "dd":
            field(page, words_of(term), value)
    label = ""
    for element in top.iter("p", "h3", "blockquote", "h2"):
        if element.tag == "blockquote":
            if label == "summary":
                page.summary = markdown_of(element)
            elif label == "notes" and not _within(element, "blockquote"):
                page.notes += note(element)
            label = ""
        else:
            label = words_of(element).lower().rstrip(":")
    posted = one(tree, "//*[@id='preface']//a[contains(@href, '/works/')]")
    if posted is not None:
        page.source = posted.get("href")


def _within(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _ao3_chapter(chapters: HtmlElement, body: HtmlElement) -> tuple[str, list[Paragraph]]:
    """Title, notes and text of the chapter whose text is in `body`."""
    title, before, after = "", [], []
    above = _between(chapters, body, backwards=True)
    heading = next((e for e in above if e.tag in ("h2", "h3") and "heading" in class_of(e)), None)
    if heading is None:
        heading = next((e for e in above if e.tag in ("h2", "h3")), None)
    title = words_of(heading)
    before = _labelled(above[::-1])
    after = _labelled(
        [e for e in _between(chapters, body) if e.getparent() is not None], ending=True
    )
    if title:
        title = re.sub(r"^Chapter \d+:\s*", "", title)
    return title, before + Prose().read([body]).found + after


def _between(chapters: HtmlElement, body: HtmlElement, *, backwards: bool = False) -> list:
    """Headings, labels and quotations on one side of a chapter's text, up to the next text."""
    found, past = [], False
    for element in chapters.iter():
        if element is body:
            past = True
            if backwards:
                break
            found = []
            continue
        if not isinstance(element.tag, str) or any(up is body for up in element.iterancestors()):
            continue
        if (
            "userstuff" in class_of(element)
            and element.tag != "blockquote"
            and not _within(element, "blockquote")
        ):
            if past:
                break
            found = []
        elif element.tag in ("h2", "h3", "p", "blockquote"):
            texts = [up for up in element.iterancestors() if "userstuff" in class_of(up)]
            if all(up is chapters or up.tag == "blockquote" for up in texts):
                found.append(element)
    if backwards:
        starts = [i for i, e in enumerate(found) if e.tag == "h2"]
        return found[starts[-1] if starts else 0 :][::-1]
    ends = [i for i, e in enumerate(found) if e.tag == "h2"]
    return found[: ends[0] if ends else len(found)]


def _labelled(elements: list[HtmlElement], *, ending: bool = False) -> list[Paragraph]:
    """The notes among labels and the quotations that follow them."""
    notes: list[Paragraph] = []
    label = ""
    for element in elements:
        if element.tag != "blockquote":
            label = words_of(element).lower()
        elif not _within(element, "blockquote"):
            if "summary" in label and not ending:
                notes += note(element, label="*Summary:* ")
            elif "note" in label and ("end" in label) == ending:
                notes += note(element)
            label = ""
    return notes


def _add_end(manuscript: Manuscript, element: HtmlElement | None) -> None:
    """What stands after the whole work, as the story's afterword."""
    if element is None:
        return
    quotes = element.xpath(".//blockquote") or [element]
    text = markdown_of(*quotes)
    if text:
        last = manuscript.chapters[-1] if len(manuscript.chapters) == 1 else manuscript
        last.notes.append(Note("note", "after", text))
