"""Times as clocks on a wall say them, which skip an hour in spring and say one twice in autumn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo


class NoSuchTime(ValueError):
    """Clocks are put forward over it that night."""


def moment_of(said: datetime, zone: tzinfo) -> datetime:
    """The moment at which clocks in a zone say so, the first of two. Raises NoSuchTime."""
    if is_skipped(said, zone):
        raise NoSuchTime
    return said.replace(tzinfo=zone, fold=0).astimezone(UTC)


def comes_twice(said: datetime, zone: tzinfo) -> bool:
    """Whether clocks in a zone say so at two moments: they are put back over it that night."""
    first, second = said.replace(tzinfo=zone, fold=0), said.replace(tzinfo=zone, fold=1)
    return first.utcoffset() > second.utcoffset()  # type: ignore[operator]  # zones have offsets


def is_skipped(said: datetime, zone: tzinfo) -> bool:
    """Whether clocks in a zone never say so: they are put forward over it that night."""
    return said.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != said


def moments_from(said: datetime, zone: tzinfo, days: int, count: int) -> Iterator[datetime]:
    """So many moments, some days apart, at which clocks say the same; where they skip it, as much
    later as they are put forward."""
    for turn in range(count):
        local = said + timedelta(days=days * turn)
        yield local.replace(tzinfo=zone, fold=0).astimezone(UTC)
