"""What sites, newsreaders and libraries put around a story in a text file, apart from the story.

Each part is known by words that never change. What it says of the story goes on the title page;
the rest is left out, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.text.manuscripts.title_fields import take_field

if TYPE_CHECKING:
    from reader.text.manuscripts.title_pages import TitlePage

_GUTENBERG_START = re.compile(
    r"\s*\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK|.*\*END\*\s?THE SMALL PRINT", re.I
)
_GUTENBERG_END = re.compile(
    r"\s*(?:\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG"
    r"|End of (?:the |this )?Project Gutenberg(?:['’]s| eBook))",
    re.IGNORECASE,
)
_GUTENBERG = re.compile(r"project gutenberg", re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>Title|Author|Language|Translator|Illustrator|Editor):\s*\S")
_MAIL = re.compile(
    r"(?P<name>From|Subject|Newsgroups|Date|Message-ID|Path|Lines|Organization|References|Sender"
    r"|Reply-To|To|Cc|Followup-To|NNTP-Posting-\w+|X-[\w-]+|Xref|MIME-Version|Content-[\w-]+"
    r"|User-Agent|Approved|Keywords|Distribution|Summary|Status)\s?:(?P<value>.*)",
    re.IGNORECASE,
)
_MAIL_FEWEST = 3
_LONGEST_HEADER = 60
_MAIL_NAMED = {"from", "subject", "newsgroups", "message-id", "date"}
_FROM = re.compile(
    r"\s*(?:\"?(?P<name>[^\"<>()@]*?)\"?\s*<[^<>]*>|\S+@\S+\s*\((?P<other>[^()]*)\))\s*"
)
# Lines that a site sets, whole.
_SITE = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\W*(?:prev(?:ious)?\b\W*)?ch(?:apter)?\.?\s+\d+ of \d+\b(?:\W*next)?\W*",
        r"[«<]+\s*prev(?:ious)?\b.{0,40}|.{0,40}\bnext\s*[»>]+",
        r"share:\s*e-?mail\b.{0,60}",
        r"(?:story|author):\s*follow\s*/?\s*favou?rite",
        r"follow/fav(?:orite)?\b.{0,80}",
        r"the author would like to thank you for your continued support\b.{0,80}",
        r"go to top|\+ - full 3/4 1/2.{0,20}|desktop/tablet mode.{0,80}|log ?in \. sign ?up.{0,20}",
        r"please drop by the archive and comment to let the (?:author|creator)s? know if you"
        r" enjoyed their work!?",
        r"posted originally on the archive of our own at https?://\S+",
        r"reader mode|\W*threadmarks?\W*|click to (?:expand|shrink)\W{0,10}",
    )
]
_PRODUCED = re.compile(
    r"\s*(?:Produced|Transcribed|Prepared|E-?text (?:prepared|produced)"
    r"|This (?:e?text|eBook) was \w+)(?: from .{0,80})? by\b",
    re.IGNORECASE,
)
_LEGEND = re.compile(r"\s*【テキスト中に現れる記号について】\s*")
_LEGEND_RULE = re.compile(r"-{20,}\s*$")
_COLOPHON = re.compile(r"底本[：:]")
AOZORA = "Aozora Bunko’s legend and colophon were left out"
LICENCE = "Project Gutenberg’s header and licence were left out"
SITE = "What the site puts around its stories was left out"
POST = "The header of a post was left out"


def without_boilerplate(lines: list[str], page: TitlePage) -> list[str]:
    """The lines of the story and what its author says; title and author go on the page."""
    lines = _without_licence(lines, page)
    lines = _without_legend(lines, page)
    lines = _without_post(lines, page)
    return [line for line in lines if not _is_of_a_site(line, page)]


def _without_licence(lines: list[str], page: TitlePage) -> list[str]:
    """What stands between the marks of Project Gutenberg."""
    if not any(map(_GUTENBERG.search, [*lines[:60], *lines[-400:]])):
        return lines
    begins = _find_line(lines, _GUTENBERG_START.match, 0, 600)
    start = 0 if begins is None else begins + 1
    end = _find_line(lines, _GUTENBERG_END.match, start)
    if end is None:
        end = len(lines)
    above = lines[:start]
    for line in above:
        if _FIELD.match(line):
            take_field(page, line.strip())
    outside = "\n".join([*above, *lines[end:]])
    if outside.strip():
        page.leave_out(outside, LICENCE)
    return _without_producers(lines[start:end], page)


def _find_line(
    lines: list[str], is_sought: Callable[[str], object], start: int, stop: int | None = None
) -> int | None:
    """The index of the first of the lines from `start` to `stop` that is the one sought."""
    for at, line in enumerate(lines[start:stop], start):
        if is_sought(line):
            return at
    return None


def _without_producers(lines: list[str], page: TitlePage) -> list[str]:
    """Who made the file is told among the details."""
    first = _find_line(lines, str.strip, 0)
    if first is None:
        return lines
    end = first
    while end < len(lines) and lines[end].strip():
        end += 1
    words = " ".join(map(str.strip, lines[first:end]))
    if not _PRODUCED.match(words):
        return lines
    page.details.append(words)
    return lines[end:]


def _without_legend(lines: list[str], page: TitlePage) -> list[str]:
    """A text of Aozora Bunko without what explains its signs, and what it was made from; its
    first two lines are title and author. https://www.aozora.gr.jp/annotation/"""
    at = _find_line(lines, _LEGEND.fullmatch, 0, 60)
    if not at:
        return lines
    begin = at - 1 if _LEGEND_RULE.match(lines[at - 1]) else at
    rule = _find_line(lines, _LEGEND_RULE.match, at + 1, at + 60)
    end = (at if rule is None else rule) + 1
    head = [line.strip() for line in lines[:begin] if line.strip()]
    if 2 <= len(head) <= 4:
        page.title, page.author = head[0], head[-1]
        page.details += head[1:-1]
        lines = [""] * begin + lines[begin:]
    close = _find_line(lines, _COLOPHON.match, end)
    if close is None:
        close = len(lines)
    page.leave_out("\n".join([*lines[begin:end], *lines[close:]]), AOZORA)
    return lines[:begin] + lines[end:close]


