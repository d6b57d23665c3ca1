"""What a reader doesn't want to see, as it stands in their own row: known without a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Keys = frozenset[int]


class Silenced(NamedTuple):
    """The keys of the readers whom somebody muted, blocked and was blocked by, and of the threads
    that they hid: those on passages, and those that a comment on a chapter begins."""

    muted: Keys = frozenset()
    blocked: Keys = frozenset()
    blocked_by: Keys = frozenset()
    passages: Keys = frozenset()
    comments: Keys = frozenset()

    @classmethod
    def read(cls, kept: Mapping[str, list[int]] | None) -> Silenced:
        """As it is kept: lists by name, empty ones left out; nothing where there is nothing."""
        return cls(**{name: frozenset(keys) for name, keys in kept.items()}) if kept else NOTHING

    @property
    def kept(self) -> dict[str, list[int]] | None:
        """The same, to be kept."""
        kept = {}
        for name, keys in self._asdict().items():
            if keys:
                kept[name] = sorted(keys)
        return kept or None

    @property
    def own(self) -> Silenced:
        """What of it the reader wants themselves: without who blocked them."""
        return self._replace(blocked_by=frozenset())

    @property
    def threads(self) -> Silenced:
        """What of it are threads."""
        return Silenced(passages=self.passages, comments=self.comments)

    @property
    def readers(self) -> Keys:
        """Whose words this reader doesn't see."""
        return self.muted | self.apart if self.muted else self.apart

    @property
    def apart(self) -> Keys:
        """Between whom and this reader there is a block, whoever made it: neither answers, names,
        thanks or follows the other."""
        return self.blocked | self.blocked_by if self.blocked else self.blocked_by

    def only(self, authors: Iterable[int]) -> Silenced:
        """What of it is a block between this reader and a story's authors, by their keys: all that
        a page around the text of a chapter depends on."""
        here = frozenset(authors)
        return Silenced(blocked=self.blocked & here, blocked_by=self.blocked_by & here)

    @property
    def anything(self) -> bool:
        """Whether this reader sees anything otherwise than everybody does."""
        return any(self)


NOTHING = Silenced()
