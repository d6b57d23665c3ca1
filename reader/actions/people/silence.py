"""Muting and blocking, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q

from reader.models.inbox.follow import Follow
from reader.models.inbox.notification import Notification
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.hidden_thread import HiddenThread
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence
from reader.models.silenced import Silenced

MOST = 1_000
"""Readers whom one can mute or block, and threads that one can hide: every page that one opens
leaves out what they say."""
Kind = Silence.Kind


class TooMany(Exception):
    """Nobody needs to silence so many."""


class Oneself(Exception):
    """Nobody mutes or blocks themselves."""


@transaction.atomic
def silence(reader: Reader, whom: Reader, kind: Silence.Kind) -> None:
    """Let a reader mute or block somebody, in place of what they did before. By a block neither
    follows the other any more. Raises TooMany and Oneself."""
    if reader.pk == whom.pk:
        raise Oneself
    _hold(reader, whom)
    if reader.silences.exclude(whom=whom).count() >= MOST:
        raise TooMany
    Silence.objects.update_or_create(reader=reader, whom=whom, defaults={"kind": kind})
    if kind == Kind.BLOCK:
        for one, other in ((reader, whom), (whom, reader)):
            theirs = Q(author=other) | Q(story__in=Story.with_deleted.by(other))
            Follow.objects.of(one).filter(theirs, following=True).delete()
    keep_silences([reader.pk, whom.pk])


@transaction.atomic
def unsilence(reader: Reader, whom: Reader) -> None:
    """Undo that: each sees again what the other says."""
    _hold(reader, whom)
    reader.silences.filter(whom=whom).delete()
    keep_silences([reader.pk, whom.pk])


@transaction.atomic
def hide_thread(reader: Reader, thread: Passage | Comment) -> None:
    """Hide a thread from a reader: one on a passage, or one that a comment on a chapter begins.
    Raises TooMany."""
    _hold(reader)
    if reader.hidden_threads.count() >= MOST:
        raise TooMany
    HiddenThread.objects.get_or_create(reader=reader, **_named(thread))
    keep_silences([reader.pk])


@transaction.atomic
def show_thread(reader: Reader, thread: Passage | Comment) -> None:
    """Undo that."""
    _hold(reader)
    reader.hidden_threads.filter(**_named(thread)).delete()
    keep_silences([reader.pk])


def keep_silences(readers: Collection[int]) -> None:
    """Write into the rows of readers, by their keys, what is silenced for them, and count anew
    what is unread. They are held."""
    for key in readers:
        kept = _silenced(key).kept
        Reader.objects.filter(pk=key).update(silences_kept=kept)
    Notification.objects.count_for_all(Reader.objects.filter(pk__in=readers))


def _silenced(reader: int) -> Silenced:
    by_kind: dict[str, set[int]] = {"mute": set(), "block": set()}
    own = Silence.objects.filter(reader=reader).order_by()
    for kind, whom in own.values_list("kind", "whom"):
        by_kind[kind].add(whom)
    blocked_by = Silence.objects.blocks().filter(whom=reader).order_by()
    hidden = HiddenThread.objects.filter(reader=reader).order_by()
    on_words = hidden.filter(comment=None).values_list("passage", flat=True)
    on_chapters = hidden.filter(passage=None).values_list("comment", flat=True)
    return Silenced(
        muted=frozenset(by_kind["mute"]),
        blocked=frozenset(by_kind["block"]),
        blocked_by=frozenset(blocked_by.values_list("reader", flat=True)),
        passages=frozenset(on_words),
        comments=frozenset(on_chapters),
    )


def _hold(*readers: Reader) -> None:
    """Hold the rows of readers, in the same order everywhere."""
    keys = [reader.pk for reader in readers]
    held = Reader.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    list(held.values_list("pk", flat=True))


def _named(thread: Passage | Comment) -> dict[str, Any]:
    return {"passage" if isinstance(thread, Passage) else "comment": thread}
