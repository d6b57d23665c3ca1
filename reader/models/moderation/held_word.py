"""Held words: what makes a comment wait for a moderator, and addresses that cannot be used here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import models, transaction

from reader.text.held_words import all_words, has_word, is_of, link_hosts
from reader.text.skeleton import readings

KEPT = "held-words"
LONGEST = 60
"""Seconds after which a process that shares no cache, such as the worker, has heard of a change."""


class HeldWordQuerySet(models.QuerySet["HeldWord"]):
    """Held words, and what they are found in."""

    def found_in(self, html: str) -> list[HeldWord]:
        """Those that stand in what somebody wrote, once it is rendered, or that it links to."""
        words, hosts = readings(all_words(html)), link_hosts(html)
        found: list[HeldWord] = []
        for held in _held():
            linked = held.kind == HeldWord.Kind.HOST and any(is_of(h, held.text) for h in hosts)
            if linked or has_word(words, held.text):
                found.append(held)
        return found

    def refuses(self, address: str) -> bool:
        """Whether an email address cannot be used here: it, or what stands after its @, is on the
        list."""
        address = address.strip().casefold()
        host = address.rpartition("@")[2]
        for refused in self.filter(kind=HeldWord.Kind.ADDRESS).values_list("text", flat=True):
            if address and (refused == address or is_of(host, refused)):
                return True
        return False

    def bulk_create(self, *args: Any, **named: Any) -> Any:
        made = super().bulk_create(*args, **named)
        _forget()
        return made


class HeldWord(models.Model):
    """One entry of the lists that moderators keep."""

    class Kind(models.TextChoices):
        WORD = "word", "Word or phrase"
        HOST = "host", "Site that is linked to"
        ADDRESS = "address", "Email address or domain"

    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HeldWordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "text"]
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="one_entry_a_word")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **named: Any) -> None:
        super().save(*args, **named)
        _forget()

    def delete(self, *args: Any, **named: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **named)
        _forget()
        return deleted


def _held() -> list[HeldWord]:
    """What is looked for in comments: kept, because every comment asks for it."""
    held = caches["default"].get(KEPT)
    if held is None:
        held = list(HeldWord.objects.exclude(kind=HeldWord.Kind.ADDRESS))
        caches["default"].set(KEPT, held, LONGEST)
    return held


def _forget() -> None:
    """Have them read anew: at once, and once more when others can see what has changed, because a
    comment that came meanwhile kept them as they were."""
    caches["default"].delete(KEPT)
    transaction.on_commit(lambda: caches["default"].delete(KEPT))


def holds_words(html: str) -> bool:
    """Whether what somebody wrote, once it is rendered, has anything in it that waits for a
    moderator."""
    return bool(HeldWord.objects.found_in(html))
