"""Whoever keeps the library sees what was given up, and has it tried again."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from reader.tasks.progress import Progress, progress_of
from tests.factories import make_reader

pytestmark = pytest.mark.django_db
TASKS = reverse("admin:django_tasks_database_dbtaskresult_changelist")


@pytest.fixture
def given_up():
    return DBTaskResult.objects.create(
        task_path="reader.management.housekeeping.clear_sessions",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        status="FAILED",
        worker_ids=["a", "b", "c"],
        traceback="ValueError: <odd>",
    )


@pytest.fixture
def root(browser):
    return browser(make_reader("root", is_staff=True, is_superuser=True))


def test_what_was_given_up_is_shown_in_plain_words(given_up, root):
    page = root.get(TASKS).content.decode()
    assert "Clear sessions" in page
    assert "given up" in page
    one = root.get(reverse("admin:django_tasks_database_dbtaskresult_change", args=[given_up.pk]))
    assert "ValueError: &lt;odd&gt;" in one.content.decode()


def test_it_is_tried_again(given_up, root, queue):
    root.post(TASKS, {"action": "try_again", "_selected_action": [str(given_up.pk)]})
    assert progress_of(str(given_up.pk)) == Progress.WAITING
    queue()
    assert progress_of(str(given_up.pk)) == Progress.DONE


def test_only_what_was_given_up_is_tried_again(given_up, root):
    DBTaskResult.objects.update(status="SUCCESSFUL")
    root.post(TASKS, {"action": "try_again", "_selected_action": [str(given_up.pk)]})
    assert progress_of(str(given_up.pk)) == Progress.DONE


def test_a_moderator_sees_no_tasks(given_up, browser, moderator):
    assert browser(moderator).get(TASKS).status_code == 403
