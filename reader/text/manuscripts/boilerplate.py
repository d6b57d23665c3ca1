"""What sites, newsreaders and libraries put around a story in a text file, apart from the story.

Each part is known by words that never change. What it says of the story goes on the title page;
the rest is left out, and said to be.
"""

from __future__ import annotations

import re

from reader.text.manuscripts.aozora_bunko import without_legend
from reader.text.manuscripts.gutenberg import without_licence
from reader.text.manuscripts.post_headers import without_post_headers
from reader.text.manuscripts.title_page import TitlePage

# Lines that a site sets, whole.
_LINE_OF_A_SITE = re.compile(
    r"\W*(?:prev(?:ious)?\b\W*)?ch(?:apter)?\.?\s+\d+ of \d+\b(?:\W*next)?\W*"
    r"|[«<]+\s*prev(?:ious)?\b.{0,40}|.{0,40}\bnext\s*[»>]+"
    r"|share:\s*e-?mail\b.{0,60}"
    r"|(?:story|author):\s*follow\s*/?\s*favou?rite"
    r"|follow/fav(?:orite)?\b.{0,80}"
    r"|the author would like to thank you for your continued support\b.{0,80}"
    r"|go to top|\+ - full 3/4 1/2.{0,20}|desktop/tablet mode.{0,80}|log ?in \. sign ?up.{0,20}"
    r"|please drop by the archive and comment to let the (?:author|creator)s? know if you"
    r" enjoyed their work!?"
    r"|posted originally on the archive of our own at https?://\S+"
    r"|reader mode|\W*threadmarks?\W*|click to (?:expand|shrink)\W{0,10}",
    re.IGNORECASE,
)


def without_boilerplate(lines: list[str], page: TitlePage) -> list[str]:
    """The lines of the story and what its author says; title and author go on the page."""
    lines = without_licence(lines, page)
    lines = without_legend(lines, page)
    lines = without_post_headers(lines, page)
    return _without_lines_of_a_site(lines, page)


def _without_lines_of_a_site(lines: list[str], page: TitlePage) -> list[str]:
    kept = []
    for line in lines:
        words = line.strip()
        if words and len(words) <= 200 and _LINE_OF_A_SITE.fullmatch(words):
            page.leave_out(words, "What the site puts around its stories was left out")
        else:
            kept.append(line)
    return kept
