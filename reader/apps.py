"""Gloss is one Django app. What its tasks wait in is another, which only gets a plainer name."""

from django.apps import AppConfig
from django_tasks_db.apps import TasksAppConfig


class ReaderConfig(AppConfig):
    """The app, and the room that its models live in."""

    default = True
    name = "reader"
    verbose_name = "Gloss"


class QueueConfig(TasksAppConfig):
    """Where tasks wait."""

    verbose_name = "Long work"
