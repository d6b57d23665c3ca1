"""What the tests here share."""

import pytest

from reader.models import Upload
from tests.views.desk.uploads.uploads import TEXT, press, send


@pytest.fixture
def client(browser, author):
    return browser(author)


@pytest.fixture
def upload(client):
    send(client, ("slack_water.txt", TEXT.encode()))
    return Upload.objects.get()


@pytest.fixture
def newer(client, upload):
    """A story, and a newer file of it that waits."""
    press(client, upload, "publish")
    send(client, ("slack_water.txt", TEXT.replace("eleven masts", "nine masts").encode()))
    return Upload.objects.get()
