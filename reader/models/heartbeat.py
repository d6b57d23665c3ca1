"""Heartbeats: which workers are alive."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

SILENCE = timedelta(minutes=1)
"""A worker that has said nothing for so long is taken for dead."""


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def alive(self) -> HeartbeatQuerySet:
        """Those that were heard of lately, by the one clock that all of them have: the
        database's."""
        return self.filter(at__gt=Now() - SILENCE)

    def keep(self, worker: str, *, machine: str, process: int) -> None:
        """Say that a worker is alive."""
        if not self.filter(worker=worker).update(at=Now()):
            self.create(worker=worker, machine=machine, process=process, at=Now())


class Heartbeat(models.Model):
    """When a worker last said that it is alive, and where it runs."""

    worker = models.CharField(max_length=64, primary_key=True)
    machine = models.CharField(max_length=300)
    process = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.machine}, process {self.process}"
