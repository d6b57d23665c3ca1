"""What a file says of itself before its story."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.text.manuscripts.omissions import RecordsOmissions
from reader.text.manuscripts.paragraphs import Paragraph


@dataclass
class TitlePage(RecordsOmissions):
    """What was said before the story: its fields, its author's notes, the lines of details that
    have no field, the titles that a table of contents lists, and a post's subject."""

    title: str = ""
    author: str = ""
    summary: str = ""
    language: str = ""
    rating: str = ""
    status: str = ""
    tags: list[str] = field(default_factory=list)
    fandoms: list[str] = field(default_factory=list)
    relationships: list[str] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    series: str = ""
    source: str = ""
    published: str = ""
    updated: str = ""
    notes: list[Paragraph] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    subject: str = ""
    doubts: list[str] = field(default_factory=list)
