"""A task is queued with what it works on, or not at all, and done by a worker."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from reader.models import Tag
from reader.tasks import task
from reader.tasks.progress import Progress, progress_of

pytestmark = pytest.mark.django_db


@task()
def name_tag(name: str) -> None:
    Tag.objects.create(name=name)


def test_in_other_tests_a_task_is_done_at_once():
    name_tag.enqueue("sea")
    assert Tag.objects.get().name == "sea"
    assert not DBTaskResult.objects.exists()


def test_a_task_waits_for_a_worker(queue):
    result = name_tag.enqueue("sea")
    assert progress_of(result.id) == Progress.WAITING
    assert not Tag.objects.exists()
    queue()
    assert progress_of(result.id) == Progress.DONE
    assert Tag.objects.get().name == "sea"


def test_tasks_are_done_in_the_order_in_which_they_came(queue):
    for name in ("one", "two", "three"):
        name_tag.enqueue(name)
    queue()
    assert [tag.name for tag in Tag.objects.order_by("pk")] == ["one", "two", "three"]


def test_what_is_not_stored_queues_nothing(queue):
    def store_and_fail():
        with transaction.atomic():
            name_tag.enqueue("sea")
            raise KeyError

    with pytest.raises(KeyError):
        store_and_fail()
    assert not DBTaskResult.objects.exists()


def test_a_task_that_nobody_knows_any_more_was_given_up():
    assert progress_of("b8a1ff8e-0d4b-4b6e-b0c9-4f3d5a9f4d11") == Progress.GIVEN_UP
    assert progress_of("") == Progress.GIVEN_UP
