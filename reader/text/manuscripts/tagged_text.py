"""HTML and BBCode in a plain text, to the marks that a plain text has.

What is italic or bold gets asterisks where these are sure to be read, else a short tag; breaks
and paragraphs become line ends; quotations and notes stand between lines that begin with
`forms.BEGIN`. Nesting that is wrong, and tags that nobody closes, do no harm: it is one pass over
the tags with a set of the styles that are on.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.line_forms import BEGIN, BROKEN, PLACES
from reader.text.manuscripts.omissions import LeavesOut

_STYLES = {
    "i": "i", "em": "i", "cite": "i", "dfn": "i", "b": "b", "strong": "b", "u": "u", "ins": "u",
    "s": "s", "strike": "s", "del": "s", "sup": "sup", "sub": "sub", "small": "small",
}  # fmt: skip
_BLOCKS = set(
    "p div center h1 h2 h3 h4 h5 h6 right left indent justify align list ul ol table tr".split()
)
_PLAIN = set("span font size color lj-cut cut lj-raw tt big threadmarks float".split())
_OTHERS = set("br hr li * quote blockquote spoiler a url img lj lj-user user code pre".split())
_FORMS = set("quote blockquote spoiler code pre".split())
_TAGS = {*_STYLES, *_BLOCKS, *_PLAIN, *_OTHERS}
_HTML = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)(?P<value>(?:\s[^<>]{0,500})?)/?>|<!--.{0,2000}?-->",
    re.IGNORECASE | re.DOTALL,
)
_BBCODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[a-z][a-z0-9]*|\*)(?P<value>[= ][^\[\]\n]{0,300})?\]", re.IGNORECASE
)
_IS_BBCODE = re.compile(
    r"\[/(?:b|i|u|s|center|quote|spoiler|url|img|size|color|font|list|right|indent)\]",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?:href|src|^=)\s*=?\s*["']?(https?://[^\s"'\]<>]+)""", re.IGNORECASE)
_NAME = re.compile(r"""(?:user|comm|text)\s*=\s*["']?([^"'<>]+)""", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:align\s*[=:]|^=)\s*[\"']?(center|right)", re.IGNORECASE)
# What parts paragraphs, however many line ends stand around it already.
_APART = "\ufdd4"
_AROUND = re.compile(f"(?<![ \\t\\n])[ \\t\\n]*{_APART}(?:[ \\t]*[\\n{_APART}])*")
_LINE_ENDS = re.compile(r"\n+")
# Characters that are set apart; where more stand in the middle, a page is set like this.
_LONGEST_PLACED = 1_000
_END = f"\n{BEGIN}{_APART}"
_MARKS = ("*", "_", "\\")


class _Run(NamedTuple):
    """A stretch of text with the styles that are on in it."""

    text: str
    styles: frozenset[str]


def untagged(text: str, leaves: LeavesOut) -> str:
    """`text` without tags and entities. Words of tags that show nothing are said to be left out."""
    if _IS_BBCODE.search(text):
        text = _untagged(text, _BBCODE, leaves)
    if "<" in text:
        text = _untagged(text, _HTML, leaves)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def _untagged(text: str, pattern: re.Pattern[str], leaves: LeavesOut) -> str:
    runs: list[_Run] = []
    on: dict[str, int] = {}
    addresses: list[str] = []
    at = 0
    tags = [tag for tag in pattern.finditer(text) if not tag["name"] or _name(tag) in _TAGS]
    places = _places(tags)
    last_ends = _last_ends(tags)
    for tag in tags:
        name = _name(tag)
        runs.append(_Run(text[at : tag.start()], frozenset(on)))
        at = tag.end()
        if name in _STYLES:
            if tag.start() <= last_ends.get(_STYLES[name], -1):  # else nobody closes it
                _switch(on, _STYLES[name], closes=bool(tag["close"]))
        elif name:
            shown = places.get(tag.start()) or _shown(
                name, tag["value"] or "", closes=bool(tag["close"]), links=addresses
            )
            runs.append(_Run(shown, frozenset()))
        if tag["value"] or name in _PLAIN:
            leaves.leave_out(tag[0])
    runs.append(_Run(text[at:], frozenset(on)))
    return _AROUND.sub(_line_ends, _written(runs))


def _last_ends(tags: list[re.Match[str]]) -> dict[str, int]:
    """Where the last tag stands that ends each of the styles."""
    last: dict[str, int] = {}
    for tag in tags:
        if tag["close"] and _name(tag) in _STYLES:
            last[_STYLES[_name(tag)]] = tag.start()
    return last


def _begin(form: str) -> str:
    return f"{_APART}{BEGIN}{form}\n"


def _line_ends(around: re.Match[str]) -> str:
    """As many line ends as stand together around a tag, and enough to part paragraphs."""
    return "\n" * max([2, *map(len, _LINE_ENDS.findall(around[0]))])


def _name(tag: re.Match[str]) -> str:
    return (tag["name"] or "").lower()


