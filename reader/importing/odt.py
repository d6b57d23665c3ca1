"""OpenDocument text: https://docs.oasis-open.org/office/OpenDocument/v1.3/, as far as words go."""

from __future__ import annotations

from lxml import etree
from lxml.builder import E

from reader.importing import html
from reader.importing.packages import Package
from reader.importing.prose import DEEPEST
from reader.text.manuscripts import Manuscript, ManuscriptError

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"


def read(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an ODT file, called `name` where it gives itself no title.

    Raises `ManuscriptError` for what is broken, locked, too large, or no text.
    """
    package = Package(data)
    if b"manifest:encryption-data" in (
        package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    ):
        raise ManuscriptError("is locked with a password: unlock it first")
    try:
        content = package.xml("content.xml")
    except KeyError as error:
        raise ManuscriptError("is no OpenDocument text: save it anew as .odt") from error
    styles: dict[str, tuple[str, str]] = {}
    for root in (package.xml("styles.xml") if "styles.xml" in package.names else None, content):
        if root is not None:
            _read_styles(root, styles)
    body = next(content.iter("{*}text"), None)
    if body is None:
        raise ManuscriptError("has no text in it")
    tree = E.html(E.body())
    _Writer(styles).inside(body, tree[0], 0)
    tree = html.parse(etree.tostring(tree, encoding="unicode", method="html"))
    return html.read_tree(tree, name=name)


def _read_styles(root: etree._Element, styles: dict[str, tuple[str, str]]) -> None:
    """Each style's CSS as far as words go, and the heading or title that it stands for."""
    for style in root.iter(f"{_STYLE}style"):
        name, parent = style.get(f"{_STYLE}name"), style.get(f"{_STYLE}parent-style-name") or ""
        css = ""
        for props in style.iter(f"{_STYLE}text-properties"):
            if props.get(f"{_FO}font-style") in ("italic", "oblique"):
                css += "font-style: italic;"
            if props.get(f"{_FO}font-weight") == "bold":
                css += "font-weight: bold;"
        inherited = styles.get(parent, ("", parent))
        styles[name] = (css or inherited[0], inherited[1] or parent or name)


class _Writer:
    """Writes the elements of a text as those of HTML."""

    def __init__(self, styles: dict[str, tuple[str, str]]) -> None:
        self.styles = styles
        self.notes = 0

    def inside(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        if depth > DEEPEST:
            raise ManuscriptError("has elements inside of each other without end")
        _append(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self.element(child, target, depth)
            _append(target, child.tail)

    def element(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        tag = etree.QName(source).localname
        name = source.get(f"{_TEXT}style-name") or ""
        css, family = self.styles.get(name, ("", name))
        if tag in ("annotation", "annotation-end", "tracked-changes", "sequence-decls", "forms",
                   "table-of-content", "bookmark", "frame", "soft-page-break"):  # fmt: skip
            return
        if tag == "line-break":
            etree.SubElement(target, "br")
        elif tag == "tab" or tag == "s":
            _append(target, " ")
        elif tag == "note":
            self._note(source, target, depth)
        elif tag == "h":
            level = min(int(source.get(f"{_TEXT}outline-level") or 1) + 1, 6)
            self.inside(source, etree.SubElement(target, f"h{level}"), depth + 1)
        elif tag == "p" and family == "Title":
            self.inside(source, etree.SubElement(target, "h1"), depth + 1)
        elif tag == "p" and family == "Quotations":
            quote = etree.SubElement(target, "blockquote")
            self.inside(source, etree.SubElement(quote, "p"), depth + 1)
        elif tag in ("p", "span"):
            made = etree.SubElement(target, tag)
            if css:
                made.set("style", css)
            self.inside(source, made, depth + 1)
        elif tag == "a":
            self.inside(
                source, etree.SubElement(target, "a", href=source.get(_LINK) or ""), depth + 1
            )
        elif tag in _SAME:
            self.inside(source, etree.SubElement(target, _SAME[tag]), depth + 1)
        else:
            self.inside(source, target, depth + 1)

    def _note(self, source: etree._Element, target: etree._Element, depth: int) -> None:
        """A footnote: a mark here, and the note at the end of the page."""
        self.notes += 1
        link = etree.SubElement(etree.SubElement(target, "sup"), "a", href=f"#note-{self.notes}")
        link.text = str(self.notes)
        body = next(source.iter(f"{_TEXT}note-body"), None)
        if body is not None:
            root = target.getroottree().getroot()
            notes = root.find("aside")
            if notes is None:
                notes = etree.SubElement(root, "aside")
            item = etree.SubElement(notes, "div", id=f"note-{self.notes}")
            self.inside(body, item, depth + 1)


_SAME = {"list": "ul", "list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}


def _append(target: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
