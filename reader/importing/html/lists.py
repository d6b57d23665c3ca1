"""Lists to Markdown: bulleted, numbered, and of terms with what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from reader.text.manuscripts.paragraphs import Paragraph

Read = Callable[[HtmlElement], list[Paragraph]]
"""Gives the paragraphs in an element."""
_ITEM = re.compile(r"(?:-|\d+\.) ")


def lines_of(element: HtmlElement, read: Read) -> Iterator[list[str]]:
    """The paragraphs, each as its lines, that a list comes to: one, or of terms one each."""
    if element.tag == "dl":
        yield from _terms(element, read)
        return
    lines: list[str] = []
    number = _start(element)
    for item in _with_loose_words(element):
        inner = _inner(read(item))
        if item.tag in ("ul", "ol") and lines:  # a list that is in no item goes with the last one
            inner = [line for found in lines_of(item, read) for line in found]
            lines += [f"    {line}".rstrip() for line in inner]
        elif inner:
            mark = f"{number}. " if element.tag == "ol" else "- "
            lines.append(f"{mark}{inner[0].removeprefix('| ')}")
            lines += [f"    {line}".rstrip() for line in inner[1:]]
            number += 1
    yield lines


def _start(element: HtmlElement) -> int:
    said = re.fullmatch(r"\s*(\d{1,6})\s*", element.get("start") or "")
    return int(said[1]) if said else 1


def _inner(found: list[Paragraph]) -> list[str]:
    """The lines of an item, before its mark is set."""
    inner: list[str] = []
    for paragraph in found:
        loose = inner and not _ITEM.match(paragraph.lines[0])
        inner += [*([""] if loose else []), *paragraph.lines]
    return inner


def _with_loose_words(element: HtmlElement) -> list[HtmlElement]:
    """The items of a list; words that stand in none are one."""
    items: list[HtmlElement] = []
    texts = [(None, element.text), *((child, child.tail) for child in element)]
    for child, text in texts:
        if child is not None and isinstance(child.tag, str):
            items.append(child)
        if text and text.strip():
            loose = element.makeelement("li")
            loose.text = text
            items.append(loose)
    return items


def _terms(element: HtmlElement, read: Read) -> Iterator[list[str]]:
    """Each term, or several that mean the same, with what they mean under them."""
    terms: list[str] = []
    meanings: list[str] = []
    for item in _of_groups(element):
        if item.tag == "dt":
            if meanings:
                yield [*(terms or ["—"]), *meanings]
                terms, meanings = [], []
            words = " ".join(line.removeprefix("| ") for p in read(item) for line in p.lines)
            terms += [words] if words else []
        elif inner := _inner(read(item)):
            meanings += [f":   {inner[0].removeprefix('| ')}"]
            meanings += [f"    {line}".rstrip() for line in inner[1:]]
    if meanings:
        yield [*(terms or ["—"]), *meanings]
    else:
        yield from ([term] for term in terms)


def _of_groups(element: HtmlElement) -> Iterator[HtmlElement]:
    """Terms and meanings, those too that stand in groups."""
    for item in _with_loose_words(element):
        if item.tag == "div":
            yield from _of_groups(item)
        else:
            yield item
