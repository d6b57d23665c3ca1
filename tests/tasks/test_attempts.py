"""A task that fails is tried again, at most three times in all, and given up aloud."""

import logging
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reader.models import Heartbeat, Tag
from reader.tasks import task
from reader.tasks.attempts import attempt, claim, give_back
from reader.tasks.heart import beat, give_back_lost, machine
from reader.tasks.progress import Progress, progress_of
from reader.tasks.worker import Interrupted

pytestmark = pytest.mark.django_db
ONE = "sea"


@task()
def fail_until_there_is_a_tag() -> None:
    Tag.objects.get(name=ONE)


@task()
def make_tag() -> None:
    Tag.objects.create(name=ONE)


@pytest.fixture
def soon(monkeypatch):
    """What failed is tried again at once."""
    monkeypatch.setattr("reader.tasks.attempts.PAUSE", timedelta(0))


def lose(worker: str) -> None:
    """The worker's machine went away, two minutes ago."""
    long_ago = timezone.now() - timedelta(minutes=2)
    Heartbeat.objects.filter(worker=worker).update(at=long_ago, machine="another")
    give_back_lost()


def test_a_task_that_fails_is_tried_again_a_little_later(queue):
    result = fail_until_there_is_a_tag.enqueue()
    queue()
    waits = DBTaskResult.objects.get()
    assert progress_of(result.id) == Progress.WAITING
    assert waits.run_after > timezone.now()
    Tag.objects.create(name=ONE)
    DBTaskResult.objects.update(run_after=timezone.now())
    queue()
    assert progress_of(result.id) == Progress.DONE


def test_after_three_attempts_it_is_given_up_aloud(queue, soon, caplog):
    result = fail_until_there_is_a_tag.enqueue()
    queue()
    assert progress_of(result.id) == Progress.GIVEN_UP
    assert len(DBTaskResult.objects.get().worker_ids) == 3
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.name for record in errors] == ["gloss.tasks"]
    assert "fail_until_there_is_a_tag" in errors[0].getMessage()
    assert "Tag matching query does not exist" in DBTaskResult.objects.get().traceback


def test_a_task_whose_code_is_gone_is_given_up(queue, soon):
    result = make_tag.enqueue()
    DBTaskResult.objects.update(task_path="reader.tasks.nothing.at_all")
    queue()
    assert progress_of(result.id) == Progress.GIVEN_UP


def test_a_task_of_a_worker_that_falls_silent_is_tried_again(queue):
    result = make_tag.enqueue()
    beat("first")
    claim("first")
    give_back_lost()
    assert progress_of(result.id) == Progress.RUNNING
    lose("first")
    assert progress_of(result.id) == Progress.WAITING
    queue()
    assert progress_of(result.id) == Progress.DONE


def test_a_task_of_a_worker_that_died_on_this_machine_is_tried_again_at_once(queue):
    result = make_tag.enqueue()
    child = subprocess.Popen([sys.executable, "--version"], stdout=subprocess.DEVNULL)
    child.wait()
    Heartbeat.objects.keep("killed", machine=machine(), process=child.pid)
    claim("killed")
    give_back_lost()
    assert progress_of(result.id) == Progress.WAITING
    assert not Heartbeat.objects.exists()


def test_a_task_that_kills_its_workers_is_given_up(queue, caplog):
    result = make_tag.enqueue()
    for worker in ("first", "second", "third"):
        assert progress_of(result.id) == Progress.WAITING
        beat(worker)
        claim(worker)
        lose(worker)
    assert progress_of(result.id) == Progress.GIVEN_UP
    assert "Given up after 3 attempts" in caplog.text


def test_a_worker_that_was_taken_for_dead_changes_nothing_about_what_another_does(queue):
    result = make_tag.enqueue()
    beat("first")
    claimed = claim("first")
    lose("first")
    beat("second")
    claim("second")
    attempt(claimed)
    assert progress_of(result.id) == Progress.RUNNING
    give_back(claimed)
    assert progress_of(result.id) == Progress.RUNNING
    assert DBTaskResult.objects.get().worker_ids == ["first", "second"]


def test_a_task_that_is_given_back_was_not_attempted(queue):
    result = make_tag.enqueue()
    give_back(claim("first"))
    assert progress_of(result.id) == Progress.WAITING
    assert DBTaskResult.objects.get().worker_ids == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_has_to_stop_gives_back_what_it_is_at(queue, monkeypatch):
    def stop(result):
        raise Interrupted

    result = make_tag.enqueue()
    with monkeypatch.context() as stopping, pytest.raises(Interrupted):
        stopping.setattr("reader.tasks.worker.attempt", stop)
        queue()
    assert progress_of(result.id) == Progress.WAITING
    queue()
    assert len(DBTaskResult.objects.get().worker_ids) == 1


def test_two_workers_never_claim_the_same_task(queue):
    make_tag.enqueue()
    assert claim("first") is not None
    assert claim("second") is None
