"""No page is ever wrong, whoever did what, in two processes that really are two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_chapter, make_reader, make_story
from tests.views.reading.crowd import TEXT, Crowd, process
from tests.views.reading.test_composed_page import (
    look_at_another_page,
    look_at_answer,
    look_at_page,
)
from tests.whole.person import PATIENCE, TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
ACTS = 25


class HttpClient(Client):
    """Django's client, whose requests go to the server on `port`, if there is one."""

    port: int | None = None

    def request(self, **environ: Any) -> HttpResponse:
        if self.port is None:
            return super().request(**environ)
        self.cookies["csrftoken"] = TOKEN
        environ = self._base_environ(**environ)
        headers = {"Host": "testserver", "X-CSRFToken": TOKEN}
        headers["Content-Type"] = environ.get("CONTENT_TYPE", "")
        for name, value in environ.items():
            if name.startswith("HTTP_"):
                headers[name.removeprefix("HTTP_").replace("_", "-")] = value
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        path = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}".rstrip("?")
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(environ["REQUEST_METHOD"], path, body, headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        response = HttpResponse(answer.read(), status=answer.status)
        connection.close()
        return response


@pytest.fixture
def crowd(house, author, moderator, settings) -> Crowd:
    settings.RATE_LIMITS = {}
    ports = {"one": house.one, "two": house.other}

    class HttpCrowd(Crowd):
        client_class = HttpClient

        @contextmanager
        def at(self, name: str) -> Iterator[None]:
            HttpClient.port = ports.get(name)
            with process(name):
                yield
            HttpClient.port = None

    chapter = make_chapter(TEXT, story=make_story(author=author))
    readers = [make_reader(name) for name in ("una", "tam", "kit", "lou")]
    return HttpCrowd(7, chapter, readers, moderator)


def test_no_page_is_ever_wrong_in_either(crowd):
    for turn in range(ACTS):
        crowd.act()
        look_at_answer(crowd)
        for viewer in crowd.random.sample(list(crowd.clients), 2):
            look_at_page(crowd, viewer)
        if turn % 4 == 0:
            look_at_another_page(crowd)
