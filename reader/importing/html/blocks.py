"""The blocks of HTML as paragraphs of Markdown: headings, quotations, verse, lists, tables."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from reader.importing.html import lists, tables
from reader.importing.html.appearance import PLAIN, Appearance, appearance_of
from reader.importing.html.elements import HEADINGS, holds, words_in
from reader.importing.html.footnote_text import words_without_marks
from reader.importing.html.lines import lines_of
from reader.importing.html.markup import inner_html
from reader.importing.html.prose import Prose, ReadElement
from reader.importing.html.runs import TextRun
from reader.importing.markdown_syntax import indented, lines_in, quoted
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering.scene_breaks import is_scene_break


def _paragraph(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    if _is_our_verse(element):
        _verse(prose, element, depth, look)
    else:
        prose.read_paragraphs(element, depth, look)


def _break(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    prose.runs.append(TextRun("\n"))


def _rule(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    prose.close()
    mark = " ".join((element.get("data-mark") or "").split())
    prose.add([mark if is_scene_break(mark) else "---"])


def _heading(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    prose.close()
    level = int(next(element.iter(*HEADINGS)).tag[1])
    lines = _lines_of_heading(element)
    found: list[Paragraph] = []
    for line in lines:
        found += prose.paragraphs_in(line, depth, PLAIN)
    words = " ".join(lines_in(found))
    if not words:
        return
    titles = [words_without_marks(line, prose.is_note_mark) for line in lines]
    prose.headings[len(prose.found)] = (level, ": ".join(filter(None, titles)))
    prose.add([f"{'#' * level} {words}"])
    prose.found[-1].asides = prose.notes_marked_in(words)


def _group(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    if holds(element, *HEADINGS):
        _heading(prose, element, depth, look)
    else:
        prose.read_paragraphs(element, depth, look)


def _quote(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    prose.close()
    lines: list[str] = []
    for paragraph in prose.paragraphs_in(element, depth, look):
        if lines:
            lines.append("")
        lines += paragraph.source.split("\n")
    prose.add(quoted(lines))


def _verse(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    """A verse as our own files have it: an element for each line, its class the indent."""
    prose.close()
    lines: list[str] = []
    for line in element.iterchildren("span"):
        inside = prose.beside()
        inside.inside(line, depth, appearance_of(line, look))
        indent = re.fullmatch(r"indent-(\d)", line.get("class") or "")
        words = " ".join(lines_of(inside.runs))
        lines.append(f"| {'  ' * int(indent[1] if indent else 0)}{words}".rstrip())
    prose.add(lines, look.place)


def _switch(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    """Of what a book says in several ways, for readers that know more or less, the one for all.

    https://idpf.org/epub/30/spec/epub30-contentdocs.html#sec-xhtml-content-switch
    """
    chosen = next(element.iterchildren("epub:default"), None)
    if chosen is None:
        chosen = next(element.iterchildren(tag=etree.Element), None)
    if chosen is not None:
        prose.read_block(chosen, depth + 1, look)


def _typed(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    prose.close()
    lines = element.text_content().expandtabs(4).strip("\n").split("\n")
    if any(lines):
        prose.add(indented(lines))


def _list(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    prose.close()
    for lines in lists.list_lines(element, lambda item: prose.paragraphs_in(item, depth, look)):
        prose.add(lines)


def _table(prose: Prose, element: HtmlElement, depth: int, look: Appearance) -> None:
    """A table of words; one that only sets a page out is what is in it."""
    prose.close()
    if not tables.is_for_words(element):
        prose.inside(element, depth, look)
        prose.close()
        return
    for caption in element.iterchildren("caption"):
        prose.read_paragraphs(caption, depth, look)
    if tables.needs_html(element) and not prose.has_note_marks(element):
        prose.add(tables.as_html(element, lambda cell: inner_html(cell, look)))
    else:
        prose.add(tables.as_markdown(element, lambda cell: prose.paragraphs_in(cell, depth, look)))


def _lines_of_heading(element: HtmlElement) -> list[HtmlElement]:
    """The heading itself; of a group, each that has words: a number, and the title under it."""
    if element.tag != "hgroup":
        return [element]
    children = element.iterchildren(tag=etree.Element)
    return list(filter(words_in, children))


def _is_our_verse(element: HtmlElement) -> bool:
    """Whether a paragraph is verse as Gloss writes it, all of its words in elements for lines."""
    if "verse" not in (element.get("class") or "").split() or (element.text or "").strip():
        return False
    for child in element:
        if child.tag not in ("span", "br") or (child.tail or "").strip():
            return False
    return True


READERS: dict[str, ReadElement] = {
    "br": _break,
    "hr": _rule,
    "hgroup": _group,
    "blockquote": _quote,
    "ul": _list,
    "ol": _list,
    "dl": _list,
    "pre": _typed,
    "table": _table,
    "p": _paragraph,
    "epub:switch": _switch,
    **dict.fromkeys(HEADINGS, _heading),
}
"""What reads each block that is more than what is in it."""
