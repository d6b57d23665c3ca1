"""What a file says of its story as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from reader.text.manuscripts.omissions import RecordsOmissions


@dataclass
class StoryFacts(RecordsOmissions):
    """What a file says of its story: empty where it does not say it. `published` and `updated`
    are dates, as `2020-02-29`; `source` is the URL that the story came from."""

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

    def facts(self) -> dict[str, Any]:
        """What the file says, by the names of the fields, in lists of its own; each name once."""
        facts: dict[str, Any] = {"left_out": list(self.left_out)}
        for one in fields(StoryFacts):
            value = getattr(self, one.name)
            if one.name not in facts:
                facts[one.name] = _each_once(value) if isinstance(value, list) else value
        return facts


def _each_once(names: list[str]) -> list[str]:
    return list(dict.fromkeys([name for name in names if name]))
