"""In templates: whether somebody may comment on a story, or suggest corrections."""

from __future__ import annotations

from django import template

from reader.actions.margin.may_comment import FOLLOWERS, NOBODY, Who
from reader.actions.margin.typo_note import are_typos_welcome
from reader.models.library.margin_rules import rule_of
from reader.models.library.story import Story
from reader.models.viewer import Viewer

register = template.Library()


@register.filter
def comments_wanted(story: Story) -> str:
    """What a page that is the same for many says of who may comment, to all but the author."""
    sentences = {Who.NOBODY.value: NOBODY, Who.FOLLOWERS.value: FOLLOWERS}
    return sentences.get(rule_of(story, story.author, "who_comments"), "")


@register.filter
def takes_none(story: Story) -> bool:
    """Whether its author takes no comments on a story."""
    return rule_of(story, story.author, "who_comments") == Who.NOBODY


@register.filter
def typos_welcome(story: Story, viewer: Viewer) -> bool:
    """`story|typos_welcome:user`: whether its authors want to hear of slips of the pen from them.
    A page that is the same for many readers asks for itself whether they write it."""
    return are_typos_welcome(story, viewer)


@register.filter
def is_by(story: Story, viewer: Viewer) -> bool:
    """Whether somebody has the author's hands on a story."""
    return story.is_by(viewer)
