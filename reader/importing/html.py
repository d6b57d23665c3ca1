"""HTML: archives' downloads and page saves, word processors' pages, and any page with a story.

Each archive is known by the elements that its own templates give it; a page of none is read by
its headings, as a Markdown file is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from reader.importing import archives
from reader.importing.outline import outlined
from reader.importing.prose import Prose, detach_notes, parse
from reader.text.manuscripts import Manuscript, ManuscriptError
from reader.text.paragraphs import Paragraph
from reader.text.title_pages import TitlePage, title_from

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[\^(\d+)\]")
_SITE = re.compile(r"\s+(?:[|·»]|[-–—](?=\s[^-–—]*$))\s.*$")


def read(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an HTML page, called `name` where it gives itself no title.

    Raises `ManuscriptError` if there is no story in it.
    """
    return read_tree(parse(_decoded(data)), name=name)


def read_tree(tree: HtmlElement, *, name: str) -> Manuscript:
    """The manuscript in a page that is parsed already."""
    for recognise in archives.ALL:
        manuscript = recognise(tree)
        if manuscript is not None:
            manuscript.title = manuscript.title or _title(tree) or title_from(name)
            return manuscript
    notes = notes_of(tree)
    prose = Prose(note_at=notes).read([_main(tree)])
    if not prose.found:
        raise ManuscriptError("has no story in it")
    page = TitlePage(title=_said_title(tree), author=_meta(tree, "author"))
    page.language = (tree.get("lang") or "").split("-")[0]
    if prose.images:
        page.doubts.append(left_out(prose.images))
    manuscript = outlined(page, prose.found, prose.headings, name=name, untold=True)
    _attach(manuscript, prose.definitions())
    return manuscript


def _attach(manuscript: Manuscript, definitions: list[Paragraph]) -> None:
    """Put each footnote at the end of the chapter in which its mark stands."""
    texts = {p.lines[0][2:].partition("]")[0]: p.text for p in definitions}
    for chapter in manuscript.chapters:
        for label in dict.fromkeys(_NOTE_MARK.findall(chapter.source)):
            if label in texts:
                chapter.source += f"\n\n{texts[label]}"


def left_out(images: int) -> str:
    """What is said of pictures that Gloss does not take."""
    return (
        f"{images} picture{'s were' if images > 1 else ' was'} left out; "
        "where one is described, the description stands in its place."
    )


def notes_of(tree: HtmlElement) -> Callable[[str], HtmlElement | None]:
    """Takes a page's footnotes out of its text; finds the one that a link leads to."""
    ids = {e.get("id"): e for e in tree.iter() if isinstance(e.tag, str) and e.get("id")}

    def target(page: str, href: str) -> HtmlElement | None:
        element = ids.get(href[1:]) if href.startswith("#") else None
        return element.getparent() if element is not None and element.tag == "a" else element

    return detach_notes([("", tree)], target)("")


def _decoded(data: bytes) -> str:
    """The page's text, by the encoding that it says or else by what its bytes look like."""
    from reader.importing.encodings import decode

    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)[0]


def _main(tree: HtmlElement) -> HtmlElement:
    """The part of a page that holds the story: the only article or main there is, or all."""
    for path in ("//article", "//main", "//*[@role='main']"):
        found = tree.xpath(path)
        if len(found) == 1 and len(found[0].text_content()) > 200:
            return found[0]
    body = tree.find("body")
    return tree if body is None else body


def _said_title(tree: HtmlElement) -> str:
    """A title that a page of one author's own is likely to mean: not a word processor's."""
    title = _title(tree)
    return "" if re.match(r"untitled|document\d*$|microsoft word", title, re.IGNORECASE) else title


def _title(tree: HtmlElement) -> str:
    words = " ".join((tree.findtext(".//title") or "").split())
    return _SITE.sub("", words)[:200]


def _meta(tree: HtmlElement, name: str) -> str:
    found = tree.xpath(f"//meta[translate(@name, 'AUTHOR', 'author')='{name}']/@content")
    return " ".join(found[0].split())[:100] if found else ""
