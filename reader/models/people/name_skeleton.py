"""Skeletons of names: what a reader's username and the name that they show look like, so that
nobody can pose as somebody else."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models

from reader.text.skeleton import LONGEST, skeletons

LOCK = int.from_bytes(b"names")
"""The name of our advisory lock among those of a PostgreSQL database."""


class NameSkeletonQuerySet(models.QuerySet["NameSkeleton"]):
    """Skeletons, chosen."""

    def like(self, name: str) -> NameSkeletonQuerySet:
        """Those of names that can be taken for this one."""
        return self.filter(skeleton__in=skeletons(name))

    def store(self, reader: int, username: str, name: str) -> None:
        """Keep what a reader's names look like now. One that shows nothing has no skeleton."""
        now = set()
        for kind, text in ((NameSkeleton.Kind.USERNAME, username), (NameSkeleton.Kind.NAME, name)):
            for skeleton in skeletons(text):
                now.add((kind.value, skeleton))
        if now == set(self.filter(reader=reader).values_list("kind", "skeleton")):
            return
        rows = []
        for of, skeleton in sorted(now):
            rows.append(NameSkeleton(reader_id=reader, kind=of, skeleton=skeleton))
        self.filter(reader=reader).delete()
        NameSkeleton.objects.bulk_create(rows)

    def lock(self) -> None:
        """Let nobody else take a name until this transaction ends. SQLite has one writer anyway;
        outside of a transaction this does nothing."""
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class NameSkeleton(models.Model):
    """One way in which a name can be read; a name has one or two."""

    class Kind(models.TextChoices):
        USERNAME = "username", "Username"
        NAME = "name", "Name shown"

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="name_skeletons"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    skeleton = models.CharField(max_length=LONGEST)

    objects = NameSkeletonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["skeleton", "kind"], name="names_by_look")]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "kind", "skeleton"], name="one_skeleton_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.skeleton
