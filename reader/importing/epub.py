"""EPUB 2 and 3: https://www.w3.org/TR/epub-33/, and as Calibre, AO3 and FanFicFare make them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from reader.importing import html
from reader.importing.archives.ao3 import read_preface
from reader.importing.archives.elements import markdown_of, note, words_of
from reader.importing.archives.fanficfare import fanficfare_chapter
from reader.importing.archives.gloss import is_from_gloss, read_story
from reader.importing.outline import Part, in_parts
from reader.importing.packages import Package
from reader.importing.prose import Prose, detach_notes
from reader.text.headings import read_heading
from reader.text.labels import read_label, read_language
from reader.text.manuscripts import Manuscript, ManuscriptError
from reader.text.paragraphs import Paragraph
from reader.text.title_pages import TitlePage, title_from

_CONTAINER = "META-INF/container.xml"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_APART = re.compile(
    r"cover|titlepage|title-page|halftitle|toc|loi|lot|landmarks|page-list|colophon|imprint"
    r"|copyright|uncopyright|copyright-page|other-credits|log_page|toc_page|title_page",
)
_NOTES = re.compile(r"\b(?:foot|end|rear)notes?\b")
_SAID_BY_THE_AUTHOR = {
    "dedication": "dedication", "foreword": "note", "preface": "note", "afterword": "note",
    "acknowledgments": "note", "acknowledgements": "note",
}  # fmt: skip
_EMPTY = re.compile(rb"<(title|script|style|a|div|p|span|i|b|em|td|li)(\s[^<>]*)?/>")
_SELECTOR = re.compile(r"(?:^|,|\s)(?:span|i|em|b)?\.([\w-]+)\s*(?=,|$)")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_BLOCKED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass
class Page:
    """One file of the spine: its name, tree, what kind of part it says it is."""

    name: str
    tree: HtmlElement
    kind: str = ""
    parts: list[Part] = field(default_factory=list)


def read(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an EPUB, called `name` where it gives itself no title.

    Raises `ManuscriptError` for what is broken, locked, too large, or no book.
    """
    package = Package(data)
    _refuse_locked(package)
    try:
        opf_name = next(
            element.get("full-path") or ""
            for element in package.xml(_CONTAINER).iter("{*}rootfile")
        )
        opf_name = package.find(opf_name) or opf_name
        opf = package.xml(opf_name)
    except (KeyError, StopIteration) as error:
        raise ManuscriptError("is no EPUB: it lacks a table of what is in it") from error
    book = _Book(package, opf_name, opf)
    page = book.title_page(name)
    pages = book.pages()
    if not pages:
        raise ManuscriptError("has no text in it")
    publisher = words_of(next(opf.iter("{*}publisher"), None))
    if any(is_from_gloss(one.tree) for one in pages):
        manuscript = read_story((tree, book.notes(name)) for name, tree in book.trees.items())
    elif "Archive of Our Own" in publisher or book.is_from_ao3(pages):
        manuscript = _from_ao3(page, book, pages)
    elif any(p.tree.xpath("//meta[@name='chapterorigtitle']") for p in pages):
        manuscript = _from_fanficfare(page, pages)
    else:
        manuscript = _from_spine(page, book, pages)
    manuscript.title = manuscript.title or title_from(name)
    if book.images:
        manuscript.doubts.append(html.left_out(book.images))
    return manuscript


def _refuse_locked(package: Package) -> None:
    """Raise ManuscriptError for a book with rights management; locked fonts are no matter."""
    if "META-INF/encryption.xml" not in package.names:
        return
    for method in package.xml("META-INF/encryption.xml").iter("{*}EncryptionMethod"):
        if method.get("Algorithm") not in _BLOCKED:
            raise ManuscriptError("is locked to a shop’s reader: get it without copy protection")


