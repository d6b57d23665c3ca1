"""Chapters that came out at the time they were set for are counted by whoever looks first: a list
of stories, or the worker."""

from __future__ import annotations

import logging

from django.db import OperationalError

from reader.models.library.story import Story

_log = logging.getLogger("gloss.library")


def something_to_count() -> bool:
    """Whether a chapter came out since its story was counted. By an index of those alone that have
    one to come."""
    return Story.objects.to_count().exists()


def count_what_came_out() -> None:
    """Have stories say of themselves what is so now. A list is shown also where that can't be
    stored, as on a full disk."""
    try:
        if something_to_count():
            Story.objects.to_count().count_chapters()
    except OperationalError as error:
        _log.warning("Stories could not be counted: %s", error)
