"""What an EPUB is made of: its pages in their order, their footnotes, its pictures."""

from __future__ import annotations

import re
from functools import partial

from lxml import etree
from lxml.html import HtmlElement

from reader.importing.chapters.links import name_places
from reader.importing.epub.package_document import PackageDocument, is_page
from reader.importing.epub.pages import Page, is_about_the_book, page_kind
from reader.importing.epub.styles import BookStyles
from reader.importing.files.packages import Package
from reader.importing.html.decoding import decode_html
from reader.importing.html.drawings import take_words_of_drawings
from reader.importing.html.element_readers import new_prose
from reader.importing.html.elements import anchors_in
from reader.importing.html.entities import unescape_tree
from reader.importing.html.footnotes import NoteAt, detach_notes, notes_led_to
from reader.importing.html.hidden_elements import leave_out_hidden
from reader.importing.html.link_targets import note_of
from reader.importing.html.parsing import parse
from reader.importing.html.prose import Prose
from reader.text.manuscripts.manuscript import ManuscriptError

_EMPTY = re.compile(
    r"<(?!(?:br|hr|img|meta|link|col|input|area|base|wbr)\b)([a-z][\w:-]*)(\s[^<>]*)?/>", re.I
)
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class Book:
    """The pages of an EPUB, and what they lead to.

    Raises ManuscriptError for what is broken, locked, or no book.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._refuse_locked()
        try:
            self.document = PackageDocument(self.package)
        except KeyError as error:
            raise ManuscriptError(
                "is not an EPUB: the list of its files is missing. Download it again"
            ) from error
        self._trees: dict[str, HtmlElement] = {}
        self._ids: dict[str, dict[str, HtmlElement]] = {}
        self._styles = BookStyles(self.package, self.document)
        self.entities: list[str] = []
        self.drawings = 0
        self.apart: list[Page] = []
        self.missing: list[str] = []
        self.pages = self._pages()
        self._names = {page.name for page in self.pages}
        trees = [(page.name, page.tree) for page in self.pages]
        notes = notes_led_to(trees, self._target)
        self.hidden = leave_out_hidden([page.body for page in self.pages], notes)
        self._notes = detach_notes(trees, self._target)

    def _refuse_locked(self) -> None:
        """Raise ManuscriptError for rights management; locked fonts are no matter."""
        if "META-INF/encryption.xml" not in self.package.names:
            return
        for method in self.package.xml("META-INF/encryption.xml").iter("{*}EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS:
                raise ManuscriptError("is copy-protected: get a version without DRM")

    def _pages(self) -> list[Page]:
        """The files of the spine in their order; covers, contents and the like are put apart."""
        guide = self.document.guide()
        pages: list[Page] = []
        seen: set[str] = set()
        for ref in self.document.root.iter("{*}itemref"):
            item = self.document.items.get(ref.get("idref"))
            if item is not None and not is_page(item):
                continue
            name = self.document.find(item)
            if name in seen:
                continue
            page = self._page(name, item, guide)
            if page is None:
                self.missing.append(_name_to_tell(ref, item))
                continue
            seen.add(name)
            if is_about_the_book(page):
                self.apart.append(page)
            else:
                pages.append(page)
        return pages

    def _page(self, name: str, item: etree._Element | None, guide: dict[str, str]) -> Page | None:
        """A file of the spine, or None for what is no page."""
        if item is None or not name:
            return None
        tree = self.tree(name)
        if tree.find("body") is None:
            return None
        properties = item.get("properties") or ""
        kind = " ".join([page_kind(tree), guide.get(name, ""), properties])
        return Page(name, tree, kind, is_contents="nav" in properties.split())

    def tree(self, name: str) -> HtmlElement:
        """A page's tree; the same one every time."""
        if name not in self._trees:
            text = _EMPTY.sub(r"<\1\2></\1>", decode_html(self.package.read(name)))
            tree = self._trees[name] = parse(text if text.strip() else "<p></p>")
            self.entities += unescape_tree(tree)
            self._styles.dress(tree, name)
            self.drawings += take_words_of_drawings(tree)
        return self._trees[name]

    def picture(self, beside: str, source: str) -> bytes | None:
        """The bytes of the picture that a page calls for."""
        name = self.package.find(source.partition("?")[0], beside)
        if name.lower().endswith(_PICTURES):
            return self.package.picture(name)
        return None

    def prose(self, page: Page, elements: list[HtmlElement]) -> Prose:
        """A page's paragraphs, with its footnotes wherever in the book they stand."""
        prose = new_prose(self.notes_of(page), partial(self._place, page.name)).read(elements)
        name_places(prose.found, prose.anchors, page.name)
        return prose

    def notes_of(self, page: Page) -> NoteAt:
        """What gives the footnote that a link on a page leads to."""
        return self._notes.on(page.name)

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
            self._ids[name] = anchors_in(self.tree(name))
        return note_of(self._ids[name].get(anchor))


def _name_to_tell(ref: etree._Element, item: etree._Element | None) -> str:
    """What to call a page that is missing."""
    href = "" if item is None else item.get("href")
    return href or ref.get("idref") or "a page without a name"
