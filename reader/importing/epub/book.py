"""What an EPUB is made of: its pages in their order, contents, styles, pictures.

https://www.w3.org/TR/epub-33/, https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from reader.importing.archives.elements import words_of
from reader.importing.files.packages import Package
from reader.importing.html import html
from reader.importing.html.chapter_links import name_places
from reader.importing.html.entities import mend
from reader.importing.html.footnotes import detach_notes, notes_led_to
from reader.importing.html.hiding import leave_out_hidden
from reader.importing.html.parsing import ids_of, parse
from reader.importing.html.prose import Prose
from reader.importing.html.stylesheets import Stylesheets, sheets_in
from reader.text.manuscripts.manuscript import ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph

_CONTAINER = "META-INF/container.xml"
_CONTENTS = re.compile(r"toc|loi|lot|landmarks|page-list|toc_page")
_LEGAL = re.compile(
    r"colophon|imprint|copyright|uncopyright|copyright-page|other-credits|log_page|title_page"
)
_APART = re.compile(
    rf"{_LEGAL.pattern}|cover|coverpage|cover-page|titlepage|title-page|halftitle|halftitlepage"
)
_MOST_ABOUT_A_BOOK = 400
"""Words besides links that a cover, a title page or contents may have. What has more is text."""
_NO_PAGE = re.compile(r"image/|text/css|font|audio/|video/|javascript|smil|x-dtbncx")
_EMPTY = re.compile(
    r"<(?!(?:br|hr|img|meta|link|col|input|area|base|wbr)\b)([a-z][\w:-]*)(\s[^<>]*)?/>", re.I
)
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass
class Page:
    """One file of the spine: its name, tree, what kind of part it says it is."""

    name: str
    tree: HtmlElement
    kind: str = ""
    notes: list[Paragraph] = field(default_factory=list)

    is_contents: bool = False

    @property
    def body(self) -> HtmlElement:
        return self.tree.find("body")


class Book:
    """An EPUB's package document, and the files that it names.

    Raises ManuscriptError for what is broken, locked, or no book.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._refuse_locked()
        try:
            roots = self.package.xml(_CONTAINER).iter("{*}rootfile")
            name = next((root.get("full-path") or "" for root in roots), "")
            self.name = self.package.find(name) or name
            self.opf = self.package.xml(self.name)
        except KeyError as error:
            raise ManuscriptError("is no EPUB: it lacks a table of what is in it") from error
        self.items = {item.get("id"): item for item in self.opf.iter("{*}item")}
        self._trees: dict[str, HtmlElement] = {}
        self._ids: dict[str, dict[str, HtmlElement]] = {}
        self._styles: dict[tuple[str, ...], Stylesheets] = {}
        self.entities: list[str] = []
        self.apart: list[Page] = []
        self.missing: list[str] = []
        self.pages = self._pages()
        self._names = {page.name for page in self.pages}
        trees = [(page.name, page.tree) for page in self.pages]
        notes = notes_led_to(trees, self._target)
        self.hidden = leave_out_hidden((page.body for page in self.pages), notes)
        self._notes = detach_notes(trees, self._target)

    def _refuse_locked(self) -> None:
        """Raise ManuscriptError for rights management; locked fonts are no matter."""
        if "META-INF/encryption.xml" not in self.package.names:
            return
        for method in self.package.xml("META-INF/encryption.xml").iter("{*}EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS:
                raise ManuscriptError(
                    "is locked to a shop’s reader: get it without copy protection"
                )

    def _pages(self) -> list[Page]:
        """The files of the spine in their order; covers, contents and the like are put apart."""
        guide = {
            self.package.find(ref.get("href") or "", self.name): ref.get("type") or ""
            for ref in self.opf.iter("{*}reference")
        }
        pages, seen = [], set()
        for ref in self.opf.iter("{*}itemref"):
            item = self.items.get(ref.get("idref"))
            href = "" if item is None else item.get("href") or ""
            name = self.package.find(href, self.name) if href else ""
            if name in seen or (item is not None and _NO_PAGE.search(_kind_of(item))):
                continue
            page = self._page(name, item, guide) if name else None
            if page is None:
                self.missing.append(href or ref.get("idref") or "a page without a name")
                continue
            seen.add(name)
            (self.apart if self._is_apart(page) else pages).append(page)
        return pages

    def _page(self, name: str, item: etree._Element, guide: dict[str, str]) -> Page | None:
        """A file of the spine, or None for what is no page."""
        tree = self.tree(name)
        if tree.find("body") is None:
            return None
        properties = item.get("properties") or ""
        kind = " ".join([_types(tree), guide.get(name, ""), properties])
        return Page(name, tree, kind, is_contents="nav" in properties.split())

    def _is_apart(self, page: Page) -> bool:
        """Whether a page is about the book, and no part of the story: by what it is called, if it
        has no more to say than such a page has."""
        kinds = [page.name.rpartition("/")[2].partition(".")[0].lower(), *page.kind.split()]
        page.is_contents |= any(map(_CONTENTS.fullmatch, kinds))
        if not page.is_contents and not any(map(_APART.fullmatch, kinds)):
            return False
        if any(map(_LEGAL.fullmatch, kinds)):
            return True
        links = sum(len(words_of(link).split()) for link in page.body.iter("a"))
        return len(words_of(page.body).split()) - links <= _MOST_ABOUT_A_BOOK

    def tree(self, name: str) -> HtmlElement:
        """A page's tree; the same one every time."""
        if name not in self._trees:
            text = _EMPTY.sub(r"<\1\2></\1>", html.decoded(self.package.read(name)))
            tree = self._trees[name] = parse(text if text.strip() else "<p></p>")
            self.entities += mend(tree)
            self._dress(tree, name)
        return self._trees[name]

    def picture(self, beside: str, source: str) -> bytes | None:
        """The bytes of the picture that a page calls for."""
        name = self.package.find(source.partition("?")[0], beside)
        if name.lower().endswith(_PICTURES):
            return self.package.picture(name)
        return None

    def prose(self, page: Page, elements: list[HtmlElement]) -> Prose:
        """A page's paragraphs, with its footnotes wherever in the book they stand."""
        prose = Prose(self.notes_of(page), lambda href: self._place(page.name, href)).read(elements)
        name_places(prose.found, prose.anchors, page.name)
        return prose

    def notes_of(self, page: Page) -> Callable[[str], HtmlElement | None]:
        """What gives the footnote that a link on a page leads to."""
        return self._notes(page.name)

    def _place(self, beside: str, href: str) -> str:
        """The name of the place in the book that a link on the page `beside` leads to."""
        file, hash_mark, anchor = href.partition("#")
        name = self.package.find(file, beside) if file else beside
        if name not in self._names:
            return ""
        return f"{name}#{anchor}" if hash_mark else name

    def _target(self, beside: str, href: str) -> HtmlElement | None:
        """The element that a link on the page `beside` leads to."""
        file, _, anchor = href.partition("#")
        name = self.package.find(file, beside) if file else beside
        if not anchor or not name.lower().endswith(("html", "htm", "xml")):
            return None
        if name not in self._ids:
            self._ids[name] = ids_of(self.tree(name))
        return html.note_of(self._ids[name].get(anchor))

    def labels(self) -> dict[str, list[tuple[str, str]]]:
        """What the table of contents calls each file: anchor and title, in order."""
        labels: dict[str, list[tuple[str, str]]] = {}

        def add(href: str | None, words: str, beside: str) -> None:
            name = self.package.find(href or "", beside)
            if name and words:
                labels.setdefault(name, []).append(((href or "").partition("#")[2], words))

        for item in self.items.values():
            href = self.package.find(item.get("href") or "", self.name)
            if href and "nav" in (item.get("properties") or "").split():
                for nav in self.tree(href).iter("nav"):
                    if "toc" in (nav.get("epub:type") or "toc").split():
                        for link in nav.iter("a"):
                            add(link.get("href"), words_of(link), href)
        for item in [] if labels else self.items.values():
            href = self.package.find(item.get("href") or "", self.name)
            if href and item.get("media-type") == "application/x-dtbncx+xml":
                for point in self.package.xml(href).iter("{*}navPoint"):
                    content = next(point.iterchildren("{*}content"), None)
                    label = words_of(next(point.iterchildren("{*}navLabel"), None))
                    if content is not None:
                        add(content.get("src"), label, href)
        return labels

    def _dress(self, tree: HtmlElement, name: str) -> None:
        """Write into a page's elements what its stylesheets say of them."""
        links = tree.xpath("//link[contains(@rel, 'stylesheet')]/@href")
        files = tuple(filter(None, (self.package.find(href, name) for href in links)))
        files = files or self._stylesheets()  # a page that names none was meant to have them
        own = sheets_in(tree)
        if own or files not in self._styles:
            sheets = [self.package.read(file).decode("utf-8", "replace") for file in files]
            styles = Stylesheets(sheets + own)
            if not own:
                self._styles[files] = styles
        else:
            styles = self._styles[files]
        styles.dress(tree)

    def _stylesheets(self) -> tuple[str, ...]:
        items = (i for i in self.items.values() if i.get("media-type") == "text/css")
        names = (self.package.find(item.get("href") or "", self.name) for item in items)
        return tuple(filter(None, names))


def _kind_of(item: etree._Element) -> str:
    return (item.get("media-type") or "").lower()


def _types(tree: HtmlElement) -> str:
    """What a page says that it is: its body, and what alone stands in it."""
    types, element = [], tree.find("body")
    while element is not None:
        types.append(element.get("epub:type") or "")
        inner = [child for child in element if isinstance(child.tag, str)]
        alone = len(inner) == 1 and inner[0].tag in ("section", "div", "article", "main", "aside")
        element = inner[0] if alone else None
    return " ".join(types)
