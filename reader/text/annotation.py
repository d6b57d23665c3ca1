"""An annotation apart from any database: what somebody marked or said, and about which words.

The words are those of the W3C Web Annotation model, https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# The audience of what its reader shows to others.
EVERYBODY = "https://www.w3.org/ns/activitystreams#Public"

HIGHLIGHTING, COMMENTING, REPLYING = "highlighting", "commenting", "replying"
# Locations that a chapter has, where a place in a story is one number.
LOCATIONS_PER_CHAPTER = 1_000_000
MOTIVATIONS = (HIGHLIGHTING, COMMENTING, REPLYING)


class AnnotationError(Exception):
    """One sentence about what is wrong with an annotation, or with a file of them."""


@dataclass(frozen=True)
class Annotation:
    """A highlight or a comment.

    `quote` is what `source`, the address of a revision, says from `start` to `end`: code points
    of its plain text, the end exclusive. Without a quote the annotation is about all of `source`,
    or, where it `answers` another one, about that. `marked` is what the words were when they were
    marked, where they have changed since.
    """

    motivation: str = HIGHLIGHTING
    source: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    marked: str = ""
    answers: str = ""

    # The private note of a highlight, plain; what a comment says, in Markdown.
    text: str = ""
    colour: str = ""
    # Whether others see a highlight. Comments are everybody's.
    public: bool = False

    id: str = ""
    canonical: str = ""
    via: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    creator: str = ""
    creator_url: str = ""

    # The title of the story, and below what else a person wants to know of where it stands.
    story: str = ""
    story_url: str = ""
    author: str = ""
    chapter: str = ""
    chapter_url: str = ""
    number: int | None = None
    # Leads to the words, wherever they stand by then.
    link: str = ""

    @property
    def words(self) -> str:
        """The words as they were when somebody marked them."""
        return self.marked or self.quote
