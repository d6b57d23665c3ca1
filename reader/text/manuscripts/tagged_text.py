"""HTML and BBCode in a plain text, to the marks that a plain text has.

What is italic or bold gets asterisks where these are sure to be read, else a short tag; breaks
and paragraphs become line ends; quotations and notes stand between lines that begin with the sign
of a form (line_forms.py). Nesting that is wrong, and tags that nobody closes, do no harm: it is
one pass over the tags with a set of the styles that are on.
"""

from __future__ import annotations

import re
from html import unescape

from reader.text.manuscripts.line_forms import PLACES
from reader.text.manuscripts.omissions import RecordsOmissions
from reader.text.manuscripts.styled_runs import StyledRun, marked_text
from reader.text.manuscripts.tag_words import (
    APART,
    BLOCK_TAGS,
    END_OF_FORM,
    begin_form,
    text_of_tag,
)

_STYLES = {
    "i": "i", "em": "i", "cite": "i", "dfn": "i", "b": "b", "strong": "b", "u": "u", "ins": "u",
    "s": "s", "strike": "s", "del": "s", "sup": "sup", "sub": "sub", "small": "small",
}  # fmt: skip
_PLAIN = set("span font size color lj-cut cut lj-raw tt big threadmarks float".split())
_OTHERS = set("br hr li * quote blockquote spoiler a url img lj lj-user user code pre".split())
_FORMS = set("quote blockquote spoiler code pre".split())
_TAGS = {*_STYLES, *BLOCK_TAGS, *_PLAIN, *_OTHERS}
_HTML = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9-]*)(?P<value>(?:\s[^<>]{0,500})?)/?>|<!--.{0,2000}?-->",
    re.IGNORECASE | re.DOTALL,
)
_BBCODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[a-z][a-z0-9]*|\*)(?P<value>[= ][^\[\]\n]{0,300})?\]", re.IGNORECASE
)
_SURE_BBCODE = re.compile(
    r"\[/(?:b|i|u|s|center|quote|spoiler|url|img|size|color|font|list|right|indent)\]",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:align\s*[=:]|^=)\s*[\"']?(center|right)", re.IGNORECASE)
_AROUND = re.compile(f"(?<![ \\t\\n])[ \\t\\n]*{APART}(?:[ \\t]*[\\n{APART}])*")
_LINE_ENDS = re.compile(r"\n+")
# Characters that are set apart; where more stand in the middle, a page is set like this.
_LONGEST_PLACED = 1_000


def without_tags(text: str, leaves: RecordsOmissions) -> str:
    """`text` without tags and entities. Words of tags that show nothing are said to be left out."""
    if _SURE_BBCODE.search(text):
        text = _without_tags_of(text, _BBCODE, leaves)
    if "<" in text:
        text = _without_tags_of(text, _HTML, leaves)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text


def _without_tags_of(text: str, pattern: re.Pattern[str], leaves: RecordsOmissions) -> str:
    runs: list[StyledRun] = []
    on: dict[str, int] = {}
    addresses: list[str] = []
    at = 0
    tags = [tag for tag in pattern.finditer(text) if not tag["name"] or _name(tag) in _TAGS]
    places = _places(tags)
    last_ends = _last_ends(tags)
    for tag in tags:
        name = _name(tag)
        runs.append(StyledRun(text[at : tag.start()], frozenset(on)))
        at = tag.end()
        if name in _STYLES:
            if tag.start() <= last_ends.get(_STYLES[name], -1):  # else nobody closes it
                _switch(on, _STYLES[name], closes=bool(tag["close"]))
        elif name:
            shown = places.get(tag.start()) or text_of_tag(
                name, tag["value"] or "", closes=bool(tag["close"]), links=addresses
            )
            runs.append(StyledRun(shown, frozenset()))
        if tag["value"] or name in _PLAIN:
            leaves.leave_out(tag[0])
    runs.append(StyledRun(text[at:], frozenset(on)))
    return _AROUND.sub(_line_ends, marked_text(runs))


def _last_ends(tags: list[re.Match[str]]) -> dict[str, int]:
    """Where the last tag stands that ends each of the styles."""
    last: dict[str, int] = {}
    for tag in tags:
        if tag["close"] and _name(tag) in _STYLES:
            last[_STYLES[_name(tag)]] = tag.start()
    return last


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
                found[begun[0].start()] = begin_form(begun[1])
                found[tag.start()] = END_OF_FORM
            begun = None
        elif name in BLOCK_TAGS or name in _FORMS or name == "hr":
            place = "" if closes or forms else _place(name, tag["value"] or "")
            begun = (tag, place) if place else None
    return found


def _place(name: str, value: str) -> str:
    """Where the lines in a tag stand, if not as others do: `center` or `right`."""
    aligned = _ALIGNED.search(value) if name in ("p", "div", "align") else None
    if aligned:
        return aligned[1].lower()
    return name if name in PLACES else ""


def _switch(on: dict[str, int], style: str, *, closes: bool) -> None:
    if not closes:
        on[style] = on.get(style, 0) + 1
    elif on.get(style, 0) > 1:
        on[style] -= 1
    else:
        on.pop(style, None)
