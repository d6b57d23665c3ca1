"""In templates: who doesn't read the words of a comment."""

from __future__ import annotations

from django.template import Library

from reader.models import Comment
from reader.models.viewer import Viewer

register = Library()


@register.simple_tag
def silence_of(comment: Comment, reader: Viewer, keeps: object) -> str:
    """`{% silence_of comment reader keeps as silence %}`: empty where everybody reads it;
    `gone` where the reader doesn't read it, as most don't; `unheard` where they want nothing of its
    writer; `withheld` where they do read what most don't. One `keeps` order, or not."""
    if comment.deleted_at:
        return "gone"
    if comment.is_withheld and not keeps and comment.reader_id != getattr(reader, "pk", None):
        return "gone"
    if is_unheard(comment, reader, keeps):
        return "unheard"
    return "withheld" if comment.is_withheld else ""


@register.simple_tag
def is_unheard(comment: Comment, reader: Viewer, keeps: object) -> bool:
    """Whether a comment is by somebody whose words the reader doesn't see."""
    writer = comment.reader_id
    unwanted = getattr(reader, "unwanted", ())
    return writer in unwanted or not keeps and writer in getattr(reader, "unheard", ())
