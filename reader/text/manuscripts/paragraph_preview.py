"""One paragraph of a chapter as it will stand, while its author looks the manuscript over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from reader.text.rendering.block import joined_html
from reader.text.rendering.blocks import render
from reader.text.rendering.footnote_sources import MARK, part_label, single_footnotes
from reader.text.rendering.punctuation import set_paragraph
from reader.text.rendering.quotation_marks import ENGLISH, marks_of
from reader.text.rendering.scene_breaks import is_scene_break

_MARKUP = re.compile(r"[*_`~#>|\\\[\]<&=]|  \n|^[ \t]*(?:[-+]+|\d+[.)])(?:[ \t]|$)", re.MULTILINE)
_PICTURE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>|<img [^>]*>')
_MARK = re.compile(r'<sup><a [^>]*?data-number="(\d+)"[^>]*></a></sup>')
NONE: Mapping[str, int] = {}
# By what the further paragraphs of a footnote are set in.
_INDENT = re.compile(r"^ {4}", re.MULTILINE)


def preview_of(
    part: str, *, numbers: Mapping[str, int] = NONE, smart: bool = False, language: str = "en"
) -> str:
    """Sanitised HTML of one paragraph as it will stand, a picture told by its words, the marks of
    footnotes by their `numbers` in the chapter."""
    plain = not _MARKUP.search(part) and not is_scene_break(part)  # as most are: the short way
    if plain:
        marks = marks_of(language) or ENGLISH
        return f"<p>{escape(set_paragraph(part, marks) if smart else part, quote=False)}</p>"
    cited = [name for name in dict.fromkeys(MARK.findall(part)) if name in numbers]
    told = "".join(f"\n\n[^{name}]: {name}" for name in cited)
    blocks = render(part + told, smart=smart, language=language)
    html = joined_html(blocks[:-1] if told else blocks)

    def numbered(mark: re.Match[str]) -> str:
        return f"<sup>{numbers[cited[int(mark[1]) - 1]]}</sup>"

    return _PICTURE.sub(r" <em>[Picture: \1]</em>", _MARK.sub(numbered, html))


def preview_of_footnotes(
    part: str, *, numbers: Mapping[str, int], smart: bool = False, language: str = "en"
) -> str:
    """The same of a paragraph that is footnotes, each behind its number, or continues one."""
    shown: list[str] = []
    for footnote in single_footnotes([part]) or [part]:
        name, words = part_label(footnote)
        source = _INDENT.sub("", words).strip()
        html = preview_of(source, numbers=numbers, smart=smart, language=language)
        number = f"<sup>{numbers[name]}</sup> " if name in numbers else ""
        beginning = "<p>" if html.startswith("<p>") else ""
        shown.append(beginning + number + html.removeprefix(beginning))
    return "\n".join(shown)


def numbers_of_footnotes(paragraphs: list[str]) -> dict[str, int]:
    """The number of each of a chapter's footnotes, by its name."""
    numbers: dict[str, int] = {}
    for footnote in single_footnotes(paragraphs):
        numbers.setdefault(part_label(footnote)[0], len(numbers) + 1)
    return numbers
