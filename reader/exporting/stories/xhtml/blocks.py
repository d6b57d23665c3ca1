"""Sanitised blocks to XHTML that any e-reader takes: valid whatever raw HTML an author wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.exporting.stories.links import web_url
from reader.exporting.stories.xhtml.footnotes import Footnotes, without_dead_links
from reader.exporting.stories.xhtml.writer import BlockWriter, Context
from reader.text.rendering.block import with_readings
from reader.text.xml_characters import without_forbidden


def no_link(key: str) -> str:
    """Leads nowhere, whatever it is to lead to."""
    return ""


def xhtml(
    blocks: Iterable[str],
    *,
    prefix: str,
    epub: bool = True,
    link: Callable[[str], str] = web_url,
    picture: Callable[[str], str] = no_link,
    endnote: Callable[[str], str] = no_link,
) -> str:
    """XHTML of blocks that belong together, a line each.

    `prefix` begins every id in it; `epub` says that it is for a book and not for a web page.
    `link` gives the URL that a link leads to, or nothing; `picture` the URL of a picture that
    comes along, or nothing; `endnote` the link to the endnote of that number.
    """
    clean = []
    for block in blocks:
        clean.append(with_readings(without_forbidden(block)))
    footnotes = Footnotes(clean)
    context = Context(prefix, epub, link, picture, endnote, footnotes)
    lines = []
    for block in clean:
        lines.append(BlockWriter(context).write(block))
    written = "\n".join(lines)
    return without_dead_links(written) if footnotes.numbers else written
