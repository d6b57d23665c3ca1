"""A comment's Markdown as HTML, with links for those whom it names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reader.models.people.reader import Reader
from reader.text.rendering.comments import render_comment
from reader.text.rendering.mentions import names_in


def html_of(source: str, by: Reader) -> str:
    """A comment's Markdown as HTML. It is kept for a moment, so that whoever stores a comment can
    have it made before anything is locked. One query where there are names in it. A name is a link
    unless there is a block between its reader and who writes."""
    return _html_of(source, tuple(sorted(_readers_named(source, by).items())))


@lru_cache(maxsize=64)
def _html_of(source: str, readers: tuple[tuple[str, int], ...]) -> str:
    return render_comment(source, dict(readers)) if source else ""


def _readers_named(source: str, by: Reader) -> Mapping[str, int]:
    """The keys of the readers whose names stand after an `@`, by their names in small letters. A
    name may be written in small letters, too, or with a capital."""
    names = names_in(source)
    if not names:
        return {}
    for name in list(names):
        names |= {name.lower(), name.capitalize()}
    here = Reader.objects.filter(username__in=names, is_active=True)
    here = here.exclude(pk__among=by.silenced.apart)
    return {name.lower(): key for name, key in here.values_list("username", "pk")}
