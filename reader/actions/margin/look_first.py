"""Which comments wait until somebody has looked, whatever the author of the story wants."""

from __future__ import annotations

from django.conf import settings

from reader.actions.mail.mail_server import host
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.moderation.held_word import holds_words
from reader.models.people.newcomer import is_newcomer
from reader.models.people.reader import Reader
from reader.text.held_words import is_of, link_hosts

HeldFor = Comment.HeldFor


def why_to_look_first(html: str, by: Reader, story: Story) -> str:
    """Why what a reader says on a story, once it is rendered, is to be held: one of
    `Comment.HeldFor`, or an empty string."""
    if by.moderates:
        return ""
    if holds_words(html):
        return HeldFor.WORDS
    if settings.HOLD_NEWCOMERS == "nothing" or story.is_by(by) or not is_newcomer(by):
        return ""
    if links_away(html):
        return HeldFor.LINKS
    is_first = settings.HOLD_NEWCOMERS == "first" and not by.comments.spoken().exists()
    return HeldFor.NEWCOMER if is_first else ""


def links_away(html: str) -> list[str]:
    """The hosts of links to other places, one for each link."""
    return [name for name in link_hosts(html) if not is_of(name, host())]