class _Book:
    """An EPUB's package document, and the files that it names."""

    def __init__(self, package: Package, name: str, opf: object) -> None:
        self.package, self.name, self.opf = package, name, opf
        self.images = 0
        self.items = {item.get("id"): item for item in opf.iter("{*}item")}
        self.trees: dict[str, HtmlElement] = {}
        self.italic, self.bold = self._classes()

    def title_page(self, name: str) -> TitlePage:
        """What the metadata says."""
        page = TitlePage()
        said: dict[str, list[str]] = {}
        for element in self.opf.iter("{http://purl.org/dc/elements/1.1/}*"):
            words = words_of(element)
            if words:
                said.setdefault(element.tag.rpartition("}")[2], []).append(words)
        page.title = (said.get("title") or [""])[0]
        page.author = ", ".join(
            words_of(e)
            for e in self.opf.iter("{*}creator")
            if (e.get("{http://www.idpf.org/2007/opf}role") or "aut") == "aut" and words_of(e)
        )
        page.language = read_language((said.get("language") or [""])[0].split("-")[0])
        page.summary = "\n\n".join(
            markdown_of(html.parse(words)) if "<" in words else words
            for words in said.get("description", [])[:1]
        )
        page.tags = [tag.strip() for s in said.get("subject", []) for tag in s.split(",")]
        page.published = ((said.get("date") or [""])[0] + " ")[:10].strip()
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", page.published):
            page.published = ""
        page.source = next((s for s in said.get("source", []) if s.startswith("http")), "")
        for meta in self.opf.iter("{*}meta"):
            if meta.get("name") == "calibre:series":
                page.series = (meta.get("content") or "")[:200]
            elif meta.get("property") == "belongs-to-collection":
                page.series = words_of(meta)[:200]
        return page

    def pages(self) -> list[Page]:
        """The files of the spine in their order, without covers, contents and the like."""
        guide = {
            self.package.find(ref.get("href") or "", self.name): ref.get("type") or ""
            for ref in self.opf.iter("{*}reference")
        }
        pages = []
        for ref in self.opf.iter("{*}itemref"):
            item = self.items.get(ref.get("idref"))
            name = item is not None and self.package.find(item.get("href") or "", self.name)
            if not name or "html" not in (item.get("media-type") or ""):
                continue
            tree = self.tree(name)
            body = tree.find("body")
            if tree is None or body is None:
                continue
            types = [
                e.get("epub:type") or "" for e in tree.iter("body", "section", "div", "article")
            ]
            kind = " ".join([*types, guide.get(name, ""), item.get("properties") or ""])
            stem = name.rpartition("/")[2].partition(".")[0].lower()
            if (
                "nav" in (item.get("properties") or "")
                or _APART.fullmatch(stem)
                or any(_APART.fullmatch(word) for word in kind.split())
            ):
                continue
            pages.append(Page(name, tree, kind))
        self.notes = detach_notes([(page.name, page.tree) for page in pages], self.target)
        return pages

    def tree(self, name: str) -> HtmlElement:
        """A page's tree; the same one every time."""
        if name not in self.trees:
            data = self.package.read(name)
            data = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
            data = re.sub(
                rb"<(title|script|style|a|div|p|span|i|b|em)(\s[^<>]*)?/>", rb"<\1\2></\1>", data
            )
            parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
            if data.startswith((b"\xff\xfe", b"\xfe\xff")):
                parser = HTMLParser(encoding="utf-16", no_network=True)
            try:
                self.trees[name] = document_fromstring(data or b"<p></p>", parser=parser)
            except (ValueError, AssertionError) as error:
                raise ManuscriptError("is damaged: get the file once more") from error
        return self.trees[name]

    def prose(self, page: Page, elements: list[HtmlElement]) -> Prose:
        """A page's paragraphs, with its footnotes wherever in the book they stand."""
        prose = Prose(note_at=self.notes(page.name), styles=self.styles).read(elements)
        self.images += prose.images
        return prose

    def target(self, beside: str, href: str) -> HtmlElement | None:
        """The element that a link on the page `beside` leads to."""
        file, _, anchor = href.partition("#")
        name = self.package.find(file, beside) if file else beside
        if not anchor or not name.lower().endswith(("html", "htm", "xml")):
            return None
        found = self.tree(name).xpath("//*[@id=$anchor]", anchor=anchor)
        if found and found[0].tag == "a":
            return found[0].getparent()
        return found[0] if found else None

    def labels(self) -> dict[str, list[tuple[str, str]]]:
        """What the table of contents calls each file: anchor and title, in order."""
        labels: dict[str, list[tuple[str, str]]] = {}

        def add(href: str | None, words: str, beside: str) -> None:
            name = self.package.find(href or "", beside)
            if name and words:
                labels.setdefault(name, []).append(((href or "").partition("#")[2], words))

        for item in self.items.values():
            href = self.package.find(item.get("href") or "", self.name)
            if "nav" in (item.get("properties") or "").split() and href:
                for nav in self.tree(href).iter("nav"):
                    if "toc" in (nav.get("epub:type") or "toc"):
                        for link in nav.iter("a"):
                            add(link.get("href"), words_of(link), href)
            elif item.get("media-type") == "application/x-dtbncx+xml" and href and not labels:
                for point in self.package.xml(href).iter("{*}navPoint"):
                    content = next(point.iterchildren("{*}content"), None)
                    label = words_of(next(point.iterchildren("{*}navLabel"), None))
                    if content is not None:
                        add(content.get("src"), label, href)
        return labels

    def is_from_ao3(self, pages: list[Page]) -> bool:
        first = pages[0].tree
        return bool(first.xpath("//a[contains(@href, 'archiveofourown.org/works/')]")) and bool(
            first.xpath("//*[@id='preface']")
        )

    def styles(self, element: HtmlElement) -> frozenset[str]:
        """What the book's stylesheets say of an element's classes."""
        names = (element.get("class") or "").split()
        styles = {"em"} if any(name in self.italic for name in names) else set()
        if element.tag == "span" and any(name in self.bold for name in names):
            styles.add("strong")
        return frozenset(styles)

    def _classes(self) -> tuple[set[str], set[str]]:
        """Classes that set a phrase in italics or in bold, as Calibre and shops write them."""
        italic: set[str] = set()
        bold: set[str] = set()
        for item in self.items.values():
            href = self.package.find(item.get("href") or "", self.name)
            if item.get("media-type") != "text/css" or not href:
                continue
            css = self.package.read(href).decode("utf-8", "replace")[:500_000]
            for selectors, rules in _RULE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
                names = set(
                    re.findall(r"(?:^|,|\s)(?:span|i|em|b)?\.([\w-]+)\s*(?=,|$)", selectors.strip())
                )
                if re.search(r"font-style\s*:\s*italic", rules):
                    italic |= names
                if re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", rules):
                    bold |= names
        return italic, bold