def _without_post(lines: list[str], page: TitlePage) -> list[str]:
    """What stands below the header of a post in a newsgroup or a mail; more of them may follow,
    each above a part of the story."""
    kept: list[str] = []
    begins = _find_line(lines, str.strip, 0) or 0
    at = 0
    while at < len(lines):
        end = _end_of_header(lines, at) if _MAIL.match(lines[at]) else at
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        _read_header(lines[at:end], page, first=at == begins)
        kept.append("")
        at = end
    return _with_signature_apart(kept) if len(kept) < len(lines) else kept


def _end_of_header(lines: list[str], at: int) -> int:
    """The end of the header that begins at a line, the line itself if it is none."""
    names: list[str] = []
    end = at
    while end < len(lines) and lines[end].strip():
        if end - at > _LONGEST_HEADER:
            return at
        field = _MAIL.match(lines[end])
        if field is None and not (names and lines[end][:1] in " \t"):
            return at
        if field:
            names.append(field["name"].lower())
        end += 1
    known = _MAIL_NAMED & set(names)
    return end if len(names) >= _MAIL_FEWEST and len(known) >= 2 else at


def _read_header(header: list[str], page: TitlePage, *, first: bool) -> None:
    said = {}
    for line in header:
        field = _MAIL.match(line)
        if field:
            said[field["name"].lower()] = field["value"].strip()
    if first:
        page.subject = page.subject or said.get("subject", "")
        sender = _FROM.fullmatch(said.get("from", ""))
        name = (sender["name"] or sender["other"] or "").strip() if sender else ""
        page.author = page.author or name
    page.leave_out("\n".join(header), POST)


def _with_signature_apart(lines: list[str]) -> list[str]:
    """A signature below `-- ` begins a note."""
    shown = []
    for line in lines:
        shown.append("Author's Note:" if line.rstrip() == "--" else line)
    return shown


def _is_of_a_site(line: str, page: TitlePage) -> bool:
    words = line.strip()
    if not words or len(words) > 200:
        return False
    for pattern in _SITE:
        if pattern.fullmatch(words):
            page.leave_out(words, SITE)
            return True
    return False
