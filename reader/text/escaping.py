"""Plain words to Markdown that shows them: nothing is markup that was not meant as markup."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_STRUCK = re.compile(r"~(?=~)|(?<=~)~")
_NUMBERED = re.compile(r"(?<!\d)(\d+)(?=\.(?:\s|$))")
_WEB = r"(?P<web>(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w+)"


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
            r"<(?P<tag>i|em|b|strong)>(?P<tagged>[^<>]+)</(?P=tag)>",
        ]
    ),
    re.IGNORECASE,
)
_STRONG = ("strong", "underlined")


def escape(text: str) -> str:
    """Markdown that shows one line of `text`, character by character, inside a paragraph."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _STRUCK.sub("&#126;", text)


def emphasise(text: str) -> str:
    """Like `escape`, with `_these_`, `*these*`, `/these/` and `<i>these</i>` in italics and
    `**these**` in bold, as people write where there is neither."""
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
    strong = name in _STRONG or (match["tag"] or "").lower() in ("b", "strong")
    mark = "**" if strong else "*"
    inside = emphasise(words.strip()) if strong else escape(words.strip())
    return f"{mark}{inside}{mark}" if inside else escape(match[0])


def paragraph(lines: list[str]) -> str:
    """Markdown of one paragraph; of several lines, with the breaks and indents they have."""
    if len(lines) > 1:
        return "\n".join(f"| {emphasise(line.rstrip())}".rstrip() for line in _as_verse(lines))
    return _not_a_block(emphasise(lines[0].strip()))


def _as_verse(lines: list[str]) -> list[str]:
    """Indents in steps of two spaces, which is what a line of verse counts in."""
    return [" " * ((len(line) - len(line.lstrip())) // 2 * 2) + line.lstrip() for line in lines]


def _not_a_block(line: str) -> str:
    """`line`, with whatever would begin a heading, a list or a verse made to be itself."""
    if line[:1] in "#+-":
        return "\\" + line
    if line[:1] == "|":
        return "&#124;" + line[1:]
    return _NUMBERED.sub(r"\1\\", line, count=1) if line[:1].isdigit() else line
