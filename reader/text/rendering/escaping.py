"""Plain words to Markdown that shows them: nothing is markup that was not meant as markup."""

from __future__ import annotations

import re
from html import unescape

_SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_STRUCK = re.compile(r"~(?=~)|(?<=~)~")
_COLONS = re.compile(r":{3,}|: ")
_NUMBERED = re.compile(r"^(\d+)(?=[.)](?:\s|$))")
# How the mark of a footnote stands in a line: between two characters that no text may have.
NOTE_MARK = "\ufdd0{}\ufdd1"
_WEB = r"(?P<web>(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w+)"

# Tags that Markdown has no marks for.
_KEPT = ("u", "s", "strike", "del", "sup", "sub", "small")


def _between(name: str, mark: str, inside: str = "") -> str:
    """A pattern for words set between two marks, neither mark touching a word outside."""
    mark, alone = re.escape(mark), re.escape(mark[0])
    inside = inside or rf"[^\s{alone}](?:[^{alone}\n]*[^\s{alone}])?"
    return rf"(?<![\w\\{alone}]){mark}(?P<{name}>{inside}){mark}(?![\w{alone}])"


_MARKED = re.compile(
    "|".join(
        [
            _WEB,
            _between("strong", "**", r"\S(?:(?:(?!\*\*).)*?\S)?"),
            _between("underlined", "__", r"\S(?:(?:(?!__).)*?\S)?"),
            _between("starred", "*"),
            _between("lined", "_"),
            _between("slashed", "/", r"[^\s/](?:[^/\n]{0,300}[^\s/])?"),
            rf"<(?P<tag>i|em|b|strong|{'|'.join(_KEPT)})>(?P<tagged>[^<>]+)</(?P=tag)>",
            r"<ruby>(?P<base>[^<>]+)<rt>(?P<reading>[^<>]+)</rt></ruby>",
            r"<(?P<address>https?://[^\s<>]+)>",
            r"\ufdd0(?P<noted>[\w-]+)\ufdd1",
        ]
    ),
    re.IGNORECASE,
)
_STRONG = ("strong", "underlined")
_LETTER = re.compile(r"[^\W_ﾟﾞ]")


def escape(text: str) -> str:
    """Markdown that shows one line of `text`, character by character, inside a paragraph."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _STRUCK.sub("&#126;", text)


def unescape_line(line: str) -> str:
    """The characters that a line of Markdown shows, where `escape` made it."""
    return unescape(_ESCAPED.sub(r"\1", line))


def emphasise(text: str) -> str:
    """Like `escape`, with `_these_`, `*these*`, `/these/` and `<i>these</i>` in italics and
    `**these**` in bold, as people write where there is neither; with the few other tags that
    show how words look, ruby, addresses in angle brackets, and marks of footnotes."""
    written, at = [], 0
    for match in _MARKED.finditer(text):
        written.append(escape(text[at : match.start()]))
        touching = at and match.start() == at  # Markdown cannot part `*a**b*`
        written.append(escape(match[0]) if touching else _set(match))
        at = match.end()
    return "".join([*written, escape(text[at:])])


def _set(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    words = match[name]
    if name == "web":
        return escape(words)
    if name == "address":
        return f"<{words}>"
    if name == "noted":
        return f"[^{words}]"
    if name == "reading":
        return f"<ruby>{escape(match['base'])}<rt>{escape(words)}</rt></ruby>"
    tag = (match["tag"] or "").lower()
    if tag in _KEPT:
        return f"<{tag}>{escape(words)}</{tag}>"
    if not _LETTER.search(words):
        return escape(match[0])
    strong = name in _STRONG or tag in ("b", "strong")
    mark = "**" if strong else "*"
    inside = emphasise(words.strip()) if strong else escape(words.strip())
    return f"{mark}{inside}{mark}" if inside else escape(match[0])


def paragraph(lines: list[str]) -> str:
    """Markdown of one paragraph; of several lines, with the breaks and indents they have."""
    if len(lines) == 1:
        return not_a_block(emphasise(lines[0].strip()))
    return "\n".join(map(_line_of_verse, lines))


def _line_of_verse(line: str) -> str:
    """A line of verse, its indent in steps of two spaces, which is what Markdown counts in."""
    words = line.strip()
    indent = (len(line) - len(line.lstrip())) // 2 * 2
    return f"| {' ' * indent}{emphasise(words)}".rstrip()


def not_a_block(line: str) -> str:
    """A line of Markdown, with what would begin a heading, a list, a verse, a fence or what a
    term means made to be itself."""
    if line[:1] in "#+-":
        return "\\" + line
    if _COLONS.match(line):
        return "&#58;" + line[1:]
    if line[:1] == "|":
        return "&#124;" + line[1:]
    return _NUMBERED.sub(r"\1\\", line)
