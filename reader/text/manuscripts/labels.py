"""The words by which authors say what a paragraph is: `A/N:`, `Disclaimer:`, `Rating: T`."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.label_words import LABELS, LISTS

# The labels under which an author speaks; `NOTES` come before and after any chapter.
NOTES = ("note", "disclaimer", "warning", "dedication")
_MARKS = r"[*_~<>/=\s-]{0,12}"
_QUALIFIER = r"(?:\s*(?:\#?\d{1,2}|\((?!\s)[^()]{1,40}\)))?"

# Names that say what follows even without a colon; names after which a sentence may begin;
# names that need a colon, a dash or a line alone.
_PLAIN = {"note": r"a\s?/\s?n(?:\b|s\b|ote\b)"}
_CLEAR = {
    "note": r"(?:the\s+)?author(?:['’]?s['’]?)?['’]?\s+(?:end\s+)?notes?\b"
    r"|review(?:er)?s?\s+(?:replies|responses|answers)\b"
    r"|(?:replies|responses|answers)\s+to\s+(?:my\s+|your\s+)?review(?:er)?s\b",
    "disclaimer": r"(?:general\s+|standard\s+|usual\s+)?disclaim(?:er)?s?\b",
    "warning": r"(?:content|trigger)\s+(?:warnings?|notes?)\b",
}
_MODEST = {
    "note": r"(?-i:ANs?)"
    r"|(?:(?:story|chapter|end|opening|closing|beginning|pre|post)[\s-]+){0,2}notes?",
    "disclaimer": r"disclaimers?",
    "warning": r"(?:archive\s+|general\s+)?warnings?|(?-i:TW|CW)",
    "dedication": r"dedications?",
    "summary": r"(?:story\s+|full\s+)?summary|synopsis|blurb|description",
    "title": r"(?:story\s+|work\s+)?title",
    "author": r"author|authors|written\s+by|penname|pen\s+name",
    "rating": r"rating|rated",
    "language": r"language",
    "status": r"status",
    "tags": r"(?:additional\s+|story\s+)?tags|keywords|freeforms?|genres?|categor(?:y|ies)",
    "subject": r"(?:fan)?fic(?:let|tion)?|drabble|subject",
    "detail": r"(?:fandom|pairing|ship|character|rating|warning|genre)s?"
    r"(?:\s?[/&,]\s?(?:fandom|pairing|ship|character|rating|warning|genre)s?){1,3}"
    r"|series|words?|word\s?count|chapters|published|updated|completed|packaged|publisher"
    r"|(?:story\s+)?(?:url|id|link)|source|beta(?:\s?['’]?d\s+by|s|\s+readers?)?|reviews|favs"
    r"|follows|archived?|spoilers?|timeline|set(?:ting)?|prompt|challenge|written\s+for|posted"
    r"|date|author\s+(?:url|id)|distribution|feedback|e-?mail|collections?|stats|length|universe"
    r"|current\s+(?:mood|music|location)|mood|music|x?-?(?:cross)?posted(?:\s+(?:to|at))?|recipient|notes?\s+to",
}
_DEDICATED = re.compile(r"(?:this\s+(?:\w+\s+)?is\s+)?dedicated\s+to\b", re.IGNORECASE)
KINDS = tuple(_MODEST.keys() | _CLEAR.keys())
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def _any_of(words: str) -> str:
    """A pattern for each of some words, the longest first."""
    names = sorted(words.split("/"), key=len, reverse=True)
    return "|".join(map(re.escape, names)).replace(r"\ ", r"\s+")


def _with_other_languages(names: dict[str, str]) -> dict[str, str]:
    tags = "/".join([LABELS["tags"], *LISTS.values()])
    patterns = dict(names)
    for kind, words in (LABELS | {"tags": tags}).items():
        if kind in names:
            patterns[kind] += f"|{_any_of(words)}"
    return patterns


def _pattern(names: dict[str, str], end: str) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{name})" for kind, name in names.items())
    return re.compile(
        rf"(?P<open>{_MARKS}(?P<bracket>[(\[{{]?){_MARKS})(?:{kinds}){_QUALIFIER}"
        rf"(?P<close>[*_=]*){end}(?P<close_after>[*_]*)\s*",
        re.IGNORECASE,
    )


_PLAINLY = _pattern(_PLAIN, r"\s*(?:[:：;.]|[-–—~]+(?=\s|$)|(?=[\s)\]}*_]|$))")
_CLEARLY = _pattern(_CLEAR, r"\s*(?:[:：;.]|[-–—~]+(?=\s|$)|(?=[)\]}*_]|$|(?-i:[A-Z])))")
_MODESTLY = _pattern(
    _with_other_languages(_MODEST), r"(?:\s*[:：]|\s+[-–—~]+(?=\s)|(?=[\s*_=~-]*$))"
)
_MAY_BE_MODEST = re.compile(r".{0,70}(?:[:：]|\s[-–—~])|.{0,60}$")
_BARE = ("subject", "title", "author", "tags", "detail", "rating", "language", "status")


class Label(NamedTuple):
    """What a line says it is: the kind, the words after the label, and the bracket that will
    close what it opened, if it opened one."""

    kind: str
    rest: str
    closing: str = ""


def read_label(line: str) -> Label | None:
    """The label that `line` begins with, or `None`.

    The kinds are those of author's notes, `summary`, the fields `title`, `author`, `rating`,
    `language`, `status`, `tags`, `subject` for a post's, and `detail` for what archives say
    besides.
    """
    if _DEDICATED.match(line):
        return Label("dedication", line)
    match = _PLAINLY.match(line) or _CLEARLY.match(line)
    if match is None and _MAY_BE_MODEST.match(line):
        match = _MODESTLY.match(line)
    if match is None:
        return None
    kind = _kind_of(match)
    rest = line[match.end() :]
    closing = _CLOSING.get(match["bracket"], "")
    if kind in _BARE and (not rest.strip() or closing):
        return None
    return Label(kind, _reopen(match, rest), closing)


def _kind_of(match: re.Match[str]) -> str:
    """The one kind whose names are what a label matched."""
    for name, matched in match.groupdict().items():
        if matched and name in KINDS:
            return name
    raise LookupError(match[0])


def _reopen(match: re.Match[str], rest: str) -> str:
    """`rest`, with the emphasis that began before the label and goes on after it."""
    marks = re.sub(r"[^*_]", "", match["open"])
    closed = match["close"] + match["close_after"]
    return rest if not marks or closed or not rest.rstrip().endswith(marks) else marks + rest