def _from_spine(page: TitlePage, book: _Book, pages: list[Page]) -> Manuscript:
    """A book of which each file, or each place that the contents name, is a chapter."""
    labels = book.labels()
    parts: list[Part] = []
    for one in pages:
        prose = book.prose(one, [one.tree.find("body")])
        if not prose.found or _NOTES.search(one.kind):
            continue
        kind = next((k for word, k in _SAID_BY_THE_AUTHOR.items() if word in one.kind.split()), "")
        if kind or _is_a_title_page(prose.found, page):
            text = "\n\n".join(p.text for p in prose.found if not p.text.startswith("#"))
            if kind and text:
                said = Paragraph(text.split("\n"), 1, note=kind)
                (parts[-1].body if parts else page.notes).append(said)
            continue
        named = labels.get(one.name, [])
        if not named and labels and parts and not prose.headings:
            parts[-1].body.extend(prose.found + prose.definitions())  # Calibre parts long files
        else:
            parts += _cut(prose, named)
    manuscript = in_parts(page, parts or [Part("", [])])
    return manuscript


def _is_a_title_page(found: list[Paragraph], page: TitlePage) -> bool:
    """Whether a page holds nothing but the book's title and its author."""
    words = " ".join(p.words for p in found)
    return len(words) < 200 and bool(page.title) and page.title.lower() in words.lower()


