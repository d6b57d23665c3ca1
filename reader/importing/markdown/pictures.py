"""Pictures that a Markdown file calls for: those in the file itself are kept, those on the web are
called as they were, and of any other the description stays."""

from __future__ import annotations

import re
from html import escape, unescape

from reader.importing.files.album import Album
from reader.importing.markdown_syntax import destination
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.rendering.pictures import FOLDER

_INLINE = re.compile(
    r"!\[(?P<said>(?:[^\[\]\\]|\\.|\[[^\[\]\n]*\])*)\]\("
    r"[ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<address>[^\s()<>]+))"
    r"(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)(?P<attributes>\{[^{}\n]*\})?"
)
_NAMED = re.compile(r"!\[(?P<said>(?:[^\[\]\\]|\\.)*)\](?:\[(?P<name>[^\[\]\n]*)\])?(?![(\[])")
_ADDRESS = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n^][^\[\]\n]*)\]:[ \t]*<?(?P<address>[^\s<>]+)>?.*$", re.MULTILINE
)
_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_SAID = re.compile(r"\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def take_pictures(manuscript: Manuscript) -> None:
    """Keep the pictures that stand in a manuscript's own texts, and tell of those left out."""
    album = Album()
    for note in manuscript.notes:
        note.source = _taken(note.source, album)
    for chapter in manuscript.chapters:
        chapter.source = _taken(chapter.source, album)
    for chapter in manuscript.chapters:
        for note in chapter.notes:
            note.source = _taken(note.source, album)
    album.give(manuscript)


def _taken(source: str, album: Album) -> str:
    if "![" not in source and "<img" not in source.lower():
        return source
    addresses = {m["name"].lower(): m["address"] for m in _ADDRESS.finditer(source)}

    def inline(match: re.Match[str]) -> str:
        return _picture(match["said"], match["angled"] or match["address"] or "", album)

    def named(match: re.Match[str]) -> str:
        address = addresses.get((match["name"] or match["said"]).lower())
        return match[0] if address is None else _picture(match["said"], address, album)

    def tag(match: re.Match[str]) -> str:
        found, said = _SOURCE.search(match[0]), _SAID.search(match[0])
        address = unescape(next(filter(None, found.groups()), "")) if found else ""
        words = unescape(next(filter(None, said.groups()), "")) if said else ""
        if address.startswith(FOLDER):
            return match[0]
        there = album.address_of(address)
        if there:
            return f'<img src="{escape(there)}" alt="{escape(words)}">'
        return f"<em>[{escape(words)}]</em>" if words else ""

    return _TAG.sub(tag, _NAMED.sub(named, _INLINE.sub(inline, source)))


def _picture(said: str, address: str, album: Album) -> str:
    """Markdown of a picture, or of its description."""
    if not address.startswith(FOLDER):
        address = album.address_of(address)
    if address:
        return f"![{said}]({destination(address)})"
    return f"*\\[{said}\\]*" if said.strip() else ""
