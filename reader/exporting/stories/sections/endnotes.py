"""The section of endnotes at the end of a book."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.exporting.stories.document import Document, escaped
from reader.exporting.stories.endnotes import Endnote
from reader.exporting.stories.xhtml.blocks import xhtml


def endnotes_section(
    document: Document, endnotes: Sequence[Endnote], back: Callable[[Endnote], str]
) -> str:
    """Endnotes, chapter by chapter; `back` gives the URL of the mark that leads to one."""
    lines: list[str] = []
    for chapter in document.edition.chapters:
        here = [endnote for endnote in endnotes if endnote.chapter == chapter.pk]
        if here:
            lines.append(f"<h2>{document.heading(chapter)}</h2>")
            lines.append(f'<ol start="{here[0].number}">')
            for endnote in here:
                lines.append(_item(endnote, back))
            lines.append("</ol>")
    return "\n".join(lines)


def _item(endnote: Endnote, back: Callable[[Endnote], str]) -> str:
    """An endnote: the words that it is on, what it says, the way back to them."""
    quote, way_back = "", ""
    if endnote.quote:
        quote = f'<blockquote class="{endnote.colour}"><p>{escaped(endnote.quote)}</p></blockquote>'
    if endnote.mark:
        way_back = f' <a role="doc-backlink" href="{back(endnote)}">Back to the text</a>'
    elif endnote.quote:
        way_back = " <em>(the text has changed since)</em>"
    text = xhtml([endnote.html], prefix=f"e{endnote.number}-")
    return f'<li id="e{endnote.number}">{quote}\n{text}\n<p>{way_back}</p></li>'
