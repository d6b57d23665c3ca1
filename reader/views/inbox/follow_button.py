"""The button by which one follows a story, an author or a thread, and stops following."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from reader.models import Comment, Reader, Story
from reader.models.inbox.follow import Followed, follows, is_own, kind_of, may_not_follow
from reader.models.viewer import Viewer

LOOKS = ("button", "chip", "icon", "link", "tell", "named")
SHORT = 12
"""Words by which a thread is told from others."""


@dataclass(frozen=True)
class FollowButton:
    """What it is about, whether that is followed now, and how it looks: one of LOOKS."""

    what: Followed
    following: bool
    look: str = LOOKS[0]

    @property
    def kind(self) -> str:
        return kind_of(self.what)

    @property
    def url(self) -> str:
        """Where it is sent to."""
        key = str(self.what.pk)
        if isinstance(self.what, Story):
            key = self.what.slug
        elif isinstance(self.what, Reader):
            key = self.what.username
        return reverse(f"{self.kind}_follow", args=[key])

    @property
    def noun(self) -> str:
        """What it is about, in words that stand after “Follow”. One that is `named`, among others
        of its kind, says which."""
        if isinstance(self.what, Reader):
            return str(self.what)
        if self.look != "named":
            return "this story" if isinstance(self.what, Story) else "this thread"
        if isinstance(self.what, Story):
            return str(self.what)
        if isinstance(self.what, Comment):
            return f"the thread “{Truncator(self.what.plain).words(SHORT)}”"
        return f"the thread on “{Truncator(self.what.quote).words(SHORT)}”"

    @property
    def label(self) -> str:
        if self.following:
            return "Following"
        return "Tell me" if self.look == "tell" else "Follow"

    @property
    def name(self) -> str:
        """By which it keeps the focus when the answer takes its place."""
        return f"{self.kind}-{self.what.pk}"


def button_for(viewer: Viewer, what: Followed, look: str = LOOKS[0]) -> FollowButton | None:
    """The button as a viewer sees it; None for what is their own, and for what they can't follow
    because of a block. One query for a reader."""
    if is_own(viewer, what) or may_not_follow(viewer, what):
        return None
    return FollowButton(what, follows(viewer, what), look)
