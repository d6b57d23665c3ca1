"""The parts of a story as XHTML: what the book and the page of one file have in common."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape

from django.utils.html import linebreaks

from reader.exporting.stories.edition import Edition, parted
from reader.exporting.stories.endnotes import Remark
from reader.exporting.stories.links import address, chapter_in
from reader.exporting.stories.xhtml import clean, said_language, xhtml
from reader.models import AuthorNote, Chapter
from reader.text.rendering.painting import paint_all

_MEANINGS = {
    ("note", "before"): "preface",
    ("note", "after"): "afterword",
    ("dedication", "before"): "dedication",
    ("dedication", "after"): "dedication",
}
"""What the structural semantics of EPUB call a note; the others are notices."""
_MARK = re.compile(r'<mark data-passages="([\d ]+)"[^>]*>[^<]*</mark>')

Linked = Callable[[str], str]
"""Takes the number of a remark and gives the link to it, or nothing."""


def words(text: str) -> str:
    """Some words as XHTML, on one line."""
    return escape(" ".join(clean(text).split()), quote=True)


def heading(edition: Edition, chapter: Chapter) -> str:
    """What a chapter is called: one that is all of its story is called as the story is."""
    title = words(chapter.title)
    alone = words(edition.story.title) if len(edition.chapters) == 1 else ""
    return title or alone or f"Chapter {chapter.number}"


def language(edition: Edition) -> str:
    """The attributes that say in which language a story is written, and in which direction."""
    tag = said_language(edition.story.language) or "und"
    direction = f' dir="{edition.story.direction}"'
    return f'lang="{tag}" xml:lang="{tag}"{direction}'


def title_page(edition: Edition, *, level: int = 1) -> str:
    """Title, author, summary, and what there is to know."""
    story = edition.story
    title = words(story.title) or "Untitled"
    made = [f'<h{level} class="title">{title}</h{level}>',
            f'<p class="author">{words(story.credit)}</p>']  # fmt: skip
    if story.summary.strip():
        summary = xhtml([linebreaks(clean(story.summary), autoescape=True)], prefix="s-")
        made.append(f'<div class="summary">{summary}</div>')
    rows = "".join(
        f"<div><dt>{label}</dt>{''.join(f'<dd>{words(value)}</dd>' for value in values)}</div>"
        for label, values in edition.facts
    )
    made.append(f'<dl class="facts" lang="en" xml:lang="en" dir="ltr">{rows}</dl>')
    return "\n".join(made)


def file_of(position: int) -> str:
    """The name, in a book, of the file of the chapter that stands at a position from 1."""
    return f"chapter-{position:04}.xhtml"


def links(edition: Edition, *, epub: bool) -> Callable[[str], str]:
    """What gives the address in a file of what a link leads to: another chapter of the same story,
    or a place outside."""
    chapters = {
        one.number: file_of(position) if epub else f"#c{one.number}-title"
        for position, one in enumerate(edition.chapters, 1)
    }

    def to(href: str) -> str:
        number = chapter_in(href)
        return chapters.get(number, "") if number else address(href)

    return to


def pictures(edition: Edition, *, epub: bool) -> Callable[[str], str]:
    """What gives the address at which a picture of the story's own stands in a file: in a book
    a file beside it, on a page the picture itself."""

    def address(source: str) -> str:
        found = edition.pictures.get(source)
        if found is None:
            return ""
        if epub:
            return f"pictures/{found.name}"
        return f"data:{found.content_type};base64,{b64encode(found.data).decode()}"

    return address


def note(edition: Edition, said: AuthorNote, prefix: str, *, epub: bool = True) -> str:
    """An author's note, set apart."""
    written = xhtml(
        [said.html],
        prefix=prefix,
        epub=epub,
        link=links(edition, epub=epub),
        picture=pictures(edition, epub=epub),
    )
    meaning = _MEANINGS.get((said.kind, said.place), "notice")
    role = "doc-dedication" if meaning == "dedication" else "note"
    typed = f' epub:type="{meaning}"' if epub else ""
    return (
        f'<aside class="note {said.kind}"{typed} role="{role}" data-kind="{said.kind}" '
        f'data-place="{said.place}" aria-labelledby="{prefix}label">\n'
        f'<p class="label" id="{prefix}label" lang="en" xml:lang="en">{said.label}</p>\n'
        f"{written}\n</aside>"
    )


