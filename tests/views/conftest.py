"""A chapter, people of every kind, and a browser for each of them."""

import pytest
from django.test import Client

from reader.management.commands.load_demo import let_moderate
from reader.models import Reader
from tests.factories import make_chapter, make_reader, make_story


@pytest.fixture
def author():
    return make_reader("author")


@pytest.fixture
def una():
    return make_reader("una")


@pytest.fixture
def tam():
    return make_reader("tam")


@pytest.fixture
def moderator():
    reader = make_reader("moderator")
    let_moderate(reader)
    return Reader.objects.get(pk=reader.pk)


@pytest.fixture
def chapter(author):
    return make_chapter(story=make_story(author=author))


@pytest.fixture
def draft(author):
    return make_chapter(story=make_story(author=author, draft=True))


@pytest.fixture
def browser():
    """A client, signed in as a reader where one is given."""

    def do(reader=None, **kwargs):
        client = Client(**kwargs)
        if reader:
            client.force_login(reader)
        return client

    return do


@pytest.fixture
def htmx():
    return {"HTTP_HX_REQUEST": "true"}
