"""Long work that no request waits for: the worker does it (`manage.py work`).

`@task` makes a task of a function at the top of a file, which stays where its verb belongs:

    @task()
    def read_file(pk: int) -> None:
        ...

    read_file.enqueue(file.pk)

Queued in the transaction that stores what it works on, it is there if that is. Its arguments are
JSON: give the key of a row, not the row.

A task may be begun more than once, because a worker can be killed at any moment, but is done
once: it works things out with nothing locked, then stores them in one transaction that first
locks its row and looks whether this is still to be done.
"""

import django

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef]

__all__ = ["task"]
