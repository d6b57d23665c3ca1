"""The title of a chapter, from its heading, the line below it, and the part that it begins."""

from __future__ import annotations

from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.headings import is_set_apart
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.note_taking import is_break
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.titles import (
    is_point_of_view,
    is_title_case,
    looks_like_a_title,
    plain_words,
)


def take_subtitle(heading: Heading, body: list[Paragraph]) -> tuple[list[Paragraph], Heading]:
    """A chapter's title that stands on a line of its own under its number."""
    at = 1 if body and is_break(body[0]) else 0
    if heading.form != "chapter" or heading.title or len(body) < at + 2:
        return body, heading
    line = body[at]
    words = plain_words(line.text)
    if len(line.lines) > 1 or read_label(line.text) or is_point_of_view(line.text):
        return body, heading
    below = _is_below_its_number(body, at, words)
    if not (below or is_set_apart(body, at) or is_title_case(words)):
        return body, heading
    return body[at + 1 :], heading._replace(title=words, words=f"{heading.words}: {words}")


def _is_below_its_number(body: list[Paragraph], at: int, words: str) -> bool:
    """Whether a line stands right under the number, and the text apart from both."""
    near = body[at].gap == 0 and body[at + 1].gap > 0
    return near and looks_like_a_title(words or " ")


def title_of_headings(headings: list[Heading], position: int) -> str:
    """One title of headings that follow each other: a part's, and its first chapter's."""
    *above, last = headings
    titles: dict[str, None] = {}
    for part in above:
        if not part.title or part.title not in last.words:
            titles[part.words] = None
    titles[last.title_at(position)] = None
    titles.pop("", None)
    return ": ".join(titles)
