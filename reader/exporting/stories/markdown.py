"""Markdown with front matter: pleasant to read anywhere, and read back by Gloss to the letter."""

from __future__ import annotations

import re

import yaml

from reader.exporting.stories.edition import Edition, parted
from reader.models import AuthorNote, Chapter, Tag
from reader.text.manuscripts.marked_files import GAP, as_heading, comment, free_mark, quoted

_NEVER_SHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
"""Control characters, which show nothing, and which no importer of text files lets in."""
_KINDS = (
    ("fandoms", Tag.Kind.FANDOM),
    ("relationships", Tag.Kind.RELATIONSHIP),
    ("characters", Tag.Kind.CHARACTER),
    ("warnings", Tag.Kind.WARNING),
    ("tags", Tag.Kind.TAG),
)


def write(edition: Edition) -> bytes:
    """The story as Markdown, in UTF-8."""
    texts = [revision.source for revision in edition.revisions.values()]
    said = [*edition.notes, *(note for one in edition.chapters for note in one.notes.all())]
    mark = free_mark([*texts, *(note.source for note in said)])
    before, after = parted(edition.notes)
    parts = [_note(note, "story") for note in before]
    for one in edition.chapters:
        parts += _chapter(edition, one)
    parts += [_note(note, "story") for note in after]
    made = [f"---\n{_front_matter(edition, mark)}---"]
    made += [f"{comment(mark, name)}{GAP}{_plainly(content)}" for name, content in parts]
    made.append(f"{comment(mark, 'end')}\n")
    return GAP.join(made).encode()


def _chapter(edition: Edition, one: Chapter) -> list[tuple[str, str]]:
    """The parts of a chapter: the words of the comment before each, and what it holds."""
    before, after = parted(one.notes.all())
    return [
        ("chapter" if one.title else "untitled chapter", as_heading(one.heading)),
        *(_note(note, "chapter") for note in before),
        ("text", edition.revisions[one.pk].source),
        *(_note(note, "chapter") for note in after),
    ]


def _note(note: AuthorNote, of: str) -> tuple[str, str]:
    source = re.sub(r"\r\n?", "\n", note.source)
    return f"{note.kind} {note.place} {of}", quoted(note.label, source)


def _plainly(text: str) -> str:
    return _NEVER_SHOWN.sub("", text)


def _front_matter(edition: Edition, mark: str) -> str:
    story = edition.story
    fields: dict[str, object] = {
        "title": story.title,
        "author": story.credit,
        "summary": re.sub(r"\r\n?", "\n", story.summary),
        "language": story.language,
        "rating": str(story.rating),
        "status": str(story.status),
        **{name: edition.tagged(kind) for name, kind in _KINDS},
        "series": story.series,
        "source": story.source,
        "published": edition.published.isoformat() if edition.published else "",
        "updated": story.last_updated.isoformat() if story.last_updated else "",
        "smart": story.smart,
        "marks": mark,
    }
    fields = {name: value for name, value in fields.items() if value}
    return yaml.dump(
        fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"),
        default_flow_style=None,
    )  # fmt: skip


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
