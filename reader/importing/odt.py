"""OpenDocument text: https://docs.oasis-open.org/office/OpenDocument/v1.3/, as far as words go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.builder import E

from reader.importing import html
from reader.importing.packages import Package
from reader.importing.pictures import Album
from reader.importing.prose import DEEPEST, parse
from reader.text.manuscripts import Manuscript, ManuscriptError

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SAME = {"list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}
_LEFT_OUT = set(
    "annotation annotation-end tracked-changes sequence-decls forms table-of-content bookmark "
    "soft-page-break".split()
)
_MOST_PARENTS = 20


@dataclass
class _Style:
    """What a style does to words, and the style that it is a kind of."""

    parent: str = ""
    css: str = ""
    tags: tuple[str, ...] = ()


def read(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an ODT file, called `name` where it gives itself no title.

    Tracked changes are read as accepted; comments are left out, with a doubt.
    Raises `ManuscriptError` for what is broken, locked, too large, or no text.
    """
    package = Package(data)
    if b"encryption-data" in (
        package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    ):
        raise ManuscriptError("is locked with a password: unlock it first")
    try:
        content = package.xml("content.xml")
    except KeyError as error:
        raise ManuscriptError("is no OpenDocument text: save it anew as .odt") from error
    body = next(content.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"), None)
    if body is None:
        raise ManuscriptError("has no text in it")
    writer = _Writer()
    for root in (package.xml("styles.xml") if "styles.xml" in package.names else None, content):
        if root is not None:
            writer.read_styles(root)
    tree = E.html(E.body())
    writer.inside(body, tree[0], 0)
    tree = parse(etree.tostring(tree, encoding="unicode", method="html"))
    manuscript = html.read_tree(
        tree, name=name, album=Album(lambda source: package.picture(package.find(source)))
    )
    if next(content.iter(f"{_TEXT}changed-region"), None) is not None:
        manuscript.doubts.append("Tracked changes were taken as accepted.")
    if next(content.iter("{*}annotation"), None) is not None:
        manuscript.doubts.append("The comments in the document were left out.")
    return manuscript


class _Writer:
    """Writes the elements of a text as those of HTML."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._numbered: set[str] = set()
        self._notes = 0

    def read_styles(self, root: etree._Element) -> None:
        """Learn what the styles of a document, or of a part of it, do to words."""
        for style in root.iter(f"{_STYLE}style"):
            made = _Style(style.get(f"{_STYLE}parent-style-name") or "")
            for props in style.iter(f"{_STYLE}text-properties"):
                slant, weight = props.get(f"{_FO}font-style"), props.get(f"{_FO}font-weight")
                made.css += f"font-style: {slant};" if slant else ""
                made.css += f"font-weight: {weight};" if weight else ""
                position = props.get(f"{_STYLE}text-position") or ""
                made.tags += tuple(
                    tag
                    for tag, worn in (
                        ("s", props.get(f"{_STYLE}text-line-through-style")),
                        ("u", props.get(f"{_STYLE}text-underline-style")),
                        ("sup", position.startswith("super")),
                        ("sub", position.startswith("sub")),
                    )
                    if worn and worn != "none"
                )
            self._styles[style.get(f"{_STYLE}name") or ""] = made
        for style in root.iter(f"{_TEXT}list-style"):
            first = next((level for level in style if isinstance(level.tag, str)), None)
            if first is not None and first.tag == f"{_TEXT}list-level-style-number":
                self._numbered.add(style.get(f"{_STYLE}name") or "")

    def inside(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        """Write what stands in an element. Raises ManuscriptError for elements without end."""
        if depth > DEEPEST:
            raise ManuscriptError("has elements inside of each other without end")
        _append(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._element(child, target, depth)
            _append(target, child.tail)

    def _element(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        tag = _name(source)
        name = source.get(f"{_TEXT}style-name") or ""
        if tag in _LEFT_OUT:
            return
        if tag == "line-break":
            etree.SubElement(target, "br")
        elif tag in ("tab", "s"):
            _append(target, " ")
        elif tag == "note":
            self._note(source, target, depth)
        elif tag == "frame":
            self._frame(source, target, depth)
        elif tag in ("h", "p"):
            made = target
            for wrapper in self._paragraph(source, tag, name):
                made = etree.SubElement(made, wrapper)
            self._styled(source, made, name, depth)
        elif tag == "span":
            self._styled(source, etree.SubElement(target, "span"), name, depth)
        elif tag == "a":
            link = etree.SubElement(target, "a", href=source.get(_LINK) or "")
            self.inside(source, link, depth + 1)
        elif tag == "list":
            made = etree.SubElement(target, "ol" if name in self._numbered else "ul")
            self.inside(source, made, depth + 1)
        elif tag in _SAME:
            self.inside(source, etree.SubElement(target, _SAME[tag]), depth + 1)
        else:
            self.inside(source, target, depth + 1)

    def _paragraph(self, source: etree._Element, tag: str, name: str) -> list[str]:
        """The elements of HTML that a paragraph is: what it is a kind of tells."""
        kinds = self._kinds(name)
        level = source.get(f"{_TEXT}outline-level") or ""
        if tag == "h":
            return [f"h{min(int(level) + 1 if level.isdecimal() else 2, 6)}"]
        if "Title" in kinds:
            return ["h1"]
        for kind in kinds:
            if kind.startswith("Heading_20_") and kind[-1:].isdecimal():
                return [f"h{min(int(kind[-1]) + 1, 6)}"]
        boxed = any(_name(e) == "text-box" for e in source.iterdescendants())
        return ["blockquote", "p"] if "Quotations" in kinds else ["div" if boxed else "p"]

    def _kinds(self, name: str) -> list[str]:
        """A style and those that it is a kind of, the nearest first."""

        def up(name: str) -> object:
            while name:
                yield name
                name = self._styles[name].parent if name in self._styles else ""

        return list(islice(up(name), _MOST_PARENTS))

    def _styled(
        self, source: etree._Element, target: etree._Element, name: str, depth: int
    ) -> None:
        """Write what stands in an element as the styles that it wears have it."""
        styles = [self._styles[kind] for kind in self._kinds(name)[::-1] if kind in self._styles]
        css = "".join(style.css for style in styles)
        heading = target.tag[:1] == "h"
        if css and not heading:
            last = [
                css.rpartition(f"{what}: ")[2].partition(";")[0]
                for what in ("font-style", "font-weight")
            ]
            target.set("style", f"font-style: {last[0]}; font-weight: {last[1]}")
        for tag in dict.fromkeys(tag for style in styles for tag in style.tags if not heading):
            target = etree.SubElement(target, tag)
        self.inside(source, target, depth + 1)

    def _frame(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        """A picture with its description, or a box of text."""
        said = next((e.text for e in source if _name(e) in ("desc", "title") and e.text), "")
        for child in source:
            if _name(child) == "image" and child.get(_LINK):
                etree.SubElement(target, "img", src=child.get(_LINK), alt=said)
                break
            if _name(child) == "text-box":
                self.inside(child, target, depth + 1)

    def _note(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        """A footnote: a mark here, and the note at the end of the page."""
        self._notes += 1
        link = etree.SubElement(etree.SubElement(target, "sup"), "a", href=f"#note-{self._notes}")
        link.text = str(self._notes)
        body = next(source.iter(f"{_TEXT}note-body"), None)
        if body is not None:
            root = target.getroottree().getroot()
            notes = root.find("aside")
            if notes is None:
                notes = etree.SubElement(root, "aside")
            item = etree.SubElement(notes, "div", id=f"note-{self._notes}")
            self.inside(body, item, depth + 1)


def _name(element: etree._Element) -> str:
    """An element's name without its namespace, also where that was never declared."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _append(target: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