def _places(tags: list[re.Match[str]]) -> dict[int, str]:
    """Where tags begin that set a few lines in the middle or to the right, and the tags that end
    these: what stands for each. Lines inside of a quotation, a note or other lines so set are as
    all of it is."""
    found: dict[int, str] = {}
    forms = 0
    begun: tuple[re.Match[str], str] | None = None
    for tag in tags:
        name, closes = _name(tag), bool(tag["close"])
        if name in _FORMS:
            forms = max(0, forms - 1) if closes else forms + 1
        if begun and closes and name == _name(begun[0]):
            if tag.end() - begun[0].start() <= _LONGEST_PLACED:
                found[begun[0].start()] = _begin(begun[1])
                found[tag.start()] = _END
            begun = None
        elif name in _BLOCKS or name in _FORMS or name == "hr":
            place = "" if closes or forms else _place(name, tag["value"] or "")
            begun = (tag, place) if place else None
    return found


def _place(name: str, value: str) -> str:
    aligned = _ALIGNED.search(value) if name in ("p", "div", "align") else None
    return aligned[1].lower() if aligned else name if name in PLACES else ""


def _switch(on: dict[str, int], style: str, *, closes: bool) -> None:
    if not closes:
        on[style] = on.get(style, 0) + 1
    elif on.get(style, 0) > 1:
        on[style] -= 1
    else:
        on.pop(style, None)


def _shown(name: str, value: str, *, closes: bool, links: list[str]) -> str:
    """What stands for a tag that is no style."""
    if name in _BLOCKS:
        return _APART
    if name == "br":
        return f"\n{BROKEN}"
    if name == "hr":
        return "" if closes else f"{_APART}---{_APART}"
    if name in ("li", "*"):
        return "" if closes else f"{_APART}- "
    if name in ("quote", "blockquote"):
        return _END if closes else _begin("quote") + _speaker(value)
    if name == "spoiler":
        return _END if closes else _spoiler(value)
    if name in ("code", "pre"):
        return _END if closes else _begin("preformatted")
    if name in ("a", "url", "img"):
        return _link(name, value, closes=closes, links=links)
    user = _NAME.search(value) if name in ("lj", "lj-user", "user") else None
    return user[1].strip() if user else ""


def _speaker(value: str) -> str:
    """Who is quoted, as `[quote="Una, post: 12"]` says it."""
    name = re.split(r"[,;]", value.lstrip("= ").strip("\"' "))[0].strip("\"' ")
    return f"{name}:\n\n" if value.startswith("=") and name else ""


def _spoiler(value: str) -> str:
    """The beginning of a note; a title that says of which kind is no words of it."""
    title = value.lstrip("= ").strip("\"' ")
    label = read_label(title) if title else None
    kind = label.kind if label and label.kind in NOTES else "note"
    heading = "" if not title or label else f"{title}\n\n"
    return _begin(kind) + heading


def _link(name: str, value: str, *, closes: bool, links: list[str]) -> str:
    """An address stands behind its words."""
    address = _ADDRESS.search(value)
    if closes:
        last = links.pop() if links else ""
        return f" <{last}>" if last else ""
    if name == "img" and address:
        return f"[Image] <{address[1]}>"
    if name == "img" and not value:
        return "[Image] "
    if name != "img":
        links.append(address[1] if address else "")
    return ""


def _written(runs: list[_Run]) -> str:
    """The runs as text, each line of one marked by itself."""
    merged: list[_Run] = []
    for run in runs:
        if merged and run.text and merged[-1].styles == run.styles:
            merged[-1] = _Run(merged[-1].text + run.text, run.styles)
        elif run.text:
            merged.append(run)
    out: list[str] = []
    for i, run in enumerate(merged):
        before = out[-1][-1:] if out else ""
        after = merged[i + 1].text[:1] if i + 1 < len(merged) else ""
        out.append(_styled(run, before, after) if run.styles else run.text)
    return "".join(out)


def _styled(run: _Run, before: str, after: str) -> str:
    lines = run.text.split("\n")
    last = len(lines) - 1
    for i, line in enumerate(lines):
        outside = (before if i == 0 else "", after if i == last else "")
        lines[i] = _styled_line(line, run.styles, *outside)
    return "\n".join(lines)


def _styled_line(line: str, styles: frozenset[str], before: str, after: str) -> str:
    if line.startswith(BROKEN):
        return BROKEN + _styled_line(line[1:], styles, before, after)
    words = line.strip()
    if not words or words.startswith(BEGIN):
        return line
    start = line.index(words)
    left, right = line[:start], line[start + len(words) :]
    return left + _marked(words, styles, left[-1:] or before, right[:1] or after) + right


def _marked(words: str, styles: frozenset[str], before: str, after: str) -> str:
    """Words with the marks or the tag of their style, of which Markdown shows but one."""
    for tag in ("sup", "sub", "s", "u", "small"):
        if tag in styles:
            return f"<{tag}>{words}</{tag}>"
    if _is_sure(words, before, after):
        mark = "*" * (2 * ("b" in styles) + ("i" in styles))
        return f"{mark}{words}{mark}"
    tag = "i" if "i" in styles else "b"
    return f"<{tag}>{words}</{tag}>"


def _is_sure(words: str, before: str, after: str) -> bool:
    """Whether asterisks around words are read as marks: no letter touches them, none is inside."""
    outside = before.isalnum() or after.isalnum() or before in _MARKS or after in _MARKS
    return not outside and "*" not in words and "_" not in words