def notes(
    edition: Edition, said: Sequence[AuthorNote], prefix: str, *, epub: bool = True
) -> list[str]:
    """Some author's notes, in their order."""
    return [note(edition, one, f"{prefix}{i}-", epub=epub) for i, one in enumerate(said, 1)]


def chapter(
    edition: Edition,
    one: Chapter,
    *,
    prefix: str = "",
    level: int = 1,
    epub: bool = True,
    remarks: Sequence[Remark] = (),
    linked: Linked = lambda number: "",
) -> str:
    """A chapter: heading, the notes before it, its text, the notes after it."""
    before, after = parted(one.notes.all())
    untitled = "" if words(one.title) else ' class="untitled"'
    number = ""
    if not untitled and len(edition.chapters) > 1:
        number = f'<p class="number" lang="en" xml:lang="en">Chapter {one.number}</p>'
    typed = ' epub:type="chapter"' if epub else ""
    text = xhtml(
        _painted(edition, one, remarks),
        prefix=f"{prefix}t-",
        epub=epub,
        link=links(edition, epub=epub),
        picture=pictures(edition, epub=epub),
        remark=linked,
    )
    return "\n".join(
        [
            f'<section class="chapter"{typed} role="doc-chapter" aria-labelledby="{prefix}title">',
            f'<header>{number}<h{level}{untitled} id="{prefix}title">'
            f"{heading(edition, one)}</h{level}></header>",
            *notes(edition, before, f"{prefix}b", epub=epub),
            f'<div class="text">\n{text}\n</div>',
            *notes(edition, after, f"{prefix}a", epub=epub),
            "</section>",
        ]
    )


def _painted(edition: Edition, one: Chapter, remarks: Sequence[Remark]) -> list[str]:
    """The chapter's blocks, with a mark where a remark is on some words and a link behind it."""
    revision = edition.revisions[one.pk]
    marks = [remark.mark for remark in remarks if remark.mark]
    if not marks:
        return [html for html, *_ in revision.blocks]
    text = revision.text
    rows = [(html, text[start:end], start) for html, start, end, _ in revision.blocks]
    painted = paint_all(rows, marks)
    last: dict[str, tuple[int, int]] = {}
    for at, html in enumerate(painted):
        for match in _MARK.finditer(html):
            for number in match[1].split():
                last[number] = (at, match.end())
    links: dict[int, list[tuple[int, str]]] = {}
    for number, (at, end) in last.items():
        links.setdefault(at, []).append((end, number))
    for at, ends in links.items():
        html = painted[at]
        for end, number in sorted(ends, key=lambda link: (link[0], int(link[1])), reverse=True):
            link = f'<a class="remark" data-number="{number}"></a>'
            html = html[:end] + link + html[end:]
        painted[at] = html
    return painted


def endnotes(
    edition: Edition,
    remarks: Sequence[Remark],
    back: Callable[[Remark], str],
    *,
    level: int = 2,
    epub: bool = True,
) -> str:
    """Remarks, chapter by chapter; `back` gives the address of the mark that leads to one."""
    made: list[str] = []
    for one in edition.chapters:
        here = [remark for remark in remarks if remark.chapter == one.pk]
        if not here:
            continue
        made.append(f"<h{level}>{heading(edition, one)}</h{level}>")
        made.append(f'<ol start="{here[0].number}">')
        for remark in here:
            gone = " <em>(the words have changed since)</em>" if remark.quote else ""
            to = f' <a role="doc-backlink" href="{back(remark)}">Back to the text</a>'
            quote = f'<blockquote class="{remark.colour}"><p>{words(remark.quote)}</p></blockquote>'
            said = xhtml([remark.html], prefix=f"e{remark.number}-", epub=epub)
            made.append(
                f'<li id="e{remark.number}">{quote if remark.quote else ""}\n{said}\n'
                f"<p>{to if remark.mark else gone}</p></li>"
            )
        made.append("</ol>")
    return "\n".join(made)
