"""What a Markdown text says: its words without the marks between them."""

from __future__ import annotations

import re
from html import unescape

from reader.importing.counting.file_text import FileText
from reader.importing.files.encodings import decode

_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i img ins kbd mark q rp rt ruby s samp small "
    "span strike strong sub sup tt u var wbr".split()
)
_LINES = frozenset(
    "address article aside blockquote body br center dd details div dl dt figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
TAG = re.compile(
    r"<!--(?:(?!<!--).)*?-->|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>", re.DOTALL
)
_MARK = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])"
    r"|<!--(?:(?!<!--).)*?-->|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>"
    r"|\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)"  # an address
    r"|\[\^[^\]\s]{1,100}\]:?"  # the mark of a footnote
    r"|^[ \t]{0,3}\[[^\]\n^]+\]:[ \t]*\S+.*$"  # an address told apart
    r"|^(?:[ \t>]|- |\d+\. )*\d+\.(?=[ \t])"  # the number of an item
    r"|^[ \t>]*:{3,}[ \t]*[\w-]*[ \t]*$"  # where a note begins or ends
    r"|(?<![^\W_])_+|_+(?![^\W_])|~~|[*`]",
    re.DOTALL | re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)


def markdown_text(data: bytes) -> FileText:
    """What a text says; besides, its front matter, addresses, and the marks as they were typed."""
    text = decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    return FileText(unmarked(_FRONT_MATTER.sub("", text, count=1), known_tags=True), text)


def unmarked(source: str, *, known_tags: bool = False) -> str:
    """Markdown without its marks. Of tags, those alone that HTML knows, or all: a tag that it does
    not know is a word that somebody wrote, and that no page shows."""
    known = without_tag if known_tags else _without
    return unescape(_MARK.sub(known, source))


def without_tag(mark: re.Match[str]) -> str:
    """What stands for a mark: nothing, or a space where words are parted; a tag that HTML does not
    know stands for itself."""
    tag = (mark.groupdict().get("tag") or "").lower()
    return mark[0] if tag and tag not in _INLINE and tag not in _LINES else _without(mark)


def _without(mark: re.Match[str]) -> str:
    said = mark.groupdict()
    if said.get("sign"):
        return said["sign"]
    parts = (said.get("tag") or "").lower() in _LINES or mark[0].startswith(("]", "<!"))
    return " " if parts else ""
