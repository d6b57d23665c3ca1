"""A story's cover, drawn of its title and its author: cloth and foil, as in the library."""

from __future__ import annotations

import unicodedata
from html import escape

from reader.models import Story
from reader.text.xml_characters import without_forbidden

WIDTH, HEIGHT = 600, 888
CLOTHS = (
    ("#6e3429", "#f3dfb8"),
    ("#1f4360", "#f3dfb8"),
    ("#234c36", "#f3dfb8"),
    ("#5d2843", "#f3dfb8"),
    ("#d1ab5f", "#331b0d"),
    ("#2d2f3e", "#f3dfb8"),
    ("#a5c4ca", "#08273a"),
    ("#824624", "#f3dfb8"),
)
"""The cloths of static/css/covers.css and the foils on them, in colours that every e-reader
knows."""
_SERIF = "Charter, 'Iowan Old Style', Georgia, 'Noto Serif', serif"
_SANS = "'Helvetica Neue', 'Noto Sans', Arial, sans-serif"
_LEFT, _RIGHT = 92, 528
_SPINE = (
    f'<rect x="0" width="24" height="{HEIGHT}" fill="#000" fill-opacity="0.18"/>'
    f'<rect x="24" width="6" height="{HEIGHT}" fill="#000" fill-opacity="0.08"/>'
    f'<rect x="30" width="5" height="{HEIGHT}" fill="#fff" fill-opacity="0.1"/>'
)
"""Shadow and light along the edge where the cover bends."""


def draw(story: Story) -> str:
    """The cover as SVG."""
    cloth, foil = CLOTHS[story.cover.cloth]
    title = _one_line(story.title) or "Untitled"
    size = _title_size(title)
    lines = _lines(title, size)[:16]
    rtl = story.direction == "rtl"
    x = _RIGHT if rtl else _LEFT
    direction = ' direction="rtl"' if rtl else ""
    leading, top = size * 1.2, 120 + size
    title_lines = ""
    for number, line in enumerate(lines):
        title_lines += _text(x, f"{top + number * leading:.0f}", direction, line)
    rule = top + (len(lines) - 1) * leading + size * 0.9
    author = _lines(_one_line(story.credit), 30)[:3]
    names = ""
    for number, line in enumerate(author):
        names += _text(x, str(HEIGHT - 96 - (len(author) - 1 - number) * 38), direction, line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{cloth}"/>{_SPINE}'
        f'<g fill="{foil}"><g font-family="{_SERIF}" font-size="{size}">{title_lines}</g>'
        f'<rect x="{x - 88 if rtl else x}" y="{rule:.0f}" width="88" height="2" '
        'fill-opacity="0.7"/>'
        f'<g font-family="{_SANS}" font-size="30" letter-spacing="1">{names}</g></g></svg>'
    )


def _text(x: int, y: str, direction: str, line: str) -> str:
    return f'<text x="{x}" y="{y}"{direction}>{escape(line)}</text>'


def _one_line(text: str) -> str:
    return " ".join(without_forbidden(text).split())


def _title_size(title: str) -> int:
    """The largest size of letters, in pixels, in which the title fits on seven lines."""
    for size in (66, 56, 46, 38, 31):
        if len(_lines(title, size)) <= 7:
            return size
    return 26


def _lines(words: str, size: int) -> list[str]:
    """Words in lines that fit, by how wide letters of that size usually are."""
    room = (_RIGHT - _LEFT) / size
    lines: list[str] = []
    line = ""
    for word in words.split():
        for part in _parts(word, room):
            longer = f"{line} {part}".strip()
            if line and _width(longer) > room:
                lines.append(line)
                line = part
            else:
                line = longer
    return [*lines, line] if line else lines


def _parts(word: str, room: float) -> list[str]:
    """A word, cut where it is wider than a line: as one of Chinese or Japanese may be."""
    parts = [""]
    for letter in word:
        if _width(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _width(words: str) -> float:
    """About how wide words are, in ems."""
    width = 0.0
    for character in words:
        width += 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.52
    return width
