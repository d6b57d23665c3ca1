"""The same thing sent several times at the same moment: it is stored once."""

from uuid import uuid4

import pytest
from django.test import Client

from reader.models import Comment
from tests.factories import make_chapter, make_reader
from tests.models.test_at_the_same_time import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_sent_at_once_under_one_key_is_stored_once():
    chapter, reader = make_chapter(), make_reader()
    key, answers = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}, []
    clients = [Client() for _ in range(5)]
    for client in clients:
        client.force_login(reader)

    def send(client):
        path = f"{chapter.get_absolute_url()}comments/"
        answers.append(client.post(path, {"text": "Once."}, **key).status_code)

    assert all_at_once(*(lambda c=client: send(c) for client in clients)) == []
    assert sorted(answers) == [204] * 4 + [303]
    assert Comment.objects.get().source == "Once."
