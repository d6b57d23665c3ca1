"""Gloss is one Django app. What its tasks wait in is another, which only gets a plainer name."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django_tasks_db.apps import TasksAppConfig

from reader.roles import make_roles
from reader.written_once import guard


class ReaderConfig(AppConfig):
    """The app, and the room that its models live in."""

    default = True
    name = "reader"
    verbose_name = "Gloss"

    def ready(self) -> None:
        # The signal comes for one app after the other: for that of permissions after ours.
        post_migrate.connect(make_roles, sender=apps.get_app_config("auth"))
        post_migrate.connect(guard, sender=self)


class QueueConfig(TasksAppConfig):
    """Where tasks wait."""

    verbose_name = "Long work"
