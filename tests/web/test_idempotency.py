"""The same thing sent several times at the same moment: it is stored once."""

from uuid import uuid4

import pytest
from django.test import Client

from reader.actions.library.store_upload import store_upload
from reader.models import Comment, Story, Token
from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.web.store_once import StoredBefore, store_once
from tests.actions.test_at_the_same_time import all_at_once
from tests.factories import highlight, make_chapter, make_reader, say

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


@pytest.mark.parametrize("what", ["comment", "highlight"])
def test_an_annotation_that_is_deleted_twice_at_once_is_gone_once(what):
    chapter, reader = make_chapter(), make_reader()
    if what == "comment":
        path = f"/annotations/c{say(chapter, 'Once.', reader).pk}"
    else:
        path = f"/annotations/h{highlight(chapter, 'two goats', reader).pk}"
    _, secret = Token.objects.hand_out(reader, "my e-reader")
    answers = []

    def delete():
        headers = {"Authorization": f"Bearer {secret}"}
        answers.append(Client().delete(path, headers=headers).status_code)

    assert all_at_once(*[delete] * 6) == []
    assert sorted(answers) == [204] + [410] * 5


def test_a_story_that_is_published_by_pressing_twice_is_there_once():
    reader = make_reader()
    manuscript = Manuscript(title="Slack Water", chapters=[Chapter("Mud", "It rained.")])
    upload, answers = store_upload("slack.txt", manuscript, by=reader), []
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(reader)

    def press(client):
        answers.append(client.post(upload.get_absolute_url(), {"do": "publish"}).status_code)

    assert all_at_once(*(lambda c=client: press(c) for client in clients)) == []
    assert sorted(answers) == [303] + [404] * 3
    assert Story.objects.get().title == "Slack Water"


def test_what_came_under_the_same_key_meanwhile_is_not_stored(rf, una):
    request = rf.post("/")
    request.user, request.idempotency_key = una, uuid4()
    with store_once(request):
        Story.objects.create(title="The first", author=una)
    with pytest.raises(StoredBefore), store_once(request):
        Story.objects.create(title="The second", author=una)
    assert Story.objects.get().title == "The first"
