"""Markdown with front matter: pleasant to read anywhere, and read back by Gloss to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from reader.exporting.stories.edition import Edition, before_and_after
from reader.models import AuthorNote, Chapter, Tag
from reader.text.manuscripts.marked_files import (
    PART_GAP,
    free_mark,
    heading_for,
    part_comment,
    quoted_note,
)

_NEVER_SHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
"""Control characters, which show nothing, and which no importer of text files lets in."""
_KINDS = (
    ("fandoms", Tag.Kind.FANDOM),
    ("relationships", Tag.Kind.RELATIONSHIP),
    ("characters", Tag.Kind.CHARACTER),
    ("warnings", Tag.Kind.WARNING),
    ("tags", Tag.Kind.TAG),
)


class _Part(NamedTuple):
    """The words of the comment that begins a part of the file, and what it holds."""

    comment: str
    content: str


def as_markdown(edition: Edition) -> bytes:
    """The story as Markdown, in UTF-8."""
    mark = free_mark(_sources(edition))
    before, after = before_and_after(edition.notes)
    parts = [_note(note, "story") for note in before]
    for chapter in edition.chapters:
        parts += _chapter(edition, chapter)
    parts += [_note(note, "story") for note in after]
    pieces = [f"---\n{_front_matter(edition, mark)}---"]
    for part in parts:
        pieces += [part_comment(mark, part.comment), _NEVER_SHOWN.sub("", part.content)]
    pieces.append(f"{part_comment(mark, 'end')}\n")
    return PART_GAP.join(pieces).encode()


def _sources(edition: Edition) -> Iterator[str]:
    """Whatever an author wrote that stands in the file as it is."""
    for revision in edition.revisions.values():
        yield revision.source
    for note in edition.notes:
        yield note.source
    for chapter in edition.chapters:
        for note in chapter.notes.all():
            yield note.source


def _chapter(edition: Edition, chapter: Chapter) -> list[_Part]:
    """The parts of a chapter: its heading, notes, text, notes."""
    before, after = before_and_after(chapter.notes.all())
    return [
        _Part("chapter" if chapter.title else "untitled chapter", heading_for(chapter.heading)),
        *[_note(note, "chapter") for note in before],
        _Part("text", edition.revisions[chapter.pk].source),
        *[_note(note, "chapter") for note in after],
    ]


def _note(note: AuthorNote, of: str) -> _Part:
    return _Part(
        f"{note.kind} {note.place} {of}", quoted_note(note.label, _with_newlines(note.source))
    )


def _with_newlines(text: str) -> str:
    """Lines that end as they do on Unix, whatever a browser sent."""
    return re.sub(r"\r\n?", "\n", text)


def _front_matter(edition: Edition, mark: str) -> str:
    story = edition.story
    fields: dict[str, object] = {
        "title": story.title,
        "author": story.credit,
        "summary": _with_newlines(story.summary),
        "language": story.language,
        "rating": str(story.rating),
        "status": str(story.status),
    }
    for name, kind in _KINDS:
        fields[name] = edition.tag_names(kind)
    fields |= {
        "series": story.series,
        "source": story.source,
        "published": edition.published.isoformat() if edition.published else "",
        "updated": story.last_updated.isoformat() if story.last_updated else "",
        "smart": story.smart,
        "marks": mark,
    }
    return yaml.dump(
        {name: value for name, value in fields.items() if value},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_flow_style=None,
    )


class _Dumper(yaml.SafeDumper):
    """Several lines stand as lines; what cannot be seen is written so that it can."""


def _as_seen(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if not text.replace("\n", "").isprintable():
        style = '"'
    elif "\n" in text:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _as_block(dumper: yaml.SafeDumper, fields: dict) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", fields, flow_style=False)


_Dumper.add_representer(str, _as_seen)
_Dumper.add_representer(dict, _as_block)
