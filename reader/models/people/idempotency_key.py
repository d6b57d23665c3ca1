"""Idempotency keys: what was sent once and must not be stored twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models
from django.utils import timezone

from reader.models.people.reader import Reader

KEPT_FOR = timedelta(days=90)
"""How long a key is remembered. A browser that sends again after longer asks first."""


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    """Keys, used and forgotten."""

    def use(self, reader: Reader, key: UUID) -> bool:
        """Whether this is the first time. To be asked in the transaction that does the work, which
        ends with nothing stored where it is not: the database may have ended it already."""
        try:
            self.create(reader=reader, key=key)
        except IntegrityError:
            return False
        return True

    def forget_old(self) -> None:
        """Delete those that no browser sends any more."""
        self.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


class IdempotencyKey(models.Model):
    """The key of a request that a reader's browser may send again, having seen no answer."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        db_table = "reader_delivery"
        constraints = [models.UniqueConstraint(fields=["reader", "key"], name="one_delivery_a_key")]

    def __str__(self) -> str:
        return f"{self.reader}: {self.key}"
