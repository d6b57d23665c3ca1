"""The kinds of notifications: what a reader is told of."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What happened, and how it concerns them."""

    ANSWER = "answer", "an answer to a comment of theirs"
    MENTION = "mention", "a comment that names them"
    COMMENT = "comment", "a comment on a story of theirs"
    THREAD = "thread", "a comment in a thread that they follow"
    CHAPTER = "chapter", "a new chapter of a story that they follow"
    REVISED = "revised", "what a revision did to words that they marked"
    MODERATED = "moderated", "that a moderator hid what they said, or shows it again"
    THANKS = "thanks", "thanks for what they said or wrote"
    ANNOUNCEMENT = "announcement", "an announcement in a story that they follow"
    DECISION = "decision", "what moderators decided about them"
    STORY = "story", "what became of a story of theirs"
    OUTCOME = "outcome", "what came of what they reported"
    WAITING = "waiting", "comments on a story of theirs that wait for them"
    CORRECTIONS = "corrections", "corrections on a story of theirs that wait for them"
    TYPO = "typo", "what came of a correction that they suggested"
