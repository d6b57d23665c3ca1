"""What a file says of itself before its story."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.story_facts import StoryFacts


@dataclass
class TitlePage(StoryFacts):
    """What was said before the story: its fields, its author's notes, the lines of details that
    have no field, the titles that a table of contents lists, and a post's subject."""

    notes: list[Paragraph] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    subject: str = ""
    doubts: list[str] = field(default_factory=list)
