"""Somebody who visits a Gloss that is measured: one connection, signed in or not."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

from brotli import decompress
from django.test import Client as DjangoClient
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TOKEN = "k" * 32
"""A CSRF token like any that a browser could have been given."""


class Answer(NamedTuple):
    """What came back: the status, the body as it was sent, and how that is compressed."""

    status: int
    body: bytes
    encoding: str

    @property
    def text(self) -> str:
        """The page."""
        return (decompress(self.body) if self.encoding == "br" else self.body).decode()


class Client:
    """A visitor, or a `reader`, over one connection that stays open. `timeout` is in seconds."""

    def __init__(self, port: int, reader: object | None = None, *, timeout: float = 30) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.cookie = f"csrftoken={TOKEN}"
        if reader:
            door = DjangoClient()
            door.force_login(reader)
            self.cookie += f"; sessionid={door.cookies['sessionid'].value}"

    def get(self, path: str) -> Answer:
        """Ask for a page. Raises OSError and HTTPException where none comes."""
        return self._ask("GET", path, None, {})

    def post(
        self, path: str, fields: dict[str, object], headers: dict[str, str] | None = None
    ) -> Answer:
        """Send a form, with more headers where there are any."""
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        return self._ask("POST", path, urlencode(fields, doseq=True).encode(), sent)

    def send(self, path: str, fields: dict[str, object]) -> Answer:
        """Send a form with files in it, as browsers do."""
        body = encode_multipart(BOUNDARY, fields)
        return self._ask("POST", path, body, {"Content-Type": MULTIPART_CONTENT})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        headers |= {"Cookie": self.cookie, "X-CSRFToken": TOKEN, "Accept-Encoding": "br"}
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return Answer(answer.status, answer.read(), answer.headers.get("Content-Encoding", ""))
        except Exception:
            self.connection.close()  # the next one begins anew
            raise
