"""A story's title page: title, author, summary, and what there is to know."""

from __future__ import annotations

from django.utils.html import linebreaks

from reader.exporting.stories.document import Document, escaped
from reader.exporting.stories.facts import facts_of
from reader.exporting.stories.xhtml.blocks import xhtml
from reader.text.xml_characters import without_forbidden


def title_page(document: Document) -> str:
    """The title page, as it stands in either form."""
    story = document.edition.story
    lines = [
        f'<h1 class="title">{document.title}</h1>',
        f'<p class="author">{escaped(story.credit)}</p>',
    ]
    if story.summary.strip():
        paragraphs = linebreaks(without_forbidden(story.summary), autoescape=True)
        lines.append(f'<div class="summary">{xhtml([paragraphs], prefix="s-")}</div>')
    lines.append(_facts(document))
    return "\n".join(lines)


def _facts(document: Document) -> str:
    rows = ""
    for label, values in facts_of(document.edition):
        rows += f"<div><dt>{label}</dt>"
        for value in values:
            rows += f"<dd>{escaped(value)}</dd>"
        rows += "</div>"
    return f'<dl class="facts" lang="en" xml:lang="en" dir="ltr">{rows}</dl>'
