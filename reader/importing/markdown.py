"""Markdown: front matter, chapters as headings, author's notes between colons, or some of these.

docs/formats.md describes what Gloss writes itself; a file from elsewhere is read as far as it
goes, and labels such as `A/N:` mean in it what they mean in plain text.
"""

from __future__ import annotations

import re
from datetime import date

import yaml

from reader.importing.outline import outlined
from reader.text import marked_files
from reader.text.headings import plain_words
from reader.text.labels import NOTES, read_language, read_rating, read_status
from reader.text.manuscripts import Manuscript, ManuscriptError
from reader.text.paragraphs import Paragraph
from reader.text.title_pages import TitlePage, title_from

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What an escape in YAML can say and no database takes."""
_FENCE = re.compile(r":{3,}[ \t]*(?P<kind>[\w-]*)[ \t]*$")
_CODE = re.compile(r" {0,3}(?:```|~~~)")
_ATX = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*$")
_SETEXT = re.compile(r" {0,3}(?P<level>=+|-{2,})[ \t]*$")


def read(text: str, *, name: str) -> Manuscript:
    """The manuscript in a Markdown text, called `name` where it gives itself no title.

    Raises `ManuscriptError` for front matter that is not YAML, a note that does not end, and a
    text without a story in it.
    """
    text = re.sub(r"\r\n?", "\n", text)
    page = TitlePage()
    match = _FRONT_MATTER.match(text)
    if match:
        smart, mark = _read_front_matter(match["yaml"], page)
        if mark:
            return _exactly(text[match.end() :], mark, page, smart=smart, name=name)
        text = " \n" * text[: match.end()].count("\n") + text[match.end() :]
    found, levels = _paragraphs(text)
    manuscript = outlined(page, found, levels, name=name, untold=not match)
    manuscript.smart = bool(match and smart)
    return manuscript


def _exactly(text: str, mark: str, page: TitlePage, *, smart: bool, name: str) -> Manuscript:
    """The manuscript in a file that Gloss wrote."""
    said = {field: getattr(page, field) for field in (*_SAID, *_LISTED, *_MEANINGS)}
    made = Manuscript(smart=smart, doubts=page.doubts, **said)
    made.title = made.title or title_from(name)
    marked_files.read_parts(text, mark, made)
    return made


def _read_front_matter(source: str, page: TitlePage) -> tuple[bool, str]:
    """Put what the front matter says on the title page; whether typography is to be smart, and
    the word that marks the parts of a file that Gloss wrote."""
    try:
        fields = yaml.safe_load(source) or {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise ManuscriptError(
            f"has front matter that is not YAML{where}: put quotation marks around a value "
            "that has a colon in it"
        ) from error
    if not isinstance(fields, dict):
        raise ManuscriptError("has front matter without fields: write them as “title: …”")
    smart = fields.pop("smart", False) is True
    mark = _scalar(fields.pop("marks", ""))
    byline = _scalar(fields.pop("byline", ""))
    for key, value in fields.items():
        words = value if mark and isinstance(value, str) else _scalar(value)
        if key in _SAID:
            setattr(page, key, words)
        elif key in _LISTED:
            names = value if isinstance(value, list) else words.split(",")
            setattr(page, key, [name for name in (_scalar(name) for name in names) if name])
        elif key in _MEANINGS and (not words or (meant := _MEANINGS[key](words))):
            setattr(page, key, meant if words else "")
        else:
            page.doubts.append(f"Gloss has no place for “{key}: {words[:60]}” and left it out.")
    page.author = byline or page.author
    return smart, mark


_SAID = ("title", "author", "summary", "series", "source", "published", "updated")
_LISTED = ("tags", "fandoms", "relationships", "characters", "warnings")
_MEANINGS = {"language": read_language, "rating": read_rating, "status": read_status}


def _scalar(value: object) -> str:
    """A value of the front matter as words; nothing for what is made of other values."""
    words = str(value).strip() if isinstance(value, str | int | float | date) else ""
    return _UNSTORABLE.sub("", words)


def _paragraphs(text: str) -> tuple[list[Paragraph], dict[int, tuple[int, str]]]:
    """The parts of a Markdown text between empty lines, and the level and words of those that
    are headings, by index. A note between colons is one part, and so is a block of code."""
    found: list[Paragraph] = []
    levels: dict[int, tuple[int, str]] = {}
    lines = text.split("\n")
    at, closed = 0, True
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            closed = True
        elif fence := _FENCE.fullmatch(line):
            end = _end_of_fence(lines, at, fence["kind"])
            inside = "\n".join(lines[at + 1 : end]).strip("\n").split("\n")
            found.append(Paragraph(inside, 1, note=fence["kind"]))
            at, closed = end, True
        elif closed and _CODE.match(line):
            mark = line.strip()[:3]
            ends = (i for i in range(at + 1, len(lines)) if lines[i].strip().startswith(mark))
            end = next(ends, len(lines) - 1)
            found.append(Paragraph(lines[at : end + 1], 1))
            at, closed = end, True
        elif heading := _ATX.fullmatch(line):
            levels[len(found)] = (len(heading["level"]), plain_words(heading["words"]))
            found.append(Paragraph([line], 1))
            closed = True
        elif not closed and _SETEXT.fullmatch(line) and len(found[-1].lines) == 1:
            levels[len(found) - 1] = (1 if "=" in line else 2, plain_words(found[-1].text))
            closed = True
        elif closed:
            found.append(Paragraph([line.rstrip("\n")], 1))
            closed = False
        else:
            found[-1].lines.append(line)
        at += 1
    return found, {i: heading for i, heading in levels.items() if heading[1]}


def _end_of_fence(lines: list[str], at: int, kind: str) -> int:
    if kind not in NOTES:
        raise ManuscriptError(
            f"has in line {at + 1} “{lines[at].strip()}”, which begins no note: "
            "write ::: and then note, disclaimer, warning or dedication"
        )
    for end in range(at + 1, len(lines)):
        fence = _FENCE.fullmatch(lines[end])
        if fence and not fence["kind"]:
            return end
        if fence:
            break
    raise ManuscriptError(
        f"has a note in line {at + 1} that does not end: write ::: on a line under it"
    )
