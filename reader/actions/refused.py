"""Acts that are refused."""

from __future__ import annotations


class Refused(Exception):
    """An act is not done: the sentence tells the reader why."""
