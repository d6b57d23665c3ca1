"""Content preferences: what somebody does not want to meet in the library, and what they want to be
told of before they read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from reader.text.whole_numbers import whole_number

LEFT_OUT = ("rating", "tag", "author", "byline", "language")
"""What stories can be left out by. An author is the key of their account; a byline is a name on a
cover that is not the account's."""
TOLD = ("explicit", "warnings")
"""What is asked about before the text where nobody chose: a rating, and any warning."""
WARNINGS = "warnings"
"""Stands among the ratings for any warning at all."""
MOST = 300
"""Values of a kind that are kept."""
LONGEST = 100
"""Characters of a value: those of the longest tag."""
LONGEST_COOKIE = 3000
"""Characters of the cookie in which a visitor's are; browsers keep a few more."""


class ContentPreferences:
    """What somebody chose; what they left as it is has its default, and is kept nowhere."""

    def __init__(self, kept: object = None) -> None:
        """From what `kept` gave, whoever sent it: what makes no sense counts as not chosen."""
        chosen = kept if isinstance(kept, Mapping) else {}
        self.left_out: dict[str, list[str]] = {}
        for kind in LEFT_OUT:
            values = _words(chosen.get(kind))
            if kind == "author":
                values = [value for value in values if whole_number(value)]
            if values:
                self.left_out[kind] = values
        self.told = _words(chosen["told"]) if "told" in chosen else list(TOLD)
        self.warnings = _words(chosen.get("warnings"))
        """The warnings that they want to be told of, where it is not any."""

    @classmethod
    def from_cookie(cls, text: str) -> ContentPreferences:
        """What `cookie` wrote."""
        try:
            return cls(json.loads(unquote(text[: 2 * LONGEST_COOKIE])))
        except (ValueError, RecursionError):
            return cls()

    @property
    def kept(self) -> dict[str, list[str]]:
        """All that was chosen, for JSON."""
        kept = dict(self.left_out)
        if self.told != list(TOLD):
            kept["told"] = self.told
        if self.warnings:
            kept["warnings"] = self.warnings
        return kept

    @property
    def cookie(self) -> str:
        return quote(json.dumps(self.kept, separators=(",", ":"), ensure_ascii=False))

    def leaves_out(self, kind: str, value: object) -> bool:
        """Whether stories are left out by this very value."""
        return _folded(value) in map(_folded, self.left_out.get(kind, ()))

    def leave_out(self, kind: str, value: object) -> None:
        """Leave such stories out from now on. Raises KeyError for a kind that there is not."""
        if kind not in LEFT_OUT:
            raise KeyError(kind)
        if kind == "author" and whole_number(str(value)) is None:
            return
        if not self.leaves_out(kind, value):
            self.left_out[kind] = _words([*self.left_out.get(kind, ()), str(value)])

    def take_back(self, kind: str, value: object) -> None:
        """Leave them in again."""
        others = []
        for known in self.left_out.pop(kind, ()):
            if _folded(known) != _folded(value):
                others.append(known)
        if others:
            self.left_out[kind] = others

    def tells_of_rating(self, rating: str) -> bool:
        """Whether a story of this rating is asked about: also where one leaves it out, and came by
        a link."""
        return bool(rating) and (rating in self.told or self.leaves_out("rating", rating))

    def warnings_told(self, warnings: Iterable[str]) -> list[str]:
        """Those of a story's warnings that are asked about, and those that are left out."""
        if WARNINGS in self.told:
            return list(warnings)
        wanted = {_folded(name) for name in [*self.warnings, *self.left_out.get("tag", ())]}
        return [name for name in warnings if _folded(name) in wanted]

    def ask_no_more(self) -> None:
        """Ask about nothing before the text."""
        self.told, self.warnings = [], []


def _folded(value: object) -> str:
    return str(value).casefold()


def _words(values: object) -> list[str]:
    """Each of some values once, as words of a bearable length; none where these are no list."""
    words: dict[str, str] = {}
    for value in values if isinstance(values, list | tuple) else ():
        word = " ".join(str(value).split())[:LONGEST]
        if word:
            words.setdefault(_folded(word), word)
    return list(words.values())[:MOST]