def _cut(prose: Prose, named: list[tuple[str, str]]) -> list[Part]:
    """A page's paragraphs in parts: at the places that the contents name, if there are several."""
    cuts = [(prose.anchors.get(anchor, 0) if anchor else 0, words) for anchor, words in named]
    cuts = [cut for i, cut in enumerate(cuts) if i == 0 or cut[0] > cuts[i - 1][0]]
    if not cuts:
        words = prose.headings.get(0, (0, ""))[1]
        cuts = [(0, words)]
    elif cuts[0][0] > 0:
        cuts.insert(0, (0, ""))
    definitions = prose.definitions()
    parts = []
    for (start, title), (end, _) in zip(cuts, [*cuts[1:], (len(prose.found), "")], strict=True):
        body = prose.found[start:end]
        at = start
        while body and at in prose.headings and _says_the_same(prose.headings[at][1], title):
            body, at = body[1:], at + 1
        if at > start and body and _says_the_same(body[0].text, title) and len(body) > 1:
            body = body[1:]  # a title under its number
        marks = {mark for p in body for mark in re.findall(r"\[\^(\d+)\]", p.text)}
        body += [d for d in definitions if d.lines[0][2:].partition("]")[0] in marks]
        if body:
            parts.append(Part(title, body))
    return parts


def _says_the_same(heading: str, title: str) -> object:
    """Whether a heading is the chapter's title, or a part of it."""
    one, other = (re.sub(r"\W+", "", words).lower() for words in (heading, title))
    numbered = re.fullmatch(r"\d+|[ivxlc]+", one)
    return bool(one and one in other) or numbered or read_heading(heading) is not None


def _from_fanficfare(page: TitlePage, pages: list[Page]) -> Manuscript:
    """FanFicFare's EPUB: each chapter says in its head what it is called."""
    parts = []
    for one in pages:
        titles = {m.get("name"): m.get("content") or "" for m in one.tree.iter("meta")}
        title = titles.get("chapterorigtitle") or titles.get("chaptertitle")
        if title is None:
            continue
        body = one.tree.find("body")
        elements = [e for e in body if "fff_chapter_title" not in (e.get("class") or "")]
        parts.append(fanficfare_chapter(title, elements))
    return in_parts(page, parts or [Part("", [])])


def _from_ao3(page: TitlePage, book: _Book, pages: list[Page]) -> Manuscript:
    """AO3's EPUB: a preface, a file for each chapter with labelled notes, an afterword."""
    page.tags = []
    parts: list[Part] = []
    afterword: list[Paragraph] = []
    for at, one in enumerate(pages):
        body = one.tree.find("body")
        if one.tree.xpath("//*[@id='preface']") or (at == 0 and one.tree.xpath("//dl")):
            read_preface(one.tree, page)
        elif one.tree.xpath("//*[@id='afterword']"):
            quotes = body.xpath(".//blockquote")
            afterword += [p for quote in quotes for p in note(quote)]
        else:
            parts.append(_ao3_part(book, one, body))
    if parts:
        parts[-1].body.extend(afterword)
    return in_parts(page, parts or [Part("", [])])


def _ao3_part(book: _Book, one: Page, body: HtmlElement) -> Part:
    """A chapter's file: heading, labels with quotations below them, the text."""
    title, label, past = "", "", False
    found: list[Paragraph] = []
    for element in list(body.iter("h2", "p", "blockquote")):
        words = words_of(element)
        if element.tag == "h2" and not title:
            title = re.sub(r"^Chapter \d+:\s*", "", words)
            element.drop_tree()
        elif element.tag == "p" and re.fullmatch(
            r"(?:Chapter )?(?:Summary|Notes|End Notes):?", words, re.IGNORECASE
        ):
            label = words.lower()
            element.drop_tree()
        elif element.tag == "p" and "end of the chapter" in words and "notes" in words:
            element.drop_tree()
        elif element.tag == "blockquote" and label:
            past = "end" in label
            written = note(element, label="*Summary:* " if "summary" in label else "")
            (found if not past else one.parts).extend(written)
            element.drop_tree()
            label = ""
    prose = book.prose(one, [body])
    after = [p for p in one.parts if isinstance(p, Paragraph)]
    if title and read_label(title):
        title = ""
    return Part(title, found + prose.found + prose.definitions() + after)
