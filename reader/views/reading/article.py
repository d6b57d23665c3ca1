"""A chapter's text as HTML, with the marks that its reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.template.loader import render_to_string

from reader.actions.margin.margin import Margin
from reader.text.rendering.openings import opening_of
from reader.text.rendering.painting import Mark


def article_html(margin: Margin, also: Sequence[Mark] = ()) -> str:
    """The painted blocks of a chapter, with further marks where there are any."""
    context = {"chapter": margin.chapter, "blocks": margin.blocks(also)}
    return render_to_string("reading/_article.html", context)


def painted_chapter(margin: Margin, linked: tuple[int, int] | None) -> dict[str, object]:
    """All of the page that costs work to make: the painted text, its notes, where blocks start.

    It comes from the cache, unless a stretch is `linked` that has to be marked, too.
    """
    if linked is None:
        return margin.kept("text", partial(_painted, margin, ()))
    return _painted(margin, [Mark(*linked, 0, "linked")])


def _painted(margin: Margin, also: Sequence[Mark]) -> dict[str, object]:
    text, revision = margin.chapter.text, margin.chapter.current_revision
    blocks = [(text[start:end], kind) for _, start, end, kind in revision.blocks]
    before, after = [], []
    for note in margin.chapter.notes.all():
        row = {"place": note.place, "kind": note.kind, "label": note.label, "html": note.html}
        if note.place == "before":
            before.append(row)
        else:
            after.append(row)
    return {
        "html": article_html(margin, also),
        "length": len(text),
        "opening": opening_of(blocks),
        "starts": revision.starts,
        "before": before,
        "after": after,
    }
