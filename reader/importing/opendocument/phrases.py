"""What stands in the paragraphs of an OpenDocument text: spans, breaks, links, notes, pictures."""

from __future__ import annotations

from lxml import etree

from reader.importing.files.xml import local_name, whole_text
from reader.importing.opendocument.body import Body
from reader.importing.opendocument.names import DRAW, HREF, TEXT, number_of

_MOST_SPACES = 80


def _span(body: Body, source: etree._Element, depth: int) -> None:
    kept = body.change
    body.change = kept.then(body.styles.words(source.get(f"{TEXT}style-name")))
    body.inside(source, depth)
    body.change = kept


def _link(body: Body, source: etree._Element, depth: int) -> None:
    kept = body.href
    body.href = source.get(HREF) or kept
    _span(body, source, depth)
    body.href = kept


def _line_break(body: Body, source: etree._Element, depth: int) -> None:
    if body.hides:
        body.say(" ")
    else:
        body.page.line()


def _space(body: Body, source: etree._Element, depth: int) -> None:
    body.say(" " * min(number_of(source, f"{TEXT}c", 1), _MOST_SPACES))


def _tab(body: Body, source: etree._Element, depth: int) -> None:
    body.say("\t")


def _ruby(body: Body, source: etree._Element, depth: int) -> None:
    if body.hides:
        body.inside(source, depth)
        return
    with body.page.phrase("ruby"):
        for part in source.iterchildren(f"{TEXT}ruby-base"):
            body.inside(part, depth)
        for part in source.iterchildren(f"{TEXT}ruby-text"):
            with body.page.phrase("rt"):
                body.inside(part, depth)


def _note(body: Body, source: etree._Element, depth: int) -> None:
    """A footnote: a mark here, and the note at the end of the page."""
    note = next(source.iterchildren(f"{TEXT}note-body"), None)
    if note is None:
        return
    if body.hides:
        body.hide(note, depth)
        return
    body.notes.append(note)
    body.marked += 1
    body.page.note(body.marked, "")


def _hidden_text(body: Body, source: etree._Element, depth: int) -> None:
    if source.get(f"{TEXT}is-hidden") == "true":
        body.hide(source, depth)
    else:
        body.inside(source, depth)


def _bookmark(body: Body, source: etree._Element, depth: int) -> None:
    name = source.get(f"{TEXT}name")
    if name and not body.hides:
        body.page.anchor(name)
    body.inside(source, depth)


def _frame(body: Body, source: etree._Element, depth: int) -> None:
    """A frame holds one thing, in several forms: a box of text, a formula, or a picture."""
    description = _description(source)
    for child in source.iterchildren(f"{DRAW}text-box"):
        body.inside(child, depth)
        return
    for child in source.iterchildren(f"{DRAW}object"):
        if _formula(body, child):
            return
    for child in source.iterchildren(f"{DRAW}image"):
        picture = child.get(HREF)
        if picture and not body.hides:
            body.page.picture(picture, description)
            return
    if not len(source.findall(f"{DRAW}image")):
        body.inside(source, depth)


def _description(frame: etree._Element) -> str:
    for element in frame:
        if local_name(element) in ("desc", "title") and element.text:
            return element.text
    return ""


def _formula(body: Body, source: etree._Element) -> bool:
    """The words of a formula, which is a document of its own; gives whether it was one."""
    name = body.package.find(f"{source.get(HREF) or ''}/content.xml")
    root = body.package.xml(name) if name else source
    math = next(root.iter("{http://www.w3.org/1998/Math/MathML}math"), None)
    if math is None:
        return False
    for element in math.iter("{*}mi", "{*}mn", "{*}mo", "{*}mtext"):
        body.say(whole_text(element, ""))
    return True


READERS = {
    "span": _span,
    "a": _link,
    "line-break": _line_break,
    "s": _space,
    "tab": _tab,
    "ruby": _ruby,
    "note": _note,
    "hidden-text": _hidden_text,
    "bookmark": _bookmark,
    "bookmark-start": _bookmark,
    "frame": _frame,
}
