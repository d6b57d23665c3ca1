"""A text without the headers of the posts or mails that it came in."""

from __future__ import annotations

import re

from reader.text.manuscripts.lines import find_line
from reader.text.manuscripts.title_page import TitlePage

_FIELD = re.compile(
    r"(?P<name>From|Subject|Newsgroups|Date|Message-ID|Path|Lines|Organization|References|Sender"
    r"|Reply-To|To|Cc|Followup-To|NNTP-Posting-\w+|X-[\w-]+|Xref|MIME-Version|Content-[\w-]+"
    r"|User-Agent|Approved|Keywords|Distribution|Summary|Status)\s?:(?P<value>.*)",
    re.IGNORECASE,
)
_FEWEST_FIELDS = 3
_MOST_LINES_OF_A_HEADER = 60
# Of these fields a header has two at least.
_USUAL_FIELDS = {"from", "subject", "newsgroups", "message-id", "date"}
_FROM = re.compile(
    r"\s*(?:\"?(?P<name>[^\"<>()@]*?)\"?\s*<[^<>]*>|\S+@\S+\s*\((?P<other>[^()]*)\))\s*"
)


def without_post_headers(lines: list[str], page: TitlePage) -> list[str]:
    """What stands below the header of a post in a newsgroup or a mail; more of them may follow,
    each above a part of the story."""
    kept: list[str] = []
    begins = find_line(lines, str.strip, 0) or 0
    at = 0
    while at < len(lines):
        end = _end_of_header(lines, at) if _FIELD.match(lines[at]) else at
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
        if end - at > _MOST_LINES_OF_A_HEADER:
            return at
        field = _FIELD.match(lines[end])
        if field is None and not (names and lines[end][:1] in " \t"):
            return at
        if field:
            names.append(field["name"].lower())
        end += 1
    usual = _USUAL_FIELDS & set(names)
    return end if len(names) >= _FEWEST_FIELDS and len(usual) >= 2 else at


def _read_header(header: list[str], page: TitlePage, *, first: bool) -> None:
    """Leave a header out; the `first` of a file says the subject and the author."""
    values = {}
    for line in header:
        field = _FIELD.match(line)
        if field:
            values[field["name"].lower()] = field["value"].strip()
    if first:
        page.subject = page.subject or values.get("subject", "")
        sender = _FROM.fullmatch(values.get("from", ""))
        name = (sender["name"] or sender["other"] or "").strip() if sender else ""
        page.author = page.author or name
    page.leave_out("\n".join(header), "The header of a post was left out")


def _with_signature_apart(lines: list[str]) -> list[str]:
    """A signature below `-- ` begins a note."""
    shown = []
    for line in lines:
        shown.append("Author's Note:" if line.rstrip() == "--" else line)
    return shown
