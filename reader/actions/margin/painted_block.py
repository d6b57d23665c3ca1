"""A block of a chapter as one reader sees it: painted, and with how many speak up about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.template.defaultfilters import pluralize

_SCROLLED_SIDEWAYS = ("table", "preformatted")
"""Kinds of blocks that may be wider than a page: by keyboard too one gets to all of them."""
LINK_WITH_TALK = '<a class="block-link talk'
"""How a block begins on which there are comments."""
SWAPPED = ' hx-swap-oob="true"'
_OPENING = re.compile(r"<\w+")
_HEARD = re.compile(r"(<mark [^>]* aria-description=[^>]*)>")
"""A mark where it begins: from there one gets to its thread."""


@dataclass(frozen=True)
class PaintedBlock:
    """A block with the marks that its reader sees, and how many speak up about it: comments,
    highlights of the reader's own, readers who show theirs, how many at least marked the same
    words of it without their names (`popular`).
    """

    index: int
    html: str
    start: int
    kind: str
    comments: int
    mine: int
    shown: int = 0
    popular: int = 0

    @property
    def element(self) -> str:
        """The block as it stands in the article, with the name by which it is found."""
        return self._with()

    @property
    def swapped(self) -> str:
        """The block and its link, to take the place of those in an open page."""
        return self.link(SWAPPED) + self._with(SWAPPED)

    def linked(self) -> str:
        """The block as it stands in the article, its link before it."""
        return self.link() + self.element

    def link(self, more: str = "") -> str:
        """The link before the block, by which one highlights it or comments on it."""
        if self.kind == "break":
            return ""
        url = f"blocks/{self.index}/"
        classes = "block-link"
        if self.comments:
            classes += " talk"
        if self.mine:
            classes += " mine"
        return (
            f'<a class="{classes}" id="w{self.index}" href="{url}" hx-get="{url}" '
            f'hx-target="#margin"{more} '
            f'aria-label="{self.link_label}">{self.comments or ""}</a>'
        )

    @property
    def link_label(self) -> str:
        """What the link beside the block says to those who do not see it: what stands there."""
        label = "Highlight or comment on this paragraph"
        if self.comments:
            label = f"{self.comments} comment{pluralize(self.comments)} on this paragraph"
        if self.mine:
            label += f", {self.mine} highlight{pluralize(self.mine)} of yours"
        if self.shown:
            label += f", highlighted by {self.shown} reader{pluralize(self.shown)}"
        if self.popular:
            label += f", marked by {self.popular} readers or more"
        return label

    def _with(self, more: str = "") -> str:
        html = self.html
        if " aria-description=" in html:
            html = _HEARD.sub(rf'\1 aria-details="w{self.index}">', html)
        if self.kind in _SCROLLED_SIDEWAYS:
            more += ' tabindex="0"'
        tag, rest = _split_tag(html)
        return f'{tag} id="b{self.index}" data-start="{self.start}"{more}{rest}'


def _split_tag(html: str) -> tuple[str, str]:
    """The first tag of HTML as far as its name goes, and the rest."""
    match = _OPENING.match(html)
    end = match.end() if match else 0
    return html[:end], html[end:]
