"""Mentions: that a comment names a reader, and whether they were told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import get_script_prefix

from reader.models.viewer import Viewer, silenced
from reader.text.rendering.mentions import FOLDER, named_in, without_links


class MentionQuerySet(models.QuerySet["Mention"]):
    """Mentions, kept."""

    def keep(self, comment: int, *, by: int, html: str, is_new: bool = False) -> None:
        """Keep whom a comment names now, but for its writer, by what was just rendered. Who was
        told stays told, also where an edit takes the name away and another one brings it back."""
        named = set(named_in(html)) - {by}
        if not is_new:
            here = self.filter(comment=comment)
            here.filter(told_at=None).exclude(reader__in=named).delete()
        rows = [Mention(comment_id=comment, reader_id=reader) for reader in sorted(named)]
        Mention.objects.bulk_create(rows, ignore_conflicts=True)


class Mention(models.Model):
    """That a comment names a reader."""

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="mentions")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    told_at = models.DateTimeField(null=True, help_text="When the reader was notified.")

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "reader"], name="named_once")]
        indexes = [models.Index(fields=["id"], condition=Q(told_at=None), name="mentions_to_tell")]

    def __str__(self) -> str:
        return f"{self.reader} is named in {self.comment}"


def said_to(viewer: Viewer, html: str) -> str:
    """A comment's stored HTML, in which no name leads to a reader whose words the viewer doesn't
    see: it stands there as it was typed."""
    return without_links(html, silenced(viewer).readers)


def with_mentions(html: str) -> str:
    """A comment's HTML, in which names lead to where readers' pages are here (`GLOSS_PATH`): it is
    stored as if Gloss lay at the root of its host."""
    prefix = get_script_prefix()
    if prefix == "/" or FOLDER not in html:
        return html
    return html.replace(f'href="{FOLDER}', f'href="{prefix}{FOLDER[1:]}')
