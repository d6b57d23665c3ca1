"""A task is queued with what it works on, or not at all."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from reader.models import Tag
from reader.tasks import task

pytestmark = pytest.mark.django_db


@task()
def name_tag(name: str) -> None:
    Tag.objects.create(name=name)


def test_in_other_tests_a_task_is_done_at_once():
    name_tag.enqueue("sea")
    assert Tag.objects.get().name == "sea"
    assert not DBTaskResult.objects.exists()


def test_a_task_waits_for_a_worker(queue):
    name_tag.enqueue("sea")
    assert DBTaskResult.objects.get().status == "READY"
    assert not Tag.objects.exists()


def test_what_is_not_stored_queues_nothing(queue):
    def store_and_fail():
        with transaction.atomic():
            name_tag.enqueue("sea")
            raise KeyError

    with pytest.raises(KeyError):
        store_and_fail()
    assert not DBTaskResult.objects.exists()
