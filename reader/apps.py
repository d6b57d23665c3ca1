"""Gloss is one Django app."""

from django.apps import AppConfig


class ReaderConfig(AppConfig):
    """The app, and the room that its models live in."""

    name = "reader"
    verbose_name = "Gloss"
