"""What an EPUB is made of: its pages in their order, contents, styles, pictures.

https://www.w3.org/TR/epub-33/, https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from lxml import etree
from lxml.html import HtmlElement

from reader.importing.archives.elements import words_of
from reader.importing.chapters.links import name_places
from reader.importing.files.packages import Package
from reader.importing.html import html
from reader.importing.html.entities import unescape_tree
from reader.importing.html.footnotes import NoteAt, detach_notes, notes_led_to
from reader.importing.html.hidden_elements import leave_out_hidden
from reader.importing.html.parsing import anchors_in, parse
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
_WRAPPERS = ("section", "div", "article", "main", "aside")
_NCX = "application/x-dtbncx+xml"
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
            self.name = opf_name(self.package)
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
        self.hidden = leave_out_hidden([page.body for page in self.pages], notes)
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
        guide = self._guide()
        pages: list[Page] = []
        seen: set[str] = set()
        for ref in self.opf.iter("{*}itemref"):
            item = self.items.get(ref.get("idref"))
            if item is not None and not is_page(item):
                continue
            name = self.find(item)
            if name in seen:
                continue
            page = self._page(name, item, guide)
            if page is None:
                self.missing.append(_name_to_tell(ref, item))
                continue
            seen.add(name)
            if self._is_apart(page):
                self.apart.append(page)
            else:
                pages.append(page)
        return pages

    def _guide(self) -> dict[str, str]:
        """What EPUB 2's guide says that each file is."""
        guide: dict[str, str] = {}
        for reference in self.opf.iter("{*}reference"):
            guide[self.find(reference)] = reference.get("type") or ""
        return guide

    def find(self, item: etree._Element | None) -> str:
        """The name of the file that an element of the package document names, or nothing."""
        href = "" if item is None else item.get("href") or ""
        return self.package.find(href, self.name) if href else ""

    def _page(self, name: str, item: etree._Element | None, guide: dict[str, str]) -> Page | None:
        """A file of the spine, or None for what is no page."""
        if item is None or not name:
            return None
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
        linked = 0
        for link in page.body.iter("a"):
            linked += len(words_of(link).split())
        return len(words_of(page.body).split()) - linked <= _MOST_ABOUT_A_BOOK

    def tree(self, name: str) -> HtmlElement:
        """A page's tree; the same one every time."""
        if name not in self._trees:
            text = _EMPTY.sub(r"<\1\2></\1>", html.decode_html(self.package.read(name)))
            tree = self._trees[name] = parse(text if text.strip() else "<p></p>")
            self.entities += unescape_tree(tree)
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
        prose = Prose(self.notes_of(page), partial(self._place, page.name)).read(elements)
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
        return html.note_of(self._ids[name].get(anchor))

    def labels(self) -> dict[str, list[tuple[str, str]]]:
        """What the table of contents calls each file: anchor and title, in order."""
        labels: dict[str, list[tuple[str, str]]] = {}
        for href, words, beside in self._listed() or self._listed_in_epub_2():
            name = self.package.find(href, beside)
            labels.setdefault(name, []).append((href.partition("#")[2], words))
        return labels

    def _listed(self) -> list[tuple[str, str, str]]:
        """The links of EPUB 3's contents: where each leads, its words, the file that it is in."""
        listed: list[tuple[str, str, str]] = []
        for item in self.items.values():
            file = self.find(item)
            if not file or "nav" not in (item.get("properties") or "").split():
                continue
            for nav in self.tree(file).iter("nav"):
                if "toc" in (nav.get("epub:type") or "toc").split():
                    for link in nav.iter("a"):
                        self._add_entry(listed, link.get("href"), words_of(link), file)
        return listed

    def _listed_in_epub_2(self) -> list[tuple[str, str, str]]:
        """The same of EPUB 2's, an NCX file."""
        listed: list[tuple[str, str, str]] = []
        for item in self.items.values():
            file = self.find(item)
            if not file or item.get("media-type") != _NCX:
                continue
            for point in self.package.xml(file).iter("{*}navPoint"):
                label = words_of(next(point.iterchildren("{*}navLabel"), None))
                content = next(point.iterchildren("{*}content"), None)
                if content is not None:
                    self._add_entry(listed, content.get("src"), label, file)
        return listed

    def _add_entry(
        self, listed: list[tuple[str, str, str]], href: str | None, words: str, file: str
    ) -> None:
        """Add an entry of a table of contents, if it has words and leads to a file of the book."""
        if words and self.package.find(href or "", file):
            listed.append((href or "", words, file))

    def _dress(self, tree: HtmlElement, name: str) -> None:
        """Write into a page's elements what its stylesheets say of them."""
        links = tree.xpath("//link[contains(@rel, 'stylesheet')]/@href")
        found = [self.package.find(href, name) for href in links]
        files = tuple(filter(None, found))
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
        names: list[str] = []
        for item in self.items.values():
            if item.get("media-type") == "text/css":
                names.append(self.find(item))
        return tuple(filter(None, names))


def opf_name(package: Package) -> str:
    """The name of a book's package document. Raises KeyError where no book is in the package."""
    root = next(package.xml(_CONTAINER).iter("{*}rootfile"), None)
    name = "" if root is None else root.get("full-path") or ""
    return package.find(name) or name


def is_page(item: etree._Element) -> bool:
    """Whether an item of a package document may be a page of text."""
    return not _NO_PAGE.search((item.get("media-type") or "").lower())


def _name_to_tell(ref: etree._Element, item: etree._Element | None) -> str:
    """What to call a page that is missing."""
    href = "" if item is None else item.get("href")
    return href or ref.get("idref") or "a page without a name"


def _types(tree: HtmlElement) -> str:
    """What a page says that it is: its body, and what alone stands in it."""
    types: list[str] = []
    element = tree.find("body")
    while element is not None:
        types.append(element.get("epub:type") or "")
        inner = list(element.iterchildren(tag=etree.Element))
        alone = len(inner) == 1 and inner[0].tag in _WRAPPERS
        element = inner[0] if alone else None
    return " ".join(types)
